import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createForkedWorkers } from '../../../electron/core/forked-workers.ts';
import { importFiles } from '../../../electron/core/ingest/acquire.ts';
import { readingWay } from '../../../electron/core/ingest/reading-ways.ts';
import { pathSources } from '../../../electron/core/ingest/source.ts';
import { createMediaPool, type MediaPool, mediaLimits } from '../../../electron/core/ingest/supervisor.ts';
import { headLength, mediaType } from '../../../electron/core/ingest/type.ts';
import { inMemory } from '../../../electron/core/vault/random-access.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { metadata as metadataSchema } from '../../../shared/model/metadata.ts';
import { rawPictures } from '../../fixtures/raw-pictures.ts';
import { temporaryVault } from '../../fixtures/vault.ts';

/** `SANAD_MUTATIONS` tries more of them. */
const numRuns = Number(process.env.SANAD_MUTATIONS ?? 400);

/** Recordings, raw pictures and documents, damaged by chance and on purpose, given to the real process that reads them. */
const folder = (name: string) => fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
const files = (name: string) =>
  readdirSync(folder(name))
    .filter((file) => !file.endsWith('.sh'))
    .map((file) => new Uint8Array(readFileSync(`${folder(name)}/${file}`)));

const typeOf = (bytes: Uint8Array) => mediaType(bytes.subarray(0, headLength));

let pool: MediaPool;
beforeAll(() => {
  pool = createMediaPool(createForkedWorkers(), { ...mediaLimits, metadataMilliseconds: 5_000 });
});
afterAll(() => pool.close());

async function survive(bytes: Uint8Array, type: string): Promise<void> {
  const reading = pool.read(readingWay(type) === 'parts' ? inMemory(bytes) : bytes, type);
  const [metadata, preview] = await Promise.all([reading.metadata, reading.preview]);
  if ('metadata' in metadata) expect(metadataSchema.safeParse(metadata.metadata).success).toBe(true);
  else expect(metadata.problem).toMatch(/^(METADATA_UNREADABLE|METADATA_TIMEOUT|WORKER_DIED)$/);
  expect('previews' in preview || preview.problem.length > 0).toBe(true);
}

/** Numbers that lengths, counts and offsets are set to: nothing, one, the largest, and just around a sign. */
const telling = [0, 1, 7, 8, 0x7fff_ffff, 0x8000_0000, 0xffff_fff0, 0xffff_ffff];

const damage = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), with: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ kind: fc.constant('number' as const), at: fc.nat(), with: fc.constantFrom(...telling) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('double' as const), at: fc.nat() }),
);

function damaged(
  whole: Uint8Array,
  all: readonly (typeof damage extends fc.Arbitrary<infer D> ? D : never)[],
): Uint8Array {
  let bytes = whole.slice();
  for (const one of all) {
    if (bytes.length < 16) break;
    // Most of what a parser goes by stands near the beginning or the end.
    const near = one.at % 3 === 0 ? one.at % bytes.length : one.at % Math.min(bytes.length, 2_048);
    const at = one.at % 3 === 1 ? bytes.length - 1 - near : near;
    if (one.kind === 'flip') bytes[at] = (bytes[at] ?? 0) ^ one.with;
    else if (one.kind === 'number')
      new DataView(bytes.buffer, bytes.byteOffset).setUint32(Math.min(at, bytes.length - 4), one.with);
    else if (one.kind === 'cut') bytes = bytes.slice(0, at);
    else bytes = new Uint8Array(Buffer.concat([bytes.subarray(0, at), bytes]));
  }
  return bytes;
}

function box(type: string, ...content: readonly Uint8Array[]): Uint8Array {
  const inner = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(inner.length + 8, 0);
  head.write(type, 4, 'latin1');
  return new Uint8Array(Buffer.concat([head, inner]));
}

const start = box('ftyp', new TextEncoder().encode('isom\0\0\x02\0isom'));
const numbers = (...values: readonly number[]) => new Uint8Array(new Uint32Array(values).buffer).reverse();

