/**
 * The part of EDTF (ISO 8601-2) that people enter here: a year, month or day, doubtful (`?`), about (`~`) or both (`%`), and an
 * interval between two of those, open (`..`) or unknown (nothing) at an end. What else stands in a record is shown as written.
 */

/** As typed: a day or a month that isn't known stays empty, and nothing is made up for it. */
export interface DateParts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
}
export const noDate: DateParts = { year: '', month: '', day: '' };

export const hows = ['day', 'about', 'between', 'unknown'] as const;
export type How = (typeof hows)[number];
export interface Entered {
  readonly how: How;
  readonly from: DateParts;
  readonly to: DateParts;
}

type Qualifier = '' | '?' | '~' | '%';
export interface PlainDate {
  /** `2016`, `2016-04` or `2016-04-27`, with `T21:45` where a time is written. */
  readonly date: string;
  readonly time: string | null;
  readonly qualifier: Qualifier;
}
/** An end of an interval: a date, open, or not known. */
export type End = PlainDate | 'open' | 'unknown';
export type Reading =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'date'; readonly date: PlainDate }
  | { readonly kind: 'interval'; readonly from: End; readonly to: End }
  | { readonly kind: 'other'; readonly text: string };

const two = (text: string) => text.padStart(2, '0');
const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The EDTF date, or `null` where there is no such date (or no year). */
export function edtfDate({ year, month, day }: DateParts): string | null {
  if (!/^\d{4}$/.test(year)) return null;
  if (month === '') return day === '' ? year : null;
  if (!/^\d{1,2}$/.test(month) || Number(month) < 1 || Number(month) > 12) return null;
  if (day === '') return `${year}-${two(month)}`;
  if (!/^\d{1,2}$/.test(day) || Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))) return null;
  return `${year}-${two(month)}-${two(day)}`;
}

export type EnteredFault = 'from' | 'to' | 'order';

/** What was entered as EDTF, or which part of it can't be. */
export function edtfOf({ how, from, to }: Entered): { edtf: string } | { fault: EnteredFault } {
  if (how === 'unknown') return { edtf: '' };
  const first = edtfDate(from);
  if (first === null) return { fault: 'from' };
  if (how === 'day') return { edtf: first };
  if (how === 'about') return { edtf: `${first}~` };
  const second = edtfDate(to);
  if (second === null) return { fault: 'to' };
  if (lastDay(second) < firstDay(first)) return { fault: 'order' };
  // An interval has to begin before it ends (ISO 8601-2, 4.3): where one date lies within the other, days say the same.
  if (firstDay(second) > firstDay(first)) return { edtf: `${first}/${second}` };
  const [begin, end] = [firstDay(first), lastDay(second)];
  return { edtf: first === second ? first : begin === end ? begin : `${begin}/${end}` };
}

const datePattern = /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:T(\d{2}:\d{2})(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?([?~%]?)$/;

function readDate(text: string): PlainDate | null {
  const match = datePattern.exec(text);
  if (match?.[1] === undefined) return null;
  const [year = '', month = '', day = ''] = match[1].split('-');
  if (edtfDate({ year, month, day }) === null) return null;
  return { date: match[1], time: match[2] ?? null, qualifier: (match[3] ?? '') as Qualifier };
}

function readEnd(text: string): End | null {
  if (text === '..') return 'open';
  if (text === '') return 'unknown';
  return readDate(text);
}

export function readEdtf(text: string): Reading {
  if (text === '') return { kind: 'unknown' };
  const parts = text.split('/');
  if (parts.length === 2) {
    const from = readEnd(parts[0] ?? '');
    const to = readEnd(parts[1] ?? '');
    if (from !== null && to !== null) return { kind: 'interval', from, to };
  }
  const date = readDate(text);
  return date === null ? { kind: 'other', text } : { kind: 'date', date };
}

const partsOf = ({ date }: PlainDate): DateParts => {
  const [year = '', month = '', day = ''] = date.split('-');
  return { year, month: month.replace(/^0/, ''), day: day.replace(/^0/, '') };
};

/** How the form shows what a record has; `null` where it has more than the form can say, and must be kept as written. */
export function enteredFrom(edtf: string): Entered | null {
  const reading = readEdtf(edtf);
  if (reading.kind === 'unknown') return { how: 'unknown', from: noDate, to: noDate };
  if (reading.kind === 'date' && reading.date.time === null && ['', '~'].includes(reading.date.qualifier)) {
    return { how: reading.date.qualifier === '~' ? 'about' : 'day', from: partsOf(reading.date), to: noDate };
  }
  if (reading.kind !== 'interval' || typeof reading.from === 'string' || typeof reading.to === 'string') return null;
  const plain = [reading.from, reading.to].every(({ time, qualifier }) => time === null && qualifier === '');
  return plain ? { how: 'between', from: partsOf(reading.from), to: partsOf(reading.to) } : null;
}

const firstDay = (date: string) => `${date}-01-01`.slice(0, 10);
const lastDay = (date: string): string => {
  const [year = '', month = '12'] = date.split('-');
  return date.length === 10 ? date : `${year}-${month}-${daysIn(Number(year), Number(month))}`;
};

/** First and last possible day `YYYY-MM-DD`, where both ends are known. */
export function possibleDays(edtf: string): { first: string; last: string; about: boolean } | null {
  const reading = readEdtf(edtf);
  if (reading.kind === 'date') {
    const { date, qualifier } = reading.date;
    return { first: firstDay(date), last: lastDay(date), about: qualifier !== '' };
  }
  if (reading.kind !== 'interval' || typeof reading.from === 'string' || typeof reading.to === 'string') return null;
  return {
    first: firstDay(reading.from.date),
    last: lastDay(reading.to.date),
    about: reading.from.qualifier !== '' || reading.to.qualifier !== '',
  };
}
