import type { Database } from 'better-sqlite3';
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
