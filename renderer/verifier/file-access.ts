import type { RandomAccess } from '../../shared/bundle/random-access.ts';

/** Each slice of a file costs a round trip to another process of the browser, however short it is. */
const blockLength = 1024 * 1024;

/** A file that the browser was given, read slice by slice: it is never in memory as a whole. */
export function accessTo(file: Blob): RandomAccess {
  let start = 0;
  let block: Uint8Array = new Uint8Array(0);

  async function slice(offset: number, length: number): Promise<Uint8Array> {
    return new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
  }

  return {
    size: file.size,
    async read(offset, length) {
      const sane = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
      if (!sane || offset + length > file.size) throw new RangeError('outside the file');
      if (length >= blockLength) return slice(offset, length);
      if (offset < start || offset + length > start + block.length) {
        block = await slice(offset, Math.min(blockLength, file.size - offset));
        start = offset;
        if (block.length < length) throw new RangeError('the file became shorter while it was read');
      }
      return block.slice(offset - start, offset - start + length);
    },
    async close() {},
  };
}
