import type { RandomAccess } from '../vault/random-access.ts';
import type { MediaPart, MediaReply } from './media-messages.ts';
import { longestPart, partsUnderWay } from './part-limits.ts';

/** A file as a parser in the media worker sees it: parts are asked for, and the rest never comes into this process. */
export type PartSource = Pick<RandomAccess, 'size' | 'read'>;

type Waiting = { readonly resolve: (bytes: Uint8Array) => void; readonly reject: (error: Error) => void };

/** The worker's end: hands out sources, and takes in the answers to what they ask for. */
export interface PartDesk {
  source(id: number, size: number): PartSource;
  take(part: MediaPart): void;
  /** The file is done with: what is still asked for fails, here and without another word to the parent. */
  close(): void;
}

export function createPartDesk(post: (message: MediaReply) => void): PartDesk {
  const waiting = new Map<number, Waiting>();
  const queue: (() => void)[] = [];
  let open = 0;
  let next = 0;
  let current: number | null = null;

  const askNext = () => {
    while (open < partsUnderWay) {
      const ask = queue.shift();
      if (ask === undefined) return;
      open += 1;
      ask();
    }
  };

  function one(id: number, offset: number, length: number): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (id !== current) return reject(new Error('the file is done with'));
      queue.push(() => {
        const part = next;
        next += 1;
        waiting.set(part, { resolve, reject });
        post({ about: 'part', id, part, offset, length });
      });
      askNext();
    });
  }

  return {
    source: (id, size) => {
      current = id;
      return {
        size,
        async read(offset, length) {
          if (offset < 0 || length < 0 || offset + length > size) throw new RangeError('outside the file');
          if (length <= longestPart) return length === 0 ? new Uint8Array(0) : one(id, offset, length);
          const bytes = new Uint8Array(length);
          for (let at = 0; at < length; at += longestPart)
            bytes.set(await one(id, offset + at, Math.min(longestPart, length - at)), at);
          return bytes;
        },
      };
    },
    take({ part, bytes }) {
      const asked = waiting.get(part);
      if (asked === undefined) return;
      waiting.delete(part);
      open -= 1;
      if (bytes === null) asked.reject(new Error('the part could not be read'));
      else asked.resolve(bytes);
      askNext();
    },
    close() {
      current = null;
      open = 0;
      queue.length = 0;
      const left = [...waiting.values()];
      waiting.clear();
      for (const { reject } of left) reject(new Error('the file is done with'));
    },
  };
}
