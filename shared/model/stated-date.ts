import { latinDigits } from '../search/folding.ts';

/**
 * Dates as lists of others write them, read in an order that a person stated: `03/04/2016` is two different days, and nothing in it says
 * which. Never a made-up part: a month without its day stays a month, and midnight, which programs write where no time was known, is none.
 */
export const dateOrders = ['year month day', 'day month year', 'month day year', 'spreadsheet days', 'edtf'] as const;
export type DateOrder = (typeof dateOrders)[number];

export type StatedDate =
  /** `edtf` to the day, the month or the year; `time` as it stands beside it, empty where there is none. */
  { readonly edtf: string; readonly time: string } | { readonly broken: 'not a date' | 'no such day' };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A day, and behind it what may be a time: `2016-04-27T21:45:00Z`, `2/8/24 12:00 AM`. */
const dayAndTime =
  /^(.*?\S)(?:[T\s,]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?))?$/i;
const midnight = /^(0?0:00(:00(\.0+)?)?(\s*am)?|12:00(:00)?\s*am)\s*(Z|[+-]\d{2}:?\d{2})?$/i;

const notADate = { broken: 'not a date' } as const;
const noSuchDay = { broken: 'no such day' } as const;

function monthOf(part: string): number | null {
  if (/^\d{1,2}$/.test(part)) return Number(part);
  const found = months.indexOf(part.slice(0, 3).toLowerCase());
  return /^\p{L}{3,9}\.?$/u.test(part) && found >= 0 ? found + 1 : null;
}

const two = (number: number): string => String(number).padStart(2, '0');

/** Four digits; of two, the year of this century. Where the year stands first, two digits could be a day. */
function yearOf(part: string, isFirst: boolean): number | null {
  if (/^\d{4}$/.test(part)) return Number(part);
  return !isFirst && /^\d{2}$/.test(part) ? 2_000 + Number(part) : null;
}

function edtfOf(year: number, month: number | null, day: number | null): StatedDate {
  if (month === null) return { edtf: String(year).padStart(4, '0'), time: '' };
  if (month < 1 || month > 12) return noSuchDay;
  const upToMonth = `${String(year).padStart(4, '0')}-${two(month)}`;
  if (day === null) return { edtf: upToMonth, time: '' };
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return day < 1 || day > lastDay ? noSuchDay : { edtf: `${upToMonth}-${two(day)}`, time: '' };
}

function inOrder(text: string, order: Exclude<DateOrder, 'edtf' | 'spreadsheet days'>): StatedDate {
  const parts = text.split(/\s*[-/.,]\s*|\s+/).filter((part) => part !== '');
  if (parts.length === 0 || parts.length > 3) return notADate;
  const names = order
    .split(' ')
    .filter((name) => parts.length === 3 || (name !== 'day' && (parts.length === 2 || name === 'year')));
  const part = (name: string): string | undefined => parts[names.indexOf(name)];
  const year = yearOf(part('year') ?? '', names[0] === 'year' && parts.length > 1);
  if (year === null || (parts.length === 1 && !/^\d{4}$/.test(text))) return notADate;
  const month = part('month') === undefined ? null : monthOf(part('month') ?? '');
  if (month === null && parts.length > 1) return notADate;
  const day = part('day');
  if (day !== undefined && !/^\d{1,2}(st|nd|rd|th)?$/i.test(day)) return notADate;
  return edtfOf(year, month, day === undefined ? null : Number.parseInt(day, 10));
}

/** Days that a spreadsheet's numbers may be: 1927 to 2118. Smaller ones are years and counts. */
const spreadsheetDays = { first: 10_000, last: 80_000 };
/** Day 0 of Excel's 1900 date system, for every day from March 1900 on (ECMA-376 part 1, 18.17.4.1). */
const dayZero = Date.UTC(1899, 11, 30);

/** A date cell that lost its format: days, and behind the point the part of the day that had passed. */
function fromSpreadsheet(text: string): StatedDate {
  if (!/^\d{5}([.,]\d+)?$/.test(text)) return notADate;
  const days = Number(text.replace(',', '.'));
  if (days < spreadsheetDays.first || days > spreadsheetDays.last) return notADate;
  const minutes = Math.round((days % 1) * 1_440) % 1_440;
  const day = new Date(dayZero + Math.round(days * 1_440) * 60_000).toISOString().slice(0, 10);
  return { edtf: day, time: minutes === 0 ? '' : `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` };
}

/** Reads a date in the stated order, in digits of any script. `edtf` is taken as it stands; whether it is EDTF is for the schema of the field to say. */
export function statedDate(text: string, order: DateOrder): StatedDate {
  if (order === 'edtf') return { edtf: text.trim(), time: '' };
  const written = latinDigits(text.trim());
  if (order === 'spreadsheet days') return fromSpreadsheet(written);
  const [, day = '', time = ''] = dayAndTime.exec(written) ?? [];
  const read = inOrder(day, order);
  return 'broken' in read || time === '' || midnight.test(time) ? read : { ...read, time: time.trim() };
}
