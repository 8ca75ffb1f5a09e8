import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Fault } from '../../../shared/faults.ts';

export interface WriterLock {
  release(): void;
}

const LOCK_FILE = 'writer.lock';
const notWritable = new Set(['EROFS', 'EACCES', 'EPERM']);

/**
 * One writer at a time, by an operating-system lock that dies with its process: an exclusive transaction on an empty database
 * of its own, so that SQLite's care for locks on every platform is used and readers of ledger.db are never blocked.
 * Null where the medium can't be written. Throws VAULT_IN_USE.
 */
export function acquireWriterLock(folder: string): WriterLock | null {
  const path = join(folder, LOCK_FILE);
  try {
    closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    if (notWritable.has((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
  const db = new Database(path, { timeout: 0 });
  try {
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) throw new Fault('VAULT_IN_USE');
    throw error;
  }
  return {
    release() {
      if (!db.open) return;
      db.exec('ROLLBACK');
      db.close();
    },
  };
}
