import { constants } from 'node:fs';
import { lstat, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ContainerFile,
  type ContainerFinding,
  containerFinding,
  isPlainName,
  type Listing,
  maxFiles,
  Unreadable,
} from '../../../shared/bundle/listing.ts';
import { Fault } from '../../../shared/faults.ts';

/** The format's deepest path has four segments; a top folder and some room beside. */
const maxDepth = 12;
const pieceLength = 256 * 1024;

/** Throws SOURCE_NOT_FOUND where nothing is there. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    throw new Fault('SOURCE_NOT_FOUND', {}, { cause });
  }
}

/** The regular files below `root`. Links and devices are named and never opened. Throws BUNDLE_TOO_LARGE, SOURCE_UNREADABLE. */
export async function listFolder(root: string): Promise<Listing> {
  const files: ContainerFile[] = [];
  const findings: ContainerFinding[] = [];
  const open: { folder: string; depth: number }[] = [{ folder: '', depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { folder, depth } = next;
    for (const name of await readNames(join(root, folder))) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const status = await lstat(join(root, path)).catch(() => null);
      if (status === null) findings.push(containerFinding('container.unreadable', path));
      else if (status.isSymbolicLink()) findings.push(containerFinding('container.link', path));
      else if (status.isDirectory() && depth < maxDepth) open.push({ folder: path, depth: depth + 1 });
      else if (status.isDirectory()) findings.push(containerFinding('container.name', path, 'too deep'));
      else if (!status.isFile()) findings.push(containerFinding('container.special', path));
      else if (!isPlainName(path)) findings.push(containerFinding('container.name', path));
      else files.push({ path, size: status.size, stream: () => readWhole(join(root, path), status.size) });
      if (files.length + findings.length > maxFiles) throw new Fault('BUNDLE_TOO_LARGE');
    }
  }
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), findings };
}

async function readNames(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    throw new Fault('SOURCE_UNREADABLE', {}, { cause });
  }
}

async function* readWhole(path: string, size: number): AsyncGenerator<Uint8Array> {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  // Between listing and reading somebody may have put a link or a pipe there.
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch((cause: unknown) => {
    throw new Unreadable('open', { cause });
  });
  try {
    let done = 0;
    for (;;) {
      const piece = Buffer.allocUnsafe(pieceLength);
      const { bytesRead } = await file.read(piece, 0, pieceLength, done).catch((cause: unknown) => {
        throw new Unreadable('read', { cause });
      });
      if (bytesRead === 0) break;
      done += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
    if (done !== size) throw new Unreadable('changed while it was read');
  } finally {
    await file.close();
  }
}
