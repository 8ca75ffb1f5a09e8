import type { Database } from 'better-sqlite3';
import { type SavedSearch, type SearchQuery, savedSearch, searchQuery } from '../../../shared/contract/search.ts';
import { Fault } from '../../../shared/faults.ts';
import type { Degrees } from '../../../shared/model/distance.ts';
import { recordId } from '../../../shared/model/records.ts';
import type { Spot } from '../../../shared/model/region.ts';
import { facilityFacets } from '../../../shared/model/search.ts';
import { fold } from '../../../shared/search/folding.ts';
import { isOpen, saidClosed } from '../gate/closed-texts.ts';
import { isSamePoint, quotedIn, type Said, shortestText, tellingTexts } from '../records/quoting.ts';
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
  const closed = saidClosed(vault);
  if (closed.texts.size === 0) return all;
  const texts = withoutIds(tellingTexts(closed));
  return all.filter(
    (saved) =>
      !speaksOf(vault, saved, texts) && !choosesClosed(vault, saved, closed) && !looksAtClosed(vault, saved, closed),
  );
}

/** Whether a tag or a name that was chosen, however short, stands in what is closed and on nothing that is open. */
function choosesClosed({ db }: OpenVault, { query }: SavedSearch, { texts }: Said): boolean {
  const isThere = db.prepare('SELECT 1 FROM findable_facet WHERE facet = ? AND value = ?');
  return (['tag', 'called'] as const).some((facet) =>
    query.facets[facet]?.some((value) => texts.has(value) && isThere.get(facet, value) === undefined),
  );
}

/** Whether it looks around or between points of what is closed, at which nothing open is. */
function looksAtClosed({ db }: OpenVault, { query }: SavedSearch, { points }: Said): boolean {
  const near = db
    .prepare(
      `SELECT spot FROM findable_place
       WHERE south <= :latitude AND north >= :latitude AND west <= :longitude AND east >= :longitude`,
    )
    .pluck();
  const isOpenPoint = (at: Degrees) => {
    const spots = near.all({ latitude: Number(at.latitude), longitude: Number(at.longitude) }) as string[];
    return spots.map((spot) => JSON.parse(spot) as Spot).some((spot) => pointsOf(spot).some(isSame(at)));
  };
  return pointsLookedAt(query).some((at) => points.some(isSame(at)) && !isOpenPoint(at));
}

const isSame = (at: Degrees) => (other: Degrees) => isSamePoint(at, other);
const pointsOf = (spot: Spot): readonly Degrees[] => ('point' in spot ? [spot.point] : spot.area);

/** What was typed as coordinates; a facility and an agreement say where they are themselves. */
function pointsLookedAt({ within }: SearchQuery): readonly Degrees[] {
  if (within === null || 'facility' in within || 'agreement' in within) return [];
  return 'around' in within ? [within.around] : within.area;
}

/** A facility that both name by its id is there for everybody to see. */
const withoutIds = (texts: readonly string[]): string[] => texts.filter((text) => !recordId.safeParse(text).success);

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

/** Searches of whomever that hold one of these texts, or look at one of these points. */
export function searchesHolding(
  { db }: OpenVault,
  texts: readonly string[],
  points: readonly Degrees[],
): SavedReference[] {
  if (!exists({ db })) return [];
  const words = withoutIds(texts);
  const rows = db.prepare('SELECT operator, name, query FROM saved_search ORDER BY operator, name').all();
  return (rows as { operator: string; name: string; query: string }[]).flatMap(({ operator, name, query }) => {
    const saved = searchQuery.safeParse(JSON.parse(query));
    const looks = saved.success && pointsLookedAt(saved.data).some((at) => points.some(isSame(at)));
    return looks || quotedIn(`${JSON.stringify(name)} ${query}`, words).length > 0 ? [{ operator, name }] : [];
  });
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
