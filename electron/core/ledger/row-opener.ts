import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { AskedThread } from '../hashing/asked-thread.ts';
import { type OpenedRows, type RowsAsked, unpackOpened } from './opened-rows.ts';

/** Room for a few batches beside Node's own: a text may be a mebibyte long. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 };

/** Opens entries in a thread beside the one that has other work to do on them. */
export class RowOpener {
  readonly #thread = new AskedThread<RowsAsked, string>(
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

  /** Until the thread has started, and where none can be had, who has entries to open does better to open them itself. */
  get isUp(): boolean {
    return this.#isUp;
  }

  /** What `openRows` makes of them; null where no thread can be had: who asks then opens them itself. */
  async open(asked: RowsAsked): Promise<OpenedRows | null> {
    const packed = await this.#thread.ask(asked);
    return packed === null ? null : unpackOpened(packed);
  }

  close(): Promise<void> {
    return this.#thread.end();
  }
}
