import { Fault } from '../faults.ts';
import { equalBytes } from '../ledger/bytes.ts';
import { FileTable, textOf } from './file-table.ts';
import { type ContainerFinding, containerFinding, type Listing, maxFiles, Unreadable } from './listing.ts';
import { NumberColumn } from './number-column.ts';
import type { Platform } from './platform.ts';
import type { RandomAccess } from './random-access.ts';
import { Window } from './window.ts';
import {
  type CheckedRecord,
  centralLength,
  descriptorFlag,
  type LocalHeader,
  plainDataStart,
  readLocalHeader,
  readRecord,
  recordLength,
  type ZipEntry,
} from './zip-directory.ts';
import { findEnd, type ZipEnd } from './zip-end.ts';

const stored = 0;
const deflated = 8;
const encryptedFlag = 0x0001;
const slash = 0x2f;
const pieceLength = 1024 * 1024;
/** Members up to this are read together with what stands behind them. */
const smallLength = 64 * 1024;
/** Deflate reaches 1,032 to 1. Our text compresses about 4 to 1; a picture of one colour does more, but is small. */
const maxRatio = 200;
const ratioFree = 16 * 1024 * 1024;

/** What is needed to read the members, by their numbers in the table of files: where their data is, and what keeps them from being read. */
type Members = {
  readonly files: FileTable;
  readonly methods: Uint16Array;
  readonly dataStarts: NumberColumn;
  readonly compressedSizes: NumberColumn;
  readonly checksums: Uint32Array;
  readonly faults: ReadonlyMap<number, string>;
};

/** The directory's records in flat memory, as far as they are needed to check local headers against them. */
class Directory {
  readonly files: FileTable;
  readonly faults = new Map<number, string>();
  readonly methods: Uint16Array;
  readonly flags: Uint16Array;
  /** Where the local header of each member stands, and once that is checked where its data begins. */
  readonly starts: NumberColumn;
  readonly compressedSizes: NumberColumn;
  readonly checksums: Uint32Array;

  /** `count`: how many records there are at most. `length`: bytes in all of them together. */
  constructor(count: number, length: number) {
    this.files = new FileTable(count, Math.max(0, length - count * centralLength));
    this.methods = new Uint16Array(count);
    this.flags = new Uint16Array(count);
    this.starts = new NumberColumn(count);
    this.compressedSizes = new NumberColumn(count);
    this.checksums = new Uint32Array(count);
  }

  add(entry: ZipEntry, findings: ContainerFinding[]): void {
    const number = this.files.add(entry.nameBytes, entry.size);
    const fault = memberFault(entry, findings);
    if (fault !== null) this.faults.set(number, fault);
    this.methods[number] = entry.method;
    this.flags[number] = entry.flags;
    this.starts.set(number, entry.offset);
    this.compressedSizes.set(number, entry.compressedSize);
    this.checksums[number] = entry.crc32;
  }

  /** A record as local headers are compared with it. */
  at(number: number): CheckedRecord {
    return {
      nameBytes: this.files.nameBytesAt(number),
      flags: this.flags[number] as number,
      method: this.methods[number] as number,
      crc32: this.checksums[number] as number,
      compressedSize: this.compressedSizes.at(number),
      size: this.files.sizeAt(number),
      offset: this.starts.at(number),
    };
  }

  /** The numbers by where the members stand. */
  inOrder(): Uint32Array {
    const { starts } = this;
    const order = new Uint32Array(this.files.length);
    let inOrder = true;
    for (let number = 0; number < order.length; number++) {
      order[number] = number;
      inOrder &&= number === 0 || starts.at(number - 1) <= starts.at(number);
    }
    return inOrder ? order : order.sort((a, b) => starts.at(a) - starts.at(b) || a - b);
  }
}

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
  for (const detail of end.contradictions) findings.push(containerFinding('container.header', null, detail));
  if (end.count > maxFiles) throw new Fault('BUNDLE_TOO_LARGE');

  const window = new Window(file, end.directoryEnd + end.recordsLength, pieceLength);
  const directory = await listDirectory(window, end, findings);
  const inOrder = directory.inOrder();
  await checkMembers(window, end, directory, inOrder, findings);
  const { files, methods, starts, compressedSizes, checksums, faults } = directory;
  const members: Members = { files, methods, dataStarts: starts, compressedSizes, checksums, faults };
  const isFolder = (number: number): boolean => files.lastByteAt(number) === slash;
  const order = inOrder.some(isFolder) ? inOrder.filter((number) => !isFolder(number)) : inOrder;
  const small = new Window(file, file.size, pieceLength);
  const spare: Uint8Array[] = [];
  return {
    files,
    order,
    findings,
    open: (number) => memberBytes(file, small, members, number, reading, spare),
    whole: (number) => wholeMember(small, members, number, reading),
    digest: (number, passed) => memberDigest(file, members, number, passed),
  };
}

