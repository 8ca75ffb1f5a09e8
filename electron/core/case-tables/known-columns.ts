import type { ListTarget } from '../../../shared/model/case-list.ts';
import type { Place } from '../../../shared/model/position.ts';
import { dateColumn, type KnownList } from '../case-lists/known-lists.ts';
import { knownWords, normal, wordsIn } from '../case-lists/stated-words.ts';
import { daysOfIncident } from '../records/kinds.ts';
import type { Atoms } from './atoms.ts';
import { type Column, columnOf, firstOf, pieceOf } from './columns.ts';

/**
 * Cases in the columns of a list that somebody else keeps: what taking such a list in makes of a column is made into that column again. What
 * its form can't say (a date with its doubt) stands in columns of ours behind it. Nothing is made up: a day that isn't known, a total that
 * nobody stated and a country that nobody named stay empty.
 */

type Said<T extends ListTarget['to']> = Extract<ListTarget, { to: T }>;

export function columnsOfList(list: KnownList): Column[] {
  const columns = Object.entries(list.columns).map(([name, targets]) => columnFor(list, name, targets));
  return [...columns, ...besideIt];
}

function columnFor(list: KnownList, name: string, targets: readonly ListTarget[]): Column {
  if (name === 'weekday') return pieceOf(name, 'when', (when) => weekdayOf(dayOf(when)));
  // A title is made of several columns, and none is made of it.
  const made = targets.filter((target) => !(target.to === 'text' && target.field === 'title'));
  return firstOf(
    name,
    made.map((target) => targetColumn(list, name, target)),
  );
}

function targetColumn(list: KnownList, name: string, target: ListTarget): Column {
  switch (target.to) {
    case 'text':
      return textColumn(list, name, target);
    case 'date':
      return pieceOf(name, 'when', (when) => dayInOrder(dayOf(when), target));
    case 'year':
      return columnOf(name, ['when', 'listed.stated'], (pieces) => {
        const { when, 'listed.stated': stated } = pieces;
        if (when === null) return null;
        const year = daysOfIncident(when)?.from?.slice(0, 4) ?? '';
        if (stated !== null) return statedIn(stated, name) || year;
        return year === '' ? null : year;
      });
    case 'as stated':
      return pieceOf(name, 'listed.stated', (stated) => statedIn(stated, name));
    case 'degrees':
      return pieceOf(name, 'place', ({ point }) => point?.[target.axis] ?? '');
    case 'words':
      return wordsColumn(name, target);
    case 'sign':
      return signColumn(list, name, target);
    case 'access denied':
      return columnOf(name, ['sind.accessdenied', 'listed.stated'], (pieces) => {
        const { 'sind.accessdenied': said, 'listed.stated': stated } = pieces;
        if (said === null) return null;
        if (said !== 'unknown') return said === 'yes' ? list.says.yes : list.says.no;
        return stated === null ? null : statedIn(stated, name);
      });
    case 'people':
      return pieceOf(name, 'harm', (harm) => {
        const row = harm.find((each) => each.group === target.group && each.harm === target.harm);
        return String(row?.[target.bound] ?? '');
      });
    case 'count':
      return pieceOf(name, 'sind.counts', (counts) => String(counts[target.count] ?? ''));
  }
}

function textColumn({ unknown }: KnownList, name: string, { field }: Said<'text'>): Column {
  switch (field) {
    case 'title':
    case 'facility':
    case 'account':
      return pieceOf(name, field, (text) => text);
    case 'control':
      return pieceOf(name, 'context.control', (text) => text);
    case 'place':
      return columnOf(name, ['place', 'sind.id'], ({ place, 'sind.id': id }) =>
        place === null || id === null ? null : provinceOf(place, id),
      );
    case 'within':
      return pieceOf(name, 'country', (country) => country);
    case 'time words':
      return columnOf(name, ['when', 'timeWords'], ({ when, timeWords }) =>
        when === null || timeWords === null ? null : timeWords || (hourOf(when.when.edtf) ?? unknown[0] ?? ''),
      );
    case 'ssa id':
      return pieceOf(name, 'ssa.id', (id) => id);
    case 'ssa facility type':
      return pieceOf(name, 'ssa.facilitytype', (type) => type);
    case 'sind id':
      return pieceOf(name, 'sind.id', (id) => id);
  }
}

