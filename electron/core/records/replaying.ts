/**
 * Writing anew what the tables say of a few entries, where what is closed of these has changed. Rows do not say which entries they were
 * made of: whatever has a part in the things that these entries are about is taken out and applied again, in order. What comes of it is
 * what making all tables from the whole ledger comes to; a property test holds the two against each other.
 */
import type { Database } from 'better-sqlite3';
import type { Appended } from '../ledger/ledger.ts';
import { removeFindables, type Words } from '../search/search-index.ts';
import { prepared } from '../vault/prepared.ts';
import { flagBeside } from './flags.ts';
import { itemSubject, recordSubject } from './subjects.ts';
import { listedIn } from './tables/acquisitions.ts';
import { entriesOf } from './tables/concerns.ts';
import { countLinks } from './tables/links.ts';

/** What is taken out. */
interface Affected {
  /** Entries to be applied again. */
  readonly entries: ReadonlyMap<number, Appended>;
  readonly items: ReadonlySet<number>;
  /** Of records and links. */
  readonly ids: ReadonlySet<string>;
}

type Forget = (db: Database, affected: Affected) => void;

const listOf = (values: Iterable<string | number>): string => JSON.stringify([...values]);

const rows =
  (table: string, column: string, which: (affected: Affected) => Iterable<string | number>): Forget =>
  (db, affected) => {
    prepared(db, `DELETE FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?))`).run(
      listOf(which(affected)),
    );
  };

const byEntry = ({ entries }: Affected) => entries.keys();
const byItem = ({ items }: Affected) => items;
const byId = ({ ids }: Affected) => ids;

/** Rows of one source's items, in a table that has no index by item. */
const rowsOfSource =
  (table: string): Forget =>
  (db, { items }) => {
    prepared(
      db,
      `DELETE FROM ${table} WHERE acquisition IN (SELECT acquisition FROM item WHERE seq IN (SELECT value FROM json_each(:items)))
         AND item IN (SELECT value FROM json_each(:items))`,
    ).run({ items: listOf(items) });
  };

const forgetHoldings: Forget = (db, { entries }) => {
  const one = prepared(db, 'DELETE FROM holding WHERE acquisition = ? AND number = ?');
  for (const entry of entries.values()) {
    if (entry.type !== 'acquisition') continue;
    const { acquisition, numbers } = listedIn(entry);
    for (const number of numbers) one.run(acquisition, number);
  }
};

const forgetCounts: Forget = (db, { items }) => {
  prepared(
    db,
    `UPDATE tally SET items = tally.items - gone.items, unlinked = tally.unlinked - gone.unlinked,
       conflicting = tally.conflicting - gone.conflicting, unplaced = tally.unplaced - gone.unplaced
     FROM (SELECT COUNT(*) AS items, COUNT(*) FILTER (WHERE incidents = 0) AS unlinked,
         COUNT(*) FILTER (WHERE conflicts > 0) AS conflicting, COUNT(*) FILTER (WHERE positioned = 0) AS unplaced
       FROM item WHERE seq IN (SELECT value FROM json_each(?))) AS gone`,
  ).run(listOf(items));
  prepared(db, 'DELETE FROM tally WHERE items = 0').run();
};

const forgetWords: Forget = (db, { items, ids }) => {
  removeFindables(db, [...[...items].map(itemSubject), ...[...ids].map(recordSubject)]);
};

/** With another's rows, or what replaying goes by itself. */
const nothing: Forget = () => {};