async function listDirectory(window: Window, end: ZipEnd, findings: ContainerFinding[]): Promise<Directory> {
  // What is stated is believed as far as there are bytes for it.
  const count = Math.min(end.count, Math.ceil(window.size / centralLength));
  const directory = new Directory(count, end.directoryEnd - end.directoryStart);
  let covered = end.directoryStart;
  try {
    for (let number = 0; number < end.count; number++) {
      const start = window.held(covered, centralLength) ?? (await window.bytes(covered, centralLength));
      const length = recordLength(start);
      const record = window.held(covered, length) ?? (await window.bytes(covered, length));
      directory.add(readRecord(record), findings);
      covered += length;
    }
  } catch {
    const read = directory.files.length;
    findings.push(containerFinding('container.damaged', null, `directory unreadable after ${read} files`));
    return directory;
  }
  if (covered !== end.directoryEnd) {
    findings.push(containerFinding('container.uncovered', null, 'bytes in or after the directory'));
  }
  return directory;
}

/** Walks the members in the order in which they stand, so that gaps and overlaps show, and puts down where the data of each begins. */
async function checkMembers(
  window: Window,
  end: ZipEnd,
  directory: Directory,
  inOrder: Uint32Array,
  findings: ContainerFinding[],
): Promise<void> {
  let covered = 0;
  for (const number of inOrder) {
    const entry = directory.at(number);
    const { offset, compressedSize } = entry;
    const add = (code: ContainerFinding['code'], detail?: string): void => {
      findings.push(containerFinding(code, directory.files.nameAt(number), detail));
    };
    if (offset > covered) add('container.uncovered', `${offset - covered} bytes before it`);
    if (offset < covered) add('container.overlap');
    const dataStart = plainDataStart(window, entry);
    if (dataStart >= 0) {
      covered = Math.max(covered, dataStart + compressedSize);
      directory.starts.set(number, dataStart);
      continue;
    }
    const local = await readLocalHeader(window, entry);
    if (local === null) {
      add('container.header', 'local header unreadable');
      directory.faults.set(number, 'local header');
      continue;
    }
    for (const contradiction of contradictions(entry, local)) add('container.header', contradiction);
    if (local.hasSecondName && !directory.faults.has(number)) {
      add('container.header', 'a second name');
      directory.faults.set(number, 'a second name');
    }
    const dataEnd = local.dataStart + compressedSize;
    covered = Math.max(covered, dataEnd + (await descriptorLength(window, entry, dataEnd)));
    directory.starts.set(number, local.dataStart);
  }
  if (covered > end.directoryStart) findings.push(containerFinding('container.overlap', null, 'the directory'));
  if (covered < end.directoryStart) {
    findings.push(
      containerFinding('container.uncovered', null, `${end.directoryStart - covered} bytes before the directory`),
    );
  }
}

