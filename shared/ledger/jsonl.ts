/**
 * Lines of a JSONL file as its bytes arrive. Every line, the last too, ends in one 0x0A. Lines longer than the limit are not
 * kept in memory: the receiver is told that there was one.
 */

/** A line without its newline, or null for one over the limit. */
export type LineReceiver = (line: Uint8Array | null) => void;

export class LineSplitter {
  readonly #limit: number;
  readonly #receive: LineReceiver;
  #pieces: Uint8Array[] = [];
  #length = 0;

  /** `limit`: the longest line that is handed out, in bytes without its newline. */
  constructor(limit: number, receive: LineReceiver) {
    this.#limit = limit;
    this.#receive = receive;
  }

  /** The lines handed out may share memory with `chunk`: they are good until the receiver returns. */
  push(chunk: Uint8Array): void {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(0x0a, from);
      if (end < 0) break;
      this.#emit(chunk.subarray(from, end));
      from = end + 1;
    }
    if (from < chunk.length) this.#keep(chunk.slice(from));
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
    const length = this.#length + last.length;
    if (length > this.#limit) this.#receive(null);
    else this.#receive(this.#pieces.length === 0 ? last : join([...this.#pieces, last], length));
    this.#pieces = [];
    this.#length = 0;
  }
}

function join(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
