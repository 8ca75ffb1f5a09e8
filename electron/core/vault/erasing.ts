/**
 * What an erasure takes beside the ledger's own rows: objects, earlier ledgers kept beside, pages that SQLite keeps for later, the
 * write-ahead log, and the list that a restored database is held against. Everything here can be done again: after an interruption it
 * is, at the next opening, before anything is shown.
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../../shared/faults.ts';
import { canonicalText, type Json } from '../../../shared/ledger/canonical.ts';
import { readDisclosure } from '../../../shared/ledger/disclosure.ts';
import { BODY } from '../../../shared/ledger/field-name.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { readFileClaim } from '../../../shared/ledger/reserved.ts';
import { skeletonFields } from '../../../shared/model/erasure.ts';
import { disclosureIn, disclosuresIn } from '../ledger/disclosures.ts';
import {
  destroyFields,
  type ErasedFields,
  type ErasuresByLedger,
  erasuresOf,
  type LedgerErasure,
  notePending,
  objectsRemoved,
  pagesWritten,
  pendingObjects,
} from '../ledger/erasures.ts';
import { Ledger } from '../ledger/ledger.ts';
import { primitives } from '../ledger/primitives.ts';
import { LedgerRows } from '../ledger/rows.ts';
import { ledgerMigrations } from '../ledger/schema.ts';
import { dropPieces } from '../recording/piece-rows.ts';
import { closeDatabase, type Database, openDatabase } from './database.ts';
import { isErasureListWritten, readErasureList, together, writeErasureList } from './erasure-list.ts';
import type { VaultKeys } from './keys.ts';
import { earlierLedger } from './ledger-files.ts';
import { ledgerOptions, type Projections } from './ledger-options.ts';
import { makeTablesAtOnce } from './making-tables.ts';
import type { ObjectStore } from './objects.ts';
import { finishRewriting, writtenAnew } from './rewriting.ts';

/** A vault's folder with its keys. */
type Folder = { readonly path: string; readonly keys: VaultKeys };
type Rewrite = (settle: (next: Database) => void) => boolean;

/** Names of an entry's fields that say something, by what the database still holds. */
export function tellingFields(db: Database, seq: number): string[] {
  const names = disclosuresIn(db, seq).map(({ name }) => name);
  return names.filter((name) => name !== BODY && !skeletonFields.has(name));
}

/** Whether an entry has nothing left but its skeleton. */
export const isSkeleton = (db: Database, seq: number): boolean => tellingFields(db, seq).length === 0;

/** Files that no entry names any more once these fields are gone. To be asked before they go. */
export function releasedOriginals(db: Database, fields: readonly ErasedFields[]): Hex64[] {
  const going = new Set(fields.flatMap(({ seq, names }) => names.map((name) => `${seq} ${name}`)));
  // A field that names a file has one of few lengths: hash, size and type, with the salt and its own name (FORMAT.md, section 3).
  const rows = db
    .prepare(
      `SELECT seq, name, text FROM disclosure
       WHERE length(text) BETWEEN 180 AND 700 AND name NOT IN ('body', 'at', 'carried', 'preview')`,
    )
    .iterate() as IterableIterator<{ seq: number; name: string; text: string }>;
  const released = new Set<Hex64>();
  const kept = new Set<Hex64>();
  for (const { seq, name, text } of rows) {
    const claim = readFileClaim(readDisclosure(primitives, text).value);
    if (claim !== null) (going.has(`${seq} ${name}`) ? released : kept).add(claim.sha256);
  }
  return [...released].filter((sha256) => !kept.has(sha256));
}

/**
 * Destroys what was erased once and is here again because the database was put back from a copy: before anything of it is read.
 * `objects`: null where the ledger is one that was left, whose files are the present one's business. Returns whether anything went.
 * On a medium that can't be written it throws ERASURE_UNDONE instead: nothing of such a vault is shown.
 */
export function replayErasures(db: Database, { path, keys }: Folder, objects: ObjectStore | null): boolean {
  const ledger = new LedgerRows(db).ledgerId();
  if (ledger === null) return false;
  const undone = (readErasureList(path, keys.erasures).get(ledger) ?? []).filter(({ fields }) =>
    fields.some(({ seq, names }) => names.some((name) => disclosureIn(db, seq, name) !== null)),
  );
  if (undone.length === 0) return false;
  if (db.readonly) throw new Fault('ERASURE_UNDONE');
  db.transaction(() => {
    const fields = undone.flatMap((erasure) => erasure.fields);
    const released = objects === null ? [] : releasedOriginals(db, fields).flatMap((sha256) => objects.namesOf(sha256));
    for (const erasure of undone) destroyFields(db, erasure);
    notePending(db, released);
  }).immediate();
  return true;
}

