import type { FileMemory } from './file-memory.ts';
import { readingWay } from './reading-ways.ts';
import { headLength, mediaType } from './type.ts';

/** Of what is read whole, files above this many bytes are archived without being parsed. */
export const longestParsed = 268_435_456;

/**
 * Looks on while a file is archived: finds its type from the first bytes and, for what is read whole, keeps all of them, so that
 * what is parsed is what was archived and not the source read a second time.
 */
export interface Collector {
  add(piece: Uint8Array): void;
  /** After the last piece. */
  type(): string;
  /** `null` for what is not read whole, and for what is too large to be. */
  bytes(): Uint8Array | null;
  /** What was kept is not read any more, by anybody. */
  done(): void;
}

/** `size` as listed; `dropped` is called when it turns out that nothing will be kept. */
export function createCollector(size: number, memory: FileMemory, dropped: () => void): Collector {
  const head = new Uint8Array(Math.min(size, headLength));
  let kept: Uint8Array | null = size <= longestParsed ? memory.take(size) : null;
  let received = 0;
  let type: string | null = null;
  const done = () => {
    if (kept !== null) memory.giveBack(kept);
    kept = null;
  };
  const drop = () => {
    done();
    dropped();
  };
  if (kept === null) dropped();
  const decide = () => {
    type = mediaType(head.subarray(0, received));
    if (kept !== null && readingWay(type) !== 'whole') drop();
    return type;
  };
  return {
    add(piece) {
      if (received < head.length) head.set(piece.subarray(0, head.length - received), received);
      // A source that gives more than it listed is refused by its reader; here it only must not be written beyond the end.
      if (kept !== null && received + piece.length <= kept.length) kept.set(piece, received);
      received += piece.length;
      if (type === null && received >= head.length) decide();
    },
    type: () => type ?? decide(),
    bytes: () => {
      if (type === null) decide();
      return kept === null ? null : kept.subarray(0, received);
    },
    done,
  };
}
