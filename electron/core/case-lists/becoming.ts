import { Fault } from '../../../shared/faults.ts';
import {
  type CaseListMapping,
  type ListTarget,
  type ListText,
  type RowProblem,
  type RowRule,
  singleWords,
  type WordList,
} from '../../../shared/model/case-list.ts';
import { type Harm, type IncidentFields, incidentFields, uncoded } from '../../../shared/model/incident.ts';
import { statedDate } from '../../../shared/model/stated-date.ts';
import { latinDigits } from '../../../shared/search/folding.ts';
import type { ListRow } from './rows.ts';
import { type KnownWords, knownWords, normal, wordsIn } from './stated-words.ts';

/**
 * What one row of a list becomes, by what somebody said about its columns. Nothing is made up: an empty cell says nothing, a number that
 * isn't there is not 0, and a word that nobody mapped stays beside the case as it was stated.
 */

export interface UnknownWord {
  readonly column: string;
  readonly list: string;
  readonly word: string;
}

export interface Become {
  readonly row: number;
  /** `null` where anything is wrong. */
  readonly fields: IncidentFields | null;
  readonly problems: readonly RowProblem[];
  readonly unknown: readonly UnknownWord[];
}

/** Longest texts of the fields that a column can become (shared/model/incident.ts). */
const longest: Readonly<Record<ListText, number>> = {
  title: 200,
  facility: 300,
  account: 200_000,
  place: 300,
  within: 200,
  'time words': 500,
  'ssa id': 60,
  'ssa facility type': 300,
  'sind id': 60,
  control: 1_000,
};
const longestStated = 20_000;
/** Of a value no more than this is repeated to whoever gave it. */
const longestShown = 120;

/** Between what several columns say of one field. */
const between: Readonly<
  Record<'title' | 'facility' | 'account' | 'place' | 'time words' | 'ssa facility type' | 'control', string>
> = {
  title: ' · ',
  facility: ' · ',
  account: '\n\n',
  place: ', ',
  'time words': ' · ',
  'ssa facility type': ' · ',
  control: ' · ',
};

type Compiled = {
  readonly column: string;
  readonly at: number;
  readonly target: ListTarget;
  readonly known: KnownWords | null;
};

/** Throws LIST_COLUMN_MISSING for a column that the file doesn't have, LIST_MAPPING_INCOMPLETE with what somebody has yet to say. */
export function becomingOf(
  mapping: CaseListMapping,
  header: readonly string[],
): (row: Omit<ListRow, 'torn'>) => Become {
  const compiled = compile(mapping, header);
  requireComplete(mapping, compiled);
  const nothing = new Set(['', ...mapping.unknown.map(normal)]);
  return (row) => become(row, header, compiled, mapping, nothing);
}

function compile({ columns }: CaseListMapping, header: readonly string[]): Compiled[] {
  return columns.flatMap(({ column, to }) => {
    const at = header.indexOf(column);
    if (at < 0 && to.length > 0) throw new Fault('LIST_COLUMN_MISSING', { column: column.slice(0, longestShown) });
    return to.map((target) => ({
      column,
      at,
      target,
      known: target.to === 'words' ? knownWords(target.list, target.words) : null,
    }));
  });
}

function requireComplete({ always }: CaseListMapping, compiled: readonly Compiled[]): void {
  const incomplete = (what: string, column = '') => new Fault('LIST_MAPPING_INCOMPLETE', { what, column });
  const has = (is: (target: ListTarget) => boolean) => compiled.some(({ target }) => is(target));
  if (!has((target) => target.to === 'text' && target.field === 'title')) throw incomplete('title');
  const undated = compiled.find(({ target }) => target.to === 'date' && target.order === null);
  if (undated !== undefined) throw incomplete('order of the date', undated.column);
  if (always.certainty === null && !has((target) => target.to === 'words' && target.list === 'certainty'))
    throw incomplete('certainty');
}

/** A row on its way. */
interface Growing {
  readonly texts: Partial<Record<ListText, string[]>>;
  readonly words: Partial<Record<WordList | 'sind flags', string[]>>;
  readonly degrees: { latitude?: string; longitude?: string };
  readonly harm: Map<string, Harm>;
  readonly counts: IncidentFields['sind']['counts'];
  readonly stated: Map<string, string>;
  readonly problems: RowProblem[];
  readonly unknown: UnknownWord[];
  edtf: string;
  /** By column, to be held against the date. */
  readonly years: Map<string, string>;
  accessdenied: 'yes' | 'no' | 'unknown';
}

