import { Fault } from '../../../shared/faults.ts';
import type { Appended, EntryDraft } from '../ledger/ledger.ts';

/**
 * Entries of files that are ready at about the same time are written in one durable transaction: most of what a transaction costs is the same for one
 * entry and for four. Nobody is told that a file is archived before its entry is there, and no file waits for one that waits for it.
 */
export interface EntryQueue {
  /** One file's whole way into the vault. */
  inWork<T>(work: () => Promise<T>): Promise<T>;
  /** Within such a way: what is awaited may be another file's entry, so nobody waits for this file meanwhile. */
  aside<T>(awaited: Promise<T>): Promise<T>;
  /** Within such a way. When it resolves, the entry survives a power cut; rejects as `append` throws, each for its own entry. */
  enter(draft: EntryDraft): Promise<Appended>;
}

/** What the queue needs of a ledger: `size` tells whether an append that failed is there all the same. */
export interface EntriesInto {
  readonly size: () => number;
  readonly append: (drafts: readonly EntryDraft[]) => readonly Appended[];
}

/** More together is hardly cheaper, and keeps more files waiting. */
export const mostTogether = 4;

/** Milliseconds; as long as two workers take for as many photographs. */
export const longestWait = 250;

type Waiting = {
  readonly draft: EntryDraft;
  readonly resolve: (entry: Appended) => void;
  readonly reject: (error: unknown) => void;
};

export function createEntryQueue({ size, append }: EntriesInto): EntryQueue {
  let waiting: Waiting[] = [];
  /** Files in work that wait neither for their entry nor for another file. */
  let busy = 0;
  let timer: NodeJS.Timeout | null = null;

  function write(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const together = waiting;
    waiting = [];
    busy += together.length;
    const before = size();
    try {
      settle(together);
    } catch (error) {
      // One that the ledger has no form for, or that the disk has no room for, does not take the others with it.
      const alone = together.length > 1 && size() === before;
      for (const one of together) {
        if (!alone) one.reject(error);
        else
          try {
            settle([one]);
          } catch (own) {
            one.reject(own);
          }
      }
    }
  }

  function settle(together: readonly Waiting[]): void {
    const entries = append(together.map(({ draft }) => draft));
    for (const [index, { resolve, reject }] of together.entries()) {
      const entry = entries[index];
      if (entry === undefined) reject(new Fault('INTERNAL'));
      else resolve(entry);
    }
  }

  function writeWhenDue(): void {
    if (waiting.length === 0) return;
    if (busy === 0 || waiting.length >= mostTogether) write();
    else timer ??= setTimeout(write, longestWait);
  }

  async function notBusy<T>(awaited: Promise<T>): Promise<T> {
    busy -= 1;
    writeWhenDue();
    try {
      return await awaited;
    } finally {
      busy += 1;
    }
  }

  return {
    async inWork(work) {
      busy += 1;
      try {
        return await work();
      } finally {
        busy -= 1;
        writeWhenDue();
      }
    },
    aside: notBusy,
    enter(draft) {
      return new Promise((resolve, reject) => {
        waiting.push({ draft, resolve, reject });
        busy -= 1;
        writeWhenDue();
      });
    },
  };
}
