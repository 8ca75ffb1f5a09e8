import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { importFiles } from '../../../electron/core/ingest/acquire.ts';
import { likenessOf } from '../../../electron/core/ingest/likeness.ts';
import { makePreviews } from '../../../electron/core/ingest/preview.ts';
import { pathSources } from '../../../electron/core/ingest/source.ts';
import { headLength, isPictureType, mediaType } from '../../../electron/core/ingest/type.ts';
import { readItem } from '../../../electron/core/records/items.ts';
import { alikeWithin, applyLikeness, itemsLike, likenessQuery } from '../../../electron/core/records/likeness.ts';
import { projectionRows, rebuildProjections } from '../../../electron/core/records/projections.ts';
import { itemDetail } from '../../../shared/contract/item.ts';
import { photograph } from '../../fixtures/pictures.ts';
import { type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

/** What WhatsApp makes of a photograph: turned upright, 1,600 pixels at most, compressed anew, nothing said about it. */
const handedOn = async (bytes: Uint8Array, width = 1_600, quality = 65) =>
  new Uint8Array(
    await sharp(bytes).autoOrient().resize({ width, withoutEnlargement: true }).jpeg({ quality }).toBuffer(),
  );

const apart = (a: string, b: string) => (BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2).replaceAll('0', '').length;

describe('a copy that was made smaller and compressed anew', () => {
  let field: TemporaryVault;
  let card: string;
  let seqs: Record<string, number>;

  beforeAll(async () => {
    field = await temporaryVault();
    card = await mkdtemp(join(tmpdir(), 'sanad-likeness-'));
    const original = await photograph({
      format: 'jpeg',
      seed: 3,
      exif: { make: 'Training', taken: '2016:04:27 21:45:05', orientation: 6 },
    });
    await writeFile(join(card, 'IMG_0412.JPG'), original);
    await writeFile(join(card, 'IMG-20160427-WA0003.jpg'), await handedOn(original, 400));
    await writeFile(join(card, 'IMG_0413.JPG'), await photograph({ format: 'jpeg', seed: 77 }));
    await writeFile(
      join(card, 'wall.png'),
      await sharp({ create: { width: 90, height: 60, channels: 3, background: '#999' } })
        .png()
        .toBuffer(),
    );
    await importFiles(field.vault, await pathSources([card], { except: field.path }), {
      workers: forkedWorkers,
      job: 'job-1',
    });
    const rows = field.vault.db.prepare('SELECT seq, name FROM item').all() as { seq: number; name: string }[];
    seqs = Object.fromEntries(rows.map(({ seq, name }) => [name, seq]));
  });
  afterAll(async () => {
    await field.remove();
    await rm(card, { recursive: true });
  });

  const item = (name: string) => itemDetail.parse(readItem(field.vault, seqs[name] ?? -1));

  it('finds its original, and the original finds it; each stays an item of its own', () => {
    expect(item('IMG-20160427-WA0003.jpg').alike).toEqual([
      {
        seq: seqs['IMG_0412.JPG'],
        name: 'IMG_0412.JPG',
        size: item('IMG_0412.JPG').summary.size,
        width: 480,
        height: 640,
        dated: true,
        apart: expect.any(Number),
      },
    ]);
    expect(item('IMG_0412.JPG').alike).toMatchObject([{ name: 'IMG-20160427-WA0003.jpg', dated: false }]);
    expect(item('IMG_0412.JPG').duplicates).toEqual([]);
  });

  it('is not taken for another scene, and a plain wall looks like nothing', () => {
    expect(item('IMG_0413.JPG').alike).toEqual([]);
    expect(item('wall.png').alike).toEqual([]);
    expect(field.vault.db.prepare('SELECT COUNT(*) FROM likeness').pluck().get()).toBe(3);
  });

  it('is found again where the tables are made anew from the ledger', () => {
    const before = projectionRows(field.vault.db);
    rebuildProjections(field.vault.db, field.vault.ledger);
    expect(projectionRows(field.vault.db)).toEqual(before);
  });
});

describe('looking for pictures alike among many', () => {
  let field: TemporaryVault;
  /** A generator of 32-bit numbers (Marsaglia's xorshift), so that every run sees the same. */
  let state = 2_463_534_242;
  const random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const bits = () => [random(), random()].map((word) => word.toString(16).padStart(8, '0')).join('');

  beforeAll(async () => {
    field = await temporaryVault();
    field.vault.db.transaction(() => {
      for (let item = 1; item <= 20_000; item += 1) applyLikeness(field.vault.db, item, bits());
    })();
  });
  afterAll(() => field.remove());

  it('finds every one within the limit that comparing all of them finds, and no other', () => {
    const all = field.vault.db.prepare('SELECT item, bits FROM likeness').all() as { item: number; bits: string }[];
    for (let round = 0; round < 25; round += 1) {
      let wanted = BigInt(`0x${all[random() % all.length]?.bits}`);
      for (let flips = random() % 10; flips > 0; flips -= 1) wanted ^= 1n << BigInt(random() % 64);
      const sought = wanted.toString(16).padStart(16, '0');
      const expected = all.filter((each) => apart(each.bits, sought) <= alikeWithin).map(({ item }) => item);
      expect(
        itemsLike(field.vault.db, sought)
          .map(({ item }) => item)
          .sort((a, b) => a - b),
      ).toEqual(expected);
    }
  });

  it('goes by its indexes and never through the whole table', () => {
    const plan = field.vault.db.prepare(`EXPLAIN QUERY PLAN ${likenessQuery}`).all(...Array(68).fill(0)) as {
      detail: string;
    }[];
    const lines = plan.map(({ detail }) => detail);
    expect(lines.filter((line) => line.includes('USING INDEX likeness_q'))).toHaveLength(4);
    expect(lines.filter((line) => line.startsWith('SCAN'))).toEqual([]);
  });
});

describe('the bits of a picture', () => {
  it('are none for a plain surface, whatever its brightness', () => {
    expect(likenessOf(new Uint8Array(1_024).fill(200))).toBeNull();
    expect(likenessOf(Uint8Array.from({ length: 1_024 }, (_, index) => 100 + (index % 3)))).toBeNull();
  });

  it('do not change with brightness and contrast', () => {
    const points = Uint8Array.from({ length: 1_024 }, (_, index) => (index * index) % 101);
    expect(likenessOf(points.map((value) => value + 100))).toBe(likenessOf(points));
  });
});

const samples = join(process.env.SANAD_CORPORA ?? resolve('../shared/corpora'), 'exif-samples');

describe.skipIf(!existsSync(samples))(`real photographs (needs ${samples})`, () => {
  type Seen = { name: string; bits: string; copies: (string | undefined)[] };
  const seen: Seen[] = [];
  beforeAll(async () => {
    const files = readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(jpe?g|heic|tiff)$/i.test(name),
    );
    for (const name of files) {
      const bytes = new Uint8Array(readFileSync(join(samples, name)));
      const type = mediaType(bytes.subarray(0, headLength));
      const made = isPictureType(type) ? await makePreviews(bytes, type).catch(() => null) : null;
      if (made?.likeness === undefined) continue;
      const copies = [await handedOn(made.view.bytes), await handedOn(made.view.bytes, 480, 45)];
      const again = await Promise.all(copies.map((copy) => makePreviews(copy, 'image/jpeg')));
      seen.push({ name, bits: made.likeness, copies: again.map(({ likeness }) => likeness) });
    }
  }, 120_000);

  it('are found again from copies as messaging programs make them, all of them', () => {
    expect(seen.length).toBeGreaterThanOrEqual(95);
    const lost = seen.filter(({ bits, copies }) =>
      copies.some((copy) => copy === undefined || apart(bits, copy) > alikeWithin),
    );
    expect(lost.map(({ name }) => name)).toEqual([]);
  });

  it('are taken for one another only where they show one scene', () => {
    /** One picture in every orientation. */
    const scene = (name: string) => name.replace(/^.*orientation.(landscape|portrait)_.*/, '$1');
    const pairs = seen.flatMap((one, index) =>
      seen
        .slice(index + 1)
        .flatMap((other) => (apart(one.bits, other.bits) <= alikeWithin ? [[one.name, other.name]] : [])),
    );
    const others = pairs.filter(([one = '', other = '']) => scene(one) !== scene(other));
    // Two exposures of one scene, a second apart.
    expect(others.map((pair) => pair.map((name) => basename(name)))).toEqual([
      ['iphone_hdr_NO.jpg', 'iphone_hdr_YES.jpg'],
    ]);
  });
});
