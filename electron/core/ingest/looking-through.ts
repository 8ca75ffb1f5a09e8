import type { Database } from 'better-sqlite3';
import { storageFault } from '../vault/storage-fault.ts';
import type { OpenVault } from '../vault/vault.ts';

/**
 * Acquisitions whose files may not all have been looked through: the zips among them opened, what speaks of other files read. Noted with the
 * list of what a source holds and struck out at the end, so that a kill in between is known of at the next start. Work that waits and nothing
 * that happened: no part of the ledger and no projection of it.
 */
const schema = 'CREATE TABLE IF NOT EXISTS to_look_through (acquisition INTEGER PRIMARY KEY) STRICT';

const exists = (db: Database) =>
  db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'to_look_through'").get() !== undefined;

/** Throws VAULT_DISK_FULL. */
export function noteToLookThrough({ db }: OpenVault, acquisition: number): void {
  kept(() => {
    db.exec(schema);
    db.prepare('INSERT OR IGNORE INTO to_look_through (acquisition) VALUES (?)').run(acquisition);
  });
}

/** Throws VAULT_DISK_FULL. */
export function lookedThrough({ db }: OpenVault, acquisition: number): void {
  kept(() => db.prepare('DELETE FROM to_look_through WHERE acquisition = ?').run(acquisition));
}

function kept(write: () => void): void {
  try {
    write();
  } catch (error) {
    throw storageFault(error);
  }
}

export const toLookThrough = ({ db }: OpenVault): ReadonlySet<number> =>
  new Set(
    exists(db)
      ? (db
          .prepare('SELECT acquisition FROM to_look_through WHERE acquisition IN (SELECT seq FROM acquisition)')
          .pluck()
          .all() as number[])
      : [],
  );
