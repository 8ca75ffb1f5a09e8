import type { LineOpener } from '../../../shared/bundle/platform.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { AskedThread } from '../hashing/asked-thread.ts';
import { type OpenedRows, type RowsAsked, unpackOpened } from './opened-rows.ts';

/** Lines of disclosures.jsonl, whole. */
export type LinesAsked = { readonly ledger: Hex64; readonly block: Uint8Array };

/** Room for a few batches beside Node's own: a text may be a mebibyte long. With twice as much V8 would let 20 MB of what is done with lie about. */
const resourceLimits = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 };

/** Opens entries in a thread beside the one that has other work to do on them. */
export class EntryOpener implements LineOpener {
  readonly #thread = new AskedThread<RowsAsked | LinesAsked, string>(
    new URL('./opening-thread.ts', import.meta.url),
    resourceLimits,
  );

  #isUp = false;

  constructor() {
    const nothing = { ledger: '' as Hex64, numbers: [], rows: [] };
    void this.#thread.ask(nothing).then((answer) => {
      this.#isUp = answer !== null;
    });
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** What `openRows` makes of them; null where no thread can be had: who asks then opens them itself. */
  async rows(asked: RowsAsked): Promise<OpenedRows | null> {
    const packed = await this.#thread.ask(asked);
    return packed === null ? null : unpackOpened(packed);
  }

  lines(ledger: Hex64, block: Uint8Array): Promise<string | null> {
    return this.#thread.ask({ ledger, block });
  }

  close(): Promise<void> {
    return this.#thread.end();
  }
}
