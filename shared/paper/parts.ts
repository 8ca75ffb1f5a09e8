/**
 * A text on several QR codes: a witness's request grows with every change of the signing key, and a code that a telephone reads from
 * a screen holds about a kilobyte. Described in WITNESS.md, section 6.
 *
 *     sanad/part/v1 <16 hex digits of the text's SHA-256> <number>/<of>\n<bytes>
 */
import { Fault } from '../faults.ts';
import { concatBytes, decodeUtf8, encodeUtf8, equalBytes } from '../ledger/bytes.ts';
import { encodeHex } from '../ledger/hex.ts';
import type { Primitives } from '../ledger/primitives.ts';

/** What one code holds at most, in bytes: read from a poor photograph in which it is 400 pixels wide. */
export const CODE_LENGTH = 1_200;
/** More codes than this nobody photographs without losing one: a file is the better way. */
export const MAX_PARTS = 40;

const MAGIC = 'sanad/part/v1 ';
/** The longest first line, with its line feed: two numbers of two digits. */
const HEADER_LENGTH = MAGIC.length + 16 + 1 + 5 + 1;
const header = /^sanad\/part\/v1 ([0-9a-f]{16}) ([1-9]\d?)\/([1-9]\d?)$/;

type Part = { readonly id: string; readonly number: number; readonly of: number; readonly bytes: Uint8Array };

/** What has been read so far of a text on several codes. `have`: the numbers, ascending, from 1. */
export type Gathering =
  | { readonly state: 'whole'; readonly bytes: Uint8Array }
  | {
      readonly state: 'parts';
      readonly parts: readonly Uint8Array[];
      readonly have: readonly number[];
      readonly of: number;
    };

/** What each code is to hold, in order: the text itself where one code is enough. Null where it is too long for `MAX_PARTS`. */
export function splitForCodes(primitives: Primitives, bytes: Uint8Array): Uint8Array[] | null {
  if (bytes.length <= CODE_LENGTH) return [bytes];
  const room = CODE_LENGTH - HEADER_LENGTH;
  const of = Math.ceil(bytes.length / room);
  if (of > MAX_PARTS) return null;
  // All about as long, so that no code is much finer than the others.
  const each = Math.ceil(bytes.length / of);
  const id = idOf(primitives, bytes);
  return Array.from({ length: of }, (_none, index) =>
    concatBytes(encodeUtf8(`${MAGIC}${id} ${index + 1}/${of}\n`), bytes.subarray(index * each, (index + 1) * each)),
  );
}

/**
 * Puts together what several codes hold, in whatever order and however often each was read. Throws QR_SEVERAL (several texts
 * by themselves), PARTS_MIXED (parts of different texts), PARTS_DAMAGED (two codes under one number differ, or the whole is not what
 * the codes say).
 */
export function joinCodes(primitives: Primitives, contents: readonly Uint8Array[]): Gathering {
  const parts = contents.map(readPart);
  const first = parts[0] ?? null;
  if (first === null) {
    const whole = contents[0] ?? new Uint8Array(0);
    const others = contents.filter((other) => !equalBytes(other, whole));
    if (others.length > 0)
      throw new Fault(others.some((other) => readPart(other) !== null) ? 'PARTS_MIXED' : 'QR_SEVERAL');
    return { state: 'whole', bytes: whole };
  }
  const found = new Map<number, { content: Uint8Array; bytes: Uint8Array }>();
  for (const [index, part] of parts.entries()) {
    if (part?.id !== first.id || part.of !== first.of) throw new Fault('PARTS_MIXED');
    const content = contents[index] as Uint8Array;
    const before = found.get(part.number);
    if (before !== undefined && !equalBytes(before.bytes, part.bytes)) throw new Fault('PARTS_DAMAGED');
    found.set(part.number, { content, bytes: part.bytes });
  }
  const have = [...found.keys()].sort((a, b) => a - b);
  const ordered = have.flatMap((number) => found.get(number) ?? []);
  if (have.length < first.of) {
    return { state: 'parts', parts: ordered.map(({ content }) => content), have, of: first.of };
  }
  const bytes = concatBytes(...ordered.map((part) => part.bytes));
  if (idOf(primitives, bytes) !== first.id) throw new Fault('PARTS_DAMAGED');
  return { state: 'whole', bytes };
}

const idOf = (primitives: Primitives, bytes: Uint8Array): string => encodeHex(primitives.sha256(bytes).subarray(0, 8));

/** Null for anything that is no part: it is then a text by itself. */
function readPart(content: Uint8Array): Part | null {
  const end = content.indexOf(0x0a);
  if (end < 0 || end >= HEADER_LENGTH) return null;
  const [, id, number, of] = header.exec(decodeUtf8(content.subarray(0, end)) ?? '') ?? [];
  if (id === undefined || Number(number) > Number(of) || Number(of) > MAX_PARTS) return null;
  return { id, number: Number(number), of: Number(of), bytes: content.subarray(end + 1) };
}
