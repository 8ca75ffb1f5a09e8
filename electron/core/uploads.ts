import { Fault } from '../../shared/faults.ts';

/** One announced file. The browser knows no absolute path: `path` is relative to what was picked. */
export interface UploadLine {
  readonly path: string;
  readonly size: number;
  /** RFC 3339, UTC; `null` when unknown. */
  readonly modified: string | null;
}

/** Files that a browser hands in: what it announced, and each one's bytes once, in order. */
export interface Upload {
  readonly files: readonly UploadLine[];
  /** The bytes of file `number` (from 0), waiting for them to be sent. Ends with the sender's error when sending fails. */
  body(number: number): AsyncIterable<Uint8Array>;
  /** Nothing more is wanted: whoever still sends gets IMPORT_CANCELLED. */
  end(): void;
}

type Feed = { body: AsyncIterable<Uint8Array>; taken: () => void; refused: (error: unknown) => void };

/** One slot a file, where the sender's bytes and core's reader meet, whichever comes first. */
class Slot {
  readonly #fed: Promise<Feed>;
  #arrive: (feed: Feed) => void = () => {};
  #abandon: (fault: Fault) => void = () => {};
  #settled = false;

  constructor() {
    this.#fed = new Promise((arrive, abandon) => {
      this.#arrive = arrive;
      this.#abandon = abandon;
    });
    // An upload that is ended before anybody reads must not surface as an unhandled rejection.
    this.#fed.catch(() => {});
  }

  feed(body: AsyncIterable<Uint8Array>): Promise<void> {
    return new Promise((taken, refused) => {
      if (this.#settled) {
        refused(new Fault('IMPORT_CANCELLED'));
        return;
      }
      this.#settled = true;
      this.#arrive({ body, taken, refused });
    });
  }

  async *read(): AsyncGenerator<Uint8Array> {
    const feed = await this.#fed;
    try {
      yield* feed.body;
      feed.taken();
    } catch (error) {
      feed.refused(error);
      throw error;
    } finally {
      // A reader that stops early leaves the sender with an answer, not waiting for ever.
      feed.refused(new Fault('IMPORT_CANCELLED'));
    }
  }

  end(): void {
    if (this.#settled) {
      // Handed in and not (or not wholly) read: the sender must not wait for ever. Nothing happens where it was taken.
      this.#fed.then(({ refused }) => refused(new Fault('IMPORT_CANCELLED'))).catch(() => {});
      return;
    }
    this.#settled = true;
    this.#abandon(new Fault('IMPORT_CANCELLED'));
  }
}

/** The meeting place of a host that receives files and the import or verification that reads them. */
export class Uploads {
  readonly #open = new Map<string, { files: readonly UploadLine[]; slots: Slot[] }>();

  /** Announces files. Throws REQUEST_INVALID when the id is taken. */
  open(id: string, files: readonly UploadLine[]): void {
    if (this.#open.has(id)) throw new Fault('REQUEST_INVALID', { call: 'upload', field: 'id' });
    this.#open.set(id, { files, slots: files.map(() => new Slot()) });
  }

  /** Hands in one file's bytes; resolves when core has read them all. */
  feed(id: string, number: number, body: AsyncIterable<Uint8Array>): Promise<void> {
    const slot = this.#open.get(id)?.slots[number];
    if (slot === undefined) return Promise.reject(new Fault('REQUEST_INVALID', { call: 'upload', field: 'number' }));
    return slot.feed(body);
  }

  /** Takes an announced upload. Throws SOURCE_NOT_FOUND. */
  take(id: string): Upload {
    const upload = this.#open.get(id);
    if (upload === undefined) throw new Fault('SOURCE_NOT_FOUND');
    return {
      files: upload.files,
      body: (number) => {
        const slot = upload.slots[number];
        if (slot === undefined) throw new Fault('SOURCE_NOT_FOUND');
        return slot.read();
      },
      end: () => {
        for (const slot of upload.slots) slot.end();
        this.#open.delete(id);
      },
    };
  }

  /** Ends every upload: the vault locks. */
  endAll(): void {
    for (const id of [...this.#open.keys()]) this.take(id).end();
  }
}
