import type { Database } from 'better-sqlite3';
import { Fault } from '../../../shared/faults.ts';
import { type DraftName, draftNames } from '../../../shared/model/drafts.ts';
import type { OpenVault } from '../vault/vault.ts';
import { quotedIn } from './quoting.ts';

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

type Quotes = (json: string) => boolean;

/** A draft is a JSON object with a member for each thing that it is about; any other text is one member. */
function parted(text: string, apart: Quotes): { rest: string | null; apart: Readonly<Record<string, unknown>> } {
  const whole = membersOf(text);
  if (whole === null) return { rest: apart(text) ? null : text, apart: {} };
  const members = Object.entries(whole).map((member) => ({ member, isApart: apart(JSON.stringify(member[1])) }));
  if (members.every(({ isApart }) => !isApart)) return { rest: text, apart: {} };
  const those = (wanted: boolean) =>
    Object.fromEntries(members.flatMap(({ member, isApart }) => (isApart === wanted ? [member] : [])));
  const rest = those(false);
  return { rest: Object.keys(rest).length === 0 ? null : JSON.stringify(rest), apart: those(true) };
}

function membersOf(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function stored({ db, operator }: OpenVault, name: DraftName): string | null {
  if (!hasTable(db)) return null;
  const kept = db.prepare('SELECT value FROM draft WHERE operator = ? AND name = ?').pluck().get(operator, name);
  return typeof kept === 'string' ? kept : null;
}

const nothingClosed = () => () => false;

/**
 * The text kept under this name, `null` where none is. What quotes something that the gate keeps closed stays away until it is opened.
 */
export function readDraft(
  vault: OpenVault,
  name: DraftName,
  closed: (vault: OpenVault) => Quotes = nothingClosed,
): string | null {
  const kept = stored(vault, name);
  return kept === null ? null : parted(kept, closed(vault)).rest;
}

/** Keeps the text in place of what was shown under this name; `null` removes that. Throws VAULT_READ_ONLY. */
export function writeDraft(
  vault: OpenVault,
  name: DraftName,
  value: string | null,
  closed: (vault: OpenVault) => Quotes = nothingClosed,
): void {
  const { db, operator, readOnly } = vault;
  if (readOnly) throw new Fault('VAULT_READ_ONLY');
  db.transaction(() => {
    db.exec(schema);
    const before = stored(vault, name);
    const unseen = before === null ? {} : parted(before, closed(vault)).apart;
    const seen = value === null ? {} : membersOf(value);
    const whole = Object.keys(unseen).length === 0 || seen === null ? value : JSON.stringify({ ...unseen, ...seen });
    if (whole === null) db.prepare('DELETE FROM draft WHERE operator = ? AND name = ?').run(operator, name);
    else db.prepare('INSERT OR REPLACE INTO draft (operator, name, value) VALUES (?, ?, ?)').run(operator, name, whole);
  })();
}

/** Whose draft, and of what. */
type DraftReference = { readonly operator: string; readonly name: DraftName };

/** Drafts of whomever that hold one of these texts. */
export function draftsHolding({ db }: OpenVault, texts: readonly string[]): DraftReference[] {
  if (!hasTable(db)) return [];
  const rows = db.prepare('SELECT operator, name, value FROM draft ORDER BY operator, name').all();
  return (rows as { operator: string; name: string; value: string }[]).flatMap(({ operator, name, value }) => {
    const known = draftNames.find((each) => each === name);
    return known !== undefined && quotedIn(value, texts).length > 0 ? [{ operator, name: known }] : [];
  });
}

/** Removes what holds one of these texts from drafts, in the caller's transaction. */
export function removeFromDrafts(db: Database, drafts: readonly DraftReference[], texts: readonly string[]): void {
  if (drafts.length === 0) return;
  const value = db.prepare('SELECT value FROM draft WHERE operator = ? AND name = ?').pluck();
  for (const { operator, name } of drafts) {
    const { rest } = parted(String(value.get(operator, name)), (json) => quotedIn(json, texts).length > 0);
    if (rest === null) db.prepare('DELETE FROM draft WHERE operator = ? AND name = ?').run(operator, name);
    else db.prepare('UPDATE draft SET value = ? WHERE operator = ? AND name = ?').run(rest, operator, name);
  }
}
