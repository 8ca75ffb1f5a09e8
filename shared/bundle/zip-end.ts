import { Fault } from '../faults.ts';
import type { RandomAccess } from './random-access.ts';
import { viewOf } from './window.ts';

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
  /** What else the records say, that contradicts the above: another reader could find another directory. */
  readonly contradictions: readonly string[];
};

const endLength = 22;
const locatorLength = 20;
const zip64Length = 56;
const maxComment = 0xffff;
const max16 = 0xffff;
const max32 = 0xffff_ffff;

/**
 * Finds the end records (APPNOTE 4.3.14 to 4.3.16) from the back. Throws BUNDLE_NOT_A_BUNDLE where there are none, which is also what a
 * zip looks like that was cut short.
 */
export async function findEnd(file: RandomAccess): Promise<ZipEnd> {
  const length = Math.min(file.size, endLength + maxComment + locatorLength + zip64Length);
  const from = file.size - length;
  const tail = viewOf(await read(file, from, length));
  for (let at = length - endLength; at >= 0; at--) {
    if (tail.getUint32(at, true) !== 0x06054b50) continue;
    const comment = tail.getUint16(at + 20, true);
    const trailing = length - at - endLength - comment;
    if (trailing < 0) continue;
    const plain = {
      directoryStart: tail.getUint32(at + 16, true),
      size: tail.getUint32(at + 12, true),
      count: tail.getUint16(at + 10, true),
      here: tail.getUint16(at + 8, true),
      disk: tail.getUint16(at + 4, true),
      directoryDisk: tail.getUint16(at + 6, true),
    };
    const zip64 = readZip64(tail, at - locatorLength - zip64Length, from);
    const place = zip64 ?? { ...plain, directoryEnd: from + at, inParts: false };
    const { directoryStart, directoryEnd, count } = place;
    const contradictions: string[] = [];
    if (zip64 !== null && contradicts(plain, zip64)) contradictions.push('two ends');
    if (place.inParts || place.disk !== 0 || place.directoryDisk !== 0 || place.here !== count) {
      contradictions.push('parts');
    }
    if (directoryStart + place.size !== directoryEnd) contradictions.push('size of the directory');
    const recordsLength = endLength + comment + (zip64 === null ? 0 : locatorLength + zip64Length);
    return { directoryStart, directoryEnd, count, recordsLength, comment, trailing, contradictions };
  }
  const signature = file.size >= 4 ? viewOf(await read(file, 0, 4)).getUint32(0, true) : 0;
  throw new Fault('BUNDLE_NOT_A_BUNDLE', { reason: signature === 0x04034b50 ? 'cut short' : 'no zip' });
}

type Place = {
  readonly directoryStart: number;
  readonly size: number;
  /** Records in all, and those of this part of the zip, which are all where it has one part. */
  readonly count: number;
  readonly here: number;
  /** This part, and the one in which the directory begins: 0 where there is one. */
  readonly disk: number;
  readonly directoryDisk: number;
};

/** `inParts`: the locator says so. */
type Zip64Place = Place & { readonly directoryEnd: number; readonly inParts: boolean };

/** The zip64 records, which stand directly before the end record and have no extensible data in any bundle. */
function readZip64(tail: DataView, at: number, from: number): Zip64Place | null {
  if (at < 0 || tail.getUint32(at + zip64Length, true) !== 0x07064b50) return null;
  const start = Number(tail.getBigUint64(at + zip64Length + 8, true));
  if (tail.getUint32(at, true) !== 0x06064b50 || start !== from + at || tail.getBigUint64(at + 4, true) !== 44n) {
    throw new Fault('BUNDLE_NOT_A_BUNDLE', { reason: 'zip64 records' });
  }
  return {
    directoryStart: Number(tail.getBigUint64(at + 48, true)),
    directoryEnd: start,
    size: Number(tail.getBigUint64(at + 40, true)),
    count: Number(tail.getBigUint64(at + 32, true)),
    here: Number(tail.getBigUint64(at + 24, true)),
    disk: tail.getUint32(at + 16, true),
    directoryDisk: tail.getUint32(at + 20, true),
    inParts: tail.getUint32(at + zip64Length + 4, true) !== 0 || tail.getUint32(at + zip64Length + 16, true) > 1,
  };
}

/** A reader that doesn't know zip64 goes by the plain record: where it is not at its limit it must say the same. */
function contradicts(plain: Place, zip64: Place): boolean {
  const differs = (own: number, wide: number, limit: number): boolean => own !== limit && own !== wide;
  return (
    differs(plain.directoryStart, zip64.directoryStart, max32) ||
    differs(plain.size, zip64.size, max32) ||
    differs(plain.count, zip64.count, max16) ||
    differs(plain.here, zip64.here, max16) ||
    differs(plain.disk, zip64.disk, max16) ||
    differs(plain.directoryDisk, zip64.directoryDisk, max16)
  );
}

async function read(file: RandomAccess, offset: number, length: number): Promise<Uint8Array> {
  try {
    return await file.read(offset, length);
  } catch (cause) {
    throw new Fault('BUNDLE_NOT_A_BUNDLE', { reason: 'unreadable' }, { cause });
  }
}
