/** What the time zone database says, as the runtime brings it along (ICU's copy of the IANA database). */

import { versions } from 'node:process';
import { brokenField } from '../../../shared/broken-rule.ts';
import { isFixedOffset, type OffsetsInForce } from '../../../shared/model/civil-time.ts';

/** Which database and which library, as they stand in every entry that was made with them. */
export const tzVersion = `tz ${versions.tz ?? 'not said'}, ICU ${versions.icu ?? 'not said'}`;

const hour = 3_600_000;
/** Zones change at most a few times a year, and never twice within this. */
const step = 6 * hour;
/** As far as a local day can reach from the same day in UTC. */
const reach = 15 * hour;

/** `+HH:MM` at an instant; before 1972 some zones were off by seconds, which are dropped. Throws RangeError for no zone. */
function offsetReader(zone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  return (at) => {
    const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    return /^GMT([+-]\d{2}:\d{2})/.exec(name)?.[1] ?? '+00:00';
  };
}

const instantText = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');

/** The first second of the later offset, between an instant with the one and an instant with the other. */
function change(offsetAt: (at: number) => string, from: number, to: number): number {
  const before = offsetAt(from);
  let [low, high] = [Math.ceil(from / 1_000), Math.floor(to / 1_000)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * 1_000) === before) low = middle;
    else high = middle;
  }
  return high * 1_000;
}

/**
 * Every offset of a zone between two local days, inclusive. Throws FIELD_INVALID for what is no zone, days that don't exist or are in the
 * wrong order.
 */
export function offsetsBetween(zone: string, from: string, to: string): OffsetsInForce {
  const [first, last] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`)];
  if (Number.isNaN(first) || !new Date(first).toISOString().startsWith(from)) throw invalid('from', 'a day', from);
  if (Number.isNaN(last) || !new Date(last).toISOString().startsWith(to)) throw invalid('to', 'a day', to);
  if (last < first) throw invalid('to', 'not before the first day', to);
  const begin = first - reach;
  const since = instantText(begin);
  if (isFixedOffset(zone)) return [{ since, offset: zone }];
  const offsetAt = readerFor(zone);
  const end = last + 24 * hour + reach;
  const found = [{ since, offset: offsetAt(begin) }];
  for (let at = begin; at < end; at += step) {
    const next = Math.min(at + step, end);
    if (offsetAt(next) === offsetAt(at)) continue;
    const changed = change(offsetAt, at, next);
    found.push({ since: instantText(changed), offset: offsetAt(changed) });
  }
  if (found.length > mostChanges) throw invalid('to', 'a shorter period', to);
  return found;
}

const mostChanges = 200;

function readerFor(zone: string): (at: number) => string {
  try {
    return offsetReader(zone);
  } catch {
    throw invalid('zone', 'a time zone’s name or an offset such as +03:00', zone);
  }
}

const invalid = (field: string, expected: string, value: string) => brokenField(field, 'not possible', expected, value);
