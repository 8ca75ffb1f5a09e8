/**
 * How an object comes to be on disk for good: written beside, made durable, moved into place, the folder made durable. A port,
 * so that tests can let each step fail before and after it took effect.
 */
import {
  closeSync,
  constants,
  existsSync,
  fsync,
  futimesSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  utimesSync,
  write,
  writeSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
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

/**
 * Only what waits for the disk is worth a thread of its own: asking one and hearing from it costs more than making, moving or closing a file, which
 * happens in the system's memory.
 */
const synced = promisify(fsync);
const written = promisify(write);

export const systemObjectFiles: ObjectFiles = {
  async writeDurably(path, bytes) {
    const file = openSync(path, 'wx', 0o600);
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
      futimesSync(file, OBJECT_TIME, OBJECT_TIME);
      await synced(file);
    } finally {
      await writing.catch(() => undefined);
      passing.close();
      closeSync(file);
    }
  },
  async moveDurably(from, to) {
    const folder = dirname(to);
    const created = moved(from, to);
    await syncFolder(folder, OBJECT_TIME);
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
function moved(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return false;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const created = mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  renameSync(from, to);
  return created !== undefined;
}

/** `time`: what the folder is to say of when something was put there last. */
async function syncFolder(path: string, time?: Date): Promise<void> {
  // Windows opens no folders; NTFS journals a rename by itself.
  if (process.platform === 'win32') {
    if (time !== undefined) utimesSync(path, time, time);
    return;
  }
  const folder = openSync(path, 'r');
  try {
    if (time !== undefined) futimesSync(folder, time, time);
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
type Passing = { write(blocks: Uint8Array, offset: number): Promise<number>; close(): void };

function passingBy(path: string): Passing {
  /** `null` where the file system refuses, and before anything was written so. */
  let file: number | null = null;
  let isRefused = constants.O_DIRECT === undefined;
  const close = () => {
    if (file !== null) closeSync(file);
    file = null;
  };
  return {
    /** How many of the bytes were written: none where the file system refuses. */
    async write(blocks, offset) {
      if (isRefused) return 0;
      try {
        file ??= openSync(path, constants.O_WRONLY | constants.O_DIRECT);
      } catch {
        isRefused = true;
        return 0;
      }
      try {
        return (await written(file, blocks, 0, blocks.length, offset)).bytesWritten;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
        isRefused = true;
        close();
        return 0;
      }
    },
    close,
  };
}

/** Whole blocks past the system's memory, the rest through it: no block is written in both ways. */
async function writeAt(file: number, passing: Passing, piece: Uint8Array, offset: number): Promise<void> {
  const blocks = piece.subarray(0, piece.length - (piece.length % blockLength));
  const passes = blocks.length >= worthPassing && offset < longestPassing;
  let done = passes ? await passing.write(blocks, offset) : 0;
  while (done < piece.length) {
    const left = piece.length - done;
    // What little is left is copied sooner than a thread is asked.
    if (left < worthPassing) done += writeSync(file, piece, done, left, offset + done);
    else done += (await written(file, piece, done, left, offset + done)).bytesWritten;
  }
}
