import type { Hash } from 'node:crypto';

/** CRC-32 is that of zip: APPNOTE 4.4.7. */
export type Checksum = 'sha256' | 'crc32';

/** The next stretch of a job that goes through an open file from front to back. */
export type StretchAsked = {
  readonly job: number;
  readonly checksums: readonly Checksum[];
  /** A descriptor of this process: threads share them. */
  readonly descriptor: number;
  /** In bytes, as is `length`. */
  readonly offset: number;
  readonly length: number;
  readonly isLast: boolean;
};

/**
 * Given in the order of the questions. `failed`: the bytes could not be read, or the file ends before. The checksums that were asked for
 * come with the last stretch and are of all.
 */
export type StretchAnswer = {
  readonly failed: boolean;
  readonly sha256: Uint8Array | null;
  readonly crc32: number | null;
};

/**
 * What runs in a thread that takes checksums. It is started from its own text, since the desktop's bundle has no file for it:
 * nothing outside of this function may be used in it, and what it needs of Node comes through `load`.
 */
export function hashingThread(load: NodeJS.Require): void {
  const { createHash } = load('node:crypto') as typeof import('node:crypto');
  const { readSync } = load('node:fs') as typeof import('node:fs');
  const { parentPort } = load('node:worker_threads') as typeof import('node:worker_threads');
  const { crc32 } = load('node:zlib') as typeof import('node:zlib');
  const memory = new Uint8Array(1024 * 1024);
  const jobs = new Map<number, { hash: Hash | null; crc32: number | null }>();

  const take = (asked: StretchAsked): StretchAnswer => {
    const { job, checksums, descriptor, offset, length, isLast } = asked;
    const running = jobs.get(job) ?? {
      hash: checksums.includes('sha256') ? createHash('sha256') : null,
      crc32: checksums.includes('crc32') ? 0 : null,
    };
    jobs.delete(job);
    for (let done = 0; done < length; ) {
      const read = readSync(descriptor, memory, 0, Math.min(memory.length, length - done), offset + done);
      if (read === 0) throw new RangeError('the file became shorter while it was read');
      const piece = memory.subarray(0, read);
      running.hash?.update(piece);
      if (running.crc32 !== null) running.crc32 = crc32(piece, running.crc32);
      done += read;
    }
    if (isLast) return { failed: false, sha256: running.hash?.digest() ?? null, crc32: running.crc32 };
    jobs.set(job, running);
    return { failed: false, sha256: null, crc32: null };
  };

  parentPort?.on('message', (asked: StretchAsked) => {
    let answer: StretchAnswer;
    try {
      answer = take(asked);
    } catch {
      answer = { failed: true, sha256: null, crc32: null };
    }
    parentPort?.postMessage(answer);
  });
}
