/**
 * Going on where a copy was put back. The ledger that is there must not be written any more: somebody may hold another end of it. So
 * a new ledger begins, with a key of its own, and its genesis names the old one. What the old one holds is entered anew, each entry at
 * the number that it had, so that whatever refers to it by number still does; the old database is kept beside, its secrets destroyed.
 */
import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../../shared/faults.ts';
import { type Json, parseJson } from '../../../shared/ledger/canonical.ts';
import { encodeHex } from '../../../shared/ledger/hex.ts';
import { destroyFields, eraseFields, erasuresOf, type LedgerErasure } from '../ledger/erasures.ts';
import { HEAD_FILE } from '../ledger/head.ts';
import { type EntryDraft, Ledger, type ReadOnlyReason } from '../ledger/ledger.ts';
import { ledgerMigrations } from '../ledger/schema.ts';
import { carryPieces } from '../recording/piece-rows.ts';
import { carryWorkingData } from '../records/working-data.ts';
import { closeDatabase, type Database, openDatabase } from './database.ts';
import { systemCalls } from './durable.ts';
import { finishErasures, replayErasures } from './erasing.ts';
import { DATABASE_FILE, readHeader, requireAuthentic } from './header.ts';
import { deriveKeys } from './keys.ts';
import { earlierLedger, type LedgerFiles, presentLedger, unfinishedLedger } from './ledger-files.ts';
import { ledgerOptions, noEntries, type Projections } from './ledger-options.ts';
import { makeTables, makeTablesAtOnce, type Waiting } from './making-tables.ts';
import { ObjectStore } from './objects.ts';
import type { Access, Software } from './open-vault.ts';
import { finishRewriting, writtenAnew } from './rewriting.ts';

/** Entries that are entered anew in one transaction. */
const BATCH = 500;

/** What a person says of a vault whose folder is not where it was last written. */
export type ContinuationAnswer = 'moved' | 'copied';

/**
 * Puts a new ledger in the place of one that opens read-only because it is behind its last checkpoint, differs from it, or has none; or
 * in the place of any, where a person says that the folder is a copy. After an interruption the vault still opens with the old one,
 * and this can be done again. The caller holds the writer's lock and opens the vault afterwards. Throws CONTINUATION_NOT_NEEDED,
 * CONTINUATION_ANSWER_NEEDED, VAULT_IN_USE, VAULT_DATABASE_DAMAGED, VAULT_DISK_FULL, OPENING_STOPPED.
 */
export async function beginContinuation(
  folder: string,
  access: Access,
  projections: Projections,
  software: Software,
  answer: 'copied' | null,
  waiting?: Waiting,
): Promise<void> {
  const { header, ...stored } = readHeader(folder);
  const keys = await deriveKeys(access.vaultKey, header.id);
  const path = (name: string) => join(folder, name);
  const openAt = (at: string, mode: 'create' | 'write' = 'write') =>
    openDatabase({ path: at, key: keys.database, mode, migrations: ledgerMigrations });
  const open = (files: LedgerFiles, mode: 'create' | 'write') => openAt(path(files.database), mode);
  const optionsFor = (db: Database, files: LedgerFiles) =>
    ledgerOptions(db, folder, keys, projections, access.clock, files.head);
  try {
    requireAuthentic({ header, ...stored }, keys.header);
    for (const name of [
      unfinishedLedger.database,
      `${unfinishedLedger.database}-wal`,
      `${unfinishedLedger.database}-shm`,
      unfinishedLedger.head,
    ]) {
      rmSync(path(name), { force: true });
    }
    finishRewriting(path(DATABASE_FILE));
    let old = open(presentLedger, 'write');
    try {
      // What was erased since the copy was made is not entered anew, and is in no copy that is kept.
      const objects = new ObjectStore(folder, keys);
      const replayed = replayErasures(old, { path: folder, keys }, objects);
      const ledgerOf = (db: Database) => Ledger.open(optionsFor(db, presentLedger), { mediumIsReadOnly: false });
      let ledger = ledgerOf(old);
      if (answer === null) requireReason(ledger.readOnlyReason);
      await makeTables(projections.migrating(old, ledger, replayed), waiting);
      finishErasures(old, { path: folder, keys }, objects, projections, (settle) => {
        const anew = writtenAnew(old, path(DATABASE_FILE), openAt, settle);
        old = anew.db;
        ledger = ledgerOf(old);
        return anew.done;
      });
      const next = open(unfinishedLedger, 'create');
      try {
        makeTablesAtOnce(projections.migrating(next, noEntries));
        const made = Ledger.create(optionsFor(next, unfinishedLedger), genesisOf(ledger, access.operator, software));
        enterAnew(ledger, made);
        for (const erasure of erasuresOf(old)) carryErasure(next, made, ledger, erasure);
        carryPieces(old, next);
        carryWorkingData(old, next);
        made.checkpoint();
      } finally {
        closeDatabase(next);
      }
    } finally {
      closeDatabase(old);
    }
    // A reader that has the old database open keeps its log: the new one must not be taken for what the log belongs to.
    if (existsSync(path(`${DATABASE_FILE}-wal`))) throw new Fault('VAULT_IN_USE');

    let number = 1;
    while (Object.values(earlierLedger(number)).some((name) => existsSync(path(name)))) number++;
    const kept = earlierLedger(number);
    if (existsSync(path(HEAD_FILE))) copyDurably(path(HEAD_FILE), path(kept.head));
    copyDurably(path(DATABASE_FILE), path(kept.database));
    destroySecrets(open(kept, 'write'));
    syncFile(path(unfinishedLedger.database));
    systemCalls.syncFolder(folder);
    // With the new checkpoint beside it the old ledger still opens, read-only; the second rename is what counts.
    renameSync(path(unfinishedLedger.head), path(HEAD_FILE));
    systemCalls.syncFolder(folder);
    renameSync(path(unfinishedLedger.database), path(DATABASE_FILE));
    systemCalls.syncFolder(folder);
  } finally {
    keys.wipe();
  }
}

