import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import ExifReader from 'exifreader';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { embeddedPicture } from '../../../electron/core/ingest/raw/embedded-picture.ts';
import { trainingPictures, trainingTelephone } from '../../../electron/core/training/build.ts';

/** Without the raw one, and what was written beside it. */
const names = readdirSync(trainingPictures)
  .filter((name) => !name.startsWith('DSC00124'))
  .sort();
const read = (name: string) => readFileSync(join(trainingPictures, name));

interface Said {
  readonly make: string | undefined;
  readonly taken: string | undefined;
  readonly offset: string | undefined;
  readonly subsecond: string | undefined;
  readonly software: string | undefined;
  readonly owner: string | undefined;
  readonly orientation: number;
  readonly position: readonly [number, number] | null;
  readonly gpsTime: string | null;
}

const degrees = (parts: [number, number][]) =>
  parts.reduce((sum, [over, under], index) => sum + over / under / 60 ** index, 0);

function said(name: string): Said {
  const tags = ExifReader.load(read(name), { expanded: true }).exif ?? {};
  const { GPSLatitude, GPSLongitude, GPSDateStamp, GPSTimeStamp } = tags;
  const text = (tag: { description: string } | undefined) => tag?.description;
  const clock = GPSTimeStamp?.value as [number, number][] | undefined;
  return {
    make: text(tags.Make),
    taken: text(tags.DateTimeOriginal),
    offset: text(tags.OffsetTimeOriginal),
    subsecond: text(tags.SubSecTimeOriginal),
    software: text(tags.Software),
    owner: text(tags.Artist),
    orientation: Number(tags.Orientation?.value ?? 1),
    position:
      GPSLatitude &&
      GPSLongitude &&
      text(tags.GPSLatitudeRef)?.startsWith('N') &&
      text(tags.GPSLongitudeRef)?.startsWith('E')
        ? [degrees(GPSLatitude.value as [number, number][]), degrees(GPSLongitude.value as [number, number][])]
        : null,
    gpsTime:
      clock && GPSDateStamp
        ? `${GPSDateStamp.description.replaceAll(':', '-')}T${clock.map(([over]) => String(over).padStart(2, '0')).join(':')}Z`
        : null,
  };
}

const all = new Map(names.map((name) => [name, said(name)]));
const having = (test: (what: Said) => boolean) => names.filter((name) => test(all.get(name) as Said));

describe('the training pictures', () => {
  it('are few and small', () => {
    const sizes = [trainingPictures, trainingTelephone].flatMap((folder) =>
      readdirSync(folder).map((name) => statSync(join(folder, name)).size),
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(250 * 1024);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(2.5 * 1024 * 1024);
  });

  it('are of every type that is accepted, by their content', async () => {
    const types = await Promise.all(names.map(async (name) => (await sharp(read(name)).metadata()).format));
    expect(new Set(types)).toEqual(new Set(['jpeg', 'png', 'webp', 'tiff', 'heif']));
  });

  const raw = embeddedPicture(new Uint8Array(read('DSC00124.DNG')), 'image/x-adobe-dng').jpeg;
  const copy = 'IMG-20160428-WA0011.jpg';
  const shown = new Map<string, Uint8Array>([
    ...names.map((name) => [name, read(name)] as const),
    ['DSC00124.DNG', raw],
    [copy, readFileSync(join(trainingTelephone, copy))],
  ]);

  it.each([...shown])('carry the band that says what they are: %s', async (_name, bytes) => {
    const upright = await sharp(bytes).rotate().toColourspace('srgb').png().toBuffer();
    const { width } = await sharp(upright).metadata();
    const { data, info } = await sharp(upright)
      .extract({ left: 0, top: 0, width, height: Math.round(width * 0.08) })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    let dark = 0;
    let light = 0;
    for (let at = 0; at < data.length; at += info.channels) {
      const tone = data[at + 1] ?? 0;
      if (tone < 60) dark++;
      if (tone > 170) light++;
    }
    const area = info.width * info.height;
    expect(dark / area).toBeGreaterThan(0.7);
    expect(light / area).toBeGreaterThan(0.01);
  });

  it('say that a training camera took them, on 27 or 28 April 2016', () => {
    for (const [name, { make, taken }] of all) {
      if (taken === undefined) continue;
      expect(make, name).toBe('Training');
      expect(taken, name).toMatch(/^2016:04:2[78] /);
    }
  });

  it('lie in the open sea between Cyprus and Egypt', () => {
    const positions = [...all.values()].flatMap(({ position }) => (position ? [position] : []));
    expect(positions.length).toBeGreaterThan(names.length / 2);
    for (const [latitude, longitude] of positions) {
      expect(Math.abs(latitude - 33.757)).toBeLessThan(0.02);
      expect(Math.abs(longitude - 30.26)).toBeLessThan(0.02);
    }
  });

  it('have the gaps and disagreements that documenters meet', () => {
    expect(having(({ taken }) => taken === undefined)).toEqual(['IMG-20160428-WA0007.jpg', 'scan_0003.tif']);
    expect(having(({ taken, offset }) => taken !== undefined && offset === undefined)).toEqual([
      'IMG_0407.JPG',
      'IMG_0408.JPG',
    ]);
    expect(having(({ subsecond }) => subsecond !== undefined)).toEqual(['IMG_0402.JPG']);
    expect(having(({ orientation }) => orientation !== 1)).toEqual(['IMG_0405.JPG']);
    expect(having(({ software }) => software?.includes('edited') ?? false)).toEqual(['IMG_0406.JPG']);
    expect(having(({ owner }) => owner === 'TRAINING OWNER')).toEqual(['IMG_0408.JPG']);
    expect(
      having(({ taken, offset, gpsTime }) => {
        if (!taken || !offset || !gpsTime) return false;
        const clock = Date.parse(`${taken.replace(':', '-').replace(':', '-').replace(' ', 'T')}${offset}`);
        return Math.abs(Date.parse(gpsTime) - clock) > 60_000;
      }),
    ).toEqual(['DSC00118.JPG', 'DSC00119.JPG']);
  });
});