/** How rows of every table go, in the order in which they do: what reads a table stands before it. */
export const forgetting = {
  acquisition: rows('acquisition', 'seq', byEntry),
  holding: forgetHoldings,
  tally: forgetCounts,
  likeness: rows('likeness', 'item', byItem),
  flag: rowsOfSource('flag'),
  camera_clock: rowsOfSource('camera_clock'),
  item: rows('item', 'seq', byItem),
  record: rows('record', 'id', byId),
  reference: rows('reference', 'source', byId),
  link: rows('link', 'id', byId),
  concern: rows('concern', 'seq', byEntry),
  entry_of: nothing,
  companion: rows('companion', 'id', byId),
  companion_entry: rows('companion_entry', 'id', byId),
  companion_file: rows('companion_file', 'id', byId),
  findable_word: forgetWords,
  findable_text: nothing,
  findable_facet: nothing,
  findable_place: nothing,
  findable: nothing,
  closed: nothing,
  closed_thing: nothing,
} as const satisfies Record<string, Forget>;

/** Everything that has a part in what these entries are about. `entry` opens one, with what is closed of it. */
function affectedBy(db: Database, seqs: Iterable<number>, entry: (seq: number) => Appended): Affected {
  const entries = new Map<number, Appended>();
  const items = new Set<number>();
  const ids = new Set<string>();
  const waiting = [...seqs];
  const about = (column: 'item' | 'testimony', value: string | number) =>
    waiting.push(...(prepared(db, `SELECT first FROM record WHERE ${column} = ?`).pluck().all(value) as number[]));
  const addItem = (item: number) => {
    if (items.has(item)) return;
    items.add(item);
    waiting.push(item);
    about('item', item);
  };
  const addRecord = (id: string) => {
    if (ids.has(id)) return;
    ids.add(id);
    waiting.push(...entriesOf(db, id));
    about('testimony', id);
    // Whether a link joins a file with a case is told by the case.
    const linked = prepared(db, 'SELECT first FROM link WHERE source = ?').pluck().all(recordSubject(id));
    waiting.push(...(linked as number[]));
  };
  for (let seq = waiting.pop(); seq !== undefined; seq = waiting.pop()) {
    if (entries.has(seq)) continue;
    const whole = entry(seq);
    entries.set(seq, whole);
    const { id, item, testimony } = whole.fields;
    if (whole.type === 'item') addItem(seq);
    if ((whole.type === 'record' || whole.type === 'link') && typeof id === 'string') addRecord(id);
    if (whole.type !== 'record') continue;
    if (typeof item === 'number') addItem(item);
    if (typeof testimony === 'string') addRecord(testimony);
  }
  return { entries, items, ids };
}

/** Items that any of these links joins with a case. */
const itemsLinked = (db: Database, ids: ReadonlySet<string>): number[] =>
  prepared(db, 'SELECT DISTINCT item FROM link WHERE item IS NOT NULL AND id IN (SELECT value FROM json_each(?))')
    .pluck()
    .all(listOf(ids)) as number[];

/** Items of which any of these companions says when they were sent. */
const itemsSent = (db: Database, ids: ReadonlySet<string>): number[] =>
  prepared(
    db,
    'SELECT DISTINCT item FROM companion_file WHERE sent IS NOT NULL AND id IN (SELECT value FROM json_each(?))',
  )
    .pluck()
    .all(listOf(ids)) as number[];

/**
 * Applies entries again, in the caller's transaction: `seqs`, of which another part is closed than when they were applied last, and what
 * depends on them. `entry` opens one with what is closed of it, and `apply` leaves that out. `without words`, what search finds is left as
 * it is.
 */
export function replay(
  db: Database,
  seqs: Iterable<number>,
  entry: (seq: number) => Appended,
  apply: (db: Database, entry: Appended, words: Words) => void,
  words: Words,
): void {
  const affected = affectedBy(db, seqs, entry);
  const linked = itemsLinked(db, affected.ids);
  const sent = itemsSent(db, affected.ids);
  for (const forget of Object.values<Forget>(forgetting))
    if (words === 'with words' || forget !== forgetWords) forget(db, affected);
  for (const [, one] of [...affected.entries].sort(([a], [b]) => a - b)) apply(db, one, words);
  for (const item of new Set([...affected.items, ...linked, ...itemsLinked(db, affected.ids)])) {
    countLinks(db, item);
    flagBeside(db, item);
  }
  for (const item of sent) flagBeside(db, item);
}
