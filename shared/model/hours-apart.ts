/// <reference path="./edtf.d.ts" />
import edtf from 'edtf';
import { daySpan } from './day-span.ts';

const hour = 3_600_000;
const clock = /T\d{2}:\d{2}/;
const zone = /(Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds from first to last. Where a day has no time of day, all of it; `null` where the text names no moment. */
function bounds(text: string): { from: number; to: number; hasClock: boolean; hasZone: boolean } | null {
  const ends = text.split('/');
  if (ends.every((end) => clock.test(end))) {
    const { min, max } = edtf(text) as { min: unknown; max: unknown };
    if (typeof min !== 'number' || typeof max !== 'number') return null;
    return { from: min, to: max, hasClock: true, hasZone: ends.every((end) => zone.test(end)) };
  }
  const span = daySpan(text);
  if (span === null || span.from === null || span.to === null) return null;
  return { from: Date.parse(span.from), to: Date.parse(span.to) + 24 * hour, hasClock: false, hasZone: false };
}

/**
 * How many hours lie between two uncertain times (EDTF) at the least; 0 where they overlap. `null` where that is not known in hours: where either
 * has no time of day, or only one says its zone.
 */
export function hoursApart(a: string, b: string): number | null {
  const [one, other] = [bounds(a), bounds(b)];
  if (one === null || other === null || !one.hasClock || !other.hasClock || one.hasZone !== other.hasZone) return null;
  return Math.max(0, one.from - other.to, other.from - one.to) / hour;
}
