import type { Database } from 'better-sqlite3';
import { holdsPerEntry } from '../../../shared/model/entries.ts';
import { skeletonFields } from '../../../shared/model/erasure.ts';
import type { Thing } from '../../../shared/model/persons.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { listedAt } from '../ingest/holdings.ts';
import type { Appended } from '../ledger/ledger.ts';
import { soundOf } from '../recording/ties.ts';
import { fieldsAboutFile } from '../records/companion-fields.ts';
import { concerning, itemSubject, thingSubject } from '../records/subjects.ts';
import type { Words } from '../search/search-index.ts';
import { tellingFields } from '../vault/erasing.ts';
import { prepared } from '../vault/prepared.ts';
import { asking } from './bearing.ts';
import { keyOf, thingOf } from './bearings.ts';
import { bearingsIn, gateRecordsIn } from './in-tables.ts';
import { weigh } from './weigh.ts';

/**
 * What the gate keeps from everybody who works in this archive. It is left out where every screen, search and thumbnail begins: the
 * tables that they read are filled as if the closed fields were not there. The ledger, its checkpoints and its proofs stay as they
 * are, and two people can open it again.
 */
export const closedSchema = `
  CREATE TABLE closed (
    seq INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (seq, name)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE closed_thing (thing TEXT PRIMARY KEY, sha256 TEXT) STRICT, WITHOUT ROWID;
  CREATE INDEX closed_by_file ON closed_thing (sha256) WHERE sha256 IS NOT NULL;
`;

/** What is to be closed, by tables in which nothing is closed yet; null where nothing is. */
export function closings(db: Database): Closings | null {
  const records = gateRecordsIn(db);
  if (records.length === 0) return null;
  const bearings = bearingsIn(db);
  const things = new Map<string, Thing>();
  for (const { state } of records) {
    const on = thingOf(state);
    for (const each of on === null ? [] : [on, ...partsOf(db, on)]) things.set(keyOf(each), each);
  }
  const closed = [...things.values()].filter(
    (on) => weigh(bearings.of(on), asking('archive'), '').outcome !== 'allowed',
  );
  return closed.length === 0 ? null : closingsOf(db, closed);
}

/** What is looked at with a thing: the twins of a file; the sound of a testimony; what belongs to a case. */
function partsOf(db: Database, on: Thing): Thing[] {
  const items = (sql: string, value: string | number): Thing[] =>
    (db.prepare(sql).pluck().all(value) as number[]).map((seq) => ({ what: 'item', seq }));
  if (on.what === 'item')
    return items('SELECT seq FROM item WHERE sha256 = (SELECT sha256 FROM item WHERE seq = ?)', on.seq);
  if (on.what === 'testimony') return soundOf(db, on.id).flatMap((seq) => partsOf(db, { what: 'item', seq }));
  const testimonies = db.prepare("SELECT id FROM record WHERE kind = 'testimony' AND incident = ?").pluck().all(on.id);
  return [
    ...(testimonies as string[]).flatMap((id) => partsOf(db, { what: 'testimony', id })),
    ...items('SELECT DISTINCT item FROM link WHERE record = ? AND removed = 0', on.id),
    ...(testimonies as string[]).map((id): Thing => ({ what: 'testimony', id })),
  ];
}

export type Closings = {
  readonly things: readonly { readonly key: string; readonly sha256: string | null }[];
  readonly fields: readonly { readonly seq: number; readonly name: string }[];
};

function closingsOf(db: Database, judged: readonly Thing[]): Closings {
  const sha256 = db.prepare('SELECT sha256 FROM item WHERE seq = ?').pluck();
  const things = judged.map((on) => ({
    key: keyOf(on),
    sha256: on.what === 'item' ? ((sha256.get(on.seq) as string | undefined) ?? null) : null,
  }));
  const twins = twinsOf(db, things);
  return {
    things: [...things, ...twins.map(({ seq, sha256 }) => ({ key: itemSubject(seq), sha256 }))],
    fields: [
      ...judged.flatMap((on) => [...fieldsAbout(db, on), ...(on.what === 'item' ? listings(db, on.seq) : [])]),
      ...twins.flatMap(({ seq }) => [...tellingFields(db, seq).map((name) => ({ seq, name })), ...listings(db, seq)]),
    ],
  };
}

/** The same bytes that came in as another item, where the item itself is closed for the sake of its case. */
function twinsOf(db: Database, things: Closings['things']): { seq: number; sha256: string }[] {
  const judged = new Set(things.map(({ key }) => key));
  const hashes = JSON.stringify(things.flatMap(({ sha256 }) => sha256 ?? []));
  const items = db.prepare('SELECT seq, sha256 FROM item WHERE sha256 IN (SELECT value FROM json_each(?))').all(hashes);
  return (items as { seq: number; sha256: string }[]).filter(({ seq }) => !judged.has(itemSubject(seq)));
}

/** Kinds that decide about a thing, and say nothing of what is in it: they stay to be seen. */
const decisions: readonly string[] = [
  ...['operator', 'hold', 'erasure'],
  ...['person', 'consent', 'involvement', 'mark', 'restriction', 'override', 'order', 'notice'],
];

