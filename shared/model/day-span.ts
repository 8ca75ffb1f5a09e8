/// <reference path="./edtf.d.ts" />
import edtf from 'edtf';

/**
 * The days that an uncertain time may lie on, for sorting and for "between". Both ends belong to it; `null` is an open end. Days are
 * those of the place where it happened, as they were written: never shifted to another zone.
 */
export interface DaySpan {
  /** `YYYY-MM-DD` */
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * ISO 8601-2, 4.8.1: 21 to 24 are spring to winter wherever one is, 25 to 28 on the northern half, 29 to 32 on the southern. The library
 * takes a season for a quarter of the year. Months as meteorologists count them; those without a hemisphere as in the north.
 */
const seasonStarts: Readonly<Record<number, number>> = {
  21: 3,
  22: 6,
  23: 9,
  24: 12,
  25: 3,
  26: 6,
  27: 9,
  28: 12,
  29: 9,
  30: 12,
  31: 3,
  32: 6,
};

const season = /^(-?\d{4})-(2[1-9]|3[0-2])[?~%]?$/;

const plainDate = /^(([1-9]\d{3})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?)[?~%]?$/;

/**
 * A year, a month or a day, with doubt about all of it or without (EDTF levels 0 and 1), which most dates are: the library takes a grammar of
 * the whole standard to each. Doubt adds no days. `null` for whatever else it may be, days that no month has included.
 */
export function plainDays(doubted: string): { readonly from: string; readonly to: string } | null {
  const [, text, year, month, day] = plainDate.exec(doubted) ?? [];
  if (text === undefined || year === undefined) return null;
  if (month === undefined) return { from: `${year}-01-01`, to: `${year}-12-31` };
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (day === undefined) return { from: `${text}-01`, to: `${text}-${last}` };
  return Number(day) >= 1 && Number(day) <= last ? { from: text, to: text } : null;
}

/** The days of an EDTF text; `null` where it says nothing of a day, or is no EDTF. Doubt ("about") adds no days of our making. */
export function daySpan(text: string): DaySpan | null {
  if (text === '') return null;
  const ends = text.split('/');
  if (ends.length === 2) {
    const from = endOf(ends[0] ?? '');
    const to = endOf(ends[1] ?? '');
    if (from === undefined || to === undefined) return null;
    return from === null && to === null ? null : { from: from?.from ?? null, to: to?.to ?? null };
  }
  return single(text);
}

/** One end of an interval: `null` for an open or unknown one, `undefined` for what is none. */
function endOf(text: string): DaySpan | null | undefined {
  return text === '' || text === '..' ? null : (single(text) ?? undefined);
}

function single(text: string): DaySpan | null {
  const plain = plainDays(text);
  if (plain !== null) return plain;
  const [, year, number] = season.exec(text) ?? [];
  const starts = seasonStarts[Number(number)];
  if (year !== undefined && starts !== undefined) {
    const first = Date.UTC(Number(year), starts - 1, 1);
    return { from: dayOf(first), to: dayOf(Date.UTC(Number(year), starts + 2, 0)) };
  }
  try {
    // Without the time of day, which would move the day where a zone is written.
    const { min, max } = edtf(text.replaceAll(/T[^,\]}/]*/g, '')) as { min: unknown; max: unknown };
    const span = { from: dayOf(min), to: dayOf(max) };
    return span.from === null && span.to === null ? null : span;
  } catch {
    return null;
  }
}

function dayOf(milliseconds: unknown): string | null {
  if (typeof milliseconds !== 'number' || !Number.isFinite(milliseconds)) return null;
  const day = new Date(milliseconds).toISOString().slice(0, 10);
  return /^\d{4}-/.test(day) ? day : null;
}
