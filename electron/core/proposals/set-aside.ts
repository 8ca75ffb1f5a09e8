import type { CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import type { OpenVault } from '../vault/vault.ts';

/**
 * Proposals that somebody did not want, so that they are not made again. Working data like drafts, no part of the ledger: a digest of numbers
 * of entries, from which nothing of an item can be learned.
 */
const schema = `
  CREATE TABLE IF NOT EXISTS set_aside (
    key TEXT PRIMARY KEY, operator TEXT NOT NULL, at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID
`;

const exists = ({ db }: OpenVault) =>
  db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'set_aside'").get() !== undefined;

export const areSetAside = (vault: OpenVault): ReadonlySet<string> =>
  new Set(exists(vault) ? (vault.db.prepare('SELECT key FROM set_aside').pluck().all() as string[]) : []);

/** Throws VAULT_READ_ONLY. */
export function setAside(vault: OpenVault, { key, aside }: CallRequest<'propose.setAside'>): void {
  if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
  vault.db.transaction(() => {
    vault.db.exec(schema);
    if (aside)
      vault.db
        .prepare('INSERT OR IGNORE INTO set_aside (key, operator, at) VALUES (?, ?, ?)')
        .run(key, vault.operator, new Date().toISOString());
    else vault.db.prepare('DELETE FROM set_aside WHERE key = ?').run(key);
  })();
}