/** What speaks of a thing: its own entries, what was said about it, what links it, what a companion says of it. */
function fieldsAbout(db: Database, on: Thing): Closings['fields'] {
  const records = prepared(
    db,
    `SELECT kind FROM concern JOIN record ON record.id = substr(concern.subject, length('record:') + 1)
     WHERE concern.seq = ? AND concern.subject GLOB 'record:*'`,
  );
  const companionAt = prepared(db, 'SELECT id FROM companion_entry WHERE entry = ?').pluck();
  return concerning(db, thingSubject(on)).flatMap((seq) => {
    const about = records.all(seq) as { kind: string }[];
    if (about.some(({ kind }) => decisions.includes(kind))) return [];
    // What belongs to a case is judged by itself.
    const isOwn = about.some(({ kind }) => kind === 'claim');
    if (on.what === 'incident' && !isOwn && about.some(({ kind }) => kind === 'testimony')) return [];
    const names = tellingFields(db, seq);
    const companion = companionAt.get(seq) as RecordId | undefined;
    if (companion === undefined || on.what !== 'item') return names.map((name) => ({ seq, name }));
    return fieldsAboutFile(db, companion, on.seq, names).map((name) => ({ seq, name }));
  });
}

/** Where acquisitions list the file by name. */
function listings(db: Database, item: number): { seq: number; name: string }[] {
  return listedAt(db, item).flatMap(({ acquisition, number }) => {
    const seq = acquisition + Math.floor((number - 1) / holdsPerEntry);
    const alone = db.prepare('SELECT count FROM acquisition WHERE seq = ?').pluck().get(acquisition) === 1;
    return [{ seq, name: `holds.${number}` }, ...(alone ? [{ seq: acquisition, name: 'source.path' }] : [])];
  });
}

/** Notes what is closed. */
export function close(db: Database, { things, fields }: Closings): void {
  const field = db.prepare('INSERT OR IGNORE INTO closed (seq, name) VALUES (?, ?)');
  for (const { seq, name } of fields) field.run(seq, name);
  const thing = db.prepare('INSERT OR IGNORE INTO closed_thing (thing, sha256) VALUES (?, ?)');
  for (const { key, sha256 } of things) thing.run(key, sha256);
}

/**
 * Brings the tables from what is closed in them to what is to be, and writes anew only what is said in entries of which another part is
 * closed than before. To judge, everything is opened for a moment, without its words in the search. `replay` applies entries again, `with
 * words` or `without words`.
 */
export function recloseIn(db: Database, replay: (seqs: Iterable<number>, words: Words) => void): void {
  const before = closedIn(db);
  const after = judgedOpen(db, before, replay) ?? { things: [], fields: [] };
  const changed = new Set(difference(before.fields, after.fields).map(({ seq }) => seq));
  if (changed.size === 0 && difference(before.things, after.things).length === 0) return;
  emptyClosed(db);
  close(db, after);
  replay(changed, 'with words');
}

function judgedOpen(db: Database, before: Closings, replay: (seqs: Iterable<number>, words: Words) => void) {
  if (before.fields.length === 0) return closings(db);
  db.exec('SAVEPOINT judging');
  emptyClosed(db);
  replay(new Set(before.fields.map(({ seq }) => seq)), 'without words');
  const after = closings(db);
  db.exec('ROLLBACK TO judging');
  db.exec('RELEASE judging');
  return after;
}

const emptyClosed = (db: Database) => db.exec('DELETE FROM closed; DELETE FROM closed_thing');

/** What is closed by now, as the tables have it. */
export const closedIn = (db: Database): Closings => ({
  things: db.prepare('SELECT thing AS key, sha256 FROM closed_thing').all() as Closings['things'],
  fields: db.prepare('SELECT seq, name FROM closed').all() as Closings['fields'],
});

/** What only one of them has. */
function difference<T extends object>(one: readonly T[], other: readonly T[]): T[] {
  const keys = (all: readonly T[]) => new Map(all.map((each) => [Object.values(each).join(' '), each]));
  const [first, second] = [keys(one), keys(other)];
  const missing = (from: Map<string, T>, among: Map<string, T>) =>
    [...from].flatMap(([key, each]) => (among.has(key) ? [] : [each]));
  return [...missing(first, second), ...missing(second, first)];
}

/** A file that arrives again while it is closed is closed as it arrives. */
export function closeTwin(db: Database, { seq, fields }: Appended, sha256: string): boolean {
  if (prepared(db, 'SELECT 1 FROM closed_thing WHERE sha256 = ?').get(sha256) === undefined) return false;
  close(db, {
    things: [{ key: itemSubject(seq), sha256 }],
    fields: Object.keys(fields)
      .filter((name) => !skeletonFields.has(name))
      .map((name) => ({ seq, name })),
  });
  return true;
}

/** An entry without what is closed of it. */
export function withoutClosed(db: Database, entry: Appended): Appended {
  const names = prepared(db, 'SELECT name FROM closed WHERE seq = ?').pluck().all(entry.seq) as string[];
  if (names.length === 0) return entry;
  const fields = Object.fromEntries(Object.entries(entry.fields).filter(([name]) => !names.includes(name)));
  return { ...entry, fields };
}

/** Whether a thing is closed, by its subject: `item:12`, `record:<id>`. */
export function isClosed(db: Database, subject: string): boolean {
  const id = subject.replace(/^record:/, '');
  const keys = id === subject ? [subject] : [`testimony:${id}`, `incident:${id}`];
  return db.prepare('SELECT 1 FROM closed_thing WHERE thing IN (?, ?)').get(keys[0], keys[1] ?? '') !== undefined;
}

/** Whether anything of an entry is closed: a record that is made of a closed thing is closed with it. */
export const isEntryClosed = (db: Database, seq: number): boolean =>
  db.prepare('SELECT 1 FROM closed WHERE seq = ? LIMIT 1').get(seq) !== undefined;

export const isAnythingClosed = (db: Database): boolean =>
  db.prepare('SELECT 1 FROM closed_thing LIMIT 1').get() !== undefined;
