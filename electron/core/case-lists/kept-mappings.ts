import { Fault } from '../../../shared/faults.ts';
import { type CaseListMapping, caseListMapping } from '../../../shared/model/case-list.ts';
import type { OpenVault } from '../vault/vault.ts';

/** Mappings that were kept to be used again: working data like drafts, no part of the ledger; what was used stands there with each list. */
const schema = `
  CREATE TABLE IF NOT EXISTS kept_mapping (name TEXT PRIMARY KEY, mapping TEXT NOT NULL) STRICT, WITHOUT ROWID
`;

const exists = ({ db }: OpenVault) =>
  db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'kept_mapping'").get() !== undefined;

/** By name. One that a newer version kept and this one does not understand is left out. */
export function keptMappings(vault: OpenVault): CaseListMapping[] {
  if (!exists(vault)) return [];
  const rows = vault.db.prepare('SELECT mapping FROM kept_mapping ORDER BY name').pluck().all() as string[];
  return rows.flatMap((text) => {
    const kept = caseListMapping.safeParse(JSON.parse(text));
    return kept.success ? [kept.data] : [];
  });
}

/** Throws VAULT_READ_ONLY; FIELD_INVALID where it has no name. */
export function keepMapping(vault: OpenVault, mapping: CaseListMapping): void {
  if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
  if (mapping.name === '')
    throw new Fault('FIELD_INVALID', { field: 'mapping.name', rule: 'missing', expected: '', value: '' });
  vault.db.transaction(() => {
    vault.db.exec(schema);
    vault.db
      .prepare('INSERT OR REPLACE INTO kept_mapping (name, mapping) VALUES (?, ?)')
      .run(mapping.name, JSON.stringify(mapping));
  })();
}

/** Throws VAULT_READ_ONLY. */
export function forgetMapping(vault: OpenVault, name: string): void {
  if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
  if (!exists(vault)) return;
  vault.db.prepare('DELETE FROM kept_mapping WHERE name = ?').run(name);
}
