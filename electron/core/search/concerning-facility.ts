import type { Database } from 'better-sqlite3';
import type { RecordId } from '../../../shared/model/records.ts';
import { prepared } from '../vault/prepared.ts';

/**
 * What concerns a facility, by its record and never by how it is called: the facility itself, what names it or one of its sites in its own
 * fields (sites, notifications, impacts of a case), and what a link joins with it or with one of its sites. It is told when it is asked
 * for, by the tables of records and links, so that a link that was taken back and a site that was corrected count at once.
 */

/** A condition on `findable`; `facilities` is a JSON list of ids. */
export const concernsFacilities = (facilities: string) => `findable.subject IN (
  WITH place (id) AS MATERIALIZED (
    SELECT value FROM json_each(${facilities})
    UNION SELECT record.id FROM json_each(${facilities}) JOIN reference ON reference.target = value AND reference.field = 'facility'
      JOIN record ON record.id = reference.source AND record.kind = 'site'
  )
  SELECT 'record:' || id FROM place
  UNION ALL SELECT 'record:' || source FROM reference JOIN place ON reference.target = place.id
  UNION ALL SELECT source FROM link JOIN place ON link.target = 'record:' || place.id AND removed = 0
  UNION ALL SELECT target FROM link JOIN place ON link.source = 'record:' || place.id AND removed = 0
)`;

/** How many of these things concern which facility, the commonest first. `numbers` are those of the index. */
export function facilitiesAmong(db: Database, numbers: readonly number[]): { value: RecordId; count: number }[] {
  return prepared(
    db,
    `WITH found (number, subject) AS MATERIALIZED (
       SELECT number, subject FROM json_each(?) CROSS JOIN findable ON findable.number = value
     ),
     near (number, id) AS (
       SELECT number, substr(subject, 8) FROM found WHERE subject GLOB 'record:*'
       UNION ALL SELECT number, target FROM found CROSS JOIN reference ON reference.source = substr(subject, 8)
       UNION ALL SELECT number, substr(target, 8) FROM found CROSS JOIN link ON link.source = subject AND removed = 0
       UNION ALL SELECT number, substr(source, 8) FROM found CROSS JOIN link ON link.target = subject AND removed = 0
     )
     SELECT facility AS value, COUNT(DISTINCT number) AS count FROM (
       SELECT number, CASE kind WHEN 'facility' THEN id ELSE
         (SELECT target FROM reference WHERE source = record.id AND field = 'facility') END AS facility
       FROM near CROSS JOIN record USING (id) WHERE kind IN ('facility', 'site')
     ) GROUP BY facility ORDER BY count DESC, facility`,
  ).all(JSON.stringify(numbers)) as { value: RecordId; count: number }[];
}
