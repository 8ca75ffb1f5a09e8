/** Imports of what is here already, whole or in part. */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { resumeImport } from '../../../electron/core/ingest/acquire.ts';
import { interruptedImports } from '../../../electron/core/ingest/holdings.ts';
import { importSummary } from '../../../shared/contract.ts';
import { card, entriesOfType, expectIntact, field, importCard, items, put } from '../../fixtures/card.ts';
import { aleppo, halvedPicture } from '../../fixtures/halved-picture.ts';

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

describe('the same bytes', () => {
  it('from another place are recorded again and stored once', async () => {
    const picture = await halvedPicture({ position: aleppo });
    await put('a/IMG_0001.JPG', picture);
    await put('b/copy.JPG', picture);
    const summary = await importCard();
    expect(summary).toMatchObject({ archived: 2, duplicates: 1, mayRemoveSource: true });
    const [first, second] = items().map(({ seq }) => field.vault.ledger.readFields(seq));
    expect(items().map((item) => item.sha256)).toEqual([sha256(picture), sha256(picture)]);
    for (const name of ['parsers', 'read.camera', 'derived.captured', 'derived.position', 'preview'])
      expect(second?.[name]).toEqual(first?.[name]);
    const objects = join(field.path, 'objects');
    const stored = readdirSync(objects, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    // One original, and its previews together.
    expect(stored).toHaveLength(2);
  });

  it('from the very same place are not recorded again', async () => {
    await put('a.jpg', await halvedPicture());
    await put('b.txt', 'b');
    const first = await importCard();
    const entries = field.vault.ledger.size;
    const second = await importCard();
    expect(second).toMatchObject({
      acquisition: first.acquisition,
      listed: 2,
      archived: 0,
      alreadyHere: 2,
      mayRemoveSource: true,
    });
    expect(field.vault.ledger.size).toBe(entries);
  });

  it('are compared, not believed: other bytes with the old name, size and time are archived', async () => {
    await put('a.txt', 'one');
    const when = new Date('2016-04-27T18:40:00Z');
    await utimes(join(card, 'a.txt'), when, when);
    await importCard();
    await put('a.txt', 'two');
    await utimes(join(card, 'a.txt'), when, when);
    expect(await importCard()).toMatchObject({ archived: 1, alreadyHere: 0 });
    expect(items().map((item) => item.sha256)).toEqual([sha256('one'), sha256('two')]);
  });

  it('are put back when their object is gone', async () => {
    await put('a.txt', 'one');
    await importCard();
    const objects = join(field.path, 'objects');
    const [object] = readdirSync(objects, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    await rm(join(object?.parentPath ?? '', object?.name ?? ''));
    expect(await importCard()).toMatchObject({ archived: 1, alreadyHere: 0 });
    await expectIntact();
  });
});

describe('a second run', () => {
  it('over a card with new pictures lists it again and archives only those', async () => {
    await put('1.txt', 'one');
    const first = await importCard();
    await put('2.txt', 'two');
    const second = await importCard();
    expect(second).toMatchObject({ listed: 2, archived: 1, alreadyHere: 1, mayRemoveSource: true });
    expect(second.acquisition).not.toBe(first.acquisition);
    expect(items().map(({ name }) => name)).toEqual(['1.txt', '2.txt']);
    expect(interruptedImports(field.vault)).toEqual([]);
  });

  it('after cancelling finishes the same acquisition', async () => {
    for (let index = 0; index < 30; index += 1)
      await put(`${String(index).padStart(2, '0')}.jpg`, await halvedPicture({ seed: index }));
    const stop = new AbortController();
    let count = 0;
    const first = await importCard({
      stop: stop.signal,
      onArchived: () => {
        count += 1;
        if (count === 5) stop.abort();
      },
    });
    expect(first).toMatchObject({ cancelled: true, listed: 30, mayRemoveSource: false });
    expect(first.archived).toBeGreaterThanOrEqual(5);
    expect(first.archived).toBeLessThan(30);
    expect(first.missing).toHaveLength(30 - first.archived);
    expect(items()).toHaveLength(first.archived);

    const [interrupted] = interruptedImports(field.vault);
    expect(interrupted).toMatchObject({ acquisition: first.acquisition, listed: 30, source: card });
    expect([...(interrupted?.missing ?? [])].sort()).toEqual([...first.missing].sort());
    expect(interrupted?.archived.length).toBe(first.archived);

    const second = importSummary.parse(
      await resumeImport(field.vault, first.acquisition ?? -1, { workers: forkedWorkers, job: 'job-2' }),
    );
    expect(second).toMatchObject({
      acquisition: first.acquisition,
      listed: 30,
      archived: 30 - first.archived,
      alreadyHere: first.archived,
      missing: [],
      mayRemoveSource: true,
    });
    expect(interruptedImports(field.vault)).toEqual([]);
    expect(items()).toHaveLength(30);
    expect(entriesOfType('acquisition')).toHaveLength(1);
    await expectIntact();
  });

  it('names what has gone from the source in between', async () => {
    await put('a.txt', 'a');
    await put('b.txt', 'b');
    const stop = new AbortController();
    const first = await importCard({
      stop: stop.signal,
      onProgress: ({ phase }) => {
        if (phase === 'copying') stop.abort();
      },
    });
    expect(first).toMatchObject({ cancelled: true, archived: 0, missing: ['a.txt', 'b.txt'] });
    await rm(join(card, 'a.txt'));
    expect(
      await resumeImport(field.vault, first.acquisition ?? -1, { workers: forkedWorkers, job: 'k' }),
    ).toMatchObject({
      listed: 2,
      archived: 1,
      failed: [{ name: 'a.txt', code: 'SOURCE_UNREADABLE' }],
      missing: ['a.txt'],
      mayRemoveSource: false,
    });
  });

  it('is not begun while the first goes on', async () => {
    await put('a.jpg', await halvedPicture());
    // Whichever of the two finds its source first.
    const both = await Promise.allSettled([importCard(), importCard()]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'IMPORT_RUNNING' } });
  });
});
