import { HashList } from '../ledger/hash-list.ts';
import { type Hex64, hashToHex } from '../ledger/hex.ts';
import { enlarged } from './file-table.ts';

/** SHA-256 of what the shown fields of each entry say, in flat memory. Added in the order of the entries. */
export class RecordHashes {
  readonly #hashes = new HashList();
  #seqs = new Float64Array(1024);

  add(seq: number, hash: Uint8Array): void {
    const at = this.#hashes.length;
    if (at === this.#seqs.length) this.#seqs = enlarged(this.#seqs, Float64Array, at + 1);
    this.#seqs[at] = seq;
    this.#hashes.push(hash);
  }

  /** The hash for an entry, null where it shows nothing. */
  get(seq: number): Hex64 | null {
    const at = this.#find(seq);
    return at < 0 ? null : hashToHex(this.#hashes.at(at));
  }

  /** `sha256`: 32 bytes, which are the list's own. */
  *[Symbol.iterator](): Generator<{ seq: number; sha256: Uint8Array }> {
    for (let at = 0; at < this.#hashes.length; at++) {
      yield { seq: this.#seqs[at] as number, sha256: this.#hashes.at(at) };
    }
  }

  #find(seq: number): number {
    let [from, to] = [0, this.#hashes.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.#seqs[middle] as number) < seq) from = middle + 1;
      else to = middle;
    }
    return from < this.#hashes.length && this.#seqs[from] === seq ? from : -1;
  }
}
