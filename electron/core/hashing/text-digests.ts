import { AskedThread } from './asked-thread.ts';

/** Rows of texts. What is hashed of each is `before`, the row's number in decimal, a line feed and the text. */
export type RowsAsked = {
  readonly before: string;
  readonly numbers: readonly number[];
  /** Each a JSON object with the texts for its values: to post texts one by one would cost more than hashing them. */
  readonly rows: readonly string[];
};

/** Room for a few batches beside Node's own: a text may be a mebibyte long. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 2 };

/** SHA-256 of many texts, taken in a thread beside the one that has other work to do on them. */
export class TextDigests {
  #thread: AskedThread<RowsAsked, string> | null = null;

  /**
   * In b64url, 43 characters each, those of a row one after another, rows parted by line feeds. Of a row that can't be read they mean
   * nothing. Null where no thread can be had: who asks then takes them itself.
   */
  of(asked: RowsAsked): Promise<string | null> {
    this.#thread ??= new AskedThread(digestingThread, resourceLimits);
    return this.#thread.ask(asked);
  }

  async close(): Promise<void> {
    await this.#thread?.end();
  }
}

/** What runs in the thread: nothing outside of this function may be used in it, and what it needs of Node comes through `load`. */
function digestingThread(load: NodeJS.Require): void {
  const { hash } = load('node:crypto') as typeof import('node:crypto');
  const { parentPort } = load('node:worker_threads') as typeof import('node:worker_threads');
  const digestsOf = (before: string, row: string): string => {
    let digests = '';
    try {
      for (const text of Object.values(JSON.parse(row) as object))
        digests += hash('sha256', before + text, 'base64url');
      return digests;
    } catch {
      return '';
    }
  };
  parentPort?.on('message', ({ before, numbers, rows }: RowsAsked) => {
    parentPort?.postMessage(rows.map((row, at) => digestsOf(`${before}${numbers[at]}\n`, row)).join('\n'));
  });
}
