import { Fault } from '../faults.ts';
import { decodeUtf8, equalBytes } from '../ledger/bytes.ts';
import {
  type ContainerFile,
  type ContainerFinding,
  containerFinding,
  type Listing,
  maxFiles,
  Unreadable,
} from './listing.ts';
import type { Platform } from './platform.ts';
import type { RandomAccess } from './random-access.ts';
import { Window } from './window.ts';
import { type LocalHeader, readDirectory, readLocalHeader, type ZipEntry } from './zip-directory.ts';
import { findEnd, type ZipEnd } from './zip-end.ts';

const stored = 0;
const deflated = 8;
const encryptedFlag = 0x0001;
const descriptorFlag = 0x0008;
const pieceLength = 256 * 1024;
/** Deflate reaches 1,032 to 1. Our text compresses about 4 to 1; a picture of one colour does more, but is small. */
const maxRatio = 200;
const ratioFree = 16 * 1024 * 1024;

/** What is needed to read one member: where its data is, and what keeps it from being read, if anything does. */
type Member = {
  readonly path: string;
  readonly fault: string | null;
  readonly method: number;
  readonly dataStart: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly crc32: number;
};

type Reading = Pick<Platform, 'crc32' | 'inflate'>;

/**
 * What a zip's central directory lists. Everything that another reader could see differently is a finding: local headers that contradict
 * the directory, overlapping members, bytes that no entry covers, links, encrypted members, sizes that only a bomb has.
 * Throws BUNDLE_NOT_A_BUNDLE where there is no central directory at all, BUNDLE_TOO_LARGE over the format's limits.
 */
export async function listZip(file: RandomAccess, reading: Reading): Promise<Listing> {
  const end = await findEnd(file);
  const findings: ContainerFinding[] = [];
  if (end.comment > 0 || end.trailing > 0) {
    findings.push(containerFinding('container.uncovered', null, `${end.comment + end.trailing} bytes after the end`));
  }
  if (end.contradiction !== null) findings.push(containerFinding('container.header', null, end.contradiction));
  if (end.count > maxFiles) throw new Fault('BUNDLE_TOO_LARGE');

  const window = new Window(file, end.directoryEnd + end.recordsLength);
  const entries = await listDirectory(window, end, findings);
  const members = await checkMembers(window, end, entries, findings);
  const files = members.filter(({ path }) => !path.endsWith('/')).map((member) => containerFile(file, member, reading));
  return { files, findings };
}

async function listDirectory(window: Window, end: ZipEnd, findings: ContainerFinding[]): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = [];
  let covered = end.directoryStart;
  try {
    for await (const { length, ...entry } of readDirectory(window, end)) {
      entries.push(entry);
      covered += length;
    }
  } catch {
    findings.push(containerFinding('container.damaged', null, `directory unreadable after ${entries.length} files`));
    return entries;
  }
  if (covered !== end.directoryEnd) {
    findings.push(containerFinding('container.uncovered', null, 'bytes in or after the directory'));
  }
  return entries;
}

/** Walks the members in the order in which they stand, so that gaps and overlaps show. */
async function checkMembers(
  window: Window,
  end: ZipEnd,
  entries: readonly ZipEntry[],
  findings: ContainerFinding[],
): Promise<Member[]> {
  const members: Member[] = [];
  const inOrder = [...entries].sort((a, b) => a.offset - b.offset);
  let covered = 0;
  for (const entry of inOrder) {
    const { method, compressedSize, size, crc32, offset } = entry;
    const path = memberName(entry.nameBytes);
    const fault = memberFault(entry, path, findings);
    if (offset > covered) {
      findings.push(containerFinding('container.uncovered', path, `${offset - covered} bytes before it`));
    }
    if (offset < covered) findings.push(containerFinding('container.overlap', path));
    const local = await readLocalHeader(window, entry);
    const member = { path, method, compressedSize, size, crc32 };
    if (local === null) {
      findings.push(containerFinding('container.header', path, 'local header unreadable'));
      members.push({ ...member, fault: 'local header', dataStart: 0 });
      continue;
    }
    for (const contradiction of contradictions(entry, local)) {
      findings.push(containerFinding('container.header', path, contradiction));
    }
    const dataEnd = local.dataStart + compressedSize;
    covered = Math.max(covered, dataEnd + (await descriptorLength(window, entry, dataEnd)));
    members.push({ ...member, fault, dataStart: local.dataStart });
  }
  if (covered > end.directoryStart) findings.push(containerFinding('container.overlap', null, 'the directory'));
  if (covered < end.directoryStart) {
    findings.push(
      containerFinding('container.uncovered', null, `${end.directoryStart - covered} bytes before the directory`),
    );
  }
  return members;
}

