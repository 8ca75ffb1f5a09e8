import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { canonicalText } from '../../../shared/ledger/canonical.ts';
import type { DaySpan } from '../../../shared/model/day-span.ts';
import { type RecordKind, recordKinds } from '../../../shared/model/entries.ts';
import { isLaterKind } from '../../../shared/model/later-accounts.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { fold } from '../../../shared/search/folding.ts';
import { close, closedSchema, closings, isAnythingClosed, recloseIn, withoutClosed } from '../gate/closing.ts';
import type { Appended } from '../ledger/ledger.ts';
import { indexFacilities, indexNaming } from '../search/concerning-facility.ts';
import { type Findable, findableItem, findableRecord, saidOfItem } from '../search/findable.ts';
import { indexFacet, indexFindable, indexFurther, searchSchema, type Words } from '../search/search-index.ts';
import { standingTags } from '../search/tag-words.ts';
import { findableTestimony } from '../search/testimony-words.ts';
import { prepared } from '../vault/prepared.ts';
import type { Projections } from '../vault/vault.ts';
import { batchSchema } from './batches.ts';
import { applyCompanion, companionSchema } from './companions.ts';
import { enteredAt } from './entered.ts';
import { flagItemsOf, flagSchema } from './flags.ts';
import { digestOf, essentialOf, isRegistered, type Reference, type RegisteredKind } from './kinds.ts';
import { likenessSchema } from './likeness.ts';
import { merged, type RecordState } from './merging.ts';
import { forgetting, replay } from './replaying.ts';
import {
  anchorSubject,
  custodySubject,
  itemSubject,
  movedSubject,
  recordSubject,
  verifiedSubject,
  witnessKeySubject,
} from './subjects.ts';
import { acquisitionSchema, applyAcquisition } from './tables/acquisitions.ts';
import { concern, concernSchema, noteEntryOf } from './tables/concerns.ts';
import { applyItem, itemSchema } from './tables/items.ts';
import { applyLink, linkSchema } from './tables/links.ts';

/**
 * The tables that screens read. They hold nothing that the ledger does not: `apply` is the only writer, it runs in the
 * transaction that appends the entry, and `rebuild` makes the same rows again from the first entry on.
 */

const schema = `
  ${acquisitionSchema}
  ${itemSchema}
  CREATE TABLE record (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, first INTEGER NOT NULL, head INTEGER NOT NULL, at TEXT NOT NULL,
    fields TEXT NOT NULL, item INTEGER, incident TEXT, testimony TEXT, person TEXT,
    -- What lists go by: the title, folded for sorting, and the days it may have lain on ('' and '~' for open ends).
    title TEXT NOT NULL, sorting TEXT NOT NULL, first_day TEXT, last_day TEXT
  ) STRICT;
  CREATE INDEX record_by_kind ON record (kind, first);
  CREATE INDEX record_by_day ON record (kind, (first_day IS NULL), coalesce(first_day, ''), first);
  CREATE INDEX record_by_title ON record (kind, sorting, first);
  CREATE INDEX record_by_item ON record (item) WHERE item IS NOT NULL;
  CREATE INDEX record_by_incident ON record (incident) WHERE incident IS NOT NULL;
  CREATE INDEX record_by_testimony ON record (testimony) WHERE testimony IS NOT NULL;
  CREATE INDEX record_by_person ON record (person) WHERE person IS NOT NULL;
  -- Records that a record names in its own fields.
  CREATE TABLE reference (
    source TEXT NOT NULL, field TEXT NOT NULL, target TEXT NOT NULL,
    PRIMARY KEY (source, field, target)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX reference_by_target ON reference (target, source);
  ${linkSchema}
  ${concernSchema}
  ${searchSchema}
  ${likenessSchema}
  ${flagSchema}
  ${batchSchema}
  ${companionSchema}
  ${closedSchema}
`;

const tables = Object.keys(forgetting);

const recordEntry = z.object({ kind: z.enum(recordKinds), id: z.string(), amends: z.array(z.number()).optional() });
const accessedEntry = z.object({
  items: z.array(z.number()).default([]),
  testimonies: z.array(z.string()).default([]),
  identities: z.array(z.string()).default([]),
});

