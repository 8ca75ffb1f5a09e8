import type { Database } from 'better-sqlite3';
import type { SearchAnswer, SearchHit, SearchQuery } from '../../../shared/contract/search.ts';
import type { CallRequest } from '../../../shared/contract.ts';
import { type TakenBackExtent, takenBackExtents } from '../../../shared/model/later-accounts.ts';
import type { Lies } from '../../../shared/model/region.ts';
import { type FacetName, type FindableKind, mostFound } from '../../../shared/model/search.ts';
import { excerpt, termsOf } from '../../../shared/search/folding.ts';
import { recordsOf } from '../records/recording.ts';
import { prepared } from '../vault/prepared.ts';
import type { OpenVault } from '../vault/vault.ts';
import { type Findable, findableItem, findableRecord, saidOfItem } from './findable.ts';
import { lyingIn } from './placing.ts';
import { type Days, daysOf } from './search-index.ts';
import { taggedWith, tagsSaying } from './tag-words.ts';
import { findableTestimony } from './testimony-words.ts';

/**
 * Looking for things in the vault. At most `mostFound` are looked at for each query, newest first, so that no query takes time in
 * proportion to the vault; where there are more, the answer says so.
 */

/** Values of a facet that are shown. */
const mostValues = 30;

/** The trigram index finds three signs and more. */
const isLong = (term: string) => [...term].length >= 3;
const hasLetter = (term: string) => /[\p{L}\p{N}]/u.test(term);

/** A string in FTS5's query language, in which nothing within has a meaning (SQLite, FTS5, 3.1). */
const quoted = (term: string) => `"${term.replaceAll('"', '""')}"`;

type Condition = { readonly sql: string; readonly values: Readonly<Record<string, string>> };
type Words = Condition & { readonly from: string };

/** What the words ask for: the index that is read in order, so that reading ends with the last row wanted, and what else must hold. */
function wordsCondition(terms: readonly string[], column: 'title' | null): Words | null {
  const within = column === null ? '' : `${column} : `;
  const long = terms.filter(isLong).map(quoted);
  const short = terms.filter((term) => !isLong(term)).map((term) => `${quoted(term)}*`);
  const match = (all: readonly string[]) => `${within}(${all.join(' AND ')})`;
  if (long.length === 0 && short.length === 0) return null;
  if (short.length === 0)
    return { from: 'findable_text', sql: 'findable_text MATCH :long', values: { long: match(long) } };
  if (long.length === 0)
    return { from: 'findable_word', sql: 'findable_word MATCH :short', values: { short: match(short) } };
  return {
    from: 'findable_text',
    // With the plus the second index is asked once; without, the first would be asked again for each row of the second.
    sql: 'findable_text MATCH :long AND +found.rowid IN (SELECT rowid FROM findable_word WHERE findable_word MATCH :short)',
    values: { long: match(long), short: match(short) },
  };
}

/**
 * What the words ask for where a tag says some of them: what the others must be found by, and what holds besides. Where one term alone is
 * said by a tag, what says that one in its text was looked for before.
 */
function taggedCondition(db: Database, terms: readonly string[]): { words: Words | null; tagged: Condition } | null {
  const saying = tagsSaying(db, terms, (term) => !isLong(term));
  if (saying.size === 0) return null;
  const values: Record<string, string> = {};
  const parts = [...saying].map(([term, tags], n) => {
    values[`tags_${n}`] = JSON.stringify(tags);
    const bears = `findable.number IN (SELECT number FROM findable_facet WHERE facet = 'tag' AND value IN (SELECT value FROM json_each(:tags_${n})))`;
    if (saying.size === 1) return bears;
    const index = isLong(term) ? 'findable_text' : 'findable_word';
    values[`term_${n}`] = isLong(term) ? quoted(term) : `${quoted(term)}*`;
    return `(${bears} OR findable.number IN (SELECT rowid FROM ${index} WHERE ${index} MATCH :term_${n}))`;
  });
  const others = terms.filter((term) => !saying.has(term));
  return { words: wordsCondition(others, null), tagged: { sql: parts.join(' AND '), values } };
}

