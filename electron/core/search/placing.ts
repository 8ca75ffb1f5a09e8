import type { Database } from 'better-sqlite3';
import { daySpan } from '../../../shared/model/day-span.ts';
import { reach } from '../../../shared/model/distance.ts';
import { during, type Meeting, wordsOf } from '../../../shared/model/meeting.ts';
import type { Place } from '../../../shared/model/position.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import {
  boxOf,
  type Lies,
  type Spot,
  type Surroundings,
  spotLies,
  spotOf,
  surroundingsOf,
  type WhereLooked,
} from '../../../shared/model/region.ts';
import { knownSites } from '../proposals/facilities.ts';
import { fieldsOf } from '../records/kinds.ts';
import { readRecord } from '../records/recording.ts';
import { recordSubject } from '../records/subjects.ts';
import type { OpenVault } from '../vault/vault.ts';
import { type Days, daysOf } from './search-index.ts';

/** What lies where somebody looks, by the numbers that the index of search has: items by their positions, incidents and sites by their places. */

type Lying = Map<number, Lies>;
type Row = Days & { readonly number: number; readonly subject: string };

/** Throws RECORD_NOT_FOUND where it is to lie around or inside what is not there. */
export function lyingIn(vault: OpenVault, within: WhereLooked): ReadonlyMap<number, Lies> {
  if ('facility' in within) return nearFacility(vault, within.facility, within.kilometres * 1_000);
  if ('agreement' in within) return insideAgreement(vault, within.agreement);
  const found: Lying = new Map();
  for (const { row, lies } of around(vault.db, surroundingsOf(within))) note(found, row, lies);
  return found;
}

/** One inside is enough. */
function note(found: Lying, { number }: Row, lies: Lies): void {
  if (found.get(number) !== 'inside') found.set(number, lies);
}

function around(db: Database, surroundings: Surroundings): { row: Row; lies: Lies }[] {
  const rows = db
    .prepare(
      `SELECT number, subject, first_day, last_day, spot FROM findable_place JOIN findable USING (number)
       WHERE south <= :north AND north >= :south AND west <= :east AND east >= :west`,
    )
    .all(boxOf(surroundings.of, surroundings.metres)) as (Row & { spot: string })[];
  return rows.flatMap((row) => {
    const lies = spotLies(JSON.parse(row.spot) as Spot, surroundings);
    return lies === null ? [] : [{ row, lies }];
  });
}

/** Both the place and the time have to be certain. */
const both = (lies: Lies, time: Exclude<Meeting, 'apart'>): Lies =>
  lies === 'inside' && time === 'during' ? 'inside' : 'perhaps';

/** Around where the facility was when it happened: what happened while it was elsewhere is not near it. Its own sites are. */
function nearFacility(vault: OpenVault, facility: RecordId, metres: number): Lying {
  readRecord(vault, 'facility', facility);
  const found: Lying = new Map();
  const sites = knownSites(vault, facility);
  const own = new Set(sites.map(({ id }) => recordSubject(id)));
  for (const { place, period } of sites) {
    const of = spotOf(place);
    if (of === null) continue;
    const [begins, ends] = period.map(daySpan);
    for (const { row, lies } of around(vault.db, { of, metres })) {
      const time = during(daysOf(row), begins ?? null, ends ?? null);
      if (own.has(row.subject)) note(found, row, 'inside');
      else if (time !== 'apart') note(found, row, both(lies, time));
    }
  }
  return found;
}

/**
 * During an agreement and inside its area. Areas that have a name alone hold what is said to lie in a place of that name, perhaps; where nobody
 * said where it held, whatever is known to have happened during it may have lain there.
 */
function insideAgreement(vault: OpenVault, id: RecordId): Lying {
  const { areas, begins, ends } = fieldsOf('agreement', readRecord(vault, 'agreement', id).state);
  const [first, last] = [daySpan(begins.edtf), daySpan(ends.edtf)];
  const found: Lying = new Map();
  const noteDuring = (row: Row, lies: Lies) => {
    const time = during(daysOf(row), first, last);
    if (time !== 'apart') note(found, row, both(lies, time));
  };
  for (const area of areas) {
    const of = spotOfArea(area);
    for (const { row, lies } of of === null ? [] : around(vault.db, { of, metres: 0 })) noteDuring(row, lies);
    for (const row of named(vault.db, area.name)) noteDuring(row, 'perhaps');
  }
  if (areas.length === 0) for (const row of dated(vault.db)) noteDuring(row, 'perhaps');
  return found;
}

/** A point that stands for an area says how far it reaches by how exactly it is known. */
function spotOfArea(area: Place): Spot | null {
  const { point, precision } = area;
  const spot = area.area === undefined ? spotOf(area) : spotOf({ ...area, point: null });
  const metres = reach[precision];
  return spot !== null && 'point' in spot && point !== null && metres !== undefined ? { point, metres } : spot;
}

function named(db: Database, name: string): Row[] {
  const words = wordsOf(name);
  if (words.trim() === '') return [];
  return db
    .prepare(
      `SELECT number, subject, first_day, last_day FROM findable_place JOIN findable USING (number)
       WHERE instr(names, ?) > 0`,
    )
    .all(words) as Row[];
}

const dated = (db: Database): Row[] =>
  db
    .prepare(
      `SELECT number, subject, first_day, last_day FROM findable
       WHERE kind IN ('item', 'incident', 'site') AND first_day IS NOT NULL`,
    )
    .all() as Row[];
