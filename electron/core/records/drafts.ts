import type { Database } from 'better-sqlite3';
import { Fault } from '../../../shared/faults.ts';
import { type DraftName, draftNames } from '../../../shared/model/drafts.ts';
import type { OpenVault } from '../vault/vault.ts';

/**
 * What is being written and not yet saved, so that locking loses none of it. No part of the ledger and no projection of
 * it: nothing makes these rows again, and the ledger never knows of them. Each operator has drafts of their own, because
 * whoever saves one stands in the ledger as its writer. What is removed is overwritten (`secure_delete`).
 */
const schema = `
  CREATE TABLE IF NOT EXISTS draft (
    operator TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (operator, name)
  ) STRICT, WITHOUT ROWID
`;

const hasTable = (db: Database) =>
  db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'draft'").get() !== undefined;

/** The text kept under this name, `null` where none is. */
export function readDraft({ db, operator }: OpenVault, name: DraftName): string | null {
  if (!hasTable(db)) return null;
  const kept = db.prepare('SELECT value FROM draft WHERE operator = ? AND name = ?').pluck().get(operator, name);
  return typeof kept === 'string' ? kept : null;
}

/** Keeps the text in place of what was kept under this name; `null` removes it. Throws VAULT_READ_ONLY. */
export function writeDraft({ db, operator, readOnly }: OpenVault, name: DraftName, value: string | null): void {
  if (readOnly) throw new Fault('VAULT_READ_ONLY');
  db.transaction(() => {
    db.exec(schema);
    if (value === null) db.prepare('DELETE FROM draft WHERE operator = ? AND name = ?').run(operator, name);
    else db.prepare('INSERT OR REPLACE INTO draft (operator, name, value) VALUES (?, ?, ?)').run(operator, name, value);
  })();
}

/** Whose draft, and of what. */
export type DraftReference = { readonly operator: string; readonly name: DraftName };

/** Drafts of whomever that hold one of these texts. */
export function draftsHolding({ db }: OpenVault, texts: readonly string[]): { operator: string; name: DraftName }[] {
  if (!hasTable(db)) return [];
  const quoted = texts.map((text) => JSON.stringify(text).slice(1, -1));
  const rows = db.prepare('SELECT operator, name, value FROM draft ORDER BY operator, name').all();
  return (rows as { operator: string; name: string; value: string }[]).flatMap(({ operator, name, value }) => {
    const known = draftNames.find((each) => each === name);
    return known !== undefined && quoted.some((text) => value.includes(text)) ? [{ operator, name: known }] : [];
  });
}

/** Removes drafts, in the caller's transaction. */
export function removeDrafts(db: Database, drafts: readonly DraftReference[]): void {
  for (const { operator, name } of drafts) {
    db.prepare('DELETE FROM draft WHERE operator = ? AND name = ?').run(operator, name);
  }
}