function narrowing(query: SearchQuery, placed: ReadonlyMap<number, Lies> | null): Condition {
  const parts: string[] = [];
  const values: Record<string, string> = {};
  const list = (name: string, all: readonly string[]) =>
    all
      .map((value, index) => {
        values[`${name}${index}`] = value;
        return `:${name}${index}`;
      })
      .join(', ');
  if (query.kinds.length > 0) parts.push(`findable.kind IN (${list('kind', query.kinds)})`);
  if (query.from !== null) {
    values.from = query.from;
    parts.push('last_day >= :from');
  }
  if (query.to !== null) {
    values.to = query.to;
    parts.push('first_day <= :to');
  }
  for (const [facet, wanted] of Object.entries(query.facets)) {
    if (wanted === undefined || wanted.length === 0) continue;
    values[`facet_${facet}`] = facet;
    parts.push(
      `findable.number IN (SELECT number FROM findable_facet WHERE facet = :facet_${facet} AND value IN (${list(`value_${facet}_`, wanted)}))`,
    );
  }
  if (placed !== null) {
    values.placed = JSON.stringify([...placed.keys()]);
    parts.push('findable.number IN (SELECT value FROM json_each(:placed))');
  }
  return { sql: parts.join(' AND '), values };
}

type Row = Days & { number: number; subject: string; kind: FindableKind };

function rowsThat(db: Database, words: Words | null, ...narrowed: readonly Condition[]): Row[] {
  const where = [words?.sql ?? '', ...narrowed.map(({ sql }) => sql)].filter((sql) => sql !== '');
  // CROSS JOIN keeps SQLite from turning the two round (SQLite, "The SQLite Query Optimizer Overview", 7).
  const from =
    words === null ? 'findable' : `${words.from} AS found CROSS JOIN findable ON findable.number = found.rowid`;
  const statement = db.prepare(
    `SELECT findable.* FROM ${from} ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}
     ORDER BY ${words === null ? 'findable.number' : 'found.rowid'} DESC LIMIT ${mostFound + 1}`,
  );
  return statement.all(Object.assign({}, words?.values, ...narrowed.map(({ values }) => values))) as Row[];
}

/** Everything that says all of the terms, in its text or by a tag, newest first. */
function rowsSaying(db: Database, terms: readonly string[], narrowed: Condition): Row[] {
  const inText = rowsThat(db, wordsCondition(terms, null), narrowed);
  const byTag = taggedCondition(db, terms);
  if (byTag === null) return inText;
  const rows = [...inText, ...rowsThat(db, byTag.words, byTag.tagged, narrowed)];
  return [...new Map(rows.map((row) => [row.number, row])).values()].sort((a, b) => b.number - a.number);
}

/** One page of what is found, with how it can be narrowed down. */
export function search(vault: OpenVault, { query, offset, limit }: CallRequest<'search.query'>): SearchAnswer {
  const { db } = vault;
  const { terms: all, more: tooMany } = termsOf(query.text);
  const terms = all.filter((term) => isLong(term) || hasLetter(term));
  const passedOver = [...all.filter((term) => !terms.includes(term)), ...(tooMany ? ['…'] : [])];
  if (all.length > 0 && terms.length === 0) {
    return { total: 0, more: false, hits: [], facets: [], kinds: [], named: namedIn(vault, query, []), passedOver };
  }
  const placed = query.within === null ? null : lyingIn(vault, query.within);
  const narrowed = narrowing(query, placed);
  const called = terms.length === 0 ? [] : rowsThat(db, wordsCondition(terms, 'title'), narrowed);
  const everything = called.length > mostFound ? [] : rowsSaying(db, terms, narrowed);
  const numbers = new Set(called.map((row) => row.number));
  const found = [...called, ...everything.filter((row) => !numbers.has(row.number))];
  const more = found.length > mostFound;
  found.splice(mostFound);
  const counts = countsOf(db, found);
  const ordered = query.order === 'happened' ? byDay(found) : found;
  return {
    total: found.length,
    more,
    hits: ordered
      .slice(offset, offset + limit)
      .flatMap((row) => hitOf(vault, row, terms, placed?.get(row.number) ?? null) ?? []),
    ...counts,
    named: namedIn(vault, query, counts.facets),
    passedOver,
  };
}

/** What people call the records that a question or its answer names; nothing for what is not there to be seen. */
function namedIn(vault: OpenVault, query: SearchQuery, facets: SearchAnswer['facets']): SearchAnswer['named'] {
  const counted = facets.find(({ facet }) => facet === 'facility')?.values ?? [];
  const { within } = query;
  const place =
    within === null ? [] : 'facility' in within ? [within.facility] : 'agreement' in within ? [within.agreement] : [];
  const ids = new Set([...place, ...(query.facets.facility ?? []), ...counted.map(({ value }) => value)]);
  return prepared(
    vault.db,
    "SELECT record.id, title FROM json_each(?) AS named JOIN record ON record.id = named.value WHERE title <> '' ORDER BY named.key",
  ).all(JSON.stringify([...ids])) as SearchAnswer['named'];
}

