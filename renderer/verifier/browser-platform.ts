import { Unreadable } from '../../shared/bundle/listing.ts';
import type { Platform } from '../../shared/bundle/platform.ts';
import type { Hex64 } from '../../shared/ledger/hex.ts';
import { noblePrimitives } from '../../shared/ledger/primitives-noble.ts';

/** So little at a time that even a bomb's share of output fits into memory: deflate reaches 1,032 to 1. */
const inflateStep = 16 * 1024;

/** By name: hashes of verifiers that were published before this page was built, and of those beside it (electron/launch/verifiers.js). */
declare const PUBLISHED_VERIFIERS: Readonly<Record<string, readonly Hex64[]>>;

/**
 * The verification of bundles in a browser. Of its own kind it knows the hashes of earlier releases alone: it can't hold its own, and
 * what it said of itself would prove nothing.
 */
export const platform: Platform = {
  primitives: noblePrimitives,
  crc32,
  inflate,
  knownVerifiers: new Map(Object.entries(PUBLISHED_VERIFIERS)),
};

/** Eight tables, for eight bytes a step (Intel's "slicing-by-8"); the polynomial is that of APPNOTE 4.4.7. */
const tables = Array.from({ length: 8 }, () => new Uint32Array(256));
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  (tables[0] as Uint32Array)[byte] = value;
}
for (let byte = 0; byte < 256; byte++) {
  for (let number = 1; number < 8; number++) {
    const before = tables[number - 1]?.[byte] as number;
    (tables[number] as Uint32Array)[byte] = (before >>> 8) ^ (tables[0]?.[before & 0xff] as number);
  }
}
const [t0, t1, t2, t3, t4, t5, t6, t7] = tables as [
  ...[Uint32Array, Uint32Array, Uint32Array, Uint32Array],
  ...[Uint32Array, Uint32Array, Uint32Array, Uint32Array],
];

function crc32(bytes: Uint8Array, before: number): number {
  let crc = ~before;
  let at = 0;
  const octet = (table: Uint32Array, index: number): number => table[index & 0xff] as number;
  for (; at + 8 <= bytes.length; at += 8) {
    const low = (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16);
    const word = crc ^ (low | ((bytes[at + 3] as number) << 24));
    crc =
      octet(t7, word) ^
      octet(t6, word >>> 8) ^
      octet(t5, word >>> 16) ^
      octet(t4, word >>> 24) ^
      octet(t3, bytes[at + 4] as number) ^
      octet(t2, bytes[at + 5] as number) ^
      octet(t1, bytes[at + 6] as number) ^
      octet(t0, bytes[at + 7] as number);
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ octet(t0, crc ^ (bytes[at] as number));
  return ~crc >>> 0;
}

/** Bytes behind the end of the stream are an error of the stream itself (Compression Streams, "decompress and enqueue a chunk"). */
async function* inflate(data: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { writable, readable } = new DecompressionStream('deflate-raw');
  const writer = writable.getWriter();
  const reader = readable.getReader();
  let failure: unknown = null;
  const feeding = (async () => {
    for await (const piece of data) {
      for (let at = 0; at < piece.length; at += inflateStep) await writer.write(piece.slice(at, at + inflateStep));
    }
    await writer.close();
  })().catch((error: unknown) => {
    failure = error;
    return writer.abort(error).catch(() => {});
  });
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      yield value;
    }
  } catch (cause) {
    throw failure instanceof Unreadable ? failure : new Unreadable('compressed data', { cause });
  } finally {
    await reader.cancel().catch(() => {});
    await feeding;
  }
  if (failure !== null) throw failure instanceof Unreadable ? failure : new Unreadable('compressed data');
}