const crafted: Readonly<Record<string, () => Uint8Array>> = {
  'boxes within boxes, ten thousand deep': () => {
    let inner: Uint8Array = new Uint8Array(0);
    const parts: Uint8Array[] = [];
    for (let depth = 0; depth < 10_000; depth += 1) {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(8 * (depth + 1), 0);
      head.write(depth % 2 === 0 ? 'trak' : 'mdia', 4, 'latin1');
      parts.unshift(head);
    }
    inner = new Uint8Array(Buffer.concat(parts));
    return new Uint8Array(Buffer.concat([start, box('moov', inner)]));
  },
  'a million empty boxes': () => {
    const many = Buffer.alloc(8_000_000);
    for (let at = 0; at < many.length; at += 8) many.write('\0\0\0\x08free', at, 'latin1');
    return new Uint8Array(Buffer.concat([start, many]));
  },
  'a movie box that claims to be larger than the file': () =>
    new Uint8Array(Buffer.concat([start, Uint8Array.of(0xff, 0xff, 0xff, 0xf0), Buffer.from('moov')])),
  'a movie box of 64 bits and no end': () =>
    new Uint8Array(Buffer.concat([start, Buffer.from('\0\0\0\x01moov\xff\xff\xff\xff\xff\xff\xff\xff', 'latin1')])),
  'four thousand million samples': () =>
    new Uint8Array(
      Buffer.concat([
        start,
        box('moov', box('trak', box('mdia', box('minf', box('stbl', box('stsz', numbers(0xffffffff, 0, 0))))))),
      ]),
    ),
  'an EBML header without end': () =>
    new Uint8Array(Buffer.concat([Buffer.from('1a45dfa301ffffffffffffff428284', 'hex'), Buffer.from('webm')])),
  'a TIFF whose directories point at each other': () => {
    const bytes = Buffer.alloc(200);
    bytes.write('II*\0', 0, 'latin1');
    bytes.writeUInt32LE(8, 4);
    bytes.writeUInt16LE(2, 8);
    for (const [index, tag] of [0x14a, 0xc612].entries()) {
      bytes.writeUInt16LE(tag, 10 + index * 12);
      bytes.writeUInt16LE(4, 12 + index * 12);
      bytes.writeUInt32LE(1, 14 + index * 12);
      bytes.writeUInt32LE(8, 18 + index * 12);
    }
    bytes.writeUInt32LE(8, 34);
    return new Uint8Array(bytes);
  },
  'a document whose pages are their own parent': () =>
    new TextEncoder().encode(
      '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]/Parent 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
    ),
};

describe('damaged files of every kind', async () => {
  const whole = [...files('recordings'), ...files('documents'), ...(await rawPictures()).map(({ bytes }) => bytes)];

  it('hang nothing, kill nothing, and what is read of them fits the ledger', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...whole),
        fc.array(damage, { minLength: 1, maxLength: 6 }),
        async (one, all) => {
          await survive(damaged(one, all), typeOf(one));
        },
      ),
      { numRuns },
    );
    const intact = whole[0] ?? new Uint8Array();
    const after = pool.read(inMemory(intact), typeOf(intact));
    expect(await after.metadata).toHaveProperty('metadata');
  });

  it('are archived all the same, every one of them', async () => {
    const card = mkdtempSync(join(tmpdir(), 'sanad-mutated-'));
    const { vault, remove } = await temporaryVault();
    try {
      const hashes = fc
        .sample(fc.tuple(fc.constantFrom(...whole), fc.array(damage, { minLength: 1 })), 60)
        .map(([one, all], number) => {
          const bytes = damaged(one, all);
          writeFileSync(join(card, `file-${number}`), bytes);
          return createHash('sha256').update(bytes).digest('hex');
        });
      const summary = await importFiles(vault, await pathSources([card]), {
        workers: createForkedWorkers(),
        job: 'damaged',
      });
      expect(summary).toMatchObject({ listed: 60, archived: 60, failed: [], missing: [], mayRemoveSource: true });
      for (const sha256 of hashes) expect(await vault.objects.verify('original', sha256 as Hex64)).toBe('intact');
    } finally {
      await remove();
      rmSync(card, { recursive: true, force: true });
    }
  });

  it.each(Object.entries(crafted))('%s', async (_, make) => {
    const bytes = make();
    await survive(bytes, typeOf(bytes));
  });

  it('given under another type than their own are told unreadable, or read for what they are', async () => {
    for (const type of ['video/mp4', 'video/webm', 'audio/wav', 'audio/mpeg', 'image/x-nikon-nef', 'application/pdf'])
      for (const one of whole.slice(0, 4)) await survive(one, type);
  });
});
