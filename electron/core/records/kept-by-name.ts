import type { z } from 'zod';
import { Fault } from '../../../shared/faults.ts';
import type { OpenVault } from '../vault/vault.ts';

/** What is kept under a name to be used again: working data like drafts, inside the encrypted database, no part of the ledger. */
export interface KeptByName<T> {
  /** By name. What a newer version kept and this one does not understand is left out. */
  list(vault: OpenVault): T[];
  /** In place of what was kept under that name. Throws VAULT_READ_ONLY. */
  keep(vault: OpenVault, value: T): void;
  /** Throws VAULT_READ_ONLY. */
  forget(vault: OpenVault, name: string): void;
}

/** @param table its own, made when the first is kept */
export function keptByName<T extends { readonly name: string }>(table: string, schema: z.ZodType<T>): KeptByName<T> {
  const exists = ({ db }: OpenVault) =>
    db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table) !== undefined;
  const requireWritable = ({ readOnly }: OpenVault) => {
    if (readOnly) throw new Fault('VAULT_READ_ONLY');
  };
  return {
    list(vault) {
      if (!exists(vault)) return [];
      const rows = vault.db.prepare(`SELECT value FROM ${table} ORDER BY name`).pluck().all() as string[];
      return rows.flatMap((text) => {
        const kept = schema.safeParse(JSON.parse(text));
        return kept.success ? [kept.data] : [];
      });
    },
    keep(vault, value) {
      requireWritable(vault);
      vault.db.transaction(() => {
        vault.db.exec(
          `CREATE TABLE IF NOT EXISTS ${table} (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID`,
        );
        vault.db
          .prepare(`INSERT OR REPLACE INTO ${table} (name, value) VALUES (?, ?)`)
          .run(value.name, JSON.stringify(value));
      })();
    },
    forget(vault, name) {
      requireWritable(vault);
      if (exists(vault)) vault.db.prepare(`DELETE FROM ${table} WHERE name = ?`).run(name);
    },
  };
}
