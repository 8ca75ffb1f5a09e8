/**
 * ledger.db: SQLite in SQLCipher 4's layout, so that any SQLCipher program opens it with the raw key. The settings below are
 * asserted where SQLite would otherwise go on silently without them.
 */
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Fault } from '../../../shared/faults.ts';
import { storageFault } from './storage-fault.ts';

export type { Database } from 'better-sqlite3';

/** "SAND" */
const APPLICATION_ID = 0x53414e44;

/** One step from the schema before it. Steps are never changed once released, only added. */
export interface Migration {
  /** From 1, without gaps. */
  readonly version: number;
  readonly sql: string;
}

interface DatabaseOptions {
  readonly path: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
  readonly mode: 'create' | 'write' | 'read';
  readonly migrations: readonly Migration[];
}

/** Throws VAULT_DATABASE_DAMAGED (absent, other key, corrupt), VAULT_NEWER, VAULT_DISK_FULL. */
export function openDatabase({ path, key, mode, migrations }: DatabaseOptions): Database.Database {
  if (mode !== 'create' && !existsSync(path)) throw new Fault('VAULT_DATABASE_DAMAGED');
  const db = connect(path, key, mode);
  try {
    configure(db, mode);
    if (mode === 'create') db.pragma(`application_id = ${APPLICATION_ID}`);
    if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) throw new Fault('VAULT_DATABASE_DAMAGED');
    migrate(db, migrations, mode);
    return db;
  } catch (error) {
    db.close();
    throw storageFault(error);
  }
}

function connect(path: string, key: Uint8Array, mode: DatabaseOptions['mode']): Database.Database {
  if (mode !== 'read') return unlock(new Database(path, { fileMustExist: mode === 'write' }), key);
  try {
    return unlock(new Database(path, { readonly: true, fileMustExist: true }), key);
  } catch (error) {
    // Left in WAL mode by an interruption, on a medium where SQLite can't make the files that reading it takes.
    if ((error as { code?: unknown }).code === 'SQLITE_CANTOPEN')
      throw new Fault('VAULT_READ_ONLY', {}, { cause: error });
    throw error;
  }
}

function unlock(db: Database.Database, key: Uint8Array): Database.Database {
  const keyed = db as Database.Database & { key(key: Buffer): number };
  // SQLCipher's notation for a raw key: given like this, no passphrase derivation is done on it.
  const raw = Buffer.from(`x'${Buffer.from(key).toString('hex')}'`, 'latin1');
  try {
    db.pragma("cipher = 'sqlcipher'");
    db.pragma('legacy = 4');
    keyed.key(raw);
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return db;
  } catch (error) {
    db.close();
    throw storageFault(error);
  } finally {
    raw.fill(0);
  }
}

/**
 * Closes a database that was written: everything in the one file, and out of WAL mode, because a database in WAL mode can't be
 * read from a medium that can't be written.
 */
export function closeDatabase(db: Database.Database): void {
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

function configure(db: Database.Database, mode: DatabaseOptions['mode']): void {
  // The default writes sorts and temporary tables to disk in clear.
  requireSetting(db, 'temp_store', 'MEMORY', 2);
  requireSetting(db, 'secure_delete', 'ON', 1);
  requireSetting(db, 'trusted_schema', 'OFF', 0);
  requireSetting(db, 'foreign_keys', 'ON', 1);
  // Without it, INSERT OR REPLACE deletes rows past the triggers that forbid deleting.
  requireSetting(db, 'recursive_triggers', 'ON', 1);
  if (mode === 'read') return;
  requireSetting(db, 'journal_mode', 'WAL', 'wal');
  requireSetting(db, 'synchronous', 'FULL', 2);
  // On macOS fsync alone leaves the bytes in the drive's cache.
  if (process.platform === 'darwin') {
    requireSetting(db, 'fullfsync', 'ON', 1);
    requireSetting(db, 'checkpoint_fullfsync', 'ON', 1);
  }
}

function requireSetting(db: Database.Database, name: string, value: string, expected: string | number): void {
  db.pragma(`${name} = ${value}`);
  const actual = db.pragma(name, { simple: true });
  if (actual !== expected) throw new Error(`the database did not take ${name} = ${value}`);
}

function migrate(db: Database.Database, migrations: readonly Migration[], mode: DatabaseOptions['mode']): void {
  const latest = migrations.at(-1)?.version ?? 0;
  const present = Number(db.pragma('user_version', { simple: true }));
  if (present > latest) throw new Fault('VAULT_NEWER');
  if (mode === 'read') return;
  for (const { version, sql } of migrations.filter((migration) => migration.version > present)) {
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${version}`);
    }).immediate();
  }
}
