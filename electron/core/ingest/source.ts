import { isUtf8 } from 'node:buffer';
import type { Stats } from 'node:fs';
import { constants, type FileHandle, lstat, open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Fault, type FaultCode } from '../../../shared/faults.ts';
import type { Volume } from '../../../shared/model/acquisition.ts';
import { blockLength, blockMemory } from '../block-memory.ts';
import { wellFormed } from './metadata/tags.ts';
import { volumeOf } from './volume/volume.ts';

/**
 * Where files come from: a path on this computer (desktop, command line) or a stream that a browser hands in. Two adapters,
 * one import. A source is only ever read.
 */
export interface SourceFile {
  /** Within the source, `/` between the parts, whatever this system writes. */
  readonly path: string;
  readonly name: string;
  readonly size: number;
  /** Time of last modification as the source tells it, RFC 3339 in UTC. */
  readonly modified: string | null;
  /** When it was made on that volume, where the file system keeps it, RFC 3339 in UTC. */
  readonly born: string | null;
  /**
   * The bytes, once; each piece is good until the next is asked for. `place` is asked before each where it is to lie, which spares whoever keeps the
   * bytes a copy; not every source asks. Throws one of `sourceFaults`; SOURCE_CHANGED when they are not what was listed.
   */
  open(place?: Place): AsyncIterable<Uint8Array>;
  /** The bytes once more, from the medium itself where the system allows it; `null` where they come only once. Throws as `open`. */
  readonly openAgain: (() => Promise<Reopened>) | null;
}

/** Memory for some of the bytes from this offset on, at least one; `null`: wherever the source likes. */
export type Place = (offset: number) => Uint8Array | null;

/** `direct`: the bytes do not come from what the system remembers of the first reading. */
export type Reopened = { readonly direct: boolean; readonly pieces: AsyncIterable<Uint8Array> };

/** Something that the source has and that is not archived: a link, a device, a folder that cannot be read. */
export interface Skipped {
  readonly path: string;
  readonly code: FaultCode;
}

export interface Listing {
  readonly files: readonly SourceFile[];
  readonly skipped: readonly Skipped[];
}

/** A `zip` is one that was archived from another source: its members are files of its own. `recorder`: sound recorded in this program. */
export type SourceKind = 'folder' | 'file' | 'upload' | 'zip' | 'recorder';

export interface FileSource {
  readonly kind: SourceKind;
  /** What people know the source by: the folder's path, or what the browser calls what was picked. */
  readonly label: string;
  /** `null` where the system does not say. */
  volume(): Promise<Volume | null>;
  /** Everything the source holds, in a fixed order, before anything is copied. */
  list(stop?: AbortSignal): Promise<Listing>;
}

/** The place of a file as far as it is known: on this computer its whole path, from a browser what that told. */
export function placeOf(source: { kind: string; label: string }, path: string): string {
  return source.kind === 'upload' ? path : join(source.label, path);
}

/** What a source's own file fails with; whatever else is thrown while it is copied is about the vault. */
export const sourceFaults: ReadonlySet<FaultCode> = new Set([
  'SOURCE_UNREADABLE',
  'SOURCE_FORBIDDEN',
  'SOURCE_CHANGED',
  'ZIP_MEMBER_REFUSED',
]);

/** Another reader helps where a medium fails, and nothing but leave where the system refuses. */
function whyUnread(error: unknown): 'SOURCE_FORBIDDEN' | 'SOURCE_UNREADABLE' {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EACCES' || code === 'EPERM' ? 'SOURCE_FORBIDDEN' : 'SOURCE_UNREADABLE';
}

const unreadable = (cause: unknown) => new Fault(whyUnread(cause), {}, { cause });

/** A damaged file system states times that no calendar has: `null`, and no reason to leave the file behind. */
function instantOf(milliseconds: number): string | null {
  const instant = new Date(milliseconds);
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}

const modifiedOf = (stats: Stats) => instantOf(stats.mtimeMs);

/** Zero stands for a file system that does not keep it. */
const bornOf = (stats: Stats) => (stats.birthtimeMs > 0 ? instantOf(stats.birthtimeMs) : null);

/**
 * Reading leaves no trace where the system lets us: no new access time, no link followed, no waiting for a pipe's writer. Folders are
 * listed through the system's own call, which takes no such wish: their access time stays only where the volume is mounted so.
 */
const readingFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

async function openUntouched(path: Buffer, further = 0): Promise<FileHandle> {
  const flags = readingFlags | further;
  if (constants.O_NOATIME !== undefined) {
    try {
      return await open(path, flags | constants.O_NOATIME);
    } catch (error) {
      // Only a file's owner may ask for it.
      if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
    }
  }
  return open(path, flags);
}