/** Bytes that are not UTF-8 become a name that is refused, one character a byte. */
function memberName(bytes: Uint8Array): string {
  return decodeUtf8(bytes) ?? Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

/** What keeps a member from being read, beside saying it. */
function memberFault(entry: ZipEntry, path: string, findings: ContainerFinding[]): string | null {
  const refuse = (code: ContainerFinding['code'], detail: string): string => {
    findings.push(containerFinding(code, path, detail));
    return detail;
  };
  const kind = entry.versionMadeBy >> 8 === 3 ? (entry.externalAttributes >>> 28) & 0xf : 0;
  if (kind === 0xa) return refuse('container.link', 'symbolic link');
  if (kind !== 0 && kind !== 0x8 && !(kind === 0x4 && path.endsWith('/'))) {
    return refuse('container.special', `kind ${kind}`);
  }
  if ((entry.flags & encryptedFlag) !== 0) return refuse('container.encrypted', 'encrypted by zip');
  if (entry.method !== stored && entry.method !== deflated) {
    return refuse('container.method', `method ${entry.method}`);
  }
  if (entry.method === stored && entry.compressedSize !== entry.size) {
    return refuse('container.header', 'stored with two sizes');
  }
  if (entry.size > ratioFree && entry.size > entry.compressedSize * maxRatio) {
    return refuse('container.ratio', `${entry.size} bytes out of ${entry.compressedSize}`);
  }
  if (path.endsWith('/') && entry.size > 0) return refuse('container.special', 'a folder with content');
  if (entry.hasSecondName) return refuse('container.header', 'a second name');
  return null;
}

/** Where local header and directory differ, so that a reader from the front would see something else. */
function contradictions(entry: ZipEntry, local: LocalHeader): string[] {
  const different: string[] = [];
  if (!equalBytes(local.nameBytes, entry.nameBytes)) different.push('name');
  if (local.method !== entry.method) different.push('method');
  const both = encryptedFlag | descriptorFlag;
  if ((local.flags & both) !== (entry.flags & both)) different.push('flags');
  // APPNOTE 4.4.4: with a data descriptor these stand behind the data, and are zero here.
  const later = (entry.flags & descriptorFlag) !== 0;
  const agrees = (here: number | null, there: number): boolean => here === there || (later && here === 0);
  if (!agrees(local.size, entry.size) || !agrees(local.compressedSize, entry.compressedSize)) different.push('size');
  if (!agrees(local.crc32, entry.crc32)) different.push('checksum');
  return different;
}

/** APPNOTE 4.3.9: checksum and sizes behind the data, with or without a signature, sizes of 4 or 8 bytes. 0 where there is none. */
async function descriptorLength(window: Window, entry: ZipEntry, at: number): Promise<number> {
  if ((entry.flags & descriptorFlag) === 0) return 0;
  const found = await window.peek(at, 24);
  const length = found.byteLength;
  for (const signed of [4, 0]) {
    if (signed === 4 && (length < 4 || found.getUint32(0, true) !== 0x08074b50)) continue;
    if (length >= signed + 20 && found.getUint32(signed, true) === entry.crc32) {
      const wide = found.getBigUint64(signed + 4, true) === BigInt(entry.compressedSize);
      if (wide && found.getBigUint64(signed + 12, true) === BigInt(entry.size)) return signed + 20;
    }
    if (length >= signed + 12 && found.getUint32(signed, true) === entry.crc32) {
      const narrow = found.getUint32(signed + 4, true) === entry.compressedSize;
      if (narrow && found.getUint32(signed + 8, true) === entry.size) return signed + 12;
    }
  }
  return 0;
}

function containerFile(file: RandomAccess, member: Member, { crc32, inflate }: Reading): ContainerFile {
  return {
    path: member.path,
    size: member.size,
    async *stream() {
      if (member.fault !== null) throw new Unreadable(member.fault);
      const data = pieces(file, member.dataStart, member.compressedSize);
      let size = 0;
      let checksum = 0;
      for await (const piece of member.method === stored ? data : inflate(data, member.compressedSize)) {
        size += piece.length;
        if (size > member.size) throw new Unreadable('longer than stated');
        checksum = crc32(piece, checksum);
        yield piece;
      }
      if (size !== member.size) throw new Unreadable('shorter than stated');
      if (checksum !== member.crc32) throw new Unreadable('zip checksum');
    },
  };
}

async function* pieces(file: RandomAccess, start: number, length: number): AsyncGenerator<Uint8Array> {
  for (let done = 0; done < length; ) {
    const take = Math.min(pieceLength, length - done);
    yield await file.read(start + done, take).catch((cause: unknown) => {
      throw new Unreadable('read', { cause });
    });
    done += take;
  }
}
