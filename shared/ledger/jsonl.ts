/**
 * Lines of a JSONL file as its bytes arrive. Every line, the last too, ends in one 0x0A. Lines longer than the limit are not
 * kept in memory: the receiver is told that there was one.
 */
import { concatBytes } from './bytes.ts';

/** A line without its newline, or null for one over the limit. */
export type LineReceiver = (line: Uint8Array | null) => void;

/** Whole lines that follow one another, each with its newline, of whatever length. */
export type BlockReceiver = (block: Uint8Array) => void;

/** Hands out what lies whole in a chunk as it is, and lines that begin in one and end in another by themselves. */
export class LineBlocks {
  readonly #limit: number;
  readonly #receiveLine: LineReceiver;
  readonly #receiveBlock: BlockReceiver;
  #pieces: Uint8Array[] = [];
  #length = 0;

  /** `limit`: the longest line that is handed out by itself, in bytes without its newline. */
  constructor(limit: number, receiveLine: LineReceiver, receiveBlock: BlockReceiver) {
    this.#limit = limit;
    this.#receiveLine = receiveLine;
    this.#receiveBlock = receiveBlock;
  }

  /** What is handed out may share memory with `chunk`: it is good until the receiver returns. */
  push(chunk: Uint8Array): void {
    let from = 0;
    if (this.#length > 0) {
      const end = chunk.indexOf(0x0a);
      if (end < 0) {
        this.#keep(chunk.slice());
        return;
      }
      this.#emit(chunk.subarray(0, end));
      from = end + 1;
    }
    const to = chunk.lastIndexOf(0x0a) + 1;
    if (to > from) this.#receiveBlock(chunk.subarray(from, to));
    const rest = Math.max(from, to);
    if (rest < chunk.length) this.#keep(chunk.slice(rest));
  }

  /** After the last chunk: whether the last line ended as it must. A remainder is handed out before. */
  end(): boolean {
    if (this.#length === 0) return true;
    this.#emit(new Uint8Array(0));
    return false;
  }

  #keep(piece: Uint8Array): void {
    this.#length += piece.length;
    if (this.#length > this.#limit) this.#pieces = [];
    else this.#pieces.push(piece);
  }

  #emit(last: Uint8Array): void {
    this.#receiveLine(this.#length + last.length > this.#limit ? null : concatBytes(...this.#pieces, last));
    this.#pieces = [];
    this.#length = 0;
  }
}

/** Hands out line by line. */
export class LineSplitter extends LineBlocks {
  /** `limit`: the longest line that is handed out, in bytes without its newline. */
  constructor(limit: number, receive: LineReceiver) {
    super(limit, receive, (block) => splitBlock(block, limit, receive));
  }
}

/** Hands out the lines of a block, in the block's own memory. */
export function splitBlock(block: Uint8Array, limit: number, receive: LineReceiver): void {
  for (let from = 0; from < block.length; ) {
    const end = block.indexOf(0x0a, from);
    receive(end - from > limit ? null : block.subarray(from, end));
    from = end + 1;
  }
}
