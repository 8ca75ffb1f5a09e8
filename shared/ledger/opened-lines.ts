/**
 * Lines of disclosures.jsonl, opened an entry at a time. Nearly all of them are as a writer puts them, and recognised without being read as
 * JSON; it needs nothing of other entries, so that another thread can do it.
 */
import { decodeBase64Url } from './base64.ts';
import { decodeUtf8 } from './bytes.ts';
import type { Digest } from './disclosure.ts';
import type { Hex64 } from './hex.ts';
import { type OpenedEntry, openEntry, type WrittenEntry } from './opened-entry.ts';
import { type PackedEntry, packEntry, unpackEntry } from './packed-entry.ts';
import type { Primitives } from './primitives.ts';

/** What some lines that follow one another open. */
export type OpenedLines = {
  readonly seq: number;
  readonly entry: OpenedEntry;
  /** SHA-256 of what the shown fields say, as data/records/ has them: 32 bytes. */
  readonly record: Uint8Array;
};

/** Lines that follow one another in a block. */
export type Run = {
  /** Where they stand, in bytes, the last one's newline included. */
  readonly from: number;
  readonly to: number;
  /** Null where they have to be gone through one by one. */
  readonly opened: OpenedLines | null;
};

type WrittenRun = Pick<Run, 'from' | 'to'> & {
  readonly opened: { readonly seq: number; readonly entry: WrittenEntry; readonly record: Digest } | null;
};

type Line = { readonly seq: number; readonly disclosure: string };

const lineStart = '{"d":"';
const beforeSeq = '","seq":';
/** Digits of the largest number that is read here. */
const maxDigits = 15;

/**
 * All of a block of whole lines, in its order. Whether more lines of the same entry follow a run is for whoever takes them in to see. Never
 * throws for what they hold.
 */
export function openLines(primitives: Primitives, ledger: Hex64, block: Uint8Array): Run[] {
  const runs: Run[] = [];
  writeRuns(primitives, ledger, block, ({ from, to, opened }) =>
    runs.push({ from, to, opened: opened && { ...opened, record: bytesOf(opened.record) } }),
  );
  return runs;
}

/** The same in one text, for another thread. Of what is opened nothing but its text stands in memory until the block is done. */
export function packedLines(primitives: Primitives, ledger: Hex64, block: Uint8Array): string {
  const runs: string[] = [];
  writeRuns(primitives, ledger, block, ({ from, to, opened }) =>
    runs.push(
      opened === null
        ? `[${from},${to}]`
        : `[${from},${to},${opened.seq},${packEntry(opened.entry)},"${opened.record}"]`,
    ),
  );
  return `[${runs.join(',')}]`;
}

export function unpackLines(text: string): Run[] {
  const packed: ([number, number] | [number, number, number, PackedEntry, Digest])[] = JSON.parse(text);
  return packed.map(([from, to, seq, entry, record]) => ({
    from,
    to,
    opened:
      seq === undefined || entry === undefined || record === undefined
        ? null
        : { seq, entry: unpackEntry(entry), record: bytesOf(record) },
  }));
}

function writeRuns(primitives: Primitives, ledger: Hex64, block: Uint8Array, receive: (run: WrittenRun) => void): void {
  const text = decodeUtf8(block);
  // Where all is ASCII, places in the text are places in the block.
  if (text === null || text.length !== block.length) {
    receive({ from: 0, to: block.length, opened: null });
    return;
  }
  let [from, open] = [0, null as { readonly seq: number; readonly disclosures: string[] } | null];
  const close = (to: number): void => {
    const { seq, disclosures } = open ?? { seq: 0, disclosures: [] };
    const entry = openEntry(primitives, ledger, seq, disclosures);
    const opened = entry && { seq, entry, record: primitives.sha256OfText(entry.record) as Digest };
    if (to > from) receive({ from, to, opened });
    from = to;
  };
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const line = readLine(text, at, end);
    if (open === null || line?.seq !== open.seq) {
      close(at);
      open = line && { seq: line.seq, disclosures: [] };
    }
    if (line !== null) open?.disclosures.push(line.disclosure);
    at = end + 1;
  }
  close(text.length);
}

/** The line `{"d":…,"seq":…}` as `disclosureLine` writes it; null where it takes reading it. */
function readLine(text: string, at: number, end: number): Line | null {
  if (!text.startsWith(lineStart, at)) return null;
  const from = at + lineStart.length;
  const to = text.indexOf('"', from);
  const digits = to + beforeSeq.length;
  if (to < 0 || digits + 1 >= end || end - 1 - digits > maxDigits || !text.startsWith(beforeSeq, to)) return null;
  let seq = 0;
  for (let place = digits; place < end - 1; place++) {
    const digit = text.charCodeAt(place) - 0x30;
    // A zero that stands before everything else would be a second way to write the number.
    if (digit < 0 || digit > 9 || (seq === 0 && place > digits)) return null;
    seq = seq * 10 + digit;
  }
  // 0x7d closes the object. What stands as the disclosure is judged where it is opened: there it can be nothing but b64url.
  return text.charCodeAt(end - 1) === 0x7d ? { seq, disclosure: text.slice(from, to) } : null;
}

function bytesOf(hash: Digest): Uint8Array {
  const bytes = decodeBase64Url(hash);
  if (bytes === null) throw new RangeError('no hash');
  return bytes;
}
