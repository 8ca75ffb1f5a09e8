import type { Database } from 'better-sqlite3';
import type { DaySpan } from '../../../shared/model/day-span.ts';
import { boxOf, type Spot } from '../../../shared/model/region.ts';
import type { FacetName } from '../../../shared/model/search.ts';
import { fold, joinedWords } from '../../../shared/search/folding.ts';
import { prepared } from '../vault/prepared.ts';
import type { Findable, Passage } from './findable.ts';

/**
 * What search looks in: a projection like the others, inside the encrypted database. Words are kept folded. Trigrams find any stretch
 * of three signs and more anywhere in a word; shorter ones are found where a word begins, through a second index over the same text.
 * Removed words are overwritten in the index too (`secure-delete`): FTS5 otherwise keeps them until it merges.
 *
 * Tags stand in their facet alone: as words of the text, each one that is put on a thing would have all words of that thing taken out of
 * the index and put back, which took forty times as long as the tag itself.
 */
export const searchSchema = `
  CREATE TABLE findable (
    number INTEGER PRIMARY KEY, subject TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    -- Open ends stand for themselves in comparisons: '' before every day, '~' after. NULL in both: nothing known.
    first_day TEXT, last_day TEXT
  ) STRICT;
  CREATE TABLE findable_facet (
    number INTEGER NOT NULL, facet TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (number, facet, value)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX findable_by_facet ON findable_facet (facet, value, number);
  -- Where things are: the degrees between which each lies however little is known of it, NULL where nothing says so, and what it is called.
  CREATE TABLE findable_place (
    number INTEGER NOT NULL, part INTEGER NOT NULL,
    south REAL, north REAL, west REAL, east REAL, spot TEXT, names TEXT NOT NULL,
    PRIMARY KEY (number, part)
  ) STRICT, WITHOUT ROWID;
  CREATE VIRTUAL TABLE findable_text USING fts5 (title, text, tokenize = 'trigram case_sensitive 1');
  INSERT INTO findable_text (findable_text, rank) VALUES ('secure-delete', 1);
  CREATE VIRTUAL TABLE findable_word USING fts5 (
    title, text, content = 'findable_text', tokenize = "unicode61 remove_diacritics 0", prefix = '1 2'
  );
  INSERT INTO findable_word (findable_word, rank) VALUES ('secure-delete', 1);
`;

/** Whether what search finds is written as well, which takes most of the time. */
export type Words = 'with words' | 'without words';

/** Between passages, so that words of two of them are not taken for neighbours. No sign that folding leaves. */
const between = '\n';

const lines = (texts: readonly string[]) => texts.filter((text) => text !== '').join(between);
/** A text as it is found: as it is written, and its names in one word each. */
function findableText(text: string): string {
  const folded = fold(text);
  return lines([folded, joinedWords(folded).join(' ')]);
}

const foldedText = (passages: readonly Passage[]) => lines(passages.map(({ text }) => findableText(text)));

const numberOf = (db: Database, subject: string) =>
  prepared(db, 'SELECT number FROM findable WHERE subject = ?').pluck().get(subject) as number | undefined;

/** Puts a thing into the index, in place of what was there of it. In the transaction of the caller. */
export function indexFindable(db: Database, subject: string, findable: Findable): void {
  const number = numberOf(db, subject) ?? addFindable(db, subject, findable.kind);
  const { days, facets, title, passages, places } = findable;
  prepared(db, 'UPDATE findable SET first_day = ?, last_day = ? WHERE number = ?').run(
    days === null ? null : (days.from ?? ''),
    days === null ? null : (days.to ?? '~'),
    number,
  );
  prepared(db, 'DELETE FROM findable_facet WHERE number = ?').run(number);
  const add = prepared(db, 'INSERT OR IGNORE INTO findable_facet (number, facet, value) VALUES (?, ?, ?)');
  for (const [facet, value] of facets) add.run(number, facet, value);
  prepared(db, 'DELETE FROM findable_place WHERE number = ?').run(number);
  const place = prepared(
    db,
    `INSERT INTO findable_place (number, part, south, north, west, east, spot, names)
     VALUES (:number, :part, :south, :north, :west, :east, :spot, :names)`,
  );
  for (const [part, { spot, names }] of places.entries())
    place.run({ number, part, ...boundsOf(spot), spot: spot === null ? null : JSON.stringify(spot), names });
  writeText(db, number, { title: findableText(title), text: foldedText(passages) });
}

const nowhere = { south: null, north: null, west: null, east: null };
const boundsOf = (spot: Spot | null) => (spot === null ? nowhere : boxOf(spot));

