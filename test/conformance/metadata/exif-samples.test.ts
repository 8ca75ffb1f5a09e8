import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMetadata } from '../../../electron/core/ingest/metadata/read.ts';
import { headLength, isPictureType, mediaType } from '../../../electron/core/ingest/type.ts';
import { metadata } from '../../../shared/model/metadata.ts';

const corpora = process.env.SANAD_CORPORA ?? resolve('../shared/corpora');
const list = join(corpora, 'exif-samples.exiftool.json');
const present = existsSync(list);

type Expected = Readonly<Record<string, string | number | undefined>> & { SourceFile: string };
const samples: Expected[] = present ? JSON.parse(readFileSync(list, 'utf8')) : [];

/** Where ExifTool finds a capture time outside EXIF and XMP: in cameras older than EXIF, and in a trail camera's own notes. */
const elsewhere: Readonly<Record<string, string>> = {
  './jpg/exif-org/olympus-d320l.jpg': 'PictureInfo',
  './jpg/exif-org/sony-powershota5.jpg': 'CIFF',
  './jpg/Reconyx_HC500_Hyperfire.jpg': 'Reconyx',
};

/** Exact to the character as ExifTool prints them with -n, or listed here with the reason. */
const comparedTags = [
  'ExifIFD:DateTimeOriginal',
  'ExifIFD:CreateDate',
  'ExifIFD:SubSecTimeOriginal',
  'ExifIFD:OffsetTimeOriginal',
  'GPS:GPSLatitudeRef',
  'GPS:GPSLongitudeRef',
  'GPS:GPSAltitude',
  'GPS:GPSImgDirection',
  'IFD0:Make',
  'IFD0:Model',
  'IFD0:Orientation',
  'IFD0:Software',
  'XMP-tiff:Make',
  'XMP-exif:DateTimeOriginal',
  'XMP-xmp:CreateDate',
] as const;
const tagDifferences: Readonly<Record<string, string>> = {
  './jpg/tests/35-empty.jpg IFD0:Software': 'the text 1.00, which JSON output of ExifTool turns into the number 1',
  './jpg/Pentax_K10D.jpg XMP-tiff:Make': 'a blank at the end, which we take off',
};

/** ExifTool rewrites XMP's ISO 8601 dates in EXIF's way; we keep them as they stand. */
const exifStyle = (name: string, value: string) =>
  name.startsWith('XMP-') ? value.replace(/^(\d{4})-(\d{2})-(\d{2})T/, '$1:$2:$3 ') : value;

async function read(sample: Expected) {
  const bytes = new Uint8Array(readFileSync(join(corpora, 'exif-samples', sample.SourceFile)));
  const type = mediaType(bytes.subarray(0, headLength));
  if (!isPictureType(type)) throw new Error(`${sample.SourceFile} is not taken for a picture`);
  return { type, found: await readMetadata(bytes, type) };
}

