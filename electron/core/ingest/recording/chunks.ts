import type { PartSource } from '../part-source.ts';

/** A piece of a file in the manner of EA IFF 85: a name of four letters, a length, and so many bytes. */
export type Chunk = { readonly name: string; readonly from: number; readonly size: number };

/** RIFF counts from the low end, IFF from the high one. */
export type ByteOrder = 'little' | 'big';

const mostChunks = 1_000;

/** Chunks that stand side by side from `from` up to `to`; what is cut off by `to` and what follows it are left out. */
export async function* chunksIn(source: PartSource, from: number, to: number, order: ByteOrder): AsyncGenerator<Chunk> {
  for (let at = from, count = 0; at + 8 <= to && count < mostChunks; count += 1) {
    const head = await source.read(at, 8);
    const size = new DataView(head.buffer, head.byteOffset, 8).getUint32(4, order === 'little');
    const start = at + 8;
    // In RF64 the length of `data` is all ones, and what follows it is told elsewhere: the words come before.
    if (size === 0xffffffff || start + size > to) return;
    yield { name: String.fromCharCode(...head.subarray(0, 4)), from: start, size };
    // Chunks begin at even places.
    at = start + size + (size % 2);
  }
}

/** The chunks behind the file's first header, of twelve bytes. Throws when the file is too short for one. */
export function fileChunks(source: PartSource, order: ByteOrder): AsyncGenerator<Chunk> {
  if (source.size < 12) throw new Error('no chunks');
  return chunksIn(source, 12, source.size, order);
}
