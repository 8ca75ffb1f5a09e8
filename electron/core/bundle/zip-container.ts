import { crc32, createInflateRaw } from 'node:zlib';
import yauzl from 'yauzl';
import { Fault } from '../../../shared/faults.ts';
import type { RandomAccess } from '../vault/random-access.ts';
import {
  type ContainerFile,
  type ContainerFinding,
  containerFinding,
  type Listing,
  maxFiles,
  Unreadable,
} from './listing.ts';
import { findEnd, type ZipEnd } from './zip-end.ts';

const stored = 0;
const deflated = 8;
const encryptedFlag = 0x0001;
const descriptorFlag = 0x0008;
const unixPathExtra = 0x7075;
const zip64Extra = 0x0001;
const pieceLength = 256 * 1024;
/** Deflate reaches 1,032 to 1. Our text compresses about 4 to 1; a picture of one colour does more, but is small. */
const maxRatio = 200;
const ratioFree = 16 * 1024 * 1024;

/** One central directory record, and where the bytes of its local header, data and descriptor end. */
type Member = { readonly entry: yauzl.Entry; readonly path: string; readonly fault: string | null };

/**
 * What a zip's central directory lists. Everything that another reader could see differently is a finding: local headers that contradict
 * the directory, overlapping members, bytes that no entry covers, links, encrypted members, sizes that only a bomb has.
 * Throws BUNDLE_NOT_A_BUNDLE where there is no central directory at all, BUNDLE_TOO_LARGE over the format's limits.
 */
export async function listZip(file: RandomAccess): Promise<Listing> {
  const end = await findEnd(file);
  const findings: ContainerFinding[] = [];
  if (end.comment > 0 || end.trailing > 0) {
    findings.push(containerFinding('container.uncovered', null, `${end.comment + end.trailing} bytes after the end`));
  }
  if (end.count > maxFiles) throw new Fault('BUNDLE_TOO_LARGE');

  const window = new Window(file, end.directoryEnd + end.recordsLength);
  const zip = await openDirectory(window);
  const entries = await readDirectory(zip, end, findings);
  const members = await checkMembers(zip, window, end, entries, findings);
  const files = members.map(({ entry, path, fault }) => member(file, zip, entry, path, fault));
  return { files: files.filter(({ path }) => !path.endsWith('/')), findings };
}

async function openDirectory(window: Window): Promise<yauzl.ZipFile> {
  try {
    // Names stay bytes, and sizes are judged one by one: yauzl would give up at the first bad one.
    const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false };
    return await yauzl.fromRandomAccessReaderPromise(window, window.size, options);
  } catch (cause) {
    throw new Fault('BUNDLE_NOT_A_BUNDLE', { reason: 'directory' }, { cause });
  }
}

async function readDirectory(zip: yauzl.ZipFile, end: ZipEnd, findings: ContainerFinding[]): Promise<yauzl.Entry[]> {
  const entries: yauzl.Entry[] = [];
  let length = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      length += 46 + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
    }
  } catch {
    findings.push(containerFinding('container.damaged', null, `directory unreadable after ${entries.length} files`));
    return entries;
  }
  if (end.directoryStart + length !== end.directoryEnd) {
    findings.push(containerFinding('container.uncovered', null, 'bytes in or after the directory'));
  }
  return entries;
}

/** Walks the members in the order in which they stand, so that gaps and overlaps show. */
async function checkMembers(
  zip: yauzl.ZipFile,
  window: Window,
  end: ZipEnd,
  entries: readonly yauzl.Entry[],
  findings: ContainerFinding[],
): Promise<Member[]> {
  const members: Member[] = [];
  const inOrder = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  let covered = 0;
  for (const entry of inOrder) {
    const path = memberName(entry);
    const fault = memberFault(entry, path, findings);
    const start = entry.relativeOffsetOfLocalHeader;
    if (start > covered)
      findings.push(containerFinding('container.uncovered', path, `${start - covered} bytes before it`));
    if (start < covered) findings.push(containerFinding('container.overlap', path));
    const local = await zip.readLocalFileHeaderPromise(entry).catch(() => null);
    if (local === null) {
      findings.push(containerFinding('container.header', path, 'local header unreadable'));
      members.push({ entry, path, fault: 'local header' });
      continue;
    }
    for (const contradiction of contradictions(entry, local)) {
      findings.push(containerFinding('container.header', path, contradiction));
    }
    const dataEnd = local.fileDataStart + entry.compressedSize;
    covered = Math.max(covered, dataEnd + (await descriptorLength(window, entry, dataEnd)));
    members.push({ entry, path, fault });
  }
  if (covered > end.directoryStart) findings.push(containerFinding('container.overlap', null, 'the directory'));
  if (covered < end.directoryStart) {
    findings.push(
      containerFinding('container.uncovered', null, `${end.directoryStart - covered} bytes before the directory`),
    );
  }
  return members;
}

