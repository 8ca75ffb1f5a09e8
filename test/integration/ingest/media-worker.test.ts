import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createForkedWorkers } from '../../../electron/core/forked-workers.ts';
import { createMediaPool, type MediaPool } from '../../../electron/core/ingest/supervisor.ts';
import { headLength, mediaType } from '../../../electron/core/ingest/type.ts';
import { aleppo, colourAt, endlessHeic, halvedFormats, halvedPicture } from '../../fixtures/halved-picture.ts';

let pool: MediaPool;
let spawned = 0;
beforeAll(() => {
  const real = createForkedWorkers();
  pool = createMediaPool({
    spawn(kind, limits) {
      spawned += 1;
      return real.spawn(kind, limits);
    },
  });
});
afterAll(() => pool.close());

async function read(bytes: Uint8Array, type = mediaType(bytes.subarray(0, headLength))) {
  const reading = pool.read(bytes, type);
  const [metadata, preview] = await Promise.all([reading.metadata, reading.preview]);
  return {
    metadata: 'metadata' in metadata ? metadata.metadata : null,
    previews: 'previews' in preview ? preview.previews : null,
    problems: [metadata, preview].flatMap((outcome) => ('problem' in outcome ? [outcome.problem] : [])),
  };
}

const isRed = ([red, , blue]: readonly number[]) => (red ?? 0) > 150 && (blue ?? 255) < 90;

