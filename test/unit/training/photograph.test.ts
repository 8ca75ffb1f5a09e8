import ExifReader from 'exifreader';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { photograph, pictureFormats, twelveMegapixels } from '../../fixtures/pictures.ts';

describe('photographs made for tests', () => {
  const exif = {
    make: 'Training',
    taken: '2016:04:27 21:45:05',
    offset: '+03:00',
    subsecond: '12',
    orientation: 6,
    gps: { latitude: -33.7534, longitude: 30.2593, time: '2016-04-27T18:45:05Z' },
  } as const;

  it.each(pictureFormats)('carry what was asked for as %s', async (format) => {
    const bytes = await photograph({ format, seed: 3, exif });
    const { width, height, format: found } = await sharp(bytes).metadata();
    // AVIF turns the picture by a box of its own, which readers have already obeyed when they give a size.
    expect({ width, height, found }).toEqual(
      format === 'avif' ? { width: 480, height: 640, found: 'heif' } : { width: 640, height: 480, found: format },
    );
    const tags = ExifReader.load(bytes);
    expect(tags.Make?.description).toBe('Training');
    expect(tags.DateTimeOriginal?.description).toBe('2016:04:27 21:45:05');
    expect(tags.OffsetTimeOriginal?.description).toBe('+03:00');
    expect(tags.SubSecTimeOriginal?.description).toBe('12');
    expect(tags.Orientation?.value).toBe(6);
    expect(tags.GPSLatitudeRef?.value).toEqual(['S']);
    expect(tags.GPSLatitude?.value).toEqual([
      [33, 1],
      [45, 1],
      [12240, 1000],
    ]);
  });

  it('are the same for the same seed and differ for another', async () => {
    const [first, again, other] = await Promise.all([1, 1, 2].map((seed) => photograph({ seed })));
    expect(again?.equals(first ?? Buffer.alloc(0))).toBe(true);
    expect(other?.equals(first ?? Buffer.alloc(0))).toBe(false);
  });

  it('reach the size of a camera’s', async () => {
    const { length } = await photograph(twelveMegapixels);
    expect(length).toBeGreaterThan(4_000_000);
    expect(length).toBeLessThan(5_000_000);
  });

  it('say nothing when nothing was asked for', async () => {
    for (const format of pictureFormats) {
      const bytes = await photograph({ format });
      expect((await sharp(bytes).metadata()).exif, format).toBeUndefined();
    }
  });
});