/** Without a person's word, only what is known for certain is a reason to go on in another ledger. */
function requireReason(reason: ReadOnlyReason | null): void {
  if (reason === null) throw new Fault('CONTINUATION_NOT_NEEDED');
  if (reason === 'not where it was last written') throw new Fault('CONTINUATION_ANSWER_NEEDED');
}

function genesisOf(old: Ledger, operator: string, { name, version }: Software) {
  const continues = { ledger: old.id, root: encodeHex(old.root()), size: old.size };
  const training = old.readFields(0).training === true;
  return { operator, fields: { software: { name, version }, training, continues } };
}

/** Entry for entry: what stood at a number stands there again. */
function enterAnew(old: Ledger, next: Ledger): void {
  for (let from = 1; from < old.size; from += BATCH) {
    const to = Math.min(old.size, from + BATCH);
    next.append(Array.from({ length: to - from }, (_, index) => enteredAnew(old.readFields(from + index))));
  }
}

/** What was erased stays named as erased. Where the entry that said so was lost with the end of the old ledger, it is made again. */
function carryErasure(db: Database, next: Ledger, old: Ledger, { fields, ...erasure }: LedgerErasure): void {
  const { id, entry, at, operator, requester, ground } = erasure;
  const stands = entry < old.size && old.readFields(entry).request === id;
  const destroy = (number: number) => destroyFields(db, { ...erasure, entry: number, fields });
  if (stands) {
    db.transaction(() => destroy(entry)).immediate();
    return;
  }
  const told = eraseFields({ id, requester, ground, fields }, null);
  next.append([{ type: 'erase', operator, fields: { ...told, carried: parseJson(at) } }], ([made]) =>
    destroy(made?.seq ?? entry),
  );
}

/** Entries about a ledger's own running mean nothing in another: that they stood here is kept, with what was given to whom. */
const ownRunning = new Set(['genesis', 'key', 'export', 'anchor']);

/** When it was entered the first time stands in `carried`: `at` is when an entry is made, and is never made up. */
function enteredAnew(fields: Readonly<Record<string, Json>>): EntryDraft {
  const { at = null, type, operator, ...own } = fields;
  const draft = { operator: typeof operator === 'string' ? operator : 'unknown' };
  if (typeof type !== 'string') return { ...draft, type: 'custody', fields: { action: 'carried over', carried: at } };
  if (!ownRunning.has(type)) return { ...draft, type, fields: { ...own, carried: at } };
  const given = ['audience', 'recipient', 'protection', 'list'].flatMap((name) => {
    const value = type === 'export' ? own[name] : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...draft,
    type: 'custody',
    fields: { action: 'carried over', was: type, carried: at, ...Object.fromEntries(given) },
  };
}

/**
 * Nobody goes on with a ledger that was left: what could sign it is destroyed. So is the key under which the vault countersigned for
 * others: this copy may have forgotten what that key vouched for.
 */
function destroySecrets(db: Database): void {
  try {
    for (const table of ['signing_key', 'witness']) {
      db.exec(`UPDATE ${table} SET seed = zeroblob(32) WHERE seed IS NOT NULL; UPDATE ${table} SET seed = NULL`);
    }
  } finally {
    closeDatabase(db);
  }
}

/** Under its name only when it is whole: through a file beside it. */
function copyDurably(from: string, to: string): void {
  const beside = `${to}.new`;
  copyFileSync(from, beside);
  syncFile(beside);
  renameSync(beside, to);
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