describe('pictures of each format', () => {
  it.each(halvedFormats)('%s: previews at most 512 and 1,800 pixels, without metadata', async (format) => {
    const { previews } = await read(await halvedPicture({ format, width: 2_400, height: 1_500, position: aleppo }));
    expect([previews?.thumb.width, previews?.thumb.height]).toEqual([512, 320]);
    expect([previews?.view.width, previews?.view.height]).toEqual([1_800, 1_125]);
    for (const made of [previews?.thumb.bytes, previews?.view.bytes]) {
      const found = await sharp(made).metadata();
      expect(found.format).toBe('jpeg');
      expect([found.exif, found.xmp, found.iptc, found.orientation]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
      expect(Buffer.from(made ?? []).includes('Test camera')).toBe(false);
    }
  });

  it.each([
    { format: 'jpeg', width: 3_599, shown: 1_800 },
    { format: 'jpeg', width: 3_600, shown: 1_200 },
    { format: 'jpeg', width: 4_002, shown: 1_334 },
    { format: 'jpeg', width: 6_000, shown: 1_800 },
    { format: 'png', width: 4_002, shown: 1_800 },
  ] as const)('$format, $width pixels wide: viewed at $shown', async ({ format, width, shown }) => {
    const { previews } = await read(await halvedPicture({ format, width, height: 300 }));
    expect(previews?.view.width).toBe(shown);
  });

  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('%s: time and place', async (format) => {
    const { metadata } = await read(await halvedPicture({ format, position: aleppo }));
    expect(metadata?.derived.captured).toMatchObject({ wall: '2016-04-27T21:40:00', offset: '+03:00' });
    expect(metadata?.derived.position).toMatchObject({ latitude: '36.19166667', longitude: '37.15' });
    expect(metadata?.derived.camera).toMatchObject({ make: 'Sanad', model: 'Test camera' });
    expect(metadata?.derived.picture).toEqual({ width: 320, height: 200, orientation: 1 });
  });

  it.each(['jpeg', 'png', 'webp', 'avif', 'tiff'] as const)('%s: held upright in previews', async (format) => {
    // Red on the left as stored; turned by 90° clockwise (orientation 6) red comes out on top.
    const { metadata, previews } = await read(await halvedPicture({ format, orientation: 6 }));
    expect(metadata?.derived.picture).toEqual({ width: 320, height: 200, orientation: 6 });
    expect([previews?.view.width, previews?.view.height]).toEqual([200, 320]);
    const bytes = previews?.view.bytes ?? new Uint8Array();
    expect(isRed(await colourAt(bytes, 0.5, 0.2))).toBe(true);
    expect(isRed(await colourAt(bytes, 0.5, 0.8))).toBe(false);
  });

  it('a transparent one is shown on white', async () => {
    const clear = { width: 64, height: 48, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } as const;
    const { previews } = await read(new Uint8Array(await sharp({ create: clear }).png().toBuffer()));
    for (const made of [previews?.thumb.bytes, previews?.view.bytes])
      expect(Math.min(...(await colourAt(made ?? new Uint8Array(), 0.5, 0.5)))).toBeGreaterThan(250);
  });

  it('a small one is not made larger', async () => {
    const { previews } = await read(await halvedPicture({ width: 40, height: 30 }));
    expect([previews?.thumb.width, previews?.view.width]).toEqual([40, 40]);
  });
});

const heic = resolve(process.env.SANAD_CORPORA ?? '../shared/corpora', 'exif-samples/heic');
describe.skipIf(!existsSync(heic))(`HEIC (needs ${heic})`, () => {
  it.each([
    ['IMG_5195.HEIC', 2_566, 3_313, 1],
    ['mobile/iphone_13_pro_max.HEIC', 4_032, 3_024, 6],
    ['mobile/HMD_Nokia_8.3_5G.heif', 4_608, 3_456, 6],
    ['samplefilehub.heif', 640, 426, 1],
  ])('%s is decoded, upright', async (name, width, height, orientation) => {
    const { metadata, previews } = await read(new Uint8Array(readFileSync(join(heic, name))));
    expect(metadata?.derived.picture).toEqual({ width, height, orientation });
    const upright = orientation === 6 ? height / width : width / height;
    expect(Math.abs((previews?.view.width ?? 0) / (previews?.view.height ?? 1) - upright)).toBeLessThan(0.01);
    expect(previews?.thumb.width).toBeGreaterThan(100);
  });
});

/** A PNG chunk with its checksum (ISO/IEC 15948, 5.3 and annex D). */
function chunk(type: string, content: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  let sum = 0xffffffff;
  for (const byte of body) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(~sum >>> 0, body.length + 4);
  return framed;
}

function hugePng(side: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(Buffer.alloc(1_000_000), { level: 9 })),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

async function hugeJpeg(): Promise<Uint8Array> {
  const bytes = await halvedPicture({ format: 'jpeg' });
  const frame = bytes.findIndex((byte, at) => byte === 0xff && (bytes[at + 1] === 0xc0 || bytes[at + 1] === 0xc2));
  bytes.set([0xff, 0xdc, 0xff, 0xdc], frame + 5);
  return bytes;
}

describe('hostile files', () => {
  it('claim more pixels than can be shown', async () => {
    expect((await read(hugePng(60_000))).problems).toEqual(['PREVIEW_TOO_LARGE']);
    expect((await read(await hugeJpeg())).problems).toEqual(['PREVIEW_TOO_LARGE']);
  });

  it('are cut off anywhere', async () => {
    for (const format of halvedFormats) {
      const whole = await halvedPicture({ format, position: aleppo });
      const results = await Promise.all(
        [0, 1, 7, 12, 40, 120, 300].map((length) => read(whole.subarray(0, length), `image/${format}`)),
      );
      for (const { metadata, previews, problems } of results)
        expect(Number(metadata !== null) + Number(previews !== null) + problems.length).toBe(2);
    }
  });

  it('would make a parser loop for ever', async () => {
    const before = spawned;
    const { metadata, problems } = await read(endlessHeic());
    expect(metadata?.derived.captured ?? null).toBeNull();
    expect(problems).toContain('PREVIEW_FAILED');
    expect(spawned).toBe(before);
  });

  it('are of a kind that no decoder but ours may open', async () => {
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    for (const type of ['image/png', 'image/jpeg', 'image/tiff', 'image/webp'])
      expect((await read(svg, type)).problems).toContain('PREVIEW_FAILED');
    expect((await read(svg, 'image/svg+xml')).problems).toEqual(['METADATA_UNREADABLE', 'PREVIEW_UNSUPPORTED']);
  });

  it('are damaged at random, in their hundreds, and the next good one is read as ever', async () => {
    // A fixed sequence (SplitMix-like hashing of a counter), so that a failure can be repeated.
    let counter = 0;
    const random = (below: number) => {
      counter += 1;
      return createHash('sha256').update(`${counter}`).digest().readUInt32BE(0) % below;
    };
    const good = await halvedPicture({ format: 'jpeg', position: aleppo });
    for (const format of halvedFormats) {
      const whole = await halvedPicture({ format, width: 96, height: 64, position: aleppo });
      const damaged = Array.from({ length: 60 }, () => {
        const bytes = whole.slice();
        const flips = 1 + random(20);
        // Half of them where the structure is, not the pixels.
        for (let flip = 0; flip < flips; flip += 1)
          bytes[random(flip % 2 ? bytes.length : 400) % bytes.length] = random(256);
        return bytes;
      });
      const results = await Promise.all(damaged.map((bytes) => read(bytes, `image/${format}`)));
      for (const { metadata, previews, problems } of results)
        expect(Number(metadata !== null) + Number(previews !== null) + problems.length).toBe(2);
      const { metadata, previews } = await read(good);
      expect(metadata?.derived.position).toMatchObject({ latitude: '36.19166667', longitude: '37.15' });
      expect(previews).not.toBeNull();
    }
  });
});