/** With `decodeStrings` off the name is bytes, whatever the types say. Bytes that are not UTF-8 become a name that is refused. */
function memberName(entry: yauzl.Entry): string {
  const bytes = entry.fileNameRaw;
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : bytes.toString('latin1');
}

/** What keeps a member from being read, beside saying it. */
function memberFault(entry: yauzl.Entry, path: string, findings: ContainerFinding[]): string | null {
  const refuse = (code: ContainerFinding['code'], detail: string): string => {
    findings.push(containerFinding(code, path, detail));
    return detail;
  };
  const kind = entry.versionMadeBy >> 8 === 3 ? (entry.externalFileAttributes >>> 28) & 0xf : 0;
  if (kind === 0xa) return refuse('container.link', 'symbolic link');
  if (kind !== 0 && kind !== 0x8 && !(kind === 0x4 && path.endsWith('/')))
    return refuse('container.special', `kind ${kind}`);
  if ((entry.generalPurposeBitFlag & encryptedFlag) !== 0) return refuse('container.encrypted', 'encrypted by zip');
  if (entry.compressionMethod !== stored && entry.compressionMethod !== deflated) {
    return refuse('container.method', `method ${entry.compressionMethod}`);
  }
  if (entry.compressionMethod === stored && entry.compressedSize !== entry.uncompressedSize) {
    return refuse('container.header', 'stored with two sizes');
  }
  if (entry.uncompressedSize > ratioFree && entry.uncompressedSize > entry.compressedSize * maxRatio) {
    return refuse('container.ratio', `${entry.uncompressedSize} bytes out of ${entry.compressedSize}`);
  }
  if (path.endsWith('/') && entry.uncompressedSize > 0) return refuse('container.special', 'a folder with content');
  if (entry.extraFields.some(({ id }) => id === unixPathExtra)) return refuse('container.header', 'a second name');
  return null;
}

/** Where local header and directory differ, so that a reader from the front would see something else. */
function contradictions(entry: yauzl.Entry, local: yauzl.LocalFileHeader): string[] {
  const different: string[] = [];
  if (!local.fileName.equals(entry.fileNameRaw)) different.push('name');
  if (local.compressionMethod !== entry.compressionMethod) different.push('method');
  const both = encryptedFlag | descriptorFlag;
  if ((local.generalPurposeBitFlag & both) !== (entry.generalPurposeBitFlag & both)) different.push('flags');
  const extra = zip64Sizes(local);
  const size = local.uncompressedSize === 0xffff_ffff ? extra.size : local.uncompressedSize;
  const compressed = local.compressedSize === 0xffff_ffff ? extra.compressed : local.compressedSize;
  // APPNOTE 4.4.4: with a data descriptor these stand behind the data, and are zero here.
  const later = (entry.generalPurposeBitFlag & descriptorFlag) !== 0;
  const agrees = (here: number | null, there: number): boolean => here === there || (later && here === 0);
  if (!agrees(size, entry.uncompressedSize) || !agrees(compressed, entry.compressedSize)) different.push('size');
  if (!agrees(local.crc32, entry.crc32)) different.push('checksum');
  return different;
}

function zip64Sizes(local: yauzl.LocalFileHeader): { size: number | null; compressed: number | null } {
  const none = { size: null, compressed: null };
  try {
    const data = yauzl.parseExtraFields(local.extraField).find(({ id }) => id === zip64Extra)?.data;
    if (data === undefined || data.length < 16) return none;
    return { size: Number(data.readBigUInt64LE(0)), compressed: Number(data.readBigUInt64LE(8)) };
  } catch {
    return none;
  }
}

