import type { RandomAccess } from '../../shared/bundle/random-access.ts';

/** Each slice of a file costs a round trip to the page and to another process of the browser, however short it is. */
const blockLength = 1024 * 1024;

/** Bytes of the file that the page was given; as many as asked for, fewer where it ends. Rejects where the browser hands none over. */
export type Slice = (offset: number, length: number) => Promise<Uint8Array>;

/** A file that is read slice by slice: it is never in memory as a whole. */
export function accessTo(size: number, slice: Slice): RandomAccess {
  let start = 0;
  let block: Uint8Array = new Uint8Array(0);

  return {
    size,
    async read(offset, length) {
      const sane = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
      if (!sane || offset + length > size) throw new RangeError('outside the file');
      if (length >= blockLength) return whole(await slice(offset, length), length);
      if (offset < start || offset + length > start + block.length) {
        block = whole(await slice(offset, Math.min(blockLength, size - offset)), length);
        start = offset;
      }
      return block.slice(offset - start, offset - start + length);
    },
    async close() {},
  };
}

function whole(bytes: Uint8Array, least: number): Uint8Array {
  if (bytes.length < least) throw new RangeError('the file became shorter while it was read');
  return bytes;
}