describe.skipIf(!present)(`exif-samples against ExifTool (needs ${list})`, () => {
  it('has the 101 pictures that the expectations were made from', () => expect(samples).toHaveLength(101));

  describe.each(samples.map((sample) => [sample.SourceFile, sample] as const))('%s', (file, sample) => {
    it('is recognised, and read into what the schema allows', async () => {
      const { type, found } = await read(sample);
      expect(type).toBe(sample['File:MIMEType']);
      expect(metadata.parse(found)).toEqual(found);
    });

    it('has the same tags, or the difference has a reason', async () => {
      const { found } = await read(sample);
      const tags = [...found.read.camera, ...found.read.gps, ...found.read.other];
      for (const name of comparedTags) {
        const ours = tags.find((tag) => tag.name === name)?.value;
        const theirs = sample[name];
        const same = (ours === undefined ? '' : exifStyle(name, ours)) === String(theirs ?? '');
        expect(same, `${name}: ${ours} against ${theirs}`).toBe(tagDifferences[`${file} ${name}`] === undefined);
      }
    });

    it('was captured when EXIF says, and nothing is made up', async () => {
      const { captured } = (await read(sample)).found.derived;
      const written = sample['ExifIFD:DateTimeOriginal'];
      const edited = sample['XMP-exif:DateTimeOriginal'];
      if (written !== undefined) {
        expect(captured?.wall.replace('T', ' ').replaceAll('-', ':')).toBe(written);
        expect(captured?.subsecond ?? '').toBe(String(sample['ExifIFD:SubSecTimeOriginal'] ?? ''));
        if (captured?.offsetBasis !== 'gps')
          expect(captured?.offset ?? '').toBe(String(sample['ExifIFD:OffsetTimeOriginal'] ?? ''));
      } else if (edited !== undefined) {
        expect(captured?.from).toEqual(['XMP-exif:DateTimeOriginal']);
        expect(String(edited)).toContain(captured?.wall.replace('T', ' ').replaceAll('-', ':'));
      } else {
        const other = Object.keys(sample).filter((name) => name.endsWith(':DateTimeOriginal'));
        const group = elsewhere[file];
        expect(other).toEqual(group === undefined ? [] : [`${group}:DateTimeOriginal`]);
        const read = captured?.wall.replace('T', ' ').replaceAll('-', ':');
        expect(read).toBe(group === undefined ? undefined : sample[`${group}:DateTimeOriginal`]);
      }
    });

    it('was made where GPS says, to a millionth of a degree', async () => {
      const { position } = (await read(sample)).found.derived;
      const latitude = sample['Composite:GPSLatitude'];
      const longitude = sample['Composite:GPSLongitude'];
      if (latitude === undefined || longitude === undefined) expect(position).toBeNull();
      else {
        expect(Math.abs(Number(position?.latitude) - Number(latitude))).toBeLessThan(1e-6);
        expect(Math.abs(Number(position?.longitude) - Number(longitude))).toBeLessThan(1e-6);
      }
      const time = sample['Composite:GPSDateTime'];
      if (time !== undefined)
        expect(position?.gpsTime?.replace('T', ' ').replaceAll('-', ':')).toBe(String(time).replace(/\.\d+/, ''));
    });

    it('has the size that its container says', async () => {
      const { picture } = (await read(sample)).found.derived;
      if (sample['File:ImageWidth'] === undefined) return;
      expect([picture?.width, picture?.height]).toEqual([sample['File:ImageWidth'], sample['File:ImageHeight']]);
    });
  });

  it('knows the offset of exactly those pictures that write it or whose GPS time implies it', async () => {
    const known: Record<string, string> = {};
    for (const sample of samples) {
      const { captured } = (await read(sample)).found.derived;
      if (captured !== null && captured.offset !== null)
        known[sample.SourceFile] = `${captured.offset} ${captured.offsetBasis}`;
    }
    expect(known).toEqual({
      './heic/IMG_5195.HEIC': '-05:00 written',
      './heic/mobile/iphone_13_pro_max.HEIC': '+01:00 written',
      './jpg/mobile/HMD_Nokia_8.3_5G.jpg': '+03:00 written',
      './jpg/tests/30-type_error.jpg': 'Z written',
      './jpg/hdr/iphone_hdr_NO.jpg': '+02:00 gps',
      './jpg/hdr/iphone_hdr_YES.jpg': '+02:00 gps',
    });
  });

  it('shows where clock and GPS cannot both be right', async () => {
    const shown: string[] = [];
    for (const sample of samples) {
      const { conflicts } = (await read(sample)).found;
      if (conflicts.some(({ kind }) => kind === 'gps and clock disagree')) shown.push(sample.SourceFile);
    }
    // One camera, whose clock was a day behind.
    expect(shown.every((file) => file.startsWith('./jpg/gps/DSCN'))).toBe(true);
    expect(shown).toHaveLength(9);
  });

  it('raises these flags, every one of which ExifTool’s own reading bears out: not one false alarm', async () => {
    const raised: Record<string, number> = {};
    const unfounded: string[] = [];
    /** What must be so in ExifTool's reading where a flag is right. */
    const borneOut: Readonly<Record<string, (sample: Expected) => boolean>> = {
      'metadata absent': (sample) =>
        elsewhere[sample.SourceFile] === undefined &&
        !['ExifIFD:DateTimeOriginal', 'XMP-exif:DateTimeOriginal', 'Composite:GPSLatitude', 'IFD0:Make'].some(
          (tag) => sample[tag] !== undefined && sample[tag] !== '',
        ),
      'offset missing': (sample) => sample['ExifIFD:OffsetTimeOriginal'] === undefined,
      'edited with software': (sample) =>
        /gimp|photoshop|photo gallery/i.test(String(sample['IFD0:Software'])) ||
        // XMP's CreatorTool is not in the list of expectations: in these two, ExifTool reads "Adobe Photoshop CS5 Macintosh".
        ['./jpg/orientation/portrait_1.jpg', './jpg/orientation/landscape_1.jpg'].includes(sample.SourceFile),
      'gps and clock disagree': (sample) => sample.SourceFile.startsWith('./jpg/gps/DSCN'),
    };
    for (const sample of samples) {
      for (const { kind } of (await read(sample)).found.conflicts) {
        raised[kind] = (raised[kind] ?? 0) + 1;
        if (borneOut[kind]?.(sample) !== true) unfounded.push(`${sample.SourceFile}: ${kind}`);
      }
    }
    // No hemisphere is in doubt and no daylight impossible in the 18 that have a position.
    expect(raised).toEqual({
      'metadata absent': 21,
      'offset missing': 55,
      'edited with software': 24,
      'gps and clock disagree': 9,
    });
    expect(unfounded).toEqual([]);
  });
});
