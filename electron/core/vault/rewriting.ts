/**
 * Writing a database anew, so that nothing of what was deleted is left in its file. Deleted rows are overwritten as they go
 * (`secure_delete`), but pages that were split or joined before may hold older copies of them. `VACUUM` by itself would hold the whole
 * database in memory, because temporary files would be written in clear; `VACUUM INTO` a file under the same key holds only its cache.
 * The new file takes the old one's place, and the old one is overwritten before it is removed.
 */
import { closeSync, existsSync, fstatSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { closeDatabase, type Database } from './database.ts';
import { systemCalls } from './durable.ts';

/** What is done to files, one step after the other; tests look at the disk between them. */
export interface RewritingCalls {
  sync(path: string): void;
  rename(from: string, to: string): void;
  syncFolder(path: string): void;
  overwrite(path: string): void;
  remove(path: string): void;
}

export const rewritingCalls: RewritingCalls = {
  sync: (path) => withFile(path, fsyncSync),
  rename: renameSync,
  syncFolder: systemCalls.syncFolder,
  overwrite: (path) => withFile(path, overwriteWithZeros),
  remove: (path) => rmSync(path),
};

/** Where the new file is made, and where the old one waits to be removed. */
const newFile = (path: string): string => `${path}.anew`;
const oldFile = (path: string): string => `${path}.left`;

/**
 * Writes the database at `path` anew and gives it back, opened again by `open`; what was open before is closed. `settle` runs in the
 * new file before it counts. `done` is false, and the database the one that was given, while a reader keeps it.
 * Only by whoever holds the writer's lock. Throws what SQLite and the file system throw; until the new file has taken its place the
 * database that was given stays open then.
 */
export function writtenAnew(
  db: Database,
  path: string,
  open: (path: string) => Database,
  settle: (next: Database) => void,
  calls: RewritingCalls = rewritingCalls,
): { readonly db: Database; readonly done: boolean } {
  const next = newFile(path);
  rmSync(next, { force: true });
  try {
    db.exec(`VACUUM INTO '${next.replaceAll("'", "''")}'`);
    const made = open(next);
    try {
      settle(made);
    } finally {
      closeDatabase(made);
    }
    calls.sync(next);
    if (!isAlone(db)) {
      calls.remove(next);
      return { db, done: false };
    }
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
  db.close();
  const folder = dirname(path);
  calls.rename(path, oldFile(path));
  calls.syncFolder(folder);
  calls.rename(next, path);
  calls.syncFolder(folder);
  removeLeft(path, calls);
  return { db: open(path), done: true };
}

/**
 * After an interruption, before the database is opened: puts the old file back where the new one had not taken its place yet, and
 * removes what is left over.
 */
export function finishRewriting(path: string, calls: RewritingCalls = rewritingCalls): void {
  if (existsSync(oldFile(path))) {
    if (existsSync(path)) removeLeft(path, calls);
    else {
      calls.rename(oldFile(path), path);
      calls.syncFolder(dirname(path));
    }
  }
  if (existsSync(newFile(path))) calls.remove(newFile(path));
}

/** Empties the log and leaves WAL mode, which only the one that has a database open can. Otherwise it stays as it was. */
function isAlone(db: Database): boolean {
  const [{ busy }] = db.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }];
  if (busy !== 0) return false;
  try {
    return db.pragma('journal_mode = DELETE', { simple: true }) === 'delete';
  } catch (error) {
    if (String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) return false;
    throw error;
  }
}

/** Overwritten in place: on disks where that reaches the bytes. */
function removeLeft(path: string, calls: RewritingCalls): void {
  calls.overwrite(oldFile(path));
  calls.remove(oldFile(path));
  calls.syncFolder(dirname(path));
}

function withFile(path: string, use: (file: number) => void): void {
  const file = openSync(path, 'r+');
  try {
    use(file);
  } finally {
    closeSync(file);
  }
}

function overwriteWithZeros(file: number): void {
  const { size } = fstatSync(file);
  const zeros = new Uint8Array(Math.min(size, 1_048_576));
  for (let at = 0; at < size; ) at += writeSync(file, zeros, 0, Math.min(zeros.length, size - at), at);
  fsyncSync(file);
}
