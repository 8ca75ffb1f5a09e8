/**
 * The zip of a bundle (PKWARE APPNOTE 6.3.10): members stored, no data descriptors, constant times, no extra fields but zip64's. Sizes
 * and checksums are known before a member is written, so that every reader, also one that reads from front to back, takes it.
 */

export type ZipMember = {
  /** ASCII, at most 65,535 bytes. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly crc32: number;
  /** Yields exactly `size` bytes. */
  open(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
};

const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const zip64EndSignature = 0x06064b50;
const zip64LocatorSignature = 0x07064b50;
const endSignature = 0x06054b50;
/** 4.4.4: names are UTF-8. */
const utf8Flag = 0x0800;
const storedVersion = 20;
const zip64Version = 45;
/** 1980-01-01 00:00, the earliest that the format has: says nothing about when the bundle was made. */
const dosDate = 0x0021;
const max32 = 0xffff_ffff;
const max16 = 0xffff;

type Written = ZipMember & { offset: number; nameBytes: Buffer };

/** The zip, piece by piece. Throws when a member yields another number of bytes than it said. */
export async function* writeZip(members: Iterable<ZipMember> | AsyncIterable<ZipMember>): AsyncGenerator<Uint8Array> {
  const written: Written[] = [];
  let offset = 0;
  for await (const member of members) {
    const entry = { ...member, open: () => member.open(), offset, nameBytes: Buffer.from(member.name, 'utf8') };
    const header = localHeader(entry);
    yield header;
    let size = 0;
    for await (const piece of member.open()) {
      size += piece.length;
      yield piece;
    }
    if (size !== member.size) throw new Error('a zip member changed while it was written');
    offset += header.length + size;
    written.push(entry);
  }
  const start = offset;
  for (const entry of written) {
    const header = centralHeader(entry);
    offset += header.length;
    yield header;
  }
  yield endRecords(written.length, start, offset - start);
}

function localHeader({ size, crc32, nameBytes }: Written): Buffer {
  const large = size >= max32;
  // 4.5.3: in a local header both sizes stand in the extra field.
  const extra = large ? zip64Extra([size, size]) : Buffer.alloc(0);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(localSignature, 0);
  header.writeUInt16LE(large ? zip64Version : storedVersion, 4);
  header.writeUInt16LE(utf8Flag, 6);
  header.writeUInt16LE(dosDate, 12);
  header.writeUInt32LE(crc32, 14);
  header.writeUInt32LE(large ? max32 : size, 18);
  header.writeUInt32LE(large ? max32 : size, 22);
  header.writeUInt16LE(nameBytes.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, nameBytes, extra]);
}

function centralHeader({ size, crc32, offset, nameBytes }: Written): Buffer {
  const large = size >= max32;
  const far = offset >= max32;
  const values = [...(large ? [size, size] : []), ...(far ? [offset] : [])];
  const extra = values.length > 0 ? zip64Extra(values) : Buffer.alloc(0);
  const version = values.length > 0 ? zip64Version : storedVersion;
  const header = Buffer.alloc(46);
  header.writeUInt32LE(centralSignature, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(version, 6);
  header.writeUInt16LE(utf8Flag, 8);
  header.writeUInt16LE(dosDate, 14);
  header.writeUInt32LE(crc32, 16);
  header.writeUInt32LE(large ? max32 : size, 20);
  header.writeUInt32LE(large ? max32 : size, 24);
  header.writeUInt16LE(nameBytes.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(far ? max32 : offset, 42);
  return Buffer.concat([header, nameBytes, extra]);
}

function endRecords(count: number, start: number, size: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(endSignature, 0);
  end.writeUInt16LE(Math.min(count, max16), 8);
  end.writeUInt16LE(Math.min(count, max16), 10);
  end.writeUInt32LE(Math.min(size, max32), 12);
  end.writeUInt32LE(Math.min(start, max32), 16);
  if (count < max16 && size < max32 && start < max32) return end;

  const record = Buffer.alloc(56);
  record.writeUInt32LE(zip64EndSignature, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(zip64Version, 12);
  record.writeUInt16LE(zip64Version, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(zip64LocatorSignature, 0);
  locator.writeBigUInt64LE(BigInt(start + size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator, end]);
}

/** 4.5.3: header id 1, then the values that did not fit, in a fixed order. */
function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  for (const [index, value] of values.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
  return extra;
}
