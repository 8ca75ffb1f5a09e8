import { chmod, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { importFiles } from '../../../electron/core/ingest/acquire.ts';
import { interruptedImports } from '../../../electron/core/ingest/holdings.ts';
import { pathSources } from '../../../electron/core/ingest/source.ts';
import { Fault } from '../../../shared/faults.ts';
import { card, expectIntact, field, importCard, items, put } from '../../fixtures/card.ts';
import { halvedPicture } from '../../fixtures/halved-picture.ts';

describe('a file that cannot be had is reported, and the rest goes on', () => {
  it.skipIf(process.getuid?.() === 0)('when it may not be read (not as root)', async () => {
    await put('a.jpg', await halvedPicture());
    await put('closed.jpg', await halvedPicture({ seed: 1 }));
    await chmod(join(card, 'closed.jpg'), 0);
    expect(await importCard()).toMatchObject({
      archived: 1,
      failed: [{ name: 'closed.jpg', code: 'SOURCE_FORBIDDEN' }],
      missing: ['closed.jpg'],
      mayRemoveSource: false,
    });
  });

  it('when it is gone by then', async () => {
    await put('a.txt', 'a');
    await put('b.txt', 'b');
    const [source] = await pathSources([card]);
    if (source === undefined) throw new Error('no source');
    const listing = await source.list();
    await rm(join(card, 'a.txt'));
    const summary = await importFiles(field.vault, [{ ...source, list: async () => listing }], {
      workers: forkedWorkers,
      job: 'j',
    });
    expect(summary).toMatchObject({
      archived: 1,
      failed: [{ name: 'a.txt', code: 'SOURCE_UNREADABLE' }],
      missing: ['a.txt'],
      mayRemoveSource: false,
    });
    expect(interruptedImports(field.vault)).toMatchObject([
      { archived: ['b.txt'], missing: ['a.txt'], listed: 2, source: card },
    ]);
  });

  it('when it is changed between listing and reading', async () => {
    await put('a.txt', 'first');
    const [source] = await pathSources([card]);
    if (source === undefined) throw new Error('no source');
    const listing = await source.list();
    await put('a.txt', 'longer than before');
    const summary = await importFiles(field.vault, [{ ...source, list: async () => listing }], {
      workers: forkedWorkers,
      job: 'j',
    });
    expect(summary).toMatchObject({
      archived: 0,
      failed: [{ name: 'a.txt', code: 'SOURCE_CHANGED' }],
      mayRemoveSource: false,
    });
    expect(items()).toEqual([]);
  });

  it('when it is a link or no file at all, without following it', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'sanad-outside-'));
    await writeFile(join(outside, 'private.txt'), 'not on the card');
    await put('a.txt', 'a');
    await symlink(join(outside, 'private.txt'), join(card, 'link.txt'));
    await symlink(outside, join(card, 'folder'));
    const summary = await importCard();
    expect(summary).toMatchObject({ listed: 1, archived: 1, mayRemoveSource: false });
    expect(summary.failed).toEqual([
      { name: 'folder', code: 'SOURCE_NOT_A_FILE' },
      { name: 'link.txt', code: 'SOURCE_NOT_A_FILE' },
    ]);
    expect(items().map(({ name }) => name)).toEqual(['a.txt']);
    await rm(outside, { recursive: true });
  });

  it('and an empty or absent source has its own error', async () => {
    await expect(importCard()).rejects.toMatchObject({ code: 'SOURCE_EMPTY' });
    await expect(importCard({}, [join(card, 'nowhere')])).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
  });

  it('and a vault does not archive itself', async () => {
    await put('a.txt', 'a');
    const inside = join(card, 'field.sanad');
    await field.vault.close();
    await rename(field.path, inside);
    const { openVault } = await import('../../../electron/core/vault/vault.ts');
    const { projections } = await import('../../../electron/core/records/projections.ts');
    const { passphrase } = await import('../../fixtures/vault.ts');
    const vault = await openVault({ path: inside, passphrase, projections });
    Object.assign(field, { vault, path: inside, remove: () => vault.close() });
    expect(await importCard()).toMatchObject({
      listed: 1,
      archived: 1,
      failed: [{ name: 'field.sanad', code: 'SOURCE_NOT_A_FILE' }],
    });
  });
});

describe('a full disk', () => {
  /** The vault with one of its parts failing as it does when the disk is full, from the `after`th call on. */
  function filling(part: 'objects' | 'ledger', method: 'stage' | 'append', after: number) {
    let calls = 0;
    const failing = new Proxy(field.vault[part], {
      get(target, name) {
        const value = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => {
          if (name === method) {
            calls += 1;
            if (calls > after) throw new Fault('VAULT_DISK_FULL');
          }
          return Reflect.apply(value, target, given);
        };
      },
    });
    return new Proxy(field.vault, {
      get: (target, name) => (name === part ? failing : Reflect.get(target, name, target)),
    });
  }

  it.each([
    ['objects', 'stage'],
    ['ledger', 'append'],
  ] as const)('stops cleanly in the %s, keeps what is done and names what is missing', async (part, method) => {
    const names = Array.from({ length: 20 }, (_, index) => `${index + 10}.txt`);
    for (const name of names) await put(name, `contents of ${name}`);
    // After the list, three times at most four entries together.
    const vault = filling(part, method, 4);
    const summary = await importFiles(vault, await pathSources([card]), { workers: forkedWorkers, job: 'j' });
    const done = items().map(({ name }) => name);
    expect(done.length).toBeGreaterThan(0);
    expect(summary).toMatchObject({ archived: done.length, cancelled: false, mayRemoveSource: false });
    expect(summary.failed.length).toBeGreaterThan(0);
    expect(new Set(summary.failed.map(({ code }) => code))).toEqual(new Set(['VAULT_DISK_FULL']));
    expect([...summary.missing, ...done].sort()).toEqual(names);
    expect(interruptedImports(field.vault)[0]?.missing.sort()).toEqual([...summary.missing].sort());
    await expectIntact();
    // Room again: the rest, in the same acquisition.
    expect(await importCard()).toMatchObject({
      acquisition: summary.acquisition,
      alreadyHere: done.length,
      mayRemoveSource: true,
    });
    expect(items()).toHaveLength(20);
  });

  it('fails at once when not even the list can be written, and nothing is copied', async () => {
    await put('a.txt', 'a');
    const vault = filling('ledger', 'append', 0);
    await expect(
      importFiles(vault, await pathSources([card]), { workers: forkedWorkers, job: 'j' }),
    ).rejects.toMatchObject({
      code: 'VAULT_DISK_FULL',
    });
    expect(items()).toEqual([]);
  });
});