/** More a time is no faster. */
const pieceLength = 1_048_576;

type AsListed = { readonly size: number; readonly modified: string | null };

/** Pieces are read into the same memory over and over: fresh memory for each file keeps the garbage collector busier than the reading. */
const pieceMemory: Uint8Array[] = [];

const takePiece = (): Uint8Array => pieceMemory.pop() ?? blockMemory(pieceLength);

function readFile(path: Buffer, listed: AsListed, place?: Place): AsyncGenerator<Uint8Array> {
  return withPiece((piece) => pieces(openUntouched(path), listed, (offset) => place?.(offset) ?? piece, 1));
}

async function readFileAgain(path: Buffer, listed: AsListed): Promise<Reopened> {
  const file =
    constants.O_DIRECT === undefined ? null : await openUntouched(path, constants.O_DIRECT).catch(() => null);
  if (file !== null) {
    const refused = (error: NodeJS.ErrnoException) => error.code === 'EINVAL';
    const piece = takePiece();
    // Some file systems open the file so and then read nothing.
    const isRefused = await file.read(piece, 0, blockLength, 0).then(() => false, refused);
    pieceMemory.push(piece);
    if (!isRefused)
      return { direct: true, pieces: withPiece((memory) => pieces(file, listed, () => memory, blockLength)) };
    await file.close();
  }
  return { direct: false, pieces: readFile(path, listed) };
}

async function* withPiece(read: (piece: Uint8Array) => AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const piece = takePiece();
  try {
    yield* read(piece);
  } finally {
    pieceMemory.push(piece);
  }
}

/** `block`: what is asked for begins on a multiple of it, so a reading that ends elsewhere has come to the end. */
async function* pieces(
  opening: FileHandle | Promise<FileHandle>,
  listed: AsListed,
  place: (offset: number) => Uint8Array,
  block: number,
): AsyncGenerator<Uint8Array> {
  let file: FileHandle;
  try {
    file = await opening;
  } catch (error) {
    throw unreadable(error);
  }
  try {
    const asListed = async () => {
      const stats = await file.stat();
      return stats.isFile() && stats.size === listed.size && modifiedOf(stats) === listed.modified;
    };
    if (!(await asListed())) throw new Fault('SOURCE_CHANGED');
    let read = 0;
    // Whether more follows than was listed, the file's size tells at the end; of one without a size, only reading does.
    do {
      const piece = place(read);
      const { bytesRead } = await file.read(piece, 0, piece.length, read);
      if (bytesRead === 0) break;
      read += bytesRead;
      yield piece.subarray(0, bytesRead);
    } while (read < listed.size && read % block === 0);
    if (read !== listed.size || !(await asListed())) throw new Fault('SOURCE_CHANGED');
  } catch (error) {
    throw error instanceof Fault ? error : unreadable(error);
  } finally {
    await file.close().catch(() => undefined);
  }
}

/**
 * Names are bytes on Linux: files are opened by those, and shown as UTF-8. A byte that is none (a card of an older system) is shown as
 * `\xE9`: two names stay two names, and what the card called a file can be told.
 */
function shownName(name: Buffer): string {
  if (isUtf8(name)) return name.toString('utf8');
  let shown = '';
  for (let at = 0; at < name.length; ) {
    const from = at;
    const letter = [1, 2, 3, 4].map((length) => name.subarray(from, from + length)).find((bytes) => isUtf8(bytes));
    shown += letter?.toString('utf8') ?? `\\x${name.toString('hex', at, at + 1).toUpperCase()}`;
    at += letter?.length ?? 1;
  }
  return shown;
}

function fileAt(path: Buffer, shown: string, stats: Stats): SourceFile {
  const listed = { size: stats.size, modified: modifiedOf(stats) };
  return {
    path: shown,
    name: shown.slice(shown.lastIndexOf('/') + 1),
    ...listed,
    born: bornOf(stats),
    open: (place) => readFile(path, listed, place),
    openAgain: () => readFileAgain(path, listed),
  };
}

const slash = Buffer.from('/');

