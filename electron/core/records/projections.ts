import type { Database } from 'better-sqlite3';
import { close, closedIn, closedSchema, recloseIn } from '../gate/closing.ts';
import type { Appended } from '../ledger/ledger.ts';
import { indexEverything } from '../search/indexing.ts';
import { searchSchema } from '../search/search-index.ts';
import type { Entries } from '../vault/ledger-options.ts';
import { makeTablesAtOnce } from '../vault/making-tables.ts';
import type { Projections } from '../vault/vault.ts';
import { applyEntry } from './applying.ts';
import { batchSchema } from './batches.ts';
import { companionSchema } from './companions.ts';
import { flagSchema } from './flags.ts';
import { likenessSchema } from './likeness.ts';
import { forgetting, replay } from './replaying.ts';
import { acquisitionSchema } from './tables/acquisitions.ts';
import { concernSchema } from './tables/concerns.ts';
import { itemSchema } from './tables/items.ts';
import { linkSchema } from './tables/links.ts';

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

/** Raised whenever `schema` or what `apply` makes of an entry changes: older tables are then made again from the ledger. */
const version = 28;

/** Makes the tables where there are none, and makes them again where another version of Sanad made them or they are wanted anew. */
function* migrating(db: Database, entries: Entries, anew = false): Generator<number> {
  db.exec('CREATE TABLE IF NOT EXISTS projection (version INTEGER NOT NULL) STRICT');
  const made = db.prepare('SELECT version FROM projection').get() as { version: number } | undefined;
  if (made?.version === version && !anew) return;
  yield* wholly(db, function* () {
    yield* fill(db, entries);
    db.exec('DELETE FROM projection');
    db.prepare('INSERT INTO projection (version) VALUES (?)').run(version);
  });
}

/** Brings the tables up to the entries just appended, in their own transaction. Unknown types are passed over. */
function apply(db: Database, appended: readonly Appended[]): void {
  for (const entry of appended) applyEntry(db, entry);
}

/** Entries between two looks at whether anybody wants something else. */
const together = 200;

/**
 * Makes all tables from the first entry on. What is closed inside the archive can only be told when every entry was read: they are read as
 * if the same were closed as before, then it is judged, and what is found otherwise is put right. Words come at the end, when nothing of
 * what they are made from changes any more. Yields the share that is done.
 */
function* fill(db: Database, entries: Entries): Generator<number> {
  const before = hasTable(db, 'closed_thing') ? closedIn(db) : null;
  empty(db);
  for (const table of tables) db.exec(`DROP TABLE IF EXISTS ${table}`);
  db.exec(schema);
  if (before !== null) close(db, before);
  const { size } = entries;
  for (let seq = 0; seq < size; seq++) {
    applyEntry(db, entries.appended(seq), 'without words');
    if (seq % together === together - 1) yield seq / size / 2;
  }
  const entry = (seq: number) => entries.appended(seq);
  recloseIn(db, (seqs) => replay(db, seqs, entry, applyEntry, 'without words'));
  for (const done of indexEverything(db, entry)) yield 0.5 + done / size / 2;
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

/** Does all of `steps` in one transaction with room for it, or in the one that there is, or nothing of it. */
function* wholly(db: Database, steps: () => Iterable<number>): Generator<number> {
  const usual = Number(db.pragma('cache_size', { simple: true }));
  const isWithin = db.inTransaction;
  db.pragma(`cache_size = -${roomForAll}`);
  try {
    if (!isWithin) db.exec('BEGIN IMMEDIATE');
    yield* steps();
    if (!isWithin) db.exec('COMMIT');
  } finally {
    if (!isWithin && db.inTransaction) db.exec('ROLLBACK');
    db.pragma(`cache_size = ${usual}`);
  }
}

/** Empties the tables and fills them again from the whole ledger. */
export function rebuildProjections(db: Database, entries: Entries): void {
  makeTablesAtOnce(wholly(db, () => fill(db, entries)));
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

export const projections: Projections = { migrating, apply, reclose };
