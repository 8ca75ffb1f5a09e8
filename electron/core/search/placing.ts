import type { Database } from 'better-sqlite3';
import { recordedPlace } from '../../../shared/model/position.ts';
import { type Lies, placeLies, positionLies, type Region } from '../../../shared/model/region.ts';

/** What lies in a region, by the numbers that the index of search has: items by their positions, incidents and sites by their places. */

type ItemRow = { seq: number; latitude: string; longitude: string; error: string | null };

export function lyingIn(db: Database, within: Region): ReadonlyMap<number, Lies> {
  const found = new Map<number, Lies>();
  const items = db
    .prepare('SELECT seq, latitude, longitude, error FROM item WHERE latitude IS NOT NULL AND longitude IS NOT NULL')
    .all() as ItemRow[];
  for (const { seq, error, ...at } of items) {
    const lies = positionLies(at, Number(error ?? 0) || 0, within);
    if (lies !== null) found.set(seq, lies);
  }
  const records = db.prepare("SELECT first, fields FROM record WHERE kind IN ('incident', 'site')").all();
  for (const { first, fields } of records as { first: number; fields: string }[]) {
    const lies = strongest(placesIn(JSON.parse(fields) as Record<string, unknown>), within);
    if (lies !== null) found.set(first, lies);
  }
  return found;
}

/** Its own place and those of its impacts. */
const placesIn = (fields: Record<string, unknown>) =>
  Object.entries(fields).flatMap(([name, value]) => {
    if (!/^(impact\.\d+\.)?place$/.test(name)) return [];
    const read = recordedPlace.safeParse(value);
    return read.success ? [read.data] : [];
  });

function strongest(places: ReturnType<typeof placesIn>, within: Region): Lies | null {
  const all = places.map((place) => placeLies(place, within));
  if (all.includes('inside')) return 'inside';
  return all.includes('perhaps') ? 'perhaps' : null;
}
