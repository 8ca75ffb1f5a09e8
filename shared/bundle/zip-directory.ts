import { viewOf, type Window } from './window.ts';
import type { ZipEnd } from './zip-end.ts';

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
const zip64Extra = 0x0001;
const unixPathExtra = 0x7075;
const max32 = 0xffff_ffff;

/** The records from `end.directoryStart` on, until as many were read as the end says or one isn't in its form. */
export async function* readDirectory(
  file: Window,
  end: ZipEnd,
): AsyncGenerator<ZipEntry & { readonly length: number }> {
  let at = end.directoryStart;
  for (let number = 0; number < end.count; number++) {
    const header = await file.view(at, centralLength);
    if (header.getUint32(0, true) !== 0x02014b50) throw new RangeError('no directory record');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => header.getUint16(offset, true)) as [
      number,
      number,
      number,
    ];
    const length = centralLength + nameLength + extraLength + commentLength;
    const rest = (await file.bytes(at, length)).slice(centralLength);
    const extras = readExtras(rest.subarray(nameLength, nameLength + extraLength));
    const [size, compressedSize, offset] = widen(
      [header.getUint32(24, true), header.getUint32(20, true), header.getUint32(42, true)],
      extras,
    );
    yield {
      nameBytes: rest.subarray(0, nameLength),
      flags: header.getUint16(8, true),
      method: header.getUint16(10, true),
      crc32: header.getUint32(16, true),
      compressedSize,
      size,
      externalAttributes: header.getUint32(38, true),
      offset,
      hasSecondName: extras.some(({ id }) => id === unixPathExtra),
      length,
    };
    at += length;
  }
}

/** The local header at `offset`; null where there is none, or its data would lie outside the file. */
export async function readLocalHeader(
  file: Window,
  { offset, compressedSize }: Pick<ZipEntry, 'offset' | 'compressedSize'>,
): Promise<LocalHeader | null> {
  try {
    const header = await file.view(offset, localLength);
    if (header.getUint32(0, true) !== 0x04034b50) return null;
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