/**
 * Does what an erasure left to do, and writes down what was erased. Returns whether everything is done: not where somebody else reads
 * the database meanwhile, or an earlier ledger can't be opened; then it is tried again at the next opening.
 * `objects`: null for a ledger that was left. `rewrite` writes the database anew (`rewriting.ts`) with what `settle` does in it, and
 * returns whether it could; the caller goes on with the new one. Throws what the file system throws.
 */
export function finishErasures(
  db: Database,
  folder: Folder,
  objects: ObjectStore | null,
  projections: Projections,
  rewrite: Rewrite,
): boolean {
  const { path, keys } = folder;
  const ledger = new LedgerRows(db).ledgerId();
  if (ledger === null) return true;
  let list = together(readErasureList(path, keys.erasures), new Map([[ledger, erasuresOf(db)]]));
  keepList(folder, list);
  const pending = pendingObjects(db);
  if (pending === null) return true;
  let done = true;
  if (objects !== null) {
    for (let number = 1; existsSync(join(path, earlierLedger(number).database)); number++) {
      try {
        list = together(list, eraseInEarlier(db, folder, number, projections));
        keepList(folder, list);
      } catch {
        done = false;
      }
    }
    objects.removeNow(pending);
    objectsRemoved(db);
  }
  return rewrite(done ? pagesWritten : () => {}) && done;
}

function keepList({ path, keys }: Folder, list: ErasuresByLedger): void {
  if (!isErasureListWritten(path, keys.erasures, list)) writeErasureList(path, keys.erasures, list);
}

/** Erases in a ledger that was left what is erased in the present one. Gives all that is erased there by now. */
function eraseInEarlier(
  present: Database,
  { path, keys }: Folder,
  number: number,
  projections: Projections,
): ErasuresByLedger {
  const files = earlierLedger(number);
  const file = join(path, files.database);
  const open = (at: string) =>
    openDatabase({ path: at, key: keys.database, mode: 'write', migrations: ledgerMigrations });
  finishRewriting(file);
  let db = open(file);
  try {
    const ledger = Ledger.open(ledgerOptions(db, path, keys, projections, undefined, files.head), {
      mediumIsReadOnly: false,
    });
    db.transaction(() => {
      const destroyed = erasuresOf(present).map((erasure) => destroyFields(db, inEarlier(present, db, erasure)));
      if (destroyed.every((count) => count === 0)) return;
      notePending(db, []);
      makeTablesAtOnce(projections.migrating(db, ledger, true));
      // What was begun there and not saved: nobody goes on with it, and it may be about anybody.
      db.exec('DROP TABLE IF EXISTS draft');
      dropPieces(db);
    }).immediate();
    if (pendingObjects(db) !== null) {
      const anew = writtenAnew(db, file, open, pagesWritten);
      db = anew.db;
      if (!anew.done) throw new Fault('VAULT_IN_USE');
    }
    return new Map([[ledger.id, erasuresOf(db)]]);
  } finally {
    closeDatabase(db);
  }
}

/**
 * The same erasure in an earlier ledger. An entry stands at the number that it had, unless the earlier ledger went another way: so it
 * must also have been made at the same moment. Entries of the same record that the present ledger never had go as well.
 */
function inEarlier(present: Database, earlier: Database, erasure: LedgerErasure): LedgerErasure {
  const fields = new Map<number, readonly string[]>();
  const ids = new Set<string>();
  for (const { seq, names } of erasure.fields) {
    const { id } = valuesOf(present, seq, ['id']);
    if (typeof id === 'string') ids.add(id);
    if (madeAt(present, seq) !== null && madeAt(present, seq) === madeAt(earlier, seq)) fields.set(seq, names);
  }
  const rows = earlier.prepare("SELECT seq, text FROM disclosure WHERE name = 'id'").all();
  for (const { seq, text } of rows as { seq: number; text: string }[]) {
    if (ids.has(String(readDisclosure(primitives, text).value))) {
      fields.set(seq, [...new Set([...(fields.get(seq) ?? []), ...tellingFields(earlier, seq)])]);
    }
  }
  const named = [...fields].map(([seq, names]) => ({ seq, names })).filter(({ names }) => names.length > 0);
  return { ...erasure, fields: named };
}

/** When an entry was made the first time, in whichever ledger: canonical JSON. */
function madeAt(db: Database, seq: number): string | null {
  const { at, carried } = valuesOf(db, seq, ['at', 'carried']);
  const made = carried ?? at;
  return made === undefined ? null : canonicalText(made);
}

function valuesOf(db: Database, seq: number, names: readonly string[]): Record<string, Json> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = disclosureIn(db, seq, name);
      return text === null ? [] : [[name, readDisclosure(primitives, text).value] as const];
    }),
  );
}
