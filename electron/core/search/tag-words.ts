import type { Database } from 'better-sqlite3';
import { fold, joined } from '../../../shared/search/folding.ts';
import { prepared } from '../vault/prepared.ts';
import type { Passage } from './findable.ts';

/** What an item or a case is tagged with as it stands, in the order of the alphabet; tags of what is closed are not in the tables. */
export const standingTags = (db: Database, what: 'item' | 'incident', of: string | number): string[] =>
  prepared(
    db,
    `SELECT DISTINCT fields ->> '$.tag' AS tag FROM record
     WHERE kind = 'tag' AND ${what} = ? AND fields ->> '$.removed' IS NULL ORDER BY tag`,
  )
    .pluck()
    .all(of) as string[];

/** The same as words that a thing is found by. */
export const taggedWith = (db: Database, what: 'item' | 'incident', of: string | number): Passage[] =>
  standingTags(db, what, of).map((text) => ({ field: 'tag', text }));

/** Every tag that is on something found, once: from one to the next through the index, however many things bear each. */
const tagsInUse = (db: Database): string[] =>
  prepared(
    db,
    `WITH RECURSIVE next (tag) AS (
       SELECT min(value) FROM findable_facet WHERE facet = 'tag'
       UNION ALL
       SELECT (SELECT min(value) FROM findable_facet WHERE facet = 'tag' AND value > tag) FROM next WHERE tag IS NOT NULL
     ) SELECT tag FROM next WHERE tag IS NOT NULL`,
  )
    .pluck()
    .all() as string[];

/** What words are made of, as the index of words has it (SQLite, FTS5, 4.3.1). */
const ofWords = /[\p{L}\p{N}\p{Co}]/u;

/** Whether a word in it begins with the term, as the index of words finds short terms. */
function hasWordBeginning(folded: string, term: string): boolean {
  for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1)) {
    if (at === 0 || !ofWords.test([...folded.slice(0, at)].at(-1) ?? '')) return true;
  }
  return false;
}

/** Tags that say a folded term: anywhere, or, where it is `short`, where a word begins. Terms that none says are left out. */
export function tagsSaying(
  db: Database,
  terms: readonly string[],
  isShort: (term: string) => boolean,
): Map<string, string[]> {
  const tags = tagsInUse(db).map((tag) => ({ tag, said: [fold(tag), joined(fold(tag))] }));
  const saying = terms.map((term): [string, string[]] => {
    const says = isShort(term)
      ? (folded: string) => hasWordBeginning(folded, term)
      : (folded: string) => folded.includes(term);
    return [term, tags.filter(({ said }) => said.some(says)).map(({ tag }) => tag)];
  });
  return new Map(saying.filter(([, all]) => all.length > 0));
}
