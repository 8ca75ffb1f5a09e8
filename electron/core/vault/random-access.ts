import { open } from 'node:fs/promises';
import type { RandomAccess } from '../../../shared/bundle/random-access.ts';
import { FileDigests } from '../hashing/file-digests.ts';

export type { RandomAccess };

/** A file opened for reading. Its size is taken once: bytes appended later do not exist. */
export async function openFile(path: string): Promise<RandomAccess> {
  const handle = await open(path, 'r');
  let size: number;
  try {
    size = (await handle.stat()).size;
  } catch (error) {
    await handle.close();
    throw error;
  }
  const digests = new FileDigests();
  return {
    size,
    async read(offset, length, into) {
      requireWithin(size, offset, length);
      const bytes = into !== undefined && into.length >= length ? into.subarray(0, length) : new Uint8Array(length);
      for (let filled = 0; filled < length; ) {
        const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
        if (bytesRead === 0) throw new RangeError('the file became shorter while it was read');
        filled += bytesRead;
      }
      return bytes;
    },
    async digest(offset, length, passed) {
      requireWithin(size, offset, length);
      return digests.both(handle.fd, offset, length, passed);
    },
    async close() {
      await digests.close();
      await handle.close();
    },
  };
}

export function inMemory(bytes: Uint8Array): RandomAccess {
  return {
    size: bytes.length,
    async read(offset, length) {
      requireWithin(bytes.length, offset, length);
      return bytes.slice(offset, offset + length);
    },
    async close() {},
  };
}

export function requireWithin(size: number, offset: number, length: number): void {
  const sane = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
  if (!sane || offset + length > size) throw new RangeError('outside the file');
}