/** The field without which a record is none: where it is missing, the record was erased, and its entries are no more than that. */
const essentials = {
  testimony: 'witness',
  addition: 'how',
  recanting: 'how',
  identity: 'sealed',
  assertion: 'value',
  operator: 'code',
  hold: 'authority',
  erasure: 'ground',
  companion: 'form',
  person: 'code',
  consent: 'state',
  involvement: 'as',
  mark: 'classes',
  restriction: 'viewers',
  override: 'viewer',
  order: 'reference',
  notice: 'told',
  clock: 'shown',
  'civil time': 'zone',
  provenance: 'origin',
  signoff: 'counts',
  recording: 'origin',
  import: 'counts',
  tag: 'tag',
} as const satisfies Record<Exclude<RecordKind, RegisteredKind>, string>;
const essential = (kind: RecordKind): string => (isRegistered(kind) ? essentialOf(kind) : essentials[kind]);

/** Raised whenever `schema` or what `apply` makes of an entry changes: older tables are then made again from the ledger. */
const version = 25;

/** Makes the tables where there are none, and makes them again where another version of Sanad made them or they are wanted anew. */
function migrate(db: Database, entries: () => Iterable<Appended>, anew = false): void {
  db.exec('CREATE TABLE IF NOT EXISTS projection (version INTEGER NOT NULL) STRICT');
  const made = db.prepare('SELECT version FROM projection').get() as { version: number } | undefined;
  if (made?.version === version && !anew) return;
  const make = db.transaction(() => {
    fill(db, entries);
    db.exec('DELETE FROM projection');
    db.prepare('INSERT INTO projection (version) VALUES (?)').run(version);
  });
  withRoom(db, make);
}

/** First and last day as a table keeps them. */
const boundsOf = (days: DaySpan | null): [string | null, string | null] =>
  days === null ? [null, null] : [days.from ?? '', days.to ?? '~'];

function applyReferences(db: Database, seq: number, id: string, references: readonly Reference[]): void {
  prepared(db, 'DELETE FROM reference WHERE source = ?').run(id);
  const add = prepared(db, 'INSERT OR IGNORE INTO reference (source, field, target) VALUES (?, ?, ?)');
  for (const { field, id: target, belongs } of references) {
    add.run(id, field, target);
    if (belongs) concern(db, recordSubject(target), seq);
  }
}

function applyRecord(db: Database, entry: Appended, words: Words): void {
  const known = recordEntry.safeParse(entry.fields);
  // A kind that a newer version wrote stays in the ledger and is shown there; this version has no table for it.
  if (!known.success) return;
  const { kind, id } = known.data;
  if (kind === 'companion') {
    for (const item of applyCompanion(db, id, entry)) concern(db, itemSubject(item), entry.seq);
    return;
  }
  const before = prepared(db, 'SELECT first, at, fields FROM record WHERE id = ?').get(id) as
    | { first: number; at: string; fields: string }
    | undefined;
  const state = merged(before === undefined ? {} : (JSON.parse(before.fields) as RecordState), entry.fields);
  const text = (name: string) => (typeof state[name] === 'string' ? state[name] : null);
  const item = typeof state.item === 'number' ? state.item : null;
  const testimony = text('testimony');
  const digest = isRegistered(kind) ? digestOf(kind, state) : null;
  const title = digest?.title ?? text('witness') ?? '';
  const person = text('person');
  const about = () => {
    if (item !== null) concern(db, itemSubject(item), entry.seq);
    if (testimony !== null) concern(db, recordSubject(testimony), entry.seq);
    if (person !== null) concern(db, recordSubject(person), entry.seq);
  };
  if (before === undefined && entry.fields[essential(kind)] === undefined) {
    concern(db, recordSubject(id), entry.seq);
    about();
    return;
  }
  prepared(
    db,
    `INSERT INTO record (id, kind, first, head, at, fields, item, incident, testimony, person, title, sorting,
       first_day, last_day)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET head = excluded.head, fields = excluded.fields, item = excluded.item,
       incident = excluded.incident, testimony = excluded.testimony, person = excluded.person, title = excluded.title, sorting = excluded.sorting,
       first_day = excluded.first_day, last_day = excluded.last_day`,
  ).run(
    id,
    kind,
    before?.first ?? entry.seq,
    entry.seq,
    before?.at ?? enteredAt(entry),
    canonicalText(state),
    item,
    text('incident'),
    testimony,
    person,
    title,
    fold(title),
    ...boundsOf(digest?.days ?? null),
  );
  concern(db, recordSubject(id), entry.seq);
  about();
  applyReferences(db, entry.seq, id, digest?.references ?? []);
  if (words === 'with words') indexRecord(db, { kind, id, state, item, testimony });
  if (kind === 'incident' && before !== undefined) flagAnew(db, id, before.fields, state);
  const incident = aboutCases.includes(kind) ? text('incident') : null;
  if (incident !== null) concern(db, recordSubject(incident), entry.seq);
}