function folderSource(label: string, except: string | null): FileSource {
  async function walk(
    folder: Buffer,
    shown: string,
    found: { files: SourceFile[]; skipped: Skipped[] },
    stop: AbortSignal | undefined,
  ): Promise<void> {
    let names: Buffer[];
    try {
      names = await readdir(folder, { encoding: 'buffer' });
    } catch (error) {
      found.skipped.push({ path: shown === '' ? basename(label) : shown, code: whyUnread(error) });
      return;
    }
    for (const name of names.sort(Buffer.compare)) {
      if (stop?.aborted) return;
      const path = Buffer.concat([folder, slash, name]);
      const below = shown === '' ? shownName(name) : `${shown}/${shownName(name)}`;
      try {
        const stats = await lstat(path);
        if (stats.isFile()) found.files.push(fileAt(path, below, stats));
        else if (!stats.isDirectory()) found.skipped.push({ path: below, code: 'SOURCE_NOT_A_FILE' });
        else if (except !== null && (await realpath(path)) === except)
          found.skipped.push({ path: below, code: 'SOURCE_NOT_A_FILE' });
        else await walk(path, below, found, stop);
      } catch (error) {
        found.skipped.push({ path: below, code: whyUnread(error) });
      }
    }
  }
  return {
    kind: 'folder',
    label,
    volume: () => volumeOf(label),
    async list(stop) {
      const found = { files: [], skipped: [] };
      await walk(Buffer.from(label), '', found, stop);
      return found;
    },
  };
}

/** Loose files of one folder. What is no longer there, or is no file, is reported by name. */
function looseFilesSource(label: string, names: readonly string[]): FileSource {
  return {
    kind: 'file',
    label,
    volume: () => volumeOf(label),
    async list() {
      const files: SourceFile[] = [];
      const skipped: Skipped[] = [];
      for (const name of names) {
        const path = join(label, name);
        try {
          const stats = await lstat(path);
          if (stats.isFile()) files.push(fileAt(Buffer.from(path), wellFormed(name), stats));
          else skipped.push({ path: wellFormed(name), code: 'SOURCE_NOT_A_FILE' });
        } catch (error) {
          skipped.push({ path: wellFormed(name), code: whyUnread(error) });
        }
      }
      return { files, skipped };
    },
  };
}

/** Loose files of a folder, for going on with an interrupted import of them. */
export const looseFiles = looseFilesSource;

/**
 * Sources from paths: each folder is one, the loose files of a folder together are one. `except` is a folder that is passed
 * over wherever it lies: a vault does not archive itself. A link to a folder that was chosen is that folder, as systems name cards so;
 * links inside of a source are never followed. Throws SOURCE_NOT_FOUND for a path that is not there.
 */
export async function pathSources(
  paths: readonly string[],
  { except }: { except?: string } = {},
): Promise<FileSource[]> {
  const passedOver = except === undefined ? null : await realpath(except).catch(() => resolve(except));
  const folders: FileSource[] = [];
  const loose = new Map<string, string[]>();
  const chosen = new Map(await Promise.all(paths.map(chosenPlace)));
  for (const [given, isFolder] of chosen) {
    if (isFolder) {
      folders.push(folderSource(given, passedOver));
      continue;
    }
    const folder = dirname(given);
    const names = loose.get(folder) ?? [];
    names.push(basename(given));
    loose.set(folder, names);
  }
  return [...folders, ...[...loose].map(([folder, names]) => looseFilesSource(folder, names))];
}

/** Its path, and whether that is a folder. Throws SOURCE_NOT_FOUND. */
async function chosenPlace(path: string): Promise<[given: string, isFolder: boolean]> {
  const given = resolve(path);
  try {
    const stats = await lstat(given);
    if (!stats.isSymbolicLink()) return [given, stats.isDirectory()];
    const there = await stat(given).catch(() => null);
    return there?.isDirectory() === true ? [await realpath(given), true] : [given, false];
  } catch (cause) {
    throw new Fault('SOURCE_NOT_FOUND', { name: basename(given) }, { cause });
  }
}

/** What a browser announced, and the way to its bytes; each body can be had once, in order. */
export type AnnouncedFiles = {
  readonly files: readonly { readonly path: string; readonly size: number; readonly modified: string | null }[];
  body(number: number): AsyncIterable<Uint8Array>;
};

export function uploadSource(upload: AnnouncedFiles): FileSource {
  const tops = new Set(upload.files.map(({ path }) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '')));
  const [top = ''] = tops;
  async function* receive(number: number, size: number): AsyncGenerator<Uint8Array> {
    let received = 0;
    try {
      for await (const piece of upload.body(number)) {
        received += piece.length;
        yield piece;
      }
    } catch (error) {
      throw error instanceof Fault ? error : unreadable(error);
    }
    if (received !== size) throw new Fault('SOURCE_CHANGED');
  }
  return {
    kind: 'upload',
    label: tops.size === 1 ? wellFormed(top) : '',
    volume: async () => null,
    list: async () => ({
      files: upload.files.map(({ path, size, modified }, number) => ({
        path: wellFormed(path),
        name: wellFormed(path.slice(path.lastIndexOf('/') + 1)),
        size,
        modified,
        born: null,
        open: () => receive(number, size),
        openAgain: null,
      })),
      skipped: [],
    }),
  };
}
