import type { OpenVault } from '../vault/vault.ts';

/** A vault of an older version, on a medium that can't be written, lacks tables that came later. */
export function hasTable({ db }: Pick<OpenVault, 'db'>, name: string): boolean {
  return db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined;
}
