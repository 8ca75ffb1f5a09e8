import type { StretchDigest } from '../../../shared/bundle/random-access.ts';
import { AskedThread } from './asked-thread.ts';
import { type Checksum, hashingThread, type StretchAnswer, type StretchAsked } from './hashing-thread.ts';

/** As many files are hashed at once as verification reads side by side. */
const threads = 2;
/** What a thread is asked for at a time: stopping waits no longer than this takes, and two threads stay near each other in a file. */
const stretchLength = 8 * 1024 * 1024;
/** From here on two threads share one file even where both have others to do: it may well be the last. */
const longFile = 64 * 1024 * 1024;
/** A thread needs 1 MiB beside Node's own. */
const resourceLimits = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 };

type HashingThread = AskedThread<StretchAsked, StretchAnswer>;

type Stretch = Pick<StretchAsked, 'descriptor' | 'offset' | 'length'>;
type Passed = (bytes: number) => void;

/** SHA-256 and CRC-32 of stretches of open files, taken in threads that read the files themselves. */
export class FileDigests {
  #threads: HashingThread[] | null = null;
  #jobs = 0;

  /**
   * Of `length` bytes from `offset`. `passed` is told how many more bytes are done, and what it throws ends the work. Null where no
   * threads can be had. Throws a RangeError where the bytes cannot be read. Nothing is still reading once this has ended, however it did.
   */
  async both(descriptor: number, offset: number, length: number, passed: Passed): Promise<StretchDigest | null> {
    const [idler, other] = this.#idlerFirst();
    // The second to read a stretch finds it in the system's memory: that is cheap beside a thread with nothing to do.
    const isShared = other.jobs === 0 || length >= longFile;
    const asked: [HashingThread, Checksum[]][] = isShared
      ? [
          [idler, ['sha256']],
          [other, ['crc32']],
        ]
      : [[idler, ['sha256', 'crc32']]];
    const answers = await this.#take(asked, { descriptor, offset, length }, passed);
    if (answers === null) return null;
    const { sha256 } = answers[0] as StretchAnswer;
    const { crc32 } = answers.at(-1) as StretchAnswer;
    return { sha256: sha256 as Uint8Array, crc32: crc32 as number };
  }

  /** SHA-256 alone, in the same way, from the beginning. */
  async sha256(descriptor: number, length: number, passed: Passed): Promise<Uint8Array | null> {
    const [idler] = this.#idlerFirst();
    const answers = await this.#take([[idler, ['sha256']]], { descriptor, offset: 0, length }, passed);
    return answers?.[0]?.sha256 ?? null;
  }

  #idlerFirst(): [HashingThread, HashingThread] {
    this.#threads ??= Array.from({ length: threads }, () => new AskedThread(hashingThread, resourceLimits));
    return [...this.#threads].sort((a, b) => a.jobs - b.jobs) as [HashingThread, HashingThread];
  }

  /** The answers to the last stretch, null where a thread is gone. */
  async #take(
    asked: readonly (readonly [HashingThread, readonly Checksum[]])[],
    { descriptor, offset, length }: Stretch,
    passed: Passed,
  ): Promise<StretchAnswer[] | null> {
    const job = this.#jobs++;
    const ask = (from: number) => {
      const part = Math.min(stretchLength, length - from);
      const stretch = { job, descriptor, offset: offset + from, length: part, isLast: from + part === length };
      return Promise.all(asked.map(([thread, checksums]) => thread.ask({ ...stretch, checksums })));
    };
    for (const [thread] of asked) thread.jobs++;
    let next = ask(0);
    try {
      for (let from = 0; ; from += stretchLength) {
        const pending = next;
        const isLast = from + stretchLength >= length;
        // The threads have the next stretch before they are done with this one.
        if (!isLast) next = ask(from + stretchLength);
        const answers: StretchAnswer[] = [];
        for (const answer of await pending) {
          if (answer === null) return null;
          if (answer.failed) throw new RangeError('the bytes cannot be read');
          answers.push(answer);
        }
        passed(Math.min(stretchLength, length - from));
        if (isLast) return answers;
      }
    } finally {
      await next;
      for (const [thread] of asked) thread.jobs--;
    }
  }

  async close(): Promise<void> {
    await Promise.all((this.#threads ?? []).map((thread) => thread.end()));
    this.#threads = null;
  }
}