function wordsColumn(name: string, { list, words, separator }: Said<'words'>): Column {
  // The first of several spellings is how the list writes it now.
  const spelling = new Map<string, string>();
  for (const [stated, word] of Object.entries(words))
    if (word !== null && !spelling.has(word) && !/^\d+$/.test(stated)) spelling.set(word, stated);
  const spelt = (said: readonly string[]): string => said.map((word) => spelling.get(word) ?? word).join(separator);
  const known = knownWords(list, words);
  // What nobody mapped stands only in the cell as it was stated: that is given back as long as it says what the case says.
  const given = (said: readonly string[], stated: string): string => {
    const read = wordsIn(stated, separator, known).flatMap(({ word }) => word ?? []);
    return stated !== '' && read.join('|') === said.join('|') ? stated : spelt(said);
  };
  const several = (
    atom: 'attacks' | 'ssa.resources' | `sind.${'perpetrators' | 'weapons' | 'locations' | 'captivity'}`,
  ) =>
    columnOf(name, [atom, 'listed.stated'], (pieces) => {
      const { [atom]: said, 'listed.stated': stated } = pieces;
      return said === null ? null : given(said, stated === null ? '' : statedIn(stated, name));
    });
  switch (list) {
    case 'attack types':
      return several('attacks');
    case 'certainty':
      return pieceOf(name, 'certainty', (word) => spelt([word]));
    // A class of theirs, or nothing: theirs are fewer than ours.
    case 'precision':
      return pieceOf(name, 'place', (place) => classOf(place, Object.keys(words)));
    case 'ssa resources':
      return several('ssa.resources');
    case 'sind perpetrators':
      return several('sind.perpetrators');
    case 'sind weapons':
      return several('sind.weapons');
    case 'sind locations':
      return several('sind.locations');
    case 'sind precision':
      return pieceOf(name, 'sind.precision', (word) => (word === null ? '' : spelt([word])));
    case 'sind captivity':
      return several('sind.captivity');
  }
}

/** That something was not so is written only for a case that was coded by that list: elsewhere nobody said it. */
function signColumn({ says }: KnownList, name: string, { list, word }: Said<'sign'>): Column {
  const answer = (words: readonly string[] | null, id: string | null, stated: Atoms['listed.stated'] | null) => {
    if (words === null) return null;
    if (words.includes(word)) return says.yes;
    if (stated === null || id === null) return null;
    return statedIn(stated, name) || (id === '' && words.length === 0 ? '' : says.no);
  };
  switch (list) {
    case 'attack types':
      return columnOf(name, ['attacks', 'listed.stated'], (pieces) =>
        answer(pieces.attacks, '', pieces['listed.stated']),
      );
    case 'ssa resources':
      return columnOf(name, ['ssa.resources', 'ssa.id', 'listed.stated'], (pieces) =>
        answer(pieces['ssa.resources'], pieces['ssa.id'], pieces['listed.stated']),
      );
    case 'sind flags':
      return columnOf(name, ['sind.flags', 'sind.id', 'listed.stated'], (pieces) =>
        answer(pieces['sind.flags'], pieces['sind.id'], pieces['listed.stated']),
      );
  }
}

/** Behind the columns of a list: what its form can't say. */
const besideIt: readonly Column[] = [
  pieceOf(dateColumn, 'when', ({ when }) => when.edtf),
  pieceOf('Earliest Day', 'when', (when) => daysOfIncident(when)?.from ?? ''),
  pieceOf('Latest Day', 'when', (when) => daysOfIncident(when)?.to ?? ''),
  pieceOf('Place', 'place', ({ name }) => name),
  pieceOf('Place Precision', 'place', ({ name, precision }) => (name === '' ? '' : precision)),
  { name: 'Sanad ID', cell: ({ listed }) => listed.id },
];

const statedIn = (stated: Atoms['listed.stated'], column: string): string =>
  stated.find((each) => normal(each.column) === normal(column))?.text ?? '';

const aDay = /^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$/;

/** The day, where it is one and in no doubt: `YYYY-MM-DD`. */
const dayOf = ({ when }: Atoms['when']): string => (aDay.test(when.edtf) ? when.edtf.slice(0, 10) : '');

/** Without the midnight that programs write where they know no time. */
function dayInOrder(day: string, { order }: Said<'date'>): string {
  const [, year, month, date] = aDay.exec(day) ?? [];
  if (year !== undefined && order === 'month day year') return `${Number(month)}/${Number(date)}/${year}`;
  if (year !== undefined && order === 'day month year') return `${Number(date)}/${Number(month)}/${year}`;
  return day;
}

const hourOf = (edtf: string): string | undefined => /^\d{4}-\d{2}-\d{2}T(\d{2}:\d{2})/.exec(edtf)?.[1];

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const weekdayOf = (day: string): string =>
  day === '' ? '' : (weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '');

/** The last but one that it lies in; their own list names the province itself, and lets it lie in its country. */
function provinceOf({ name, precision, within = [] }: Place, id: string): string {
  if (within.length > 1) return within.at(-2) ?? '';
  return precision === 'governorate' || id !== '' ? name : '';
}

/** Numbers of SiND's classes of precision that say the same as ours; the others are narrower or wider than any of them. */
const classes: Partial<Record<Place['precision'], string>> = {
  exact: '1',
  district: '3',
  governorate: '4',
  country: '6',
};

function classOf({ precision, point }: Place, spellings: readonly string[]): string {
  if (precision === 'exact' && point === null) return '';
  const number = classes[precision];
  return spellings.find((spelling) => spelling.startsWith(`(${number})`)) ?? '';
}
