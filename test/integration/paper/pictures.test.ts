import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createForkedWorkers } from '../../../electron/core/forked-workers.ts';
import { createMediaPool, type MediaPool } from '../../../electron/core/ingest/supervisor.ts';
import { headLength, mediaType } from '../../../electron/core/ingest/type.ts';
import { qrModules } from '../../../shared/paper/qr.ts';
import { drawn, onATable, repainted, slanted } from '../../fixtures/codes.ts';
import { exampleNote } from '../../fixtures/paper.ts';

let pool: MediaPool;
beforeAll(() => {
  pool = createMediaPool(createForkedWorkers());
});
afterAll(() => pool.close());

const code = qrModules(new TextEncoder().encode(exampleNote));

async function read(bytes: Uint8Array): Promise<string[] | string> {
  const outcome = await pool.readCodes(bytes, mediaType(bytes.subarray(0, headLength)));
  return 'codes' in outcome ? outcome.codes.map((one) => Buffer.from(one).toString('utf8')) : outcome.problem;
}

const noise = (sigma: number) => {
  // A fixed sequence (Park and Miller), so that a failure can be repeated.
  let seed = 20_161_122;
  const next = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  return (_x: number, _y: number, value: number) => value + (next() + next() + next() + next() - 2) * sigma;
};

describe('a checkpoint’s code is read from pictures as they come', () => {
  const table = () => onATable(code);
  const pictures: Record<string, () => Promise<Uint8Array>> = {
    'a screenshot': async () => drawn(code, 4).png().toBuffer(),
    'one pixel a module': async () => drawn(code, 1).png().toBuffer(),
    'a photograph': async () => (await table()).jpeg({ quality: 80 }).toBuffer(),
    'a poor JPEG': async () => (await table()).jpeg({ quality: 20 }).toBuffer(),
    WebP: async () => (await table()).webp({ quality: 50 }).toBuffer(),
    AVIF: async () => (await onATable(code)).resize(900).avif({ effort: 0 }).toBuffer(),
    'a scan as TIFF': async () => (await table()).tiff({ compression: 'lzw' }).toBuffer(),
    blurred: async () => (await table()).blur(3).jpeg().toBuffer(),
    'turned by 30°': async () => (await table()).rotate(30).jpeg().toBuffer(),
    'upside down': async () => (await table()).rotate(180).jpeg().toBuffer(),
    'mirrored, as front cameras do': async () => (await table()).flop().jpeg().toBuffer(),
    'light on dark': async () => (await table()).negate({ alpha: false }).png().toBuffer(),
    'at a slant': async () => (await slanted(await table(), 0.25)).jpeg().toBuffer(),
    'in the dark, with noise': async () =>
      (await repainted((await table()).linear(0.15, 5), noise(8))).jpeg({ quality: 90 }).toBuffer(),
    'in all but darkness': async () => (await repainted((await table()).linear(0.03, 4), noise(4))).png().toBuffer(),
    'half in the shade': async () =>
      (await repainted(await table(), (x, _y, value) => value * (0.15 + 0.85 * x))).jpeg().toBuffer(),
    'from a screen, with its stripes': async () =>
      (
        await repainted(
          await table(),
          (x, y, value) => value * 0.8 + 30 + 50 * Math.sin(x * 440 + y * 115) * Math.cos(y * 310 - x * 110),
        )
      )
        .jpeg()
        .toBuffer(),
    'small in a large photograph': async () =>
      (await onATable(code, 150)).resize(3_200, 2_400).jpeg({ quality: 70 }).toBuffer(),
    'slanted, turned, blurred, with noise, as a JPEG': async () => {
      const seen = await slanted(await table(), 0.2);
      const turned = await sharp(await seen.png().toBuffer())
        .rotate(11)
        .blur(1.4)
        .png()
        .toBuffer();
      return (await repainted(sharp(turned), noise(25))).jpeg({ quality: 50 }).toBuffer();
    },
    'with a corner of the page torn off': async () => {
      const corner = await sharp({ create: { width: 60, height: 60, channels: 3, background: '#969082' } })
        .png()
        .toBuffer();
      const page = await (await table()).png().toBuffer();
      return sharp(page)
        .composite([{ input: corner, left: 620, top: 680 }])
        .jpeg()
        .toBuffer();
    },
  };
  it.each(Object.entries(pictures))('%s', async (_name, make) => {
    expect(await read(new Uint8Array(await make()))).toEqual([exampleNote]);
  });
});

const heic = resolve(process.env.SANAD_CORPORA ?? '../shared/corpora', 'exif-samples/heic', 'IMG_5195.HEIC');
it.skipIf(!existsSync(heic))(`a phone’s HEIC is searched as well (needs ${heic})`, async () => {
  expect(await read(new Uint8Array(readFileSync(heic)))).toBe('QR_NOT_FOUND');
});
