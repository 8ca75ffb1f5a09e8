import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { importFiles, resumeImport } from '../../../electron/core/ingest/acquire.ts';
import { interruptedImports } from '../../../electron/core/ingest/holdings.ts';
import { pathSources, uploadSource } from '../../../electron/core/ingest/source.ts';
import { isHex64 } from '../../../shared/ledger/hex.ts';
import { card, entriesOfType, expectIntact, field, importCard, items, put } from '../../fixtures/card.ts';
import { aleppo, endlessHeic, halvedPicture } from '../../fixtures/halved-picture.ts';
import { allBytesBelow } from '../../fixtures/vault.ts';

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

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
      ['endless.heic', 'PREVIEW_FAILED'],
      ['film.wmv', 'PREVIEW_UNSUPPORTED'],
    ]);
    expect(summary.withoutMetadata.map(({ name, code }) => [name, code]).sort()).toEqual([
      ['empty.jpg', 'FILE_EMPTY'],
      ['film.avi', 'METADATA_UNREADABLE'],
      ['film.wmv', 'METADATA_UNSUPPORTED'],
    ]);
    const film = items().find(({ name }) => name === 'film.wmv');
    expect(field.vault.ledger.readFields(film?.seq ?? -1)).toMatchObject({
      unread: 'METADATA_UNSUPPORTED',
      preview: { problem: 'PREVIEW_UNSUPPORTED' },
    });
    // An empty file is no other kind than its name says: it is empty.
    const empty = items().find(({ name }) => name === 'empty.jpg');
    expect(Object.keys(field.vault.ledger.readFields(empty?.seq ?? -1))).not.toContain('conflicts');
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