/** By the first day on which it may have happened; what has no time comes last. */
function byDay(rows: readonly Row[]): Row[] {
  const day = (row: Row) => row.first_day ?? '~~';
  return [...rows].sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : a.number - b.number));
}

function countsOf(db: Database, rows: readonly Row[]): Pick<SearchAnswer, 'facets' | 'kinds'> {
  const counted = db
    .prepare(
      `SELECT facet, findable_facet.value AS value, COUNT(*) AS count FROM json_each(?) AS found
       JOIN findable_facet ON findable_facet.number = found.value GROUP BY facet, findable_facet.value ORDER BY count DESC, 2`,
    )
    .all(JSON.stringify(rows.map((row) => row.number))) as { facet: FacetName; value: string; count: number }[];
  const facets = new Map<FacetName, { value: string; count: number }[]>();
  for (const { facet, value, count } of counted) {
    const values = facets.get(facet) ?? [];
    if (values.length < mostValues) values.push({ value, count });
    facets.set(facet, values);
  }
  const kinds = new Map<FindableKind, number>();
  for (const { kind } of rows) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return {
    facets: [...facets].map(([facet, values]) => ({ facet, values })),
    kinds: [...kinds].map(([kind, count]) => ({ kind, count })),
  };
}

/** A thing found, with its own words around what was looked for. */
function hitOf(vault: OpenVault, row: Row, terms: readonly string[], lies: Lies | null): SearchHit | null {
  const [, id = ''] = row.subject.split(':');
  const findable = row.kind === 'item' ? itemOf(vault, Number(id)) : recordOf(vault, row.kind, id);
  if (findable === null) return null;
  const { title } = findable;
  const shown = {
    title: excerpt(title, terms) ?? [{ text: title, hit: false }],
    passage: passageOf(findable, terms),
    days: daysOf(row),
    lies,
  };
  if (row.kind === 'testimony') return { kind: row.kind, id, ...shown, takenBack: takenBackOf(findable) };
  if (row.kind === 'claim') {
    const incident = vault.db.prepare('SELECT incident FROM record WHERE id = ?').pluck().get(id) as string | null;
    return incident === null ? null : { kind: 'claim', id, incident, ...shown };
  }
  if (row.kind !== 'item') return { kind: row.kind, id, ...shown };
  const preview = vault.db.prepare('SELECT preview FROM item WHERE seq = ?').pluck().get(Number(id));
  return { kind: 'item', seq: Number(id), preview: preview === 1, ...shown };
}

/** An account that was taken back is never found without that being said. */
const takenBackOf = ({ facets }: Findable): TakenBackExtent | null =>
  takenBackExtents.find((extent) =>
    facets.some(([facet, value]) => facet === 'flag' && value === `taken back ${extent}`),
  ) ?? null;

function passageOf({ passages }: Findable, terms: readonly string[]): SearchHit['passage'] {
  for (const term of terms) {
    for (const { field, text } of passages) {
      if (excerpt(text, [term]) === null) continue;
      const marked = excerpt(text, terms);
      if (marked !== null) return { field, text: marked };
    }
  }
  return null;
}

function itemOf(vault: OpenVault, seq: number): Findable {
  const findable = findableItem(vault.ledger.readFields(seq));
  const said = recordsOf(vault, 'assertion', { item: seq }).flatMap(({ state }) => saidOfItem(state));
  return { ...findable, passages: [...taggedWith(vault.db, 'item', seq), ...said, ...findable.passages] };
}

function recordOf(vault: OpenVault, kind: FindableKind, id: string): Findable | null {
  if (kind === 'testimony') return findableTestimony(vault.db, id);
  const fields = vault.db.prepare('SELECT fields FROM record WHERE id = ? AND kind = ?').pluck().get(id, kind);
  const findable = typeof fields === 'string' ? findableRecord(kind, JSON.parse(fields)) : null;
  if (findable === null || kind !== 'incident') return findable;
  return { ...findable, passages: [...taggedWith(vault.db, 'incident', id), ...findable.passages] };
}
