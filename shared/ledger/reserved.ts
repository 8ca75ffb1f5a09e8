/** The reserved fields: the few names whose meaning the format fixes. Everything else belongs to the archive's own vocabulary. */
import { encodeUtf8 } from './bytes.ts';
import { isJsonObject, type Json } from './canonical.ts';
import type { FieldName } from './field-name.ts';
import { type Hex64, isHex64 } from './hex.ts';

/** When an entry was made, as the machine's clock had it: a claim, not a proof. */
export type At = {
  /** Eight hex digits, drawn anew each time the machine or the engine starts; `mono` counts within it. */
  readonly boot: string;
  /** What the wall clock was last set by. */
  readonly clock: (typeof clocks)[number];
  /** Milliseconds of a clock that never goes back within one boot. */
  readonly mono: number;
  /** UTC, `YYYY-MM-DDTHH:MM:SS.sssZ`, years 1970 to 9999. */
  readonly wall: string;
};

export const clocks = ['unknown', 'manual', 'network', 'gnss'] as const;

/** Names a file by its content. */
export type FileClaim = {
  readonly sha256: Hex64;
  /** Bytes. */
  readonly size: number;
  /** A media type without parameters, in lower case. */
  readonly type: string;
};

/** In a genesis: the claim that this ledger goes on from another. */
export type Continues = { readonly ledger: Hex64; readonly root: Hex64; readonly size: number };

/** In an export: what the bundle that ends in it hands over. */
export type Given = { readonly disclosures: Hex64; readonly entries: Hex64; readonly files: Hex64 };

const wallTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const mediaType = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;
const typeWord = /^[a-z][a-z0-9]*([.-][a-z0-9]+)*$/;

/** A real instant of a real day, with milliseconds, in the years 1970 to 9999. Leap seconds have no form. */
export function isWallTime(text: unknown): text is string {
  if (typeof text !== 'string' || !wallTime.test(text)) return false;
  const year = 100 * twoDigits(text, 0) + twoDigits(text, 2);
  const [month, day] = [twoDigits(text, 5), twoDigits(text, 8)];
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return false;
  return twoDigits(text, 11) < 24 && twoDigits(text, 14) < 60 && twoDigits(text, 17) < 60;
}

function twoDigits(text: string, at: number): number {
  return 10 * (text.charCodeAt(at) - 0x30) + text.charCodeAt(at + 1) - 0x30;
}

/** A real day of the years 1970 to 9999: `YYYY-MM-DD`. */
export function isDay(text: unknown): text is string {
  return typeof text === 'string' && isWallTime(`${text}T00:00:00.000Z`);
}

export function isMediaType(text: unknown): text is string {
  return typeof text === 'string' && mediaType.test(text);
}

/** The word of a `type` field: `[a-z][a-z0-9]*([.-][a-z0-9]+)*`, at most 64 bytes. The list of words is open. */
export function isTypeWord(text: unknown): text is string {
  return typeof text === 'string' && text.length <= 64 && typeWord.test(text);
}

/** The code of the person who acted: 1 to 64 bytes. */
export function isOperatorCode(text: unknown): text is string {
  if (typeof text !== 'string' || text === '') return false;
  // No unit of UTF-16 takes more than three bytes.
  return 3 * text.length <= 64 || encodeUtf8(text).length <= 64;
}

export function readAt(value: Json): At | null {
  const members = readMembers(value, ['boot', 'clock', 'mono', 'wall']);
  if (members === null) return null;
  const { boot, clock, mono, wall } = members;
  if (typeof boot !== 'string' || !/^[0-9a-f]{8}$/.test(boot)) return null;
  const source = clocks.find((known) => known === clock);
  if (source === undefined || !isCount(mono) || !isWallTime(wall)) return null;
  return { boot, clock: source, mono, wall };
}

export function readFileClaim(value: Json): FileClaim | null {
  const members = readMembers(value, ['sha256', 'size', 'type']);
  if (members === null) return null;
  const { sha256, size, type } = members;
  return isHex64(sha256) && isCount(size) && isMediaType(type) ? { sha256, size, type } : null;
}

export function readContinues(value: Json): Continues | null {
  const members = readMembers(value, ['ledger', 'root', 'size']);
  if (members === null) return null;
  const { ledger, root, size } = members;
  return isHex64(ledger) && isHex64(root) && isCount(size) && size > 0 ? { ledger, root, size } : null;
}

export function readGiven(value: Json): Given | null {
  const members = readMembers(value, ['disclosures', 'entries', 'files']);
  if (members === null) return null;
  const { disclosures, entries, files } = members;
  return isHex64(disclosures) && isHex64(entries) && isHex64(files) ? { disclosures, entries, files } : null;
}

/** The sequence numbers of `amends` or `erases`: ascending, unique, each below `seq`, the entry's own. */
export function readEarlierEntries(value: Json, seq: number): readonly number[] | null {
  if (!Array.isArray(value)) return null;
  const numbers: number[] = [];
  for (const item of value as readonly Json[]) {
    if (!isCount(item) || item >= seq || item <= (numbers.at(-1) ?? -1)) return null;
    numbers.push(item);
  }
  return numbers;
}

/** The fields that every body has. */
export const requiredFields = ['at', 'operator', 'type'] as unknown as readonly FieldName[];

/** Whether a field is free, or reserved and of its shape. `seq` is the position of the entry that it stands in. */
export function hasReservedShape(name: string, value: Json, seq: number): boolean {
  switch (name) {
    case 'at':
      return readAt(value) !== null;
    case 'type':
      return isTypeWord(value);
    case 'operator':
      return isOperatorCode(value);
    case 'file':
      return readFileClaim(value) !== null;
    case 'amends':
    case 'erases':
      return readEarlierEntries(value, seq) !== null;
    case 'continues':
      return seq === 0 && readContinues(value) !== null;
    case 'successor':
      return isHex64(value);
    case 'given':
      return readGiven(value) !== null;
    default:
      return true;
  }
}

/** The members of an object that has exactly these names, else null. */
function readMembers<Name extends string>(value: Json, names: readonly Name[]): Record<Name, Json> | null {
  if (!isJsonObject(value) || Object.keys(value).length !== names.length) return null;
  if (!names.every((name) => Object.hasOwn(value, name))) return null;
  return value as Record<Name, Json>;
}

function isCount(value: Json | undefined): value is number {
  return typeof value === 'number' && value >= 0;
}

function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] as number;
}
