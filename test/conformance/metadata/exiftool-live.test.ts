import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readMetadata } from '../../../electron/core/ingest/metadata/read.ts';
import { isPictureType, mediaType } from '../../../electron/core/ingest/type.ts';
import { halvedPicture } from '../../fixtures/halved-picture.ts';

const present = spawnSync('exiftool', ['-ver']).status === 0;

/** What ExifTool writes into a picture that the test made, format by format. */
const writings: Readonly<Record<string, readonly string[]>> = {
  'time with offset and sub-seconds': [
    '-ExifIFD:DateTimeOriginal=2016:04:27 21:40:00',
    '-ExifIFD:OffsetTimeOriginal=+03:00',
    '-ExifIFD:SubSecTimeOriginal=042',
  ],
  'an offset that belongs to another time': [
    '-ExifIFD:DateTimeOriginal=2016:04:27 21:40:00',
    '-ExifIFD:OffsetTime=+09:00',
  ],
  'south and west': [
    '-GPS:GPSLatitude=33.753412',
    '-GPS:GPSLatitudeRef=S',
    '-GPS:GPSLongitude=70.6482',
    '-GPS:GPSLongitudeRef=W',
    '-GPS:GPSAltitude=-12.5',
    '-GPS:GPSAltitudeRef=1',
    '-GPS:GPSImgDirection=278.25',
    '-GPS:GPSImgDirectionRef=T',
  ],
  'no references': ['-GPS:GPSLatitude=36.2', '-GPS:GPSLongitude=37.15'],
  'GPS time': [
    '-ExifIFD:DateTimeOriginal=2016:04:27 21:40:00',
    '-GPS:GPSDateStamp=2016:04:27',
    '-GPS:GPSTimeStamp=18:40:03',
  ],
  'XMP alone': [
    '-XMP-exif:DateTimeOriginal=2016:04:27 21:40:00+03:00',
    '-XMP-exif:GPSLatitude=36.191667',
    '-XMP-exif:GPSLongitude=37.15',
    '-XMP-xmp:CreatorTool=Sanad test',
    '-XMP-dc:Creator=A. Photographer',
  ],
  camera: [
    '-IFD0:Make=Nikon',
    '-IFD0:Model=D70',
    '-ExifIFD:LensModel=18-70mm',
    '-IFD0:Orientation#=6',
    '-IFD0:Artist=سند',
  ],
};

const formats = ['jpeg', 'png', 'webp', 'avif', 'tiff'] as const;
const folder = present ? mkdtempSync(join(tmpdir(), 'sanad-exiftool-')) : '';
afterAll(() => {
  if (folder !== '') rmSync(folder, { recursive: true });
});

const compared = [
  'ExifIFD:DateTimeOriginal',
  'ExifIFD:OffsetTimeOriginal',
  'ExifIFD:OffsetTime',
  'ExifIFD:SubSecTimeOriginal',
  'GPS:GPSLatitudeRef',
  'GPS:GPSLongitudeRef',
  'GPS:GPSAltitude',
  'GPS:GPSImgDirection',
  'GPS:GPSDateStamp',
  'IFD0:Make',
  'IFD0:Model',
  'IFD0:Orientation',
  'IFD0:Artist',
  'ExifIFD:LensModel',
  'XMP-xmp:CreatorTool',
  'XMP-dc:Creator',
] as const;

describe.skipIf(!present)('pictures that ExifTool has written, read by both (needs the exiftool program)', () => {
  describe.each(formats)('%s', (format) => {
    it.each(Object.entries(writings))('%s', async (_, tags) => {
      const file = join(folder, `picture.${format}`);
      writeFileSync(file, await halvedPicture({ format, taken: null, offset: null }));
      execFileSync('exiftool', ['-q', '-overwrite_original', ...tags, file], { stdio: 'ignore' });
      const [theirs] = JSON.parse(
        execFileSync('exiftool', ['-json', '-n', '-G1', file], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        }),
      );
      const bytes = new Uint8Array(readFileSync(file));
      const type = mediaType(bytes);
      if (!isPictureType(type)) throw new Error('not taken for a picture');
      const { read, derived } = await readMetadata(bytes, type);
      const ours = new Map([...read.camera, ...read.gps, ...read.other].map(({ name, value }) => [name, value]));
      for (const name of compared) expect(ours.get(name) ?? '', name).toBe(String(theirs[name] ?? ''));

      const time = theirs['ExifIFD:DateTimeOriginal'] ?? theirs['XMP-exif:DateTimeOriginal'];
      expect(derived.captured?.wall.replace('T', ' ').replaceAll('-', ':')).toBe(time?.slice(0, 19));
      const written = theirs['ExifIFD:OffsetTimeOriginal'] ?? theirs['XMP-exif:DateTimeOriginal']?.slice(19);
      if (derived.captured?.offsetBasis !== 'gps') expect(derived.captured?.offset ?? undefined).toBe(written);

      const latitude = theirs['Composite:GPSLatitude'] ?? theirs['XMP-exif:GPSLatitude'];
      const longitude = theirs['Composite:GPSLongitude'] ?? theirs['XMP-exif:GPSLongitude'];
      const sides = theirs['GPS:GPSLatitude'] === undefined || theirs['GPS:GPSLatitudeRef'] !== undefined;
      if (!sides || latitude === undefined) expect(derived.position).toBeNull();
      else {
        expect(Math.abs(Number(derived.position?.latitude) - latitude)).toBeLessThan(1e-6);
        expect(Math.abs(Number(derived.position?.longitude) - longitude)).toBeLessThan(1e-6);
      }
      expect(
        read.camera.concat(read.gps).some(({ value }) => value.includes('Photographer') || value.includes('سند')),
      ).toBe(false);
    });
  });

  it('a sunlit exposure at night is flagged, and the same by day is not', async () => {
    const file = join(folder, 'night.jpeg');
    const place = [
      '-GPS:GPSLatitude=36.2',
      '-GPS:GPSLatitudeRef=N',
      '-GPS:GPSLongitude=37.15',
      '-GPS:GPSLongitudeRef=E',
    ];
    const light = ['-ExifIFD:FNumber=11', '-ExifIFD:ExposureTime=1/250', '-ExifIFD:ISO=100', '-ExifIFD:Flash#=16'];
    const flagged = async (hour: string) => {
      writeFileSync(file, await halvedPicture({ taken: null, offset: null }));
      const time = [`-ExifIFD:DateTimeOriginal=2016:04:27 ${hour}:10:05`, '-ExifIFD:OffsetTimeOriginal=+03:00'];
      execFileSync('exiftool', ['-q', '-overwrite_original', ...place, ...light, ...time, file], { stdio: 'ignore' });
      const { conflicts } = await readMetadata(new Uint8Array(readFileSync(file)), 'image/jpeg');
      return conflicts.map(({ kind }) => kind);
    };
    expect(await flagged('22')).toEqual(['daylight impossible']);
    expect(await flagged('12')).toEqual([]);
  });
});
