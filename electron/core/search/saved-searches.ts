import type { Database } from 'better-sqlite3';
import { type SavedSearch, type SearchQuery, savedSearch } from '../../../shared/contract/search.ts';
import { Fault } from '../../../shared/faults.ts';
import { facilityFacets } from '../../../shared/model/search.ts';
import { fold } from '../../../shared/search/folding.ts';
import { closedTexts, isOpen } from '../gate/closed-texts.ts';
import { quotedIn, shortestText } from '../records/quoting.ts';
import type { OpenVault } from '../vault/vault.ts';

/** Searches that an operator keeps: working data like drafts, no part of the ledger and of no projection. */
const schema = `
  CREATE TABLE IF NOT EXISTS saved_search (
    operator TEXT NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL,
    PRIMARY KEY (operator, name)
  ) STRICT, WITHOUT ROWID
`;

type SavedReference = { readonly operator: string; readonly name: string };

const exists = ({ db }: Pick<OpenVault, 'db'>) =>
  db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'saved_search'").get() !== undefined;

/**
 * This operator's, by name. Left out is one that a newer version saved and this one does not understand, and while the gate keeps something
 * closed whatever quotes it or is a part of it, and of nothing that is open.
 */
export function savedSearches(vault: OpenVault): SavedSearch[] {
  if (!exists(vault)) return [];
  const rows = vault.db
    .prepare('SELECT name, query FROM saved_search WHERE operator = ? ORDER BY name')
    .all(vault.operator) as { name: string; query: string }[];
  const all = rows.flatMap(({ name, query }) => {
    const saved = savedSearch.safeParse({ name, query: JSON.parse(query) });
    return saved.success ? [{ name, query: withFacilitiesById(saved.data.query) }] : [];
  });
  if (all.length === 0) return [];
  const closed = closedTexts(vault);
  return closed.length === 0 ? all : all.filter((saved) => !speaksOf(vault, saved, closed));
}

/** Whether it leads to one of these texts: it holds one, or what it looks for and is called stands in one, and in nothing that is open. */
function speaksOf(vault: OpenVault, { name, query }: SavedSearch, texts: readonly string[]): boolean {
  const own = [name, query.text, ...Object.values(query.facets).flat()].map(fold);
  const parts = own.filter((text) => text.length >= shortestText);
  const shared = texts.flatMap((text) => {
    const folded = fold(text);
    return own.some((each) => each.includes(folded)) ? [folded] : parts.filter((part) => folded.includes(part));
  });
  return [...new Set(shared)].some((text) => !isOpen(vault, text));
}

/** Searches of whomever that hold one of these texts. */
export function searchesHolding({ db }: OpenVault, texts: readonly string[]): SavedReference[] {
  if (!exists({ db })) return [];
  const rows = db.prepare('SELECT operator, name, query FROM saved_search ORDER BY operator, name').all();
  return (rows as { operator: string; name: string; query: string }[]).flatMap(({ operator, name, query }) =>
    quotedIn(`${JSON.stringify(name)} ${query}`, texts).length > 0 ? [{ operator, name }] : [],
  );
}

/** In the caller's transaction. */
export function removeSearches(db: Database, searches: readonly SavedReference[]): void {
  // Where none was ever saved there is no table.
  for (const { operator, name } of searches)
    db.prepare('DELETE FROM saved_search WHERE operator = ? AND name = ?').run(operator, name);
}

/** A facility was once asked for by its name as a case has it. */
const withFacilitiesById = (query: SearchQuery): SearchQuery => {
  const { facility: given = [], ...facets } = query.facets;
  return { ...query, facets: { ...facets, ...facilityFacets(given) } };
};

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
