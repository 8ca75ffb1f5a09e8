import type { dateOrders, StatedTime } from '../../../../shared/model/companions.ts';

/**
 * Times at the head of exported messages, in the forms that telephones give them in their languages: `27/04/2016, 21:45`,
 * `[4/27/16, 9:45:05 PM]`, `27.04.16, 21:45`, `2016-04-27, 21:45`, Arabic and Persian digits, ص and م. The order of day and month is that of the
 * telephone's language and stands nowhere: it is known only where one of them is above 12.
 */
export type ChatTime = {
  readonly text: string;
  /** The three numbers of the date, as they stand. */
  readonly parts: readonly [number, number, number];
  readonly yearFirst: boolean;
  /** `HH:MM` or `HH:MM:SS`, on 24 hours. */
  readonly clock: string;
  /** Where the message begins. */
  readonly end: number;
};

const head =
  /^\[?((\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})\.?[,،]? (?:\p{L}{1,6} )?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))? ?(a\.? ?m\.?|p\.? ?m\.?|ص|م|صباحًا|مساءً)?)(\]| [-–]) /iu;

/** Characters of a head. */
const longestHead = 60;

/** Marks of direction, which WhatsApp strews about. */
export const withoutMarks = (line: string): string =>
  line.replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g, '').replace(/[\u00a0\u202f]/g, ' ');

/** Arabic-Indic and Persian digits as Latin ones, each for one, so that places stay the same. */
const latinDigits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));

/** @param line without marks; `null` where no message begins */
export function chatTime(line: string): ChatTime | null {
  const match = head.exec(latinDigits(line.slice(0, longestHead)));
  if (match === null) return null;
  const [whole, text = '', a = '', b = '', c = '', hours = '', minutes = '', seconds, half = ''] = match;
  const bracketed = whole.startsWith('[');
  if (bracketed !== whole.trimEnd().endsWith(']')) return null;
  const hour = Number(hours);
  const isHalf = half !== '';
  const afternoon = /^(p|م)/i.test(half);
  if (hour > (isHalf ? 12 : 23) || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return null;
  const on24 = isHalf ? (hour % 12) + (afternoon ? 12 : 0) : hour;
  const clock = [String(on24).padStart(2, '0'), minutes, ...(seconds === undefined ? [] : [seconds])].join(':');
  return {
    text: line.slice(bracketed ? 1 : 0, (bracketed ? 1 : 0) + text.length),
    parts: [Number(a), Number(b), Number(c)],
    yearFirst: a.length === 4,
    clock,
    end: whole.length,
  };
}

export type DateOrder = (typeof dateOrders)[number];

/** What the dates of one export show together. */
export function orderOf(times: readonly ChatTime[]): DateOrder {
  if (times.length > 0 && times.every(({ yearFirst }) => yearFirst)) return 'year first';
  const dayFirst = times.some(({ parts: [first] }) => first > 12);
  const monthFirst = times.some(({ parts: [, second] }) => second > 12);
  // Both: no order of one telephone.
  if (dayFirst === monthFirst) return 'ambiguous';
  return dayFirst ? 'day first' : 'month first';
}

const fullYear = (year: number): number => (year < 100 ? 2_000 + year : year);

/** `null` for a day that there is not. */
function isoDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(fullYear(year), month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && fullYear(year) <= 9_999;
  return real ? date.toISOString().slice(0, 10) : null;
}

export function statedChatTime({ text, parts, clock }: ChatTime, order: DateOrder): StatedTime {
  const [a, b, c] = parts;
  const day =
    order === 'year first'
      ? isoDay(a, b, c)
      : order === 'day first' || (order === 'ambiguous' && a === b)
        ? isoDay(c, b, a)
        : order === 'month first'
          ? isoDay(c, a, b)
          : null;
  return { text: text.trim(), wall: day === null ? null : `${day}T${clock}`, offset: null };
}
