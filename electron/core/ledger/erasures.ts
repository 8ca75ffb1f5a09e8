/**
 * What was destroyed: under which names of which entries, in which erasure. The rows say nothing about what was there, and they are
 * what the database asks before it lets a disclosure go (schema.ts).
 */

import { parseJson } from '../../../shared/ledger/canonical.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { readAt } from '../../../shared/ledger/reserved.ts';
import type { Database } from '../vault/database.ts';
import { disclosuresIn } from './disclosures.ts';

/** Fields of one entry, by name. Never `body`, `at`, `type` or `operator`: the entry's skeleton stays. */
export type ErasedFields = { readonly seq: number; readonly names: readonly string[] };

/** One erasure, as it was confirmed. */
export type Erasure = {
  /** Of the request, 32 hex digits: the same in every ledger that a vault goes on in. */
  readonly id: string;
  /** The number of its entry in the ledger where it was made. */
  readonly entry: number;
  /** Canonical JSON of that entry's `at`. */
  readonly at: string;
  /** Who confirmed it, and who had asked for it. */
  readonly operator: string;
  readonly requester: string;
  readonly ground: string;
};

/** An erasure with all that it destroyed in one ledger. */
export type LedgerErasure = Erasure & { readonly fields: readonly ErasedFields[] };

/** The erasures of each of a vault's ledgers, by the ledger's id. */
export type ErasuresByLedger = ReadonlyMap<Hex64, readonly LedgerErasure[]>;

/** A database that was made before there were erasures and lies on a medium that can't be written has no tables for them. */
const hasTables = (db: Database): boolean =>
  db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'erased'").get() !== undefined;

/** All erasures of the ledger in this database, in the order of their ids. */
export function erasuresOf(db: Database): LedgerErasure[] {
  if (!hasTables(db)) return [];
  const all = db.prepare('SELECT id, entry, at, operator, requester, ground FROM erasure ORDER BY id').all();
  return (all as Erasure[]).map((erasure) => ({ ...erasure, fields: fieldsErasedBy(db, erasure.id) }));
}

/** What one of them destroyed, by entry. */
export function fieldsErasedBy(db: Database, id: string): ErasedFields[] {
  const rows = db.prepare('SELECT seq, name FROM erased WHERE erasure = ? ORDER BY seq, name').all(id);
  const bySeq = new Map<number, string[]>();
  for (const { seq, name } of rows as { seq: number; name: string }[]) {
    bySeq.set(seq, [...(bySeq.get(seq) ?? []), name]);
  }
  return [...bySeq].map(([seq, names]) => ({ seq, names }));
}

/** The erasure by this id, `null` where there is none. */
export function erasureById(db: Database, id: string): Erasure | null {
  if (!hasTables(db)) return null;
  const row = db.prepare('SELECT id, entry, at, operator, requester, ground FROM erasure WHERE id = ?').get(id);
  return (row as Erasure | undefined) ?? null;
}

/** The erasure whose entry this is, `null` where it is another. */
export function erasureByEntry(db: Database, entry: number): Erasure | null {
  if (!hasTables(db)) return null;
  const id = db.prepare('SELECT id FROM erasure WHERE entry = ?').pluck().get(entry);
  return erasureById(db, String(id));
}

/** Wall clock of an erasure's entry, `YYYY-MM-DDTHH:MM:SS.sssZ`. */
export const momentOf = ({ at }: Erasure): string => readAt(parseJson(at))?.wall ?? '';

/** Numbers of the entries of which anything was destroyed, ascending. */
export function erasedEntries(db: Database): number[] {
  if (!hasTables(db)) return [];
  return db.prepare('SELECT DISTINCT seq FROM erased ORDER BY seq').pluck().all() as number[];
}

/** Names of the fields of an entry that were destroyed, and the last erasure that did it; `null` where none was. */
export function erasedAt(db: Database, seq: number): { erasure: Erasure; names: string[] } | null {
  if (!hasTables(db)) return null;
  const rows = db
    .prepare('SELECT name, erasure FROM erased JOIN erasure ON id = erasure WHERE seq = ? ORDER BY entry, name')
    .all(seq) as { name: string; erasure: string }[];
  const erasure = erasureById(db, rows.at(-1)?.erasure ?? '');
  return erasure === null ? null : { erasure, names: rows.map(({ name }) => name) };
}

/**
 * Destroys fields, in the caller's transaction: says first that they are erased, which lets them go, then removes salt and value.
 * Entries that this ledger does not have are passed over, and so is what is gone already. Returns how many went.
 */
export function destroyFields(db: Database, { fields, ...erasure }: LedgerErasure): number {
  const hasEntry = db.prepare('SELECT 1 FROM entry WHERE seq = ?');
  const present = fields.filter(({ seq }) => hasEntry.get(seq) !== undefined);
  if (present.length === 0) return 0;
  db.prepare(
    `INSERT INTO erasure (id, entry, at, operator, requester, ground)
     VALUES (:id, :entry, :at, :operator, :requester, :ground) ON CONFLICT (id) DO NOTHING`,
  ).run(erasure);
  const name = db.prepare('INSERT INTO erased (seq, name, erasure) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  const destroy = db.prepare(
    'UPDATE entry SET disclosures = (SELECT disclosures FROM unerased WHERE seq = :seq) WHERE seq = :seq',
  );
  let destroyed = 0;
  for (const { seq, names } of present) {
    const before = disclosuresIn(db, seq).length;
    for (const one of names) name.run(seq, one, erasure.id);
    destroy.run({ seq });
    destroyed += before - disclosuresIn(db, seq).length;
  }
  return destroyed;
}

/**
 * What the entry of an erasure says: sequence numbers and names of fields, and nothing about whom it was for. `copies`: the entries by
 * which something of it may have left; null where that is not known any more.
 */
export function eraseFields(
  erasure: Pick<LedgerErasure, 'id' | 'requester' | 'ground' | 'fields'>,
  copies: readonly number[] | null,
) {
  return {
    ...(copies === null ? {} : { copies: [...copies] }),
    request: erasure.id,
    requester: erasure.requester,
    ground: erasure.ground,
    erases: erasure.fields.map(({ seq }) => seq),
    fields: erasure.fields.map(({ names }) => [...names]),
  };
}

/** Stands for the pages of the database, among the names of objects. */
const PAGES = '';

/** Notes, in the caller's transaction, what an erasure leaves to do: objects to remove, pages to write anew. */
export function notePending(db: Database, objects: readonly string[]): void {
  const note = db.prepare('INSERT INTO erasure_pending (name) VALUES (?) ON CONFLICT DO NOTHING');
  for (const name of [PAGES, ...objects]) note.run(name);
}

/** What an erasure left to do; `null` where nothing is. */
export function pendingObjects(db: Database): string[] | null {
  if (!hasTables(db)) return null;
  const names = db.prepare('SELECT name FROM erasure_pending').pluck().all() as string[];
  return names.includes(PAGES) ? names.filter((name) => name !== PAGES) : null;
}

/** The objects are gone: their names go as well. */
export function objectsRemoved(db: Database): void {
  db.prepare('DELETE FROM erasure_pending WHERE name <> ?').run(PAGES);
}

export function pagesWritten(db: Database): void {
  db.prepare('DELETE FROM erasure_pending').run();
}
