import { crc32, deflateRawSync } from 'node:zlib';
import { writeZip, type ZipMember } from '../../../../electron/core/bundle/zip-writer.ts';

export function zipMember(name: string, content: string | Uint8Array): ZipMember {
  const bytes = Buffer.from(content);
  return { name, size: bytes.length, crc32: crc32(bytes), open: () => (bytes.length === 0 ? [] : [bytes]) };
}

export async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(new Uint8Array(piece));
  return Buffer.concat(all);
}

/** A zip as our writer makes it. */
export function zipOf(files: Record<string, string | Uint8Array>): Promise<Buffer> {
  return collect(writeZip(Object.entries(files).map(([name, content]) => zipMember(name, content))));
}

/** What a hostile zip may say of one member, in the local header and in the directory. */
export type HostileMember = {
  name: string | Buffer;
  localName?: string | Buffer;
  content?: string | Uint8Array;
  deflate?: boolean;
  method?: number;
  flags?: number;
  /** Unix mode, as a Unix zip states it. */
  mode?: number;
  /** The system that the directory names (APPNOTE 4.4.2.2), 3 for Unix. */
  system?: number;
  crc32?: number;
  size?: number;
  localSize?: number;
  extra?: Buffer;
  localExtra?: Buffer;
  /** The number of the part that the directory says it begins in (APPNOTE 4.4.11). */
  part?: number;
  /** Bytes between this member's data and whatever follows. */
  gapAfter?: Uint8Array;
  /** Bytes behind the compressed stream that are counted as compressed data. */
  behindStream?: Uint8Array;
  descriptor?: boolean;
  /** Where the directory says that the local header stands, instead of where it does. */
  offset?: number;
};

/** A zip made by hand, member by member, with whatever is wrong with it. */
export function hostileZip(
  members: readonly HostileMember[],
  tail: { comment?: string; trailing?: string } = {},
): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const m of members) {
    const content = Buffer.from(m.content ?? '');
    const packed = Buffer.concat([m.deflate ? deflateRawSync(content) : content, m.behindStream ?? new Uint8Array(0)]);
    const method = m.method ?? (m.deflate ? 8 : 0);
    const checksum = m.crc32 ?? crc32(content);
    const size = m.size ?? content.length;
    const flags = (m.flags ?? 0) | (m.descriptor ? 8 : 0);
    const name = Buffer.from(m.name);
    const localName = Buffer.from(m.localName ?? m.name);
    const localExtra = m.localExtra ?? Buffer.alloc(0);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(m.descriptor ? 0 : checksum, 14);
    local.writeUInt32LE(m.descriptor ? 0 : packed.length, 18);
    local.writeUInt32LE(m.descriptor ? 0 : (m.localSize ?? size), 22);
    local.writeUInt16LE(localName.length, 26);
    local.writeUInt16LE(localExtra.length, 28);
    const descriptor = Buffer.alloc(m.descriptor ? 16 : 0);
    if (m.descriptor) {
      descriptor.writeUInt32LE(0x08074b50, 0);
      descriptor.writeUInt32LE(checksum, 4);
      descriptor.writeUInt32LE(packed.length, 8);
      descriptor.writeUInt32LE(size, 12);
    }
    const whole = Buffer.concat([local, localName, localExtra, packed, descriptor, m.gapAfter ?? new Uint8Array(0)]);
    const extra = m.extra ?? Buffer.alloc(0);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(m.mode === undefined ? 20 : ((m.system ?? 3) << 8) | 20, 4);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(checksum, 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(size, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt16LE(extra.length, 30);
    central.writeUInt16LE(m.part ?? 0, 34);
    central.writeUInt32LE(((m.mode ?? 0) << 16) >>> 0, 38);
    central.writeUInt32LE(m.offset ?? offset, 42);
    locals.push(whole);
    directory.push(Buffer.concat([central, name, extra]));
    offset += whole.length;
  }
  const central = Buffer.concat(directory);
  const comment = Buffer.from(tail.comment ?? '');
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...locals, central, end, comment, Buffer.from(tail.trailing ?? '')]);
}
