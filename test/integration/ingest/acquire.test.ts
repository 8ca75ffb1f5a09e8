import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { type ImportOptions, importFiles, resumeImport } from '../../../electron/core/ingest/acquire.ts';
import { interruptedImports } from '../../../electron/core/ingest/holdings.ts';
import { pathSources, uploadSource } from '../../../electron/core/ingest/source.ts';
import { importSummary } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { isHex64 } from '../../../shared/ledger/hex.ts';
import { aleppo, endlessHeic, halvedPicture } from '../../fixtures/halved-picture.ts';
import { allBytesBelow, type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

let field: TemporaryVault;
let card: string;
beforeEach(async () => {
  field = await temporaryVault();
  card = await mkdtemp(join(tmpdir(), 'sanad-card-'));
});
afterEach(async () => {
  await field.remove();
  await rm(card, { recursive: true, force: true });
});

async function put(path: string, bytes: Uint8Array | string): Promise<void> {
  const whole = join(card, path);
  await mkdir(resolve(whole, '..'), { recursive: true });
  await writeFile(whole, bytes);
}

async function importCard(options: Partial<ImportOptions> = {}, paths: string[] = [card]) {
  const sources = await pathSources(paths, { except: field.vault.path });
  const summary = await importFiles(field.vault, sources, { workers: forkedWorkers, job: 'job-1', ...options });
  return importSummary.parse(summary);
}

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

function items() {
  return field.vault.db.prepare('SELECT seq, name, path, sha256, type FROM item ORDER BY seq').all() as {
    seq: number;
    name: string;
    path: string;
    sha256: string;
    type: string;
  }[];
}

const entriesOfType = (type: string) =>
  [...field.vault.ledger.everyAppended()].filter((entry) => entry.type === type).map(({ seq }) => seq);

async function expectIntact(): Promise<void> {
  for (const item of items()) {
    if (!isHex64(item.sha256)) throw new Error('not a hash');
    expect(await field.vault.objects.verify('original', item.sha256)).toBe('intact');
  }
}

describe('importing a folder', () => {
  it('lists what the source holds before anything is copied, then archives it bit for bit', async () => {
    const picture = await halvedPicture({ position: aleppo });
    await put('DCIM/100/IMG_0001.JPG', picture);
    await put('notes.txt', 'what the guard said');
    const summary = await importCard();

    expect(summary).toMatchObject({
      listed: 2,
      archived: 2,
      duplicates: 0,
      failed: [],
      missing: [],
      mayRemoveSource: true,
    });
    expect(summary.bytes).toBe(picture.length + 'what the guard said'.length);
    const [acquisition] = entriesOfType('acquisition');
    expect(summary.acquisition).toBe(acquisition);
    expect(field.vault.ledger.readFields(acquisition ?? -1)).toMatchObject({
      'source.kind': 'folder',
      'source.path': card,
      count: 2,
      part: { first: null, from: 1 },
      'holds.1': { path: 'DCIM/100/IMG_0001.JPG', size: picture.length },
      'holds.2': { path: 'notes.txt', size: 19 },
    });
    expect(entriesOfType('item').every((seq) => seq > (acquisition ?? Number.NaN))).toBe(true);

    const found = items().find(({ name }) => name === 'IMG_0001.JPG');
    expect(found).toMatchObject({
      sha256: sha256(picture),
      type: 'image/jpeg',
      path: join(card, 'DCIM/100/IMG_0001.JPG'),
    });
    expect(field.vault.ledger.readFields(found?.seq ?? -1)).toMatchObject({
      file: { sha256: sha256(picture), size: picture.length, type: 'image/jpeg' },
      acquisition: { seq: acquisition, number: 1 },
      'derived.captured': { wall: '2016-04-27T21:40:00', offset: '+03:00', offsetBasis: 'written' },
      'derived.position': { latitude: '36.19166667', longitude: '37.15' },
      'derived.picture': { width: 320, height: 200, orientation: 1 },
    });
    await expectIntact();
  });

  it('keeps previews whose bytes the entry names', async () => {
    await put('a.jpg', await halvedPicture());
    await importCard();
    const [item] = items();
    const { preview } = field.vault.ledger.readFields(item?.seq ?? -1) as {
      preview: { thumb: { sha256: string }; view: { sha256: string } };
    };
    for (const kind of ['thumb', 'view'] as const) {
      const hash = preview[kind].sha256;
      if (!isHex64(hash) || !isHex64(item?.sha256 ?? '')) throw new Error('not a hash');
      expect(await field.vault.objects.verify(kind, item?.sha256 as typeof hash, hash)).toBe('intact');
    }
  });

  it('writes no plaintext to disk', async () => {
    await put('secret name.jpg', await halvedPicture());
    await put('words.txt', 'a sentence that must not lie on disk');
    await importCard();
    const disk = allBytesBelow(field.path);
    for (const plain of ['secret name', 'a sentence that must', 'Test camera', card, 'JFIF', 'WEBPVP8'])
      expect(disk.includes(plain), plain).toBe(false);
  });

  it('goes by content and not by name, and says so', async () => {
    await put('photo.jpg', await halvedPicture({ format: 'png' }));
    await put('no extension', await halvedPicture({ format: 'webp' }));
    await importCard();
    const byName = Object.fromEntries(items().map((item) => [item.name, item]));
    expect(byName['photo.jpg']?.type).toBe('image/png');
    expect(byName['no extension']?.type).toBe('image/webp');
    expect(field.vault.ledger.readFields(byName['photo.jpg']?.seq ?? -1).conflicts).toContainEqual({
      kind: 'content differs from name',
      values: { type: 'image/png' },
    });
    expect(
      JSON.stringify(field.vault.ledger.readFields(byName['no extension']?.seq ?? -1).conflicts ?? []),
    ).not.toContain('differs');
  });

  it('shows a capture time that has not come yet', async () => {
    await put('a.jpg', await halvedPicture({ taken: '2150:01:01 00:00:00', offset: null }));
    await importCard();
    expect(JSON.stringify(field.vault.ledger.readFields(items()[0]?.seq ?? -1).conflicts)).toContain(
      'captured after acquisition',
    );
  });

  it('archives what it cannot read or show, with the reason', async () => {
    await put('endless.heic', endlessHeic());
    await put('cut.png', (await halvedPicture({ format: 'png' })).subarray(0, 30));
    await put('empty.jpg', '');
    await put('film.mp4', new Uint8Array([0, 0, 0, 16, ...Buffer.from('ftypisom'), 0, 0, 2, 0]));
    await put('film.avi', new TextEncoder().encode('RIFF    AVI LIST'));
    await put('film.wmv', Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex'));
    await put('words.txt', 'a first account\n');
    const summary = await importCard();
    expect(summary).toMatchObject({ listed: 7, archived: 7, missing: [], mayRemoveSource: true });
    expect(summary.withoutPreview.map(({ name, code }) => [name, code]).sort()).toEqual([
      ['cut.png', 'PREVIEW_FAILED'],
      ['empty.jpg', 'PREVIEW_UNSUPPORTED'],
      ['endless.heic', 'PREVIEW_FAILED'],
      ['film.wmv', 'PREVIEW_UNSUPPORTED'],
    ]);
    expect(summary.withoutMetadata.map(({ name, code }) => [name, code]).sort()).toEqual([
      ['empty.jpg', 'METADATA_UNSUPPORTED'],
      ['film.avi', 'METADATA_UNREADABLE'],
      ['film.wmv', 'METADATA_UNSUPPORTED'],
    ]);
    const film = items().find(({ name }) => name === 'film.wmv');
    expect(field.vault.ledger.readFields(film?.seq ?? -1)).toMatchObject({
      unread: 'METADATA_UNSUPPORTED',
      preview: { problem: 'PREVIEW_UNSUPPORTED' },
    });
    // What has no metadata and no preview by its nature lacks nothing; a film that breaks off says what it can.
    const words = items().find(({ name }) => name === 'words.txt');
    expect(Object.keys(field.vault.ledger.readFields(words?.seq ?? -1))).not.toEqual(
      expect.arrayContaining(['unread', 'preview']),
    );
    const broken = items().find(({ name }) => name === 'film.mp4');
    expect(field.vault.ledger.readFields(broken?.seq ?? -1)).toMatchObject({
      'read.camera': [{ name: 'QuickTime:MajorBrand', value: 'isom' }],
    });
    await expectIntact();
  });

  it('spans several entries when it holds more than one can list', async () => {
    await Promise.all(
      Array.from({ length: 1_003 }, (_, index) => put(`f${String(index).padStart(4, '0')}.txt`, `file ${index}`)),
    );
    const summary = await importCard();
    expect(summary).toMatchObject({ listed: 1_003, archived: 1_003, mayRemoveSource: true });
    const [first, second] = entriesOfType('acquisition').map((seq) => field.vault.ledger.readFields(seq));
    expect(Object.keys(first ?? {}).filter((name) => name.startsWith('holds.'))).toHaveLength(1_000);
    expect(second).toMatchObject({
      count: 1_003,
      part: { first: summary.acquisition, from: 1_001 },
      'holds.1003': { path: 'f1002.txt' },
    });
    expect(interruptedImports(field.vault)).toEqual([]);
  });

  it('tells how far it is, never backwards, up to the end', async () => {
    for (let index = 0; index < 12; index += 1) await put(`${index}.jpg`, await halvedPicture({ seed: index }));
    const told: { phase: string; done: number; total: number; bytesDone: number; bytesTotal: number }[] = [];
    const summary = await importCard({ onProgress: (progress) => told.push(progress) });
    expect(told[0]).toMatchObject({ phase: 'listing', done: 0 });
    expect(told.at(-1)).toMatchObject({
      phase: 'done',
      done: 12,
      total: 12,
      bytesDone: summary.bytes,
      bytesTotal: summary.bytes,
    });
    expect(told.every((now, index) => index === 0 || now.bytesDone >= (told[index - 1]?.bytesDone ?? 0))).toBe(true);
  });
});

describe('importing single files', () => {
  it('of one folder is one acquisition, and folders beside them are their own', async () => {
    for (const name of ['a.txt', 'b.txt', 'c.txt', 'deep/d.txt']) await put(name, name);
    const summary = await importCard({}, [join(card, 'b.txt'), join(card, 'a.txt'), join(card, 'deep')]);
    expect(summary).toMatchObject({ listed: 3, archived: 3, mayRemoveSource: true });
    expect(
      entriesOfType('acquisition').map((seq) => {
        const fields = field.vault.ledger.readFields(seq);
        return [fields['source.kind'], fields['source.path'], fields.count];
      }),
    ).toEqual([
      ['folder', join(card, 'deep'), 1],
      ['file', card, 2],
    ]);
    // The whole card later: these three are known by their place, whichever way they came.
    expect(await importCard()).toMatchObject({ listed: 4, archived: 1, alreadyHere: 3 });
  });

  it('goes on where it was interrupted, though what is archived has left the card', async () => {
    for (const name of ['a.txt', 'b.txt', 'c.txt']) await put(name, name);
    const paths = ['a.txt', 'b.txt', 'c.txt'].map((name) => join(card, name));
    const [source] = await pathSources(paths);
    if (source === undefined) throw new Error('no source');
    const listing = await source.list();
    await rename(join(card, 'c.txt'), join(card, 'away'));
    const first = await importFiles(field.vault, [{ ...source, list: async () => listing }], {
      workers: forkedWorkers,
      job: 'j',
    });
    expect(first).toMatchObject({ archived: 2, missing: ['c.txt'] });
    await rm(join(card, 'a.txt'));
    await rename(join(card, 'away'), join(card, 'c.txt'));
    expect(
      await resumeImport(field.vault, first.acquisition ?? -1, { workers: forkedWorkers, job: 'k' }),
    ).toMatchObject({
      listed: 3,
      archived: 1,
      alreadyHere: 2,
      failed: [],
      missing: [],
      mayRemoveSource: true,
    });
    expect(interruptedImports(field.vault)).toEqual([]);
  });
});

describe('a file that cannot be had is reported, and the rest goes on', () => {
  it.skipIf(process.getuid?.() === 0)('when it may not be read (not as root)', async () => {
    await put('a.jpg', await halvedPicture());
    await put('closed.jpg', await halvedPicture({ seed: 1 }));
    await chmod(join(card, 'closed.jpg'), 0);
    expect(await importCard()).toMatchObject({
      archived: 1,
      failed: [{ name: 'closed.jpg', code: 'SOURCE_UNREADABLE' }],
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
    field = { ...field, vault: await openVault({ path: inside, passphrase, projections }), path: inside };
    const { vault } = field;
    field.remove = async () => vault.close();
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
    const names = Array.from({ length: 9 }, (_, index) => `${index}.txt`);
    for (const name of names) await put(name, `contents of ${name}`);
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
    expect(items()).toHaveLength(9);
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
    // One original, one thumbnail, one view.
    expect(stored).toHaveLength(3);
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

describe('files that a browser hands in', () => {
  const announced = (files: Record<string, Uint8Array>) => {
    const list = Object.entries(files);
    return uploadSource({
      files: list.map(([path, bytes]) => ({ path, size: bytes.length, modified: '2016-04-27T18:40:00.000Z' })),
      async *body(number) {
        const bytes = list[number]?.[1] ?? new Uint8Array();
        for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
      },
    });
  };
  const hand = (source: ReturnType<typeof announced>) =>
    importFiles(field.vault, [source], { workers: forkedWorkers, job: 'j' });

  it('are archived like any other, known by the path that the browser tells', async () => {
    const picture = await halvedPicture({ position: aleppo });
    expect(await hand(announced({ 'card/a.jpg': picture, 'card/b.txt': Buffer.from('b') }))).toMatchObject({
      listed: 2,
      archived: 2,
      mayRemoveSource: true,
    });
    expect(
      items()
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['card/a.jpg', 'card/b.txt']);
    expect(field.vault.ledger.readFields(entriesOfType('acquisition')[0] ?? -1)).toMatchObject({
      'source.kind': 'upload',
      'source.path': 'card',
    });
    expect(await hand(announced({ 'card/a.jpg': picture, 'card/b.txt': Buffer.from('b') }))).toMatchObject({
      archived: 0,
      alreadyHere: 2,
    });
  });

  it('are refused when they are not as long as announced', async () => {
    const source = uploadSource({
      files: [{ path: 'a.txt', size: 9, modified: null }],
      async *body() {
        yield new Uint8Array(4);
      },
    });
    expect(await hand(source)).toMatchObject({ archived: 0, failed: [{ name: 'a.txt', code: 'SOURCE_CHANGED' }] });
  });

  it('are reported when the browser goes away', async () => {
    const source = uploadSource({
      files: [{ path: 'a.txt', size: 9, modified: null }],
      body: () => ({
        [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('aborted')) }),
      }),
    });
    expect(await hand(source)).toMatchObject({ archived: 0, failed: [{ name: 'a.txt', code: 'SOURCE_UNREADABLE' }] });
  });
});

const samples = resolve(process.env.SANAD_CORPORA ?? '../shared/corpora', 'exif-samples');
describe.skipIf(!existsSync(samples))(`real pictures (needs ${samples})`, () => {
  it('101 of them, some corrupt on purpose, are all archived bit for bit', async () => {
    const summary = await importCard({}, [samples]);
    expect(summary).toMatchObject({ missing: [], failed: [], mayRemoveSource: true });
    expect(summary.listed).toBe(summary.archived);
    const images = items().filter(({ type }) => type.startsWith('image/'));
    expect(images).toHaveLength(101);
    for (const { path, sha256: stored } of items()) expect(sha256(readFileSync(path))).toBe(stored);
    await expectIntact();
    expect(summary.withoutMetadata.filter(({ code }) => code !== 'METADATA_UNSUPPORTED')).toEqual([]);
  });
});