/** What keeps a member from being read, beside saying it. */
function memberFault(entry: ZipEntry, findings: ContainerFinding[]): string | null {
  const isFolder = entry.nameBytes.at(-1) === slash;
  const refuse = (code: ContainerFinding['code'], detail: string): string => {
    findings.push(containerFinding(code, textOf(entry.nameBytes), detail));
    return detail;
  };
  // The Unix mode, whatever system the record names: unpackers make links for several of them.
  const kind = (entry.externalAttributes >>> 28) & 0xf;
  if (kind === 0xa) return refuse('container.link', 'symbolic link');
  if (kind !== 0 && kind !== 0x8 && !(kind === 0x4 && isFolder)) {
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
  if (isFolder && entry.size > 0) return refuse('container.special', 'a folder with content');
  if (entry.hasSecondName) return refuse('container.header', 'a second name');
  return null;
}

/** Where local header and directory differ, so that a reader from the front would see something else. */
function contradictions(entry: CheckedRecord, local: LocalHeader): string[] {
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
async function descriptorLength(window: Window, entry: CheckedRecord, at: number): Promise<number> {
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

async function* memberBytes(
  file: RandomAccess,
  small: Window,
  members: Members,
  number: number,
  { crc32, inflate }: Reading,
  spare: Uint8Array[],
): AsyncGenerator<Uint8Array> {
  const fault = members.faults.get(number);
  if (fault !== undefined) throw new Unreadable(fault);
  const stated = members.files.sizeAt(number);
  const [start, length] = [members.dataStarts.at(number), members.compressedSizes.at(number)];
  const isStored = members.methods[number] === stored;
  // What inflates keeps its input for as long as it likes.
  const data =
    length <= smallLength ? atOnce(small, start, length) : pieces(file, start, length, isStored ? spare : null);
  let size = 0;
  let checksum = 0;
  for await (const piece of isStored ? data : inflate(data, length)) {
    size += piece.length;
    if (size > stated) {
      // As many bytes as are stated: what lies before the fault is judged.
      const rest = piece.length - (size - stated);
      if (rest > 0) yield piece.subarray(0, rest);
      throw new Unreadable('longer than stated');
    }
    checksum = crc32(piece, checksum);
    yield piece;
  }
  if (size !== stated) throw new Unreadable('shorter than stated');
  if (checksum !== members.checksums[number]) throw new Unreadable('zip checksum');
}

/** A small member that stands in the zip as it is and has no fault: nothing has to be unpacked or counted. */
function wholeMember(
  window: Window,
  members: Members,
  number: number,
  reading: Reading,
): Promise<Uint8Array> | Uint8Array | null {
  const length = members.compressedSizes.at(number);
  const isPlain = members.methods[number] === stored && length === members.files.sizeAt(number);
  if (!isPlain || length > smallLength || members.faults.has(number)) return null;
  const check = (bytes: Uint8Array): Uint8Array => {
    if (reading.crc32(bytes, 0) !== members.checksums[number]) throw new Unreadable('zip checksum');
    return bytes;
  };
  const start = members.dataStarts.at(number);
  const held = window.held(start, length);
  return held === null ? unlessUnreadable(window.bytes(start, length)).then(check) : check(held);
}

/** Of a member that stands in the zip as it is; small ones are quicker read together with their neighbours. */
async function memberDigest(
  file: RandomAccess,
  members: Members,
  number: number,
  passed: (bytes: number) => void,
): Promise<Uint8Array | null> {
  const length = members.compressedSizes.at(number);
  const isWhole = members.methods[number] === stored && length > smallLength && !members.faults.has(number);
  if (file.digest === undefined || !isWhole) return null;
  const found = await file.digest(members.dataStarts.at(number), length, passed).catch((cause: unknown) => {
    throw cause instanceof RangeError ? new Unreadable('read', { cause }) : cause;
  });
  if (found !== null && found.crc32 !== members.checksums[number]) throw new Unreadable('zip checksum');
  return found === null ? null : found.sha256;
}

/** Small members stand side by side: one read brings many. */
async function* atOnce(window: Window, start: number, length: number): AsyncGenerator<Uint8Array> {
  if (length > 0) yield new Uint8Array(await unlessUnreadable(window.bytes(start, length)));
}

/** The next piece is read while one is looked at. With `spare`, both stand in memory out of there, which then is used again. */
async function* pieces(
  file: RandomAccess,
  start: number,
  length: number,
  spare: Uint8Array[] | null,
): AsyncGenerator<Uint8Array> {
  const take = (): Uint8Array | undefined =>
    spare === null ? undefined : (spare.pop() ?? new Uint8Array(pieceLength));
  let [memory, other] = [take(), take()];
  const read = (from: number, into?: Uint8Array): Promise<Uint8Array> =>
    unlessUnreadable(file.read(start + from, Math.min(pieceLength, length - from), into));
  let next = read(0, memory);
  for (let done = 0; done < length; ) {
    const piece = await next;
    done += piece.length;
    [memory, other] = [other, memory];
    if (done < length) {
      next = read(done, memory);
      // Whoever stops before the end never asks how the next read went.
      next.catch(() => {});
    }
    yield piece;
  }
  // Not where somebody stopped before the end: a read may still be writing there.
  if (spare !== null && memory !== undefined && other !== undefined) spare.push(memory, other);
}

function unlessUnreadable(reading: Promise<Uint8Array>): Promise<Uint8Array> {
  return reading.catch((cause: unknown) => {
    throw new Unreadable('read', { cause });
  });
}
