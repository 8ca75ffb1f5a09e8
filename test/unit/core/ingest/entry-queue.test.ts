import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEntryQueue, longestWait, mostTogether } from '../../../../electron/core/ingest/entry-queue.ts';
import type { Appended, EntryDraft } from '../../../../electron/core/ledger/ledger.ts';

const draft = (type: string): EntryDraft => ({ type, operator: 'op-1', fields: {} });

/** Notes what is written together, as the ledger would be asked to. */
function ledger(refuse: (drafts: readonly EntryDraft[]) => 'nothing' | 'before' | 'after' = () => 'nothing') {
  const written: string[][] = [];
  let size = 0;
  const queue = createEntryQueue({
    size: () => size,
    append(drafts) {
      const refused = refuse(drafts);
      if (refused === 'before') throw new Error('refused');
      const first = size;
      size += drafts.length;
      written.push(drafts.map(({ type }) => type));
      if (refused === 'after') throw new Error('refused');
      return drafts.map((one, index) => ({ ...one, seq: first + index }) as Appended);
    },
  });
  const file = (type: string, before: Promise<unknown> = Promise.resolve()) =>
    queue.inWork(async () => {
      await before;
      return (await queue.enter(draft(type))).seq;
    });
  return { queue, written, file };
}

/** Something that goes on until it is told to end. */
function lasting() {
  let end = () => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { over, end };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('entries of files that are ready at about the same time', () => {
  it('are written together, and each file learns of its own', async () => {
    const { written, file } = ledger();
    expect(await Promise.all(['a', 'b', 'c'].map((type) => file(type)))).toEqual([0, 1, 2]);
    expect(written).toEqual([['a', 'b', 'c']]);
  });

  it('wait for nobody once there are enough of them', async () => {
    const { queue, written, file } = ledger();
    const slow = lasting();
    const other = queue.inWork(() => slow.over);
    const names = Array.from({ length: mostTogether }, (_, number) => `file ${number}`);
    await Promise.all(names.map((name) => file(name)));
    expect(written).toEqual([names]);
    slow.end();
    await other;
  });

  it('wait for a file in work, but not long', async () => {
    const { written, file } = ledger();
    const slow = lasting();
    const second = file('slow', slow.over);
    const first = file('quick');
    await vi.advanceTimersByTimeAsync(longestWait - 1);
    expect(written).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(written).toEqual([['quick']]);
    expect(await first).toBe(0);
    slow.end();
    expect(await second).toBe(1);
  });

  it('do not wait where every other file waits for them', async () => {
    const { queue, written } = ledger();
    const first = queue.inWork(() => queue.enter(draft('first')));
    const same = queue.inWork(async () => {
      await queue.aside(first);
      return queue.enter(draft('same'));
    });
    expect((await same).seq).toBe(1);
    expect(written).toEqual([['first'], ['same']]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('do not wait for a file that failed', async () => {
    const { queue, written, file } = ledger();
    const failing = lasting();
    const failed = queue.inWork(async () => {
      await failing.over;
      throw new Error('unreadable');
    });
    const good = file('good');
    failing.end();
    await expect(failed).rejects.toThrow('unreadable');
    expect(await good).toBe(0);
    expect(written).toEqual([['good']]);
  });
});

describe('an entry that is refused', () => {
  it('does not take with it those beside it', async () => {
    const { written, file } = ledger((drafts) => (drafts.some(({ type }) => type === 'bad') ? 'before' : 'nothing'));
    const settled = await Promise.allSettled([file('a'), file('bad'), file('c')]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(written).toEqual([['a'], ['c']]);
  });

  it('is not written twice where it is there all the same', async () => {
    const { written, file } = ledger(() => 'after');
    const settled = await Promise.allSettled([file('a'), file('b')]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(written).toEqual([['a', 'b']]);
  });
});
