import type { Database } from 'better-sqlite3';
import type { RecordId } from '../../../shared/model/records.ts';
import { recordSubject } from '../records/subjects.ts';
import { prepared } from '../vault/prepared.ts';
import { indexFacet } from './search-index.ts';

/**
 * What concerns a facility, by its record and never by how it is called: the facility itself, what names it or one of its sites in its own
 * fields (sites, notifications, impacts of a case), and what a link joins with it or with one of its sites.
 */

/** Facilities that a thing concerns, by the tables of records, references and links as they stand. */
function facilitiesOf(db: Database, subject: string): RecordId[] {
  const facilities = prepared(
    db,
    // Links of a facility and of its sites lead to what concerns it, and there are many.
    `WITH near (id) AS (
       SELECT substr(:subject, 8)
       UNION ALL SELECT target FROM reference WHERE source = substr(:subject, 8)
       UNION ALL SELECT substr(target, 8) FROM link WHERE source = :subject AND removed = 0 AND :isPlace = 0
       UNION ALL SELECT substr(source, 8) FROM link WHERE target = :subject AND removed = 0 AND :isPlace = 0
     )
     SELECT DISTINCT CASE kind WHEN 'facility' THEN id ELSE
       (SELECT target FROM reference WHERE source = record.id AND field = 'facility') END AS facility
     FROM near CROSS JOIN record USING (id) WHERE kind IN ('facility', 'site') ORDER BY facility`,
  );
  return facilities.pluck().all({ subject, isPlace: isPlace(db, subject) ? 1 : 0 }) as RecordId[];
}

const isPlace = (db: Database, subject: string): boolean =>
  prepared(db, "SELECT 1 FROM record WHERE id = substr(?, 8) AND kind IN ('facility', 'site')").get(subject) !==
  undefined;

/** Puts the facilities that a thing concerns in place of those that it is counted for. Wanted whenever it was put into the index. */
export const indexFacilities = (db: Database, subject: string): void =>
  indexFacet(db, subject, 'facility', facilitiesOf(db, subject));

/** The same after a link was made or taken back, at the end that is no facility and no site. */
export function indexLinked(db: Database, ends: readonly [string, string]): void {
  const [first, second] = ends.map((end) => isPlace(db, end));
  if (first && !second) indexFacilities(db, ends[1]);
  if (second && !first) indexFacilities(db, ends[0]);
}

/** The same after a site turned out to be another facility's, for all that names it or is joined with it. */
export function indexNaming(db: Database, site: RecordId): void {
  const naming = prepared(
    db,
    `SELECT 'record:' || source FROM reference WHERE target = :id
     UNION SELECT source FROM link WHERE target = :subject AND removed = 0
     UNION SELECT target FROM link WHERE source = :subject AND removed = 0`,
  );
  for (const subject of naming.pluck().all({ id: site, subject: recordSubject(site) }) as string[])
    indexFacilities(db, subject);
}
