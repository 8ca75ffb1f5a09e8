import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FileTable } from '../../../shared/bundle/file-table.ts';
import {
  type ContainerFinding,
  containerFinding,
  isLitter,
  type Listing,
  maxFiles,
  Unreadable,
} from '../../../shared/bundle/listing.ts';
import { Fault } from '../../../shared/faults.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import type { FileDigests } from '../hashing/file-digests.ts';

/** The format's deepest path has four segments; a top folder and some room beside. */
const maxDepth = 12;
const pieceLength = 1024 * 1024;
/** Files up to this are hashed sooner than a thread is asked. */
const smallLength = 64 * 1024;

/** Throws SOURCE_NOT_FOUND where nothing is there. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    throw new Fault('SOURCE_NOT_FOUND', {}, { cause });
  }
}

/** The regular files below `root`. Links and devices are named and never opened. Throws BUNDLE_TOO_LARGE, SOURCE_UNREADABLE. */
export async function listFolder(root: string, digests: FileDigests): Promise<Listing> {
  const files = new FileTable();
  const findings: ContainerFinding[] = [];
  const open: { folder: string; depth: number }[] = [{ folder: '', depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { folder, depth } = next;
    for (const name of await readNames(join(root, folder))) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const status = await lstat(join(root, path)).catch(() => null);
      if (status === null) findings.push(containerFinding('container.unreadable', path));
      else if (status.isSymbolicLink()) findings.push(containerFinding('container.link', path));
      else if (status.isDirectory() && isLitter(encodeUtf8(`${path}/`))) files.add(encodeUtf8(`${path}/`), 0);
      else if (status.isDirectory() && depth < maxDepth) open.push({ folder: path, depth: depth + 1 });
      else if (status.isDirectory()) findings.push(containerFinding('container.name', path, 'too deep'));
      else if (!status.isFile()) findings.push(containerFinding('container.special', path));
      else files.add(encodeUtf8(path), status.size);
      if (files.length + findings.length > maxFiles) throw new Fault('BUNDLE_TOO_LARGE');
    }
  }
  const order = new Uint32Array(files.length).map((_, number) => number).sort((a, b) => files.compareNames(a, b));
  return {
    files,
    order,
    findings,
    open: (number) => readWhole(join(root, files.nameAt(number)), files.sizeAt(number)),
    // Each is in a file of its own: there is no neighbour that it could be read with.
    whole: () => null,
    digest: async (number, passed) => {
      const size = files.sizeAt(number);
      return size <= smallLength ? null : digestWhole(digests, join(root, files.nameAt(number)), size, passed);
    },
  };
}

async function readNames(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    throw new Fault('SOURCE_UNREADABLE', {}, { cause });
  }
}

function openListed(path: string): Promise<FileHandle> {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  // Between listing and reading somebody may have put a link or a pipe there.
  return open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch((cause: unknown) => {
    throw new Unreadable('open', { cause });
  });
}

async function digestWhole(
  digests: FileDigests,
  path: string,
  size: number,
  passed: (bytes: number) => void,
): Promise<Uint8Array | null> {
  const file = await openListed(path);
  const stillAsListed = async (): Promise<void> => {
    if ((await file.stat()).size !== size) throw new Unreadable('changed while it was read');
  };
  try {
    const hash = await digests.sha256(file.fd, size, passed);
    await stillAsListed();
    return hash;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    await stillAsListed();
    throw new Unreadable('read', { cause });
  } finally {
    await file.close();
  }
}

async function* readWhole(path: string, size: number): AsyncGenerator<Uint8Array> {
  const file = await openListed(path);
  try {
    // One byte more than stated is asked for, so that a file that grew shows.
    const memory = [0, 1].map(() => new Uint8Array(Math.min(pieceLength, size + 1)));
    const read = (from: number) => {
      const [into] = memory as [Uint8Array];
      return file.read(into, 0, into.length, from).catch((cause: unknown) => {
        throw new Unreadable('read', { cause });
      });
    };
    let next = read(0);
    for (let done = 0; ; ) {
      const { bytesRead, buffer } = await next;
      if (bytesRead === 0) {
        if (done !== size) throw new Unreadable('changed while it was read');
        return;
      }
      done += bytesRead;
      memory.reverse();
      next = read(done);
      next.catch(() => {});
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
