import { z } from 'zod';

/**
 * The part of EDTF (ISO 8601-2) that people enter here: a year, month or day, doubtful (`?`), about (`~`) or both (`%`), and an
 * interval between two of those, open (`..`) or unknown (nothing) at an end. What else stands in a record is shown as written.
 */

/** As typed: a day or a month that isn't known stays empty, and nothing is made up for it. */
export interface DateParts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  /** `21:30`; only a whole date can have one. */
  readonly time: string;
  /** The offset that a record was written with (`+03:00`): not asked for, and not lost. */
  readonly zone?: string | undefined;
}
export const noDate: DateParts = { year: '', month: '', day: '', time: '' };

export const hows = ['day', 'about', 'between', 'unknown'] as const;
export type How = (typeof hows)[number];
export interface Entered {
  readonly how: How;
  readonly from: DateParts;
  readonly to: DateParts;
}

const dateParts = z.object({
  year: z.string(),
  month: z.string(),
  day: z.string(),
  time: z.string(),
  zone: z.string().optional(),
});
/** What was entered, as a draft keeps it. */
export const enteredKept = z.object({ how: z.enum(hows), from: dateParts, to: dateParts });

type Qualifier = '' | '?' | '~' | '%';
export interface PlainDate {
  /** `2016`, `2016-04` or `2016-04-27`, with `T21:45` where a time is written. */
  readonly date: string;
  readonly time: string | null;
  readonly zone: string;
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
export function edtfDate({ year, month, day }: Omit<DateParts, 'time'>): string | null {
  if (!/^\d{4}$/.test(year)) return null;
  if (month === '') return day === '' ? year : null;
  if (!/^\d{1,2}$/.test(month) || Number(month) < 1 || Number(month) > 12) return null;
  if (day === '') return `${year}-${two(month)}`;
  if (!/^\d{1,2}$/.test(day) || Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))) return null;
  return `${year}-${two(month)}-${two(day)}`;
}

/** A time of day as typed: `HH:MM`, or `null` where there is no such time. */
export function timeOfDay(text: string): string | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return Number(match[1]) < 24 && Number(match[2]) < 60 ? `${two(match[1])}:${match[2]}` : null;
}

/** `from` and `to`: no such date. `fromTime` and `toTime`: no such time, or a time without its day. */
export type EnteredFault = 'from' | 'to' | 'fromTime' | 'toTime' | 'bothTimes' | 'order';

/** A date and, where it is known, the time of that day. */
interface Moment {
  readonly date: string;
  readonly time: string | null;
  readonly zone: string;
}
const written = ({ date, time, zone }: Moment): string =>
  time === null ? date : `${date}T${time}${zone === '' ? '' : `:00${zone}`}`;

function momentOf(parts: DateParts): Moment | 'date' | 'time' {
  const date = edtfDate(parts);
  if (date === null) return 'date';
  if (parts.time.trim() === '') return { date, time: null, zone: '' };
  const time = timeOfDay(parts.time);
  return time === null || date.length < 10 ? 'time' : { date, time, zone: parts.zone ?? '' };
}

/** What was entered as EDTF, or which part of it can't be. A date that is only about has no time of day in EDTF (level 1). */
export function edtfOf({ how, from, to }: Entered): { edtf: string } | { fault: EnteredFault } {
  if (how === 'unknown') return { edtf: '' };
  const first = momentOf(how === 'about' ? { ...from, time: '' } : from);
  if (first === 'date') return { fault: 'from' };
  if (first === 'time') return { fault: 'fromTime' };
  if (how === 'day') return { edtf: written(first) };
  if (how === 'about') return { edtf: `${first.date}~` };
  const second = momentOf(to);
  if (second === 'date') return { fault: 'to' };
  if (second === 'time') return { fault: 'toTime' };
  // A time beside one with an offset is meant in the same.
  const zone = first.zone || second.zone;
  return between({ ...first, zone }, { ...second, zone });
}

