/**
 * The segments of a JPEG file before its first scan (ITU-T T.81, B.1.1): where cameras and programs put what they have to say.
 * `start` is behind the length, so that `start` to `end` is what the segment holds.
 */
export type Segment = { readonly marker: number; readonly start: number; readonly end: number };

export const app = { 0: 0xe0, 1: 0xe1, 2: 0xe2, 11: 0xeb, 12: 0xec, 13: 0xed } as const;

const startOfScan = 0xda;
const mostSegments = 4_096;

/** Ends before the first segment that makes no sense: nothing behind it can be placed. */
export function* jpegSegments(bytes: Uint8Array): Generator<Segment> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  for (let count = 0; count < mostSegments && at + 4 <= bytes.length; count += 1) {
    if (view.getUint8(at) !== 0xff) return;
    const marker = view.getUint8(at + 1);
    // Any number of 0xff may stand in front of a marker (B.1.1.2).
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === startOfScan) return;
    const end = at + 2 + view.getUint16(at + 2);
    if (end < at + 4 || end > bytes.length) return;
    yield { marker, start: at + 4, end };
    at = end;
  }
}

const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** What the segments of one kind hold behind the words that they begin with, in the file's order. */
export function segmentsNamed(bytes: Uint8Array, marker: number, name: string): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (const segment of jpegSegments(bytes)) {
    const from = segment.start + name.length;
    if (segment.marker !== marker || from > segment.end) continue;
    if (latin(bytes.subarray(segment.start, from)) === name) found.push(bytes.subarray(from, segment.end));
  }
  return found;
}