/** Puts these values of one facet in place of those that were there; nothing where the thing is not in the index. */
export function indexFacet(db: Database, subject: string, facet: FacetName, values: readonly string[]): void {
  const number = numberOf(db, subject);
  if (number === undefined) return;
  prepared(db, 'DELETE FROM findable_facet WHERE number = ? AND facet = ?').run(number, facet);
  const add = prepared(db, 'INSERT OR IGNORE INTO findable_facet (number, facet, value) VALUES (?, ?, ?)');
  for (const value of values) add.run(number, facet, value);
}

/** Puts one value of a facet beside the others, or takes it away; nothing where the thing is not in the index. */
export function indexValue(db: Database, subject: string, facet: FacetName, value: string, is: boolean): void {
  const number = numberOf(db, subject);
  if (number === undefined) return;
  const sql = is
    ? 'INSERT OR IGNORE INTO findable_facet (number, facet, value) VALUES (?, ?, ?)'
    : 'DELETE FROM findable_facet WHERE number = ? AND facet = ? AND value = ?';
  prepared(db, sql).run(number, facet, value);
}

/** The days on which something may have happened, as its row has them. */
export function daysOf({ first_day: from, last_day: to }: Days): DaySpan | null {
  if (from === null || to === null) return null;
  return { from: from === '' ? null : from, to: to === '~' ? null : to };
}
export type Days = { readonly first_day: string | null; readonly last_day: string | null };

/** Puts what is said of a thing after its own words in place of what was said of it `before`; nothing where it is not there. */
export function indexFurther(
  db: Database,
  subject: string,
  before: readonly Passage[],
  passages: readonly Passage[],
): void {
  const number = numberOf(db, subject);
  const text = number === undefined ? undefined : textOf(db, number);
  if (number === undefined || text === undefined) return;
  writeText(db, number, { ...text, text: lines([withoutEnd(text.text, foldedText(before)), foldedText(passages)]) });
}

function withoutEnd(text: string, end: string): string {
  if (end === '') return text;
  const own = text.slice(0, -end.length);
  return own.endsWith(between) ? own.slice(0, -between.length) : own;
}

/** A thing has the number of the entry that it begins with: the same, whatever else is found or closed. */
function addFindable(db: Database, subject: string, kind: string): number {
  const [, id = ''] = subject.split(':');
  const number =
    kind === 'item' ? Number(id) : Number(prepared(db, 'SELECT first FROM record WHERE id = ?').pluck().get(id));
  prepared(db, 'INSERT INTO findable (number, subject, kind) VALUES (?, ?, ?)').run(number, subject, kind);
  return number;
}

/**
 * Takes things out of the index, those of them that are in it. In the transaction of the caller. In the order of their numbers: for one
 * that is lower than the last, FTS5 writes out what it has gathered, which takes three times as long.
 */
export function removeFindables(db: Database, subjects: Iterable<string>): void {
  const numbers = [...subjects].flatMap((subject) => numberOf(db, subject) ?? []);
  for (const number of numbers.sort((a, b) => a - b)) {
    removeText(db, number);
    for (const table of ['findable_facet', 'findable_place', 'findable'])
      prepared(db, `DELETE FROM ${table} WHERE number = ?`).run(number);
  }
}

type Text = { readonly title: string; readonly text: string };

const textOf = (db: Database, number: number) =>
  prepared(db, 'SELECT title, text FROM findable_text WHERE rowid = ?').get(number) as Text | undefined;

/** An index without content of its own has to be told what to take out (SQLite, FTS5, 4.4.3, "External Content Tables"). */
function removeText(db: Database, number: number): void {
  const before = textOf(db, number);
  if (before === undefined) return;
  prepared(
    db,
    "INSERT INTO findable_word (findable_word, rowid, title, text) VALUES ('delete', :number, :title, :text)",
  ).run({ number, ...before });
  prepared(db, 'DELETE FROM findable_text WHERE rowid = ?').run(number);
}

/**
 * What says the same as before is left: taking words out of an index that keeps no trace of them (`secure-delete`) rewrites every list that
 * they stand in, which is most of the time that a correction of many things takes.
 */
function writeText(db: Database, number: number, text: Text): void {
  const before = textOf(db, number);
  const isSame = before?.title === text.title && before.text === text.text;
  if (isSame) return;
  removeText(db, number);
  for (const index of ['findable_text', 'findable_word'])
    prepared(db, `INSERT INTO ${index} (rowid, title, text) VALUES (:number, :title, :text)`).run({
      number,
      ...text,
    });
}
