import { Fault } from '../../../shared/faults.ts';
import type { RandomAccess } from '../vault/random-access.ts';

/** Where a zip's central directory stands, and what follows it. */
export type ZipEnd = {
  readonly directoryStart: number;
  /** Where the directory should end: the first of the end records. */
  readonly directoryEnd: number;
  /** Bytes of the end records, the comment included. */
  readonly recordsLength: number;
  readonly count: number;
  readonly comment: number;
  /** Bytes behind everything. */
  readonly trailing: number;
};

const endLength = 22;
const locatorLength = 20;
const zip64Length = 56;
const maxComment = 0xffff;

/**
 * Finds the end records (APPNOTE 4.3.14 to 4.3.16) from the back. Throws BUNDLE_NOT_A_BUNDLE where there are none, which is also what a
 * zip looks like that was cut short.
 */
export async function findEnd(file: RandomAccess): Promise<ZipEnd> {
  const length = Math.min(file.size, endLength + maxComment + locatorLength + zip64Length);
  const from = file.size - length;
  const tail = Buffer.from(await read(file, from, length));
  for (let at = length - endLength; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== 0x06054b50) continue;
    const comment = tail.readUInt16LE(at + 20);
    const trailing = length - at - endLength - comment;
    if (trailing < 0) continue;
    const plain = {
      directoryStart: tail.readUInt32LE(at + 16),
      directoryEnd: from + at,
      recordsLength: endLength + comment,
      count: tail.readUInt16LE(at + 10),
      comment,
      trailing,
    };
    const zip64 = readZip64(tail, at - locatorLength - zip64Length, from);
    return zip64 === null
      ? plain
      : { ...plain, ...zip64, recordsLength: plain.recordsLength + locatorLength + zip64Length };
  }
  const signature = file.size >= 4 ? Buffer.from(await read(file, 0, 4)).readUInt32LE(0) : 0;
  throw new Fault('BUNDLE_NOT_A_BUNDLE', { reason: signature === 0x04034b50 ? 'cut short' : 'no zip' });
}

/** The zip64 records, which stand directly before the end record and have no extensible data in any bundle. */
function readZip64(
  tail: Buffer,
  at: number,
  from: number,
): Pick<ZipEnd, 'directoryStart' | 'directoryEnd' | 'count'> | null {
  if (at < 0 || tail.readUInt32LE(at + zip64Length) !== 0x07064b50) return null;
  const start = Number(tail.readBigUInt64LE(at + zip64Length + 8));
  if (tail.readUInt32LE(at) !== 0x06064b50 || start !== from + at || tail.readBigUInt64LE(at + 4) !== 44n) {
    throw new Fault('BUNDLE_NOT_A_BUNDLE', { reason: 'zip64 records' });
  }
  return {
    directoryStart: Number(tail.readBigUInt64LE(at + 48)),
    directoryEnd: start,
    count: Number(tail.readBigUInt64LE(at + 32)),
  };
}

async function read(file: RandomAccess, offset: number, length: number): Promise<Uint8Array> {
  try {
    return await file.read(offset, length);
  } catch (cause) {
    throw new Fault('BUNDLE_NOT_A_BUNDLE', { reason: 'unreadable' }, { cause });
  }
}