/** Where a case is put somewhere else, its items may lie far from it, or not any more. */
function flagAnew(db: Database, incident: RecordId, before: string, { place: now = null }: RecordState): void {
  const { place = null } = JSON.parse(before) as RecordState;
  if (canonicalText(place) !== canonicalText(now)) flagItemsOf(db, incident);
}

type Indexed = {
  readonly kind: RecordKind;
  readonly id: RecordId;
  readonly state: RecordState;
  readonly item: number | null;
  readonly testimony: RecordId | null;
};

/** With the facilities that it concerns, which records and links beside its own tell. */
function indexWhole(db: Database, subject: string, findable: Findable): void {
  indexFindable(db, subject, findable);
  indexFacilities(db, subject);
}

function indexRecord(db: Database, { kind, id, state, item, testimony }: Indexed): void {
  const findable = kind === 'testimony' ? findableTestimony(db, id) : findableRecord(kind, state);
  if (findable !== null) indexWhole(db, recordSubject(id), findable);
  if (kind === 'site') indexNaming(db, id);
  if (testimony !== null && isLaterKind(kind)) indexTestimony(db, testimony);
  if (kind === 'tag') {
    if (item !== null) indexTagsOf(db, 'item', item);
    else if (typeof state.incident === 'string') indexTagsOf(db, 'incident', state.incident);
  }
  if (kind === 'incident') indexTagsOf(db, 'incident', id);
  if (kind === 'assertion' && item !== null) indexFurther(db, itemSubject(item), saidOfItem(state));
}

/** With what its witness said later: found by those words too, and flagged where they took it back. */
function indexTestimony(db: Database, id: RecordId): void {
  const findable = findableTestimony(db, id);
  if (findable !== null) indexWhole(db, recordSubject(id), findable);
}

/** What a thing is tagged with, as it stands. */
function indexTagsOf(db: Database, what: 'item' | 'incident', of: string | number): void {
  const subject = what === 'item' ? itemSubject(Number(of)) : recordSubject(String(of));
  indexFacet(db, subject, 'tag', standingTags(db, what, of));
}

/** Kinds that say something about a case without belonging to it. */
const aboutCases: readonly RecordKind[] = ['hold', 'involvement', 'mark', 'restriction', 'override', 'claim', 'tag'];

/** An erasure concerns what its request was about. */
function applyErase(db: Database, entry: Appended): void {
  const request = prepared(db, "SELECT item, testimony, person FROM record WHERE id = ? AND kind = 'erasure'").get(
    entry.fields.request ?? '',
  ) as { item: number | null; testimony: string | null; person: string | null } | undefined;
  if (request === undefined) return;
  if (request.item !== null) concern(db, itemSubject(request.item), entry.seq);
  if (request.testimony !== null) concern(db, recordSubject(request.testimony), entry.seq);
  if (request.person !== null) concern(db, recordSubject(request.person), entry.seq);
}

function applyCustody(db: Database, { seq, fields }: Appended): void {
  if (fields.action === 'witness key made') concern(db, witnessKeySubject, seq);
  if (fields.action === 'verified') concern(db, verifiedSubject, seq);
  if (fields.action === 'moved') concern(db, movedSubject, seq);
  if (fields.action === 'person report' && typeof fields.person === 'string')
    concern(db, recordSubject(fields.person), seq);
  if (fields.action !== 'accessed') return;
  const listed = accessedEntry.safeParse(fields);
  if (!listed.success) return;
  const { items, testimonies, identities } = listed.data;
  const subjects = [...items.map(itemSubject), ...testimonies.map(recordSubject), ...identities.map(recordSubject)];
  for (const subject of subjects) concern(db, custodySubject(subject), seq);
}