function become(
  { row, cells }: Omit<ListRow, 'torn'>,
  header: readonly string[],
  compiled: readonly Compiled[],
  { always }: CaseListMapping,
  nothing: ReadonlySet<string>,
): Become {
  const growing: Growing = {
    texts: {},
    words: {},
    degrees: {},
    harm: new Map(),
    counts: {},
    stated: new Map(),
    problems: [],
    unknown: [],
    edtf: '',
    years: new Map(),
    accessdenied: 'unknown',
  };
  // The first thing that is wrong with a column is enough to find it.
  const problem = (column: string, rule: RowRule, value = '') => {
    if (growing.problems.some((other) => other.column === column)) return;
    growing.problems.push({ row, column, rule, value: value.slice(0, longestShown) });
  };
  // Fewer cells than columns are cells that a spreadsheet didn't write; more have no name.
  const beyond = cells.slice(header.length).find((cell) => cell !== '');
  if (beyond !== undefined) problem('', 'cells', beyond);
  for (const each of compiled) {
    const cell = cells[each.at] ?? '';
    if (nothing.has(normal(cell))) continue;
    if (cell.includes('\0')) {
      problem(each.column, 'control character', cell.replaceAll('\0', '␀'));
      continue;
    }
    take(growing, each, cell, (rule) => problem(each.column, rule, cell));
  }
  const columnOf = (is: (target: ListTarget) => boolean) => compiled.find(({ target }) => is(target))?.column ?? '';
  for (const [column, year] of growing.years)
    if (!growing.edtf.startsWith(year.replace(/\.0+$/, ''))) growing.stated.set(column, year);
  const { latitude, longitude } = growing.degrees;
  if ((latitude === undefined) !== (longitude === undefined))
    problem(
      columnOf((target) => target.to === 'degrees'),
      'half a position',
      latitude ?? longitude,
    );
  for (const { lowest, best, highest } of growing.harm.values()) {
    const known = [lowest, best, highest].filter((count) => count !== null);
    if (known.some((count, index) => index > 0 && count < (known[index - 1] ?? 0)))
      problem(
        columnOf((target) => target.to === 'people'),
        'lowest, best, highest',
        known.join(', '),
      );
  }
  if ((growing.texts.title ?? []).length === 0)
    problem(
      columnOf((target) => target.to === 'text' && target.field === 'title'),
      'missing',
    );
  const certainty = growing.words.certainty?.[0] ?? always.certainty;
  if (certainty === null)
    problem(
      columnOf((target) => target.to === 'words' && target.list === 'certainty'),
      'missing',
    );
  const unfinished = growing.problems.length > 0 ? null : fieldsFrom(growing, always, certainty);
  const checked = unfinished === null ? null : incidentFields.safeParse(unfinished);
  if (checked?.success === false) problem('', 'form', checked.error.issues[0]?.path.join('.') ?? '');
  return { row, fields: checked?.data ?? null, problems: growing.problems, unknown: growing.unknown };
}

function take(
  growing: Growing,
  { column, target, known }: Compiled,
  cell: string,
  broken: (rule: RowRule) => void,
): void {
  const keep = () => growing.stated.set(column, cell.slice(0, longestStated));
  const foreign = (list: string, word: string) => {
    growing.unknown.push({ column, list, word });
    keep();
  };
  /** What one column said before, another doesn't write over: where they differ, it stays beside the case as it was stated. */
  const once = <T>(said: T | null | undefined, now: T, set: () => void): void => {
    if (said === null || said === undefined) set();
    else if (said !== now) keep();
  };
  const add = (list: WordList | 'sind flags', word: string) => {
    const words = growing.words[list] ?? [];
    if (!words.includes(word)) growing.words[list] = [...words, word];
  };
  switch (target.to) {
    case 'as stated':
      if (cell.length > longestStated) broken('too long');
      else keep();
      return;
    case 'text':
      growing.texts[target.field] = [...(growing.texts[target.field] ?? []), cell];
      if (cell.length > longest[target.field]) broken('too long');
      return;
    case 'date': {
      // Complete by `requireComplete`.
      const read = statedDate(cell, target.order ?? 'edtf');
      if ('broken' in read) {
        broken(read.broken);
        return;
      }
      // The same day again, without what was said more exactly of it, is nothing else.
      const isSaid = growing.edtf !== '' && growing.edtf.startsWith(read.edtf);
      if (growing.edtf !== '' && !isSaid) {
        keep();
        return;
      }
      if (!isSaid) growing.edtf = read.edtf;
      if (read.time !== '') growing.texts['time words'] = [...(growing.texts['time words'] ?? []), read.time];
      return;
    }
    case 'year':
      if (cell.length > longestStated) broken('too long');
      else growing.years.set(column, cell);
      return;
    case 'degrees': {
      const degrees = degreesOf(cell, target.axis === 'latitude' ? 90 : 180);
      if (degrees === null) broken('not degrees');
      else
        once(growing.degrees[target.axis], degrees, () => {
          growing.degrees[target.axis] = degrees;
        });
      return;
    }
    case 'words': {
      if (known === null) return;
      for (const { word, stated } of wordsIn(cell, target.separator, known)) {
        if (word === undefined) foreign(target.list, stated);
        else if (word === null) keep();
        else if (singleWords.includes(target.list) && (growing.words[target.list] ?? [word])[0] !== word)
          foreign(target.list, stated);
        else add(target.list, word);
      }
      return;
    }
    case 'sign':
      if (says(target.yes, cell)) add(target.list, target.word);
      else if (!says(target.no, cell)) foreign(target.list, cell);
      return;
    case 'access denied': {
      const denied = says(target.yes, cell) ? 'yes' : says(target.no, cell) ? 'no' : null;
      const before = growing.accessdenied === 'unknown' ? null : growing.accessdenied;
      if (denied === null) foreign('access denied', cell);
      else
        once(before, denied, () => {
          growing.accessdenied = denied;
        });
      return;
    }
    case 'people': {
      const count = wholeNumber(cell);
      if (count === null) broken('not a whole number');
      if (count === null || (count === 0 && target.zero === 'nothing said')) return;
      const { group, harm } = target;
      const key = `${group}|${harm}`;
      const row = growing.harm.get(key) ?? { group, harm, lowest: null, best: null, highest: null, source: '' };
      once(row[target.bound], count, () => growing.harm.set(key, { ...row, [target.bound]: count }));
      return;
    }
    case 'count': {
      const count = wholeNumber(cell);
      if (count === null) broken('not a whole number');
      else if (count > 0 || target.zero === 'none')
        once(growing.counts[target.count], count, () => {
          growing.counts[target.count] = count;
        });
    }
  }
}

