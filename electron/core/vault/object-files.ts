/**
 * How an object comes to be on disk for good: written beside, made durable, moved into place, the folder made durable. A port,
 * so that tests can let each step fail before and after it took effect.
 */
import { closeSync, constants, existsSync, fsync, futimesSync, openSync, rmSync, utimesSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { blockLength } from '../block-memory.ts';
import { systemCalls } from './durable.ts';

export interface ObjectFiles {
  /**
   * Creates the file, which must not exist, and makes its bytes durable. Each piece is good until the one after the next is asked for; all but the last
   * are whole blocks.
   */
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
    const passing = passingBy(path);
    let writing: Promise<void> = Promise.resolve();
    try {
      let offset = 0;
      for await (const piece of bytes) {
        await writing;
        writing = writeAt(file, passing, piece, offset);
        // What fails while the next piece is made is told then.
        writing.catch(() => undefined);
        offset += piece.length;
      }
      await writing;
      futimesSync(file.fd, OBJECT_TIME, OBJECT_TIME);
      await file.sync();
    } finally {
      await writing.catch(() => undefined);
      await passing.close();
      await file.close();
    }
  },
  async moveDurably(from, to) {
    const folder = dirname(to);
    const created = await moved(from, to);
    await syncFolder(folder);
    utimesSync(folder, OBJECT_TIME, OBJECT_TIME);
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

const synced = promisify(fsync);

async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders; NTFS journals a rename by itself.
  if (process.platform === 'win32') return;
  // Only what waits for the disk is worth a thread of its own.
  const folder = openSync(path, 'r');
  try {
    await synced(folder);
  } finally {
    closeSync(folder);
  }
}

/** From here on the way past the system's memory is shorter. */
const worthPassing = 131_072;

/** Of a long recording, the rest is better written by the system, which does it while more is sealed. */
const longestPassing = 67_108_864;

/**
 * A second way to a file that is being written, past the system's memory (O_DIRECT): copying into that costs more processor time than reading, hashing
 * and encrypting together, and an object is hardly ever read again soon. Not every system and file system has it.
 */
type Passing = { write(blocks: Uint8Array, offset: number): Promise<number>; close(): Promise<void> };

function passingBy(path: string): Passing {
  let opening: Promise<FileHandle | null> | null = null;
  const given = () =>
    constants.O_DIRECT === undefined
      ? Promise.resolve(null)
      : open(path, constants.O_WRONLY | constants.O_DIRECT).catch(() => null);
  return {
    /** How many of the bytes were written: none where the file system refuses. */
    async write(blocks, offset) {
      opening ??= given();
      const file = await opening;
      if (file === null) return 0;
      try {
        return (await file.write(blocks, 0, blocks.length, offset)).bytesWritten;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
        await file.close();
        opening = Promise.resolve(null);
        return 0;
      }
    },
    async close() {
      await (await opening)?.close();
    },
  };
}

/** Whole blocks past the system's memory, the rest through it: no block is written in both ways. */
async function writeAt(file: FileHandle, passing: Passing, piece: Uint8Array, offset: number): Promise<void> {
  const blocks = piece.subarray(0, piece.length - (piece.length % blockLength));
  const passes = blocks.length >= worthPassing && offset < longestPassing;
  let written = passes ? await passing.write(blocks, offset) : 0;
  while (written < piece.length) {
    const { bytesWritten } = await file.write(piece, written, piece.length - written, offset + written);
    written += bytesWritten;
  }
}