function applyEntry(db: Database, whole: Appended, words: Words = 'with words'): void {
  noteEntryOf(db, whole);
  const entry = withoutClosed(db, whole);
  switch (entry.type) {
    case 'acquisition':
      applyAcquisition(db, entry);
      break;
    case 'item':
      if (applyItem(db, entry) && words === 'with words')
        indexWhole(db, itemSubject(entry.seq), findableItem(entry.fields));
      break;
    case 'record':
      applyRecord(db, entry, words);
      break;
    case 'link':
      applyLink(db, entry);
      break;
    case 'anchor':
      concern(db, anchorSubject, entry.seq);
      break;
    case 'erase':
      applyErase(db, entry);
      break;
    case 'custody':
      applyCustody(db, entry);
      break;
  }
}

/** Brings the tables up to the entries just appended, in their own transaction. Unknown types are passed over. */
function apply(db: Database, appended: readonly Appended[]): void {
  for (const entry of appended) applyEntry(db, entry);
}

/**
 * What is closed inside the archive can only be told when every entry was read; where anything is, the tables are made again. Where something
 * was closed before, something most likely is, and words are indexed the second time alone.
 */
function fill(db: Database, entries: () => Iterable<Appended>): void {
  const remake = () => {
    empty(db);
    for (const table of tables) db.exec(`DROP TABLE IF EXISTS ${table}`);
    db.exec(schema);
  };
  const isAgain = hasTable(db, 'closed_thing') && isAnythingClosed(db);
  remake();
  for (const entry of entries()) applyEntry(db, entry, isAgain ? 'without words' : 'with words');
  const closed = closings(db);
  if (closed === null && !isAgain) return;
  remake();
  if (closed !== null) close(db, closed);
  for (const entry of entries()) applyEntry(db, entry);
}

/**
 * Takes all rows out of the tables. To drop one, SQLite notes every page of it for going back, and notes stand in memory where `temp_store`
 * says so: as much as the table is large. Out of one that is emptied first it has nothing to note. Where search looks, the rows lie in
 * tables behind the table (FTS5, section 9; R*Tree, section 3.1), which SQLite lets nobody write to who does not say so.
 */
function empty(db: Database): void {
  const listed = db.prepare("SELECT name, type FROM pragma_table_list WHERE schema = 'main'");
  const all = listed.all() as { name: string; type: string }[];
  const isOurs = ({ name, type }: { name: string; type: string }): boolean =>
    type === 'shadow' ? tables.some((table) => name.startsWith(`${table}_`)) : tables.includes(name);
  db.unsafeMode(true);
  try {
    for (const table of all) if (table.type !== 'virtual' && isOurs(table)) db.exec(`DELETE FROM ${table.name}`);
  } finally {
    db.unsafeMode(false);
  }
}

const hasTable = (db: Database, name: string): boolean =>
  db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined;

/**
 * Kibibytes of pages that are kept in memory while all tables are made: pages that are written out are encrypted, and again read back.
 * Three times as many would take no less time, and with a million entries be felt.
 */
const roomForAll = 32 * 1024;

function withRoom(db: Database, work: () => void): void {
  const usual = Number(db.pragma('cache_size', { simple: true }));
  db.pragma(`cache_size = -${roomForAll}`);
  try {
    work();
  } finally {
    db.pragma(`cache_size = ${usual}`);
  }
}

/** Empties the tables and fills them again from the entries given, which must be all of the ledger in order. */
export function rebuildProjections(db: Database, entries: () => Iterable<Appended>): void {
  withRoom(
    db,
    db.transaction(() => fill(db, entries)),
  );
}

/** Every row of every table, in a fixed order: two projections of one ledger are equal when these are. */
export function projectionRows(db: Database): Record<string, unknown[]> {
  return Object.fromEntries(
    tables.map((table) => [table, db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()] as const),
  );
}

/** Closes and opens what the decisions of the gate have come to, by writing anew no more than what was closed and what is. */
const reclose: Projections['reclose'] = (db, entry) =>
  recloseIn(db, (seqs, words) => replay(db, seqs, entry, applyEntry, words));

export const projections: Projections = { migrate, apply, reclose };
