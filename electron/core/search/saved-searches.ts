import { type SavedSearch, savedSearch } from '../../../shared/contract/search.ts';
import { Fault } from '../../../shared/faults.ts';
import type { OpenVault } from '../vault/vault.ts';

/** Searches that an operator keeps: working data like drafts, no part of the ledger and of no projection. */
const schema = `
  CREATE TABLE IF NOT EXISTS saved_search (
    operator TEXT NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL,
    PRIMARY KEY (operator, name)
  ) STRICT, WITHOUT ROWID
`;

const exists = ({ db }: OpenVault) =>
  db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'saved_search'").get() !== undefined;

/** This operator's, by name. One that a newer version saved and this one does not understand is left out. */
export function savedSearches(vault: OpenVault): SavedSearch[] {
  if (!exists(vault)) return [];
  const rows = vault.db
    .prepare('SELECT name, query FROM saved_search WHERE operator = ? ORDER BY name')
    .all(vault.operator) as { name: string; query: string }[];
  return rows.flatMap(({ name, query }) => {
    const saved = savedSearch.safeParse({ name, query: JSON.parse(query) });
    return saved.success ? [saved.data] : [];
  });
}

/** Throws VAULT_READ_ONLY. */
export function saveSearch(vault: OpenVault, { name, query }: SavedSearch): void {
  if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
  vault.db.transaction(() => {
    vault.db.exec(schema);
    vault.db
      .prepare('INSERT OR REPLACE INTO saved_search (operator, name, query) VALUES (?, ?, ?)')
      .run(vault.operator, name, JSON.stringify(query));
  })();
}

/** Throws VAULT_READ_ONLY. */
export function forgetSearch(vault: OpenVault, name: string): void {
  if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
  if (!exists(vault)) return;
  vault.db.prepare('DELETE FROM saved_search WHERE operator = ? AND name = ?').run(vault.operator, name);
}