/** APPNOTE 4.3.9: checksum and sizes behind the data, with or without a signature, sizes of 4 or 8 bytes. 0 where there is none. */
async function descriptorLength(window: Window, entry: yauzl.Entry, at: number): Promise<number> {
  if ((entry.generalPurposeBitFlag & descriptorFlag) === 0) return 0;
  const bytes = await window.peek(at, 24);
  for (const signed of [4, 0]) {
    if (signed === 4 && (bytes.length < 4 || bytes.readUInt32LE(0) !== 0x08074b50)) continue;
    if (bytes.length >= signed + 20 && bytes.readUInt32LE(signed) === entry.crc32) {
      const wide = bytes.readBigUInt64LE(signed + 4) === BigInt(entry.compressedSize);
      if (wide && bytes.readBigUInt64LE(signed + 12) === BigInt(entry.uncompressedSize)) return signed + 20;
    }
    if (bytes.length >= signed + 12 && bytes.readUInt32LE(signed) === entry.crc32) {
      const narrow = bytes.readUInt32LE(signed + 4) === entry.compressedSize;
      if (narrow && bytes.readUInt32LE(signed + 8) === entry.uncompressedSize) return signed + 12;
    }
  }
  return 0;
}

function member(
  file: RandomAccess,
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  path: string,
  fault: string | null,
): ContainerFile {
  return {
    path,
    size: entry.uncompressedSize,
    async *stream() {
      if (fault !== null) throw new Unreadable(fault);
      const { fileDataStart } = await zip
        .readLocalFileHeaderPromise(entry, { minimal: true })
        .catch((cause: unknown) => {
          throw new Unreadable('local header', { cause });
        });
      const data = pieces(file, fileDataStart, entry.compressedSize);
      let size = 0;
      let checksum = 0;
      for await (const piece of entry.compressionMethod === stored ? data : inflate(data, entry.compressedSize)) {
        size += piece.length;
        if (size > entry.uncompressedSize) throw new Unreadable('longer than stated');
        checksum = crc32(piece, checksum);
        yield piece;
      }
      if (size !== entry.uncompressedSize) throw new Unreadable('shorter than stated');
      if (checksum !== entry.crc32) throw new Unreadable('zip checksum');
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

/** Inflates, and refuses data that goes on behind the end of the stream: nobody would see it. */
async function* inflate(data: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  const filter = createInflateRaw({ chunkSize: pieceLength });
  let failure: unknown = null;
  const feeding = (async () => {
    for await (const piece of data) {
      if (filter.destroyed || filter.writableEnded) return;
      if (!filter.write(piece)) await drained(filter);
    }
    filter.end();
  })().catch((error: unknown) => {
    failure = error;
    filter.destroy();
  });
  try {
    for await (const piece of filter) yield piece as Uint8Array;
  } catch (cause) {
    throw failure instanceof Unreadable ? failure : new Unreadable('compressed data', { cause });
  } finally {
    filter.destroy();
    await feeding;
  }
  if (failure !== null) throw failure instanceof Unreadable ? failure : new Unreadable('compressed data');
  if (filter.bytesWritten !== length) throw new Unreadable('bytes behind the compressed data');
}

function drained(filter: NodeJS.ReadWriteStream): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      for (const event of ['drain', 'close', 'error'] as const) filter.removeListener(event, done);
      resolve();
    };
    for (const event of ['drain', 'close', 'error'] as const) filter.once(event, done);
  });
}

/** yauzl reads a few bytes at a time: they come out of one larger piece that is kept. */
class Window extends yauzl.RandomAccessReader {
  readonly size: number;
  readonly #file: RandomAccess;
  #start = 0;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(file: RandomAccess, size: number) {
    super();
    this.#file = file;
    this.size = size;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (e: Error | null) => void,
  ): void {
    this.#load(position, length).then(
      (bytes) => {
        buffer.set(bytes, offset);
        done(null);
      },
      (error: Error) => done(error),
    );
  }

  /** Up to `length` bytes, fewer at the end or where they cannot be read. */
  async peek(position: number, length: number): Promise<Buffer> {
    const available = Math.max(0, Math.min(length, this.size - position));
    return Buffer.from(await this.#load(position, available).catch(() => new Uint8Array(0)));
  }

  async #load(position: number, length: number): Promise<Uint8Array> {
    if (position < 0 || position + length > this.size) throw new RangeError('outside the file');
    const from = position - this.#start;
    if (from < 0 || from + length > this.#bytes.length) {
      this.#bytes = await this.#file.read(position, Math.min(Math.max(length, 16 * 1024), this.size - position));
      this.#start = position;
    }
    return this.#bytes.subarray(position - this.#start, position - this.#start + length);
  }
}
