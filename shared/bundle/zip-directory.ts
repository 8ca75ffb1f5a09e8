import { viewOf, type Window } from './window.ts';

/** A record of a zip's central directory (APPNOTE 4.3.12), sizes and offset already taken from zip64 where they stand there. */
export type ZipEntry = {
  /** The name as it stands there. */
  readonly nameBytes: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly externalAttributes: number;
  /** Where its local header stands. */
  readonly offset: number;
  /** Info-ZIP's extra field for another name than the one above. */
  readonly hasSecondName: boolean;
};

/** A record as local headers are compared with it. */
export type CheckedRecord = Omit<ZipEntry, 'externalAttributes' | 'hasSecondName'>;

/** A local header (APPNOTE 4.3.7). A size is null where it should stand in a zip64 field that isn't there. */
export type LocalHeader = {
  readonly nameBytes: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly compressedSize: number | null;
  readonly size: number | null;
  /** As in the directory, or extra fields that cannot be read: Info-ZIP's unzip takes the name from here too. */
  readonly hasSecondName: boolean;
  /** Where the data begins. */
  readonly dataStart: number;
};

/** Bytes of a record without name, extra fields and comment. */
export const centralLength = 46;
const localLength = 30;
const localSignature = 0x04034b50;
/** Bit 3 of the flags (APPNOTE 4.4.4): checksum and sizes stand behind the data. */
export const descriptorFlag = 0x0008;
const zip64Extra = 0x0001;
const unixPathExtra = 0x7075;
const max32 = 0xffff_ffff;

/** Bytes of the record that begins with these `centralLength`. Throws a RangeError where none begins. */
export function recordLength(start: Uint8Array): number {
  if (uint32(start, 0) !== 0x02014b50) throw new RangeError('no directory record');
  return centralLength + uint16(start, 28) + uint16(start, 30) + uint16(start, 32);
}

/** A record, whole. Its name stands in the same memory. Throws a RangeError where it isn't in its form. */
export function readRecord(record: Uint8Array): ZipEntry {
  const nameEnd = centralLength + uint16(record, 28);
  const extraLength = uint16(record, 30);
  const extras = extraLength === 0 ? [] : readExtras(record.slice(nameEnd, nameEnd + extraLength));
  const [size, compressedSize, offset] = widen([uint32(record, 24), uint32(record, 20), uint32(record, 42)], extras);
  return {
    nameBytes: record.subarray(centralLength, nameEnd),
    flags: uint16(record, 8),
    method: uint16(record, 10),
    crc32: uint32(record, 16),
    compressedSize,
    size,
    externalAttributes: uint32(record, 38),
    offset,
    hasSecondName: extras.some(({ id }) => id === unixPathExtra),
  };
}

/**
 * Where the data begins behind the local header at `offset`, if that is in every byte what belongs there: what `entry` says, no extra field, and
 * no descriptor behind the data. −1 where it takes reading, be it only because it isn't in memory.
 */
export function plainDataStart(file: Window, entry: CheckedRecord): number {
  const { nameBytes, offset, compressedSize } = entry;
  const headerLength = localLength + nameBytes.length;
  const header = file.held(offset, headerLength);
  if (header === null || (entry.flags & descriptorFlag) !== 0 || offset + headerLength + compressedSize > file.size)
    return -1;
  const isPlain =
    uint32(header, 0) === localSignature &&
    uint16(header, 6) === entry.flags &&
    uint16(header, 8) === entry.method &&
    uint32(header, 14) === entry.crc32 &&
    uint32(header, 18) === compressedSize &&
    uint32(header, 22) === entry.size &&
    compressedSize !== max32 &&
    entry.size !== max32 &&
    uint16(header, 26) === nameBytes.length &&
    uint16(header, 28) === 0;
  if (!isPlain) return -1;
  for (let at = 0; at < nameBytes.length; at++) if (header[localLength + at] !== nameBytes[at]) return -1;
  return offset + headerLength;
}

function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
}

function uint32(bytes: Uint8Array, at: number): number {
  return (uint16(bytes, at) | (uint16(bytes, at + 2) << 16)) >>> 0;
}

/** The local header at `offset`; null where there is none, or its data would lie outside the file. */
export async function readLocalHeader(
  file: Window,
  { offset, compressedSize }: Pick<ZipEntry, 'offset' | 'compressedSize'>,
): Promise<LocalHeader | null> {
  try {
    const header = await file.view(offset, localLength);
    if (header.getUint32(0, true) !== localSignature) return null;
    const nameLength = header.getUint16(26, true);
    const extraLength = header.getUint16(28, true);
    const dataStart = offset + localLength + nameLength + extraLength;
    if (dataStart + compressedSize > file.size) return null;
    const [flags, method] = [header.getUint16(6, true), header.getUint16(8, true)];
    const [crc32, narrow, own] = [14, 18, 22].map((place) => header.getUint32(place, true)) as [number, number, number];
    const rest = (await file.bytes(offset, localLength + nameLength + extraLength)).slice(localLength);
    const extras = tryExtras(rest.subarray(nameLength));
    const wide = zip64Sizes(extras ?? []);
    return {
      nameBytes: rest.subarray(0, nameLength),
      flags,
      method,
      crc32,
      compressedSize: narrow === max32 ? wide.compressed : narrow,
      size: own === max32 ? wide.size : own,
      hasSecondName: extras === null || extras.some(({ id }) => id === unixPathExtra),
      dataStart,
    };
  } catch {
    return null;
  }
}

type Extra = { readonly id: number; readonly data: DataView };

/** APPNOTE 4.5.1: pairs of id and length. Throws a RangeError where a field is longer than what is left. */
function readExtras(bytes: Uint8Array): Extra[] {
  const extras: Extra[] = [];
  for (let at = 0; at + 4 <= bytes.length; ) {
    const head = viewOf(bytes.subarray(at, at + 4));
    const length = head.getUint16(2, true);
    if (at + 4 + length > bytes.length) throw new RangeError('extra field');
    extras.push({ id: head.getUint16(0, true), data: viewOf(bytes.subarray(at + 4, at + 4 + length)) });
    at += 4 + length;
  }
  return extras;
}

/** APPNOTE 4.5.3: only the values that stand as 0xffffffff before are in the zip64 field, in this order. */
function widen(values: [number, number, number], extras: readonly Extra[]): [number, number, number] {
  if (!values.includes(max32)) return values;
  const data = extras.find(({ id }) => id === zip64Extra)?.data;
  if (data === undefined) throw new RangeError('no zip64 field');
  let at = 0;
  return values.map((value) => {
    if (value !== max32) return value;
    const wide = Number(data.getBigUint64(at, true));
    if (!Number.isSafeInteger(wide)) throw new RangeError('too large');
    at += 8;
    return wide;
  }) as [number, number, number];
}

/** APPNOTE 4.5.3: in a local header both sizes stand in the field. */
function zip64Sizes(extras: readonly Extra[]): { size: number | null; compressed: number | null } {
  const data = extras.find(({ id }) => id === zip64Extra)?.data;
  if (data === undefined || data.byteLength < 16) return { size: null, compressed: null };
  return { size: Number(data.getBigUint64(0, true)), compressed: Number(data.getBigUint64(8, true)) };
}

function tryExtras(bytes: Uint8Array): Extra[] | null {
  try {
    return readExtras(bytes);
  } catch {
    return null;
  }
}
