import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { readMetadata } from '../../../electron/core/ingest/metadata/read.ts';
import { isPictureType, mediaType } from '../../../electron/core/ingest/type.ts';
import { halvedPicture } from '../../fixtures/halved-picture.ts';

const present = spawnSync('exiftool', ['-ver']).status === 0;
const samples = join(process.env.SANAD_CORPORA ?? resolve('../shared/corpora'), 'exif-samples');
const folder = present ? mkdtempSync(join(tmpdir(), 'sanad-blocks-')) : '';
afterAll(() => {
  if (folder !== '') rmSync(folder, { recursive: true });
});

type Tags = Readonly<Record<string, string | number | undefined>> & { SourceFile: string };

const byExifTool = (...args: readonly string[]): Tags[] =>
  JSON.parse(
    execFileSync('exiftool', ['-json', '-n', '-G1', '-sep', '; ', ...args], {
      encoding: 'utf8',
      maxBuffer: 64e6,
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );

async function readFile(file: string) {
  const bytes = new Uint8Array(readFileSync(file));
  const type = mediaType(bytes);
  if (!isPictureType(type)) throw new Error('not taken for a picture');
  const metadata = await readMetadata(bytes, type);
  const { camera, gps, other } = metadata.read;
  return { ...metadata, tags: new Map([...camera, ...gps, ...other].map(({ name, value }) => [name, value])) };
}

/** Writes tags with ExifTool into a picture that the test made, and reads them with both. */
async function written(format: 'jpeg' | 'png' | 'webp' | 'tiff', ...args: readonly string[]) {
  const file = join(folder, `picture.${format}`);
  writeFileSync(file, await halvedPicture({ format, taken: null, offset: null }));
  execFileSync('exiftool', ['-q', '-overwrite_original', ...args, file], { stdio: 'ignore' });
  const [theirs] = byExifTool(file);
  return { theirs: theirs as Tags, ours: await readFile(file), file };
}

describe.skipIf(!present)('blocks beside EXIF, read by ExifTool and by us (needs the exiftool program)', () => {
  const caption = 'مستشفى القدس، حلب';

  it.each(['jpeg', 'tiff'] as const)('%s: IPTC with its character set', async (format) => {
    const { theirs, ours } = await written(
      format,
      '-IPTC:CodedCharacterSet=UTF8',
      `-IPTC:Caption-Abstract=${caption}`,
      '-IPTC:By-line=A. Photographer',
      '-IPTC:Keywords=one',
      '-IPTC:Keywords=two',
      '-IPTC:City=Aleppo',
    );
    for (const name of ['Caption-Abstract', 'By-line', 'Keywords', 'City', 'CodedCharacterSet'])
      expect(ours.tags.get(`IPTC:${name}`), name).toBe(theirs[`IPTC:${name}`]);
    expect(ours.tags.get('IPTC:Caption-Abstract')).toBe(caption);
  });

  it('IPTC without a character set is Latin', async () => {
    const { theirs, ours } = await written('jpeg', '-IPTC:CodedCharacterSet=', '-IPTC:City=Orléans');
    expect(theirs['IPTC:City']).toBe('Orléans');
    expect(ours.tags.get('IPTC:City')).toBe('Orléans');
  });

  it('an XMP packet longer than a segment of a JPEG file is read to its end', async () => {
    const { theirs, ours } = await written(
      'jpeg',
      '-XMP-exif:DateTimeOriginal=2016:04:27 21:40:00+03:00',
      `-XMP-dc:Rights=${'r'.repeat(3_000)}`,
      ...Array.from({ length: 40 }, (_, index) => `-XMP-dc:Subject+=${index} ${'s'.repeat(3_000)}`),
    );
    expect(ours.tags.get('XMP-xmpNote:HasExtendedXMP')).toMatch(/^[0-9A-F]{32}$/);
    expect(ours.tags.get('XMP-exif:DateTimeOriginal')).toBe('2016-04-27T21:40:00+03:00');
    const subjects = String(theirs['XMP-dc:Subject']);
    expect(subjects.length).toBeGreaterThan(120_000);
    expect(ours.tags.get('XMP-dc:Subject')).toContain(`(${subjects.length} characters, sha256 `);
  });

  it.each(['jpeg', 'png', 'webp', 'tiff'] as const)('%s: which colour profile it carries', async (format) => {
    const file = join(folder, `profile.${format}`);
    const picture = sharp(await halvedPicture({ format: 'png', taken: null, offset: null })).withIccProfile('p3');
    writeFileSync(file, await picture.toFormat(format).toBuffer());
    const [theirs] = byExifTool(file);
    const { tags } = await readFile(file);
    expect(theirs?.['ICC_Profile:ProfileDescription']).toBeDefined();
    for (const name of [
      'ICC_Profile:ProfileDescription',
      'ICC_Profile:ProfileCopyright',
      'ICC-header:ProfileVersion',
      'ICC-header:ProfileClass',
    ])
      expect(tags.get(name), name).toBe(String(theirs?.[name]).trim());
  });

  it.each(['plain', 'packed'])('PNG texts, %s, and when the picture was changed', async (how) => {
    const { theirs, ours } = await written(
      'png',
      ...(how === 'packed' ? ['-z'] : []),
      '-PNG:Author=A. Photographer',
      `-PNG:Description=${caption} ${'long '.repeat(100)}`,
      '-PNG:ModifyDate=2016:04:27 21:40:00',
    );
    for (const name of ['PNG:Author', 'PNG:Description', 'PNG:ModifyDate'])
      expect(ours.tags.get(name)?.trim(), name).toBe(String(theirs[name]).trim());
  });
});

/** Of those with our names; the makers' other tags are kept under their numbers. */
const comparedGroups = /^(Apple|Canon|CIFF|FujiFilm|Nikon|Olympus|Panasonic|PictureInfo|Reconyx):(?!\w+_0x)/;

/** Tags that ExifTool makes something else of than what the file has, or that it does not show. */
const otherwise: Readonly<Record<string, string>> = {
  'PictureInfo:FNumber': 'F2.8 in the file',
  'PictureInfo:Shutter': 'renamed and turned into seconds',
  'PictureInfo:Q': 'renamed TagQ',
  'PictureInfo:R': 'renamed TagR',
  'PictureInfo:B': 'renamed TagB',
  'PictureInfo:s0': 'renamed S0',
};

describe.skipIf(!present || !existsSync(samples))(
  'makers’ notes of real cameras (needs ExifTool and exif-samples)',
  () => {
    it('every value that we have a name for is ExifTool’s, and every serial number of a camera is found', async () => {
      const different: string[] = [];
      const serials: Record<string, string> = {};
      for (const theirs of byExifTool('-r', samples)) {
        const { tags, derived } = await readFile(theirs.SourceFile);
        for (const [name, value] of tags)
          if (comparedGroups.test(name) && otherwise[name] === undefined && String(theirs[name] ?? '').trim() !== value)
            different.push(`${theirs.SourceFile} ${name}: ${value} against ${theirs[name]}`);
        if (derived.device != null) serials[theirs.SourceFile.slice(samples.length + 1)] = `${derived.device.serial}`;
      }
      expect(different).toEqual([]);
      expect(serials).toEqual({
        'jpg/exif-org/olympus-d320l.jpg': '#00000001',
        'jpg/Panasonic_DMC-FZ30.jpg': 'S010604030293',
        'jpg/Reconyx_HC500_Hyperfire.jpg': 'H500EE06130468',
        'jpg/tests/42_IndexError.jpg': 'B9V508278',
        'jpg/tests/87_OSError.jpg': '-1000f46',
        'jpg/tests/32-lens_data.jpeg': '3105364',
        'jpg/corrupted.jpg': 'F70501740',
      });
    });
  },
);
