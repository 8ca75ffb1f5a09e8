/**
 * How an object comes to be on disk for good: written beside, made durable, moved into place, the folder made durable. A port,
 * so that tests can let each step fail before and after it took effect.
 */
import { existsSync, rmSync, utimesSync } from 'node:fs';
import { mkdir, open, rename, rm, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCalls } from './durable.ts';

export interface ObjectFiles {
  /** Creates the file, which must not exist, and makes its bytes durable. Each piece is good until the next is asked for. */
  writeDurably(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void>;
  /** When this returns, the move survives a power cut; makes the folder if need be. */
  moveDurably(from: string, to: string): Promise<void>;
  /** Nothing happens where there is no such file. */
  remove(path: string): Promise<void>;
  /** The same at once, and durable when it returns. */
  removeNow(path: string): void;
}

/** When a file was archived stands in the ledger, encrypted; the file system is not to tell it in clear. */
const OBJECT_TIME = new Date('2000-01-01T00:00:00Z');

export const systemObjectFiles: ObjectFiles = {
  async writeDurably(path, bytes) {
    const file = await open(path, 'wx', 0o600);
    try {
      for await (const piece of bytes) {
        for (let written = 0; written < piece.length; ) {
          written += (await file.write(piece, written)).bytesWritten;
        }
      }
      await file.utimes(OBJECT_TIME, OBJECT_TIME);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  async moveDurably(from, to) {
    const folder = dirname(to);
    const created = await moved(from, to);
    await syncFolder(folder);
    await utimes(folder, OBJECT_TIME, OBJECT_TIME);
    if (created) await syncFolder(dirname(folder));
  },
  remove: (path) => rm(path, { force: true }),
  removeNow(path) {
    if (!existsSync(path)) return;
    rmSync(path);
    systemCalls.syncFolder(dirname(path));
    utimesSync(dirname(path), OBJECT_TIME, OBJECT_TIME);
  },
};

/** Whether the folder had to be made: there are 256 of them, and soon all. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return false;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const created = await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await rename(from, to);
  return created !== undefined;
}

async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders; NTFS journals a rename by itself.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
