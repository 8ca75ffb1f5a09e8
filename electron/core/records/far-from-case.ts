import type { Database } from 'better-sqlite3';
import { type Degrees, metresApart, reach } from '../../../shared/model/distance.ts';
import type { Conflict } from '../../../shared/model/metadata.ts';
import { recordedPlace } from '../../../shared/model/position.ts';
import { prepared } from '../vault/prepared.ts';

/** Cases that an item is in, whose place lies far from where its file says it was taken. Looked at anew each time: cases are corrected. */
export function farFromCases(db: Database, position: Degrees | null, cases: readonly string[]): Conflict[] {
  if (position === null) return [];
  const read = prepared(
    db,
    "SELECT fields ->> '$.title' AS title, fields -> '$.place' AS place FROM record WHERE id = ?",
  );
  return cases.flatMap((id): Conflict[] => {
    const row = read.get(id) as { title: string; place: string | null } | undefined;
    const where = row?.place == null ? null : recordedPlace.safeParse(JSON.parse(row.place));
    if (!where?.success || where.data.point === null) return [];
    const metres = metresApart(position, where.data.point);
    if (metres <= (reach[where.data.precision] ?? Number.POSITIVE_INFINITY)) return [];
    return [
      { kind: 'far from the case', values: { case: row?.title ?? '', distance: `${(metres / 1_000).toFixed(1)} km` } },
    ];
  });
}
