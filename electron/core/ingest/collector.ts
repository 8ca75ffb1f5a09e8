import type { FileMemory } from './file-memory.ts';
import { readingWay } from './reading-ways.ts';
import { headLength, mediaType } from './type.ts';

/** Of what is read whole, files above this many bytes are archived without being parsed. */
export const longestParsed = 268_435_456;

/** Bytes that are read at once: each reading waits for a thread, and each cancelling for a reading. */
const longestPlace = 2_097_152;

/**
 * Looks on while a file is archived: finds its type from the first bytes and, for what is read whole, keeps all of them, so that
 * what is parsed is what was archived and not the source read a second time.
 */
export interface Collector {
  /** Where what comes at this offset is kept: bytes that are read to there are copied no more. `null` where nothing is kept. */
  place(offset: number): Uint8Array | null;
  /** A piece is used by others, too, until the next is added or a place for it is asked. */
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
  /** Not kept any more, and perhaps still in use as the piece that was added last. */
  let left: Uint8Array | null = null;
  let received = 0;
  let type: string | null = null;
  const giveBackLeft = () => {
    if (left !== null) memory.giveBack(left);
    left = null;
  };
  const leave = () => {
    left = kept;
    kept = null;
  };
  const drop = () => {
    leave();
    dropped();
  };
  const isInPlace = (piece: Uint8Array, memoryOfAll: Uint8Array) =>
    piece.buffer === memoryOfAll.buffer && piece.byteOffset === memoryOfAll.byteOffset + received;
  if (kept === null) dropped();
  const decide = () => {
    type = mediaType(head.subarray(0, received));
    if (kept !== null && readingWay(type) !== 'whole') drop();
    return type;
  };
  return {
    place(offset) {
      giveBackLeft();
      return kept === null || offset >= kept.length ? null : kept.subarray(offset, offset + longestPlace);
    },
    add(piece) {
      giveBackLeft();
      if (received < head.length) head.set(piece.subarray(0, head.length - received), received);
      // A source that gives more than it listed is refused by its reader; here it only must not be written beyond the end.
      if (kept !== null && received + piece.length <= kept.length && !isInPlace(piece, kept)) kept.set(piece, received);
      received += piece.length;
      if (type === null && received >= head.length) decide();
    },
    type: () => type ?? decide(),
    bytes: () => {
      if (type === null) decide();
      return kept === null ? null : kept.subarray(0, received);
    },
    done() {
      giveBackLeft();
      leave();
      giveBackLeft();
    },
  };
}