const says = (words: readonly string[], cell: string): boolean => words.some((word) => normal(word) === normal(cell));

/** `3`, and `3.0` as spreadsheets write it; `null` for anything else. */
function wholeNumber(cell: string): number | null {
  const [, digits] = /^(\d{1,7})(?:[.,]0+)?$/.exec(latinDigits(cell)) ?? [];
  return digits === undefined || Number(digits) > 1_000_000 ? null : Number(digits);
}

/** U+066B, what stands before decimals where digits are Arabic. */
const arabicPoint = '٫';

/** Decimal degrees, digits beyond the ninth left away: they are less than a hair. */
function degreesOf(cell: string, most: number): string | null {
  const [, sign = '', whole, , part = ''] =
    /^([+-]?)(\d{1,3})([.,](\d+))?°?$/.exec(latinDigits(cell).replace(arabicPoint, '.')) ?? [];
  if (whole === undefined) return null;
  const decimals = part.slice(0, 9);
  const text = `${sign === '-' ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`;
  return Math.abs(Number(text)) <= most ? text : null;
}

/** To be parsed: the words were looked up in lists that are checked with the mapping. */
function fieldsFrom(
  { texts, words, degrees, harm, counts, stated, edtf, accessdenied }: Growing,
  always: CaseListMapping['always'],
  certainty: string | null,
): unknown {
  const said = (field: keyof typeof between): string => (texts[field] ?? []).join(between[field]);
  const { latitude, longitude } = degrees;
  const point = latitude === undefined || longitude === undefined ? null : { latitude, longitude };
  const around = texts.within ?? [];
  const named = said('place');
  const name = named === '' ? (around[0] ?? '') : named;
  const within = named === '' ? around.slice(1) : around;
  return {
    title: said('title'),
    facility: said('facility'),
    place: {
      name,
      precision: words.precision?.[0] ?? (name === '' && point === null ? 'unknown' : always.precision),
      point,
      ...(within.length === 0 ? {} : { within }),
    },
    when: { edtf, words: said('time words') },
    account: said('account'),
    attackTypes: words['attack types'] ?? [],
    certainty,
    harm: [...harm.values()],
    definitions: always.definitions,
    ssa: {
      id: (texts['ssa id'] ?? []).join(' '),
      resources: words['ssa resources'] ?? [],
      facilitytype: said('ssa facility type'),
    },
    sind: {
      ...uncoded.sind,
      id: (texts['sind id'] ?? []).join(' '),
      perpetrators: words['sind perpetrators'] ?? [],
      weapons: words['sind weapons'] ?? [],
      locations: words['sind locations'] ?? [],
      precision: words['sind precision']?.[0] ?? null,
      counts,
      accessdenied,
      captivity: words['sind captivity'] ?? [],
      flags: words['sind flags'] ?? [],
    },
    context: { ...uncoded.context, control: said('control') },
    listed: { item: null, row: null, stated: [...stated].map(([column, text]) => ({ column, text })) },
  };
}