/** Before what is typed and is no date yet. No EDTF begins with it: it is refused when it is saved, and nothing is dropped silently. */
const halfTyped = '?';

/** What was entered as EDTF, or, while it is none, as it was typed, so that a draft keeps it. */
export function heldText(entered: Entered): string {
  const result = edtfOf(entered);
  return 'edtf' in result ? result.edtf : halfTyped + JSON.stringify(entered);
}

export const isHalfTyped = (text: string): boolean => text.startsWith(halfTyped);

function readHalfTyped(text: string): Entered {
  try {
    return enteredKept.parse(JSON.parse(text.slice(halfTyped.length)));
  } catch {
    return { how: 'day', from: noDate, to: noDate };
  }
}

function between(first: Moment, second: Moment): { edtf: string } | { fault: EnteredFault } {
  if (lastDay(second.date) < firstDay(first.date)) return { fault: 'order' };
  // An interval has to begin before it ends (ISO 8601-2, 4.3): where one date lies within the other, days say the same.
  if (firstDay(second.date) > firstDay(first.date)) return { edtf: `${written(first)}/${written(second)}` };
  if (first.time === null && second.time === null && first.date === second.date) return { edtf: first.date };
  const begin: Moment = { ...first, date: firstDay(first.date) };
  const end: Moment = { ...second, date: lastDay(second.date) };
  if (begin.date < end.date) return { edtf: `${written(begin)}/${written(end)}` };
  if (begin.time === end.time) return { edtf: written(begin) };
  // On one day, when it ended can't be told from when it began unless both are known.
  if (begin.time === null || end.time === null) return { fault: 'bothTimes' };
  return begin.time > end.time ? { fault: 'order' } : { edtf: `${written(begin)}/${written(end)}` };
}

const datePattern = /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:T(\d{2}:\d{2})(?::\d{2})?(Z|[+-]\d{2}:?\d{2})?)?([?~%]?)$/;

function readDate(text: string): PlainDate | null {
  const match = datePattern.exec(text);
  if (match?.[1] === undefined) return null;
  const [year = '', month = '', day = ''] = match[1].split('-');
  if (edtfDate({ year, month, day }) === null) return null;
  return { date: match[1], time: match[2] ?? null, zone: match[3] ?? '', qualifier: (match[4] ?? '') as Qualifier };
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

const partsOf = ({ date, time, zone }: PlainDate): DateParts => {
  const [year = '', month = '', day = ''] = date.split('-');
  return {
    year,
    month: month.replace(/^0/, ''),
    day: day.replace(/^0/, ''),
    time: time ?? '',
    ...(zone === '' ? {} : { zone }),
  };
};

/** Seconds: the form has no place for them, and must not drop them. An offset comes after `:00` and is carried along. */
const finerThanMinutes = /T\d{2}:\d{2}(?!:00[Z+-])[^/]/;

/** How the form shows what a record has; `null` where it has more than the form can say, and must be kept as written. */
export function enteredFrom(edtf: string): Entered | null {
  if (isHalfTyped(edtf)) return readHalfTyped(edtf);
  const reading = readEdtf(edtf);
  if (reading.kind === 'unknown') return { how: 'unknown', from: noDate, to: noDate };
  if (finerThanMinutes.test(edtf)) return null;
  if (reading.kind === 'date' && ['', '~'].includes(reading.date.qualifier)) {
    return { how: reading.date.qualifier === '~' ? 'about' : 'day', from: partsOf(reading.date), to: noDate };
  }
  if (reading.kind !== 'interval' || typeof reading.from === 'string' || typeof reading.to === 'string') return null;
  const plain = [reading.from, reading.to].every(({ qualifier }) => qualifier === '');
  const { from, to } = reading;
  const oneZone = from.time === null || to.time === null || from.zone === to.zone;
  return plain && oneZone ? { how: 'between', from: partsOf(reading.from), to: partsOf(reading.to) } : null;
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
