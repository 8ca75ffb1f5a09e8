import { MAX_DISCLOSURE_LINE } from '../ledger/disclosed.ts';
import { LineBlocks } from '../ledger/jsonl.ts';
import { openLines, type Run, unpackLines } from '../ledger/opened-lines.ts';
import type { Primitives } from '../ledger/primitives.ts';
import type { LedgerVerification } from '../ledger/verification.ts';
import type { LineOpener } from './platform.ts';

/** A line that came in two pieces, or whole lines that are opened somewhere. */
type Step =
  | { readonly line: Uint8Array | null }
  /** What the thread opened is read when its turn has come: until then it stands in one text, which costs the least. */
  | { readonly block: Uint8Array<ArrayBuffer>; readonly runs: readonly Run[] | Promise<string | null> };

/** What is opened together: all that comes out of it stands in memory at once. */
const blockLength = 128 * 1024;
/** How many blocks may be under way in the thread: with none waiting there, it would be idle while this one has other work. Some ten milliseconds' worth. */
const blocksAhead = 6;

/** disclosures.jsonl on its way into a verification: what lies whole in a piece is opened by the entry, here or in a thread. */
export class DisclosureReading {
  readonly #primitives: Primitives;
  readonly #ledger: LedgerVerification;
  readonly #opener: LineOpener | null;
  readonly #hasTime: () => boolean;
  readonly #lines: LineBlocks;
  /** In the order of the file, in which they are taken in. */
  readonly #steps: Step[] = [];
  readonly #spare: Uint8Array<ArrayBuffer>[] = [];
  #underWay = 0;

  /**
   * Once the entries are read. `hasTime`: whether this thread has nothing better to do than to open what the other one is not free for.
   */
  constructor(
    primitives: Primitives,
    ledger: LedgerVerification,
    opener: LineOpener | null = null,
    hasTime: () => boolean = () => true,
  ) {
    this.#primitives = primitives;
    this.#ledger = ledger;
    this.#opener = opener;
    this.#hasTime = hasTime;
    this.#lines = new LineBlocks(
      MAX_DISCLOSURE_LINE,
      (line) => this.#addLine(line),
      (block) => this.#addBlock(block),
    );
  }

  /** The memory of `piece` may be used again at once. */
  async push(piece: Uint8Array): Promise<void> {
    for (let from = 0; from < piece.length; from += blockLength) {
      this.#lines.push(piece.subarray(from, from + blockLength));
      while (this.#underWay >= blocksAhead && !this.#hasTime()) await this.#takeNext();
      while (this.#steps.length > 2 * blocksAhead) await this.#takeNext();
    }
  }

  /** After the last piece: whether the last line ended in a newline. */
  async end(): Promise<boolean> {
    const isEnded = this.#lines.end();
    while (this.#steps.length > 0) await this.#takeNext();
    return isEnded;
  }

  #addLine(line: Uint8Array | null): void {
    if (this.#steps.length === 0) this.#ledger.disclosureLine(line);
    else this.#steps.push({ line: line?.slice() ?? null });
  }

  #addBlock(block: Uint8Array): void {
    const { ledger } = this.#ledger;
    if (ledger !== null && this.#opener?.isUp && this.#underWay < blocksAhead) {
      const kept = this.#copyOf(block);
      this.#steps.push({ block: kept, runs: this.#opener.lines(ledger, kept) });
      this.#underWay++;
    } else if (this.#steps.length === 0) this.#ledger.disclosureLines(block, this.#open(block));
    else this.#steps.push({ block: this.#copyOf(block), runs: this.#open(block) });
  }

  /** Where no entry could be read, nothing can be opened for its ledger. */
  #open(block: Uint8Array): readonly Run[] {
    const { ledger } = this.#ledger;
    if (ledger === null) return [{ from: 0, to: block.length, opened: null }];
    return openLines(this.#primitives, ledger, block);
  }

  async #takeNext(): Promise<void> {
    const step = this.#steps.shift();
    if (step === undefined) return;
    if ('line' in step) {
      this.#ledger.disclosureLine(step.line);
      return;
    }
    this.#ledger.disclosureLines(step.block, await this.#runsOf(step));
    this.#spare.push(new Uint8Array(step.block.buffer));
  }

  async #runsOf({ block, runs }: Extract<Step, { block: unknown }>): Promise<readonly Run[]> {
    if (!(runs instanceof Promise)) return runs;
    this.#underWay--;
    const packed = await runs;
    return packed === null ? this.#open(block) : unpackLines(packed);
  }

  /** In memory that is used again once it is taken in. */
  #copyOf(block: Uint8Array): Uint8Array<ArrayBuffer> {
    const memory = this.#spare.pop() ?? new Uint8Array(blockLength);
    memory.set(block);
    return memory.subarray(0, block.length);
  }
}
