import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { embeddedPicture } from '../../../electron/core/ingest/raw/embedded-picture.ts';
import { readRaw } from '../../../electron/core/ingest/raw/read-raw.ts';
import { readRecording } from '../../../electron/core/ingest/recording/read-recording.ts';
import { isRecordingType } from '../../../electron/core/ingest/recording/recording-types.ts';
import { headLength, mediaType } from '../../../electron/core/ingest/type.ts';
import { inMemory } from '../../../electron/core/vault/random-access.ts';
import { isRawPictureType } from '../../../shared/model/media-kinds.ts';
import { rawPictures } from '../../fixtures/raw-pictures.ts';

const present = spawnSync('exiftool', ['-ver']).status === 0;
const folder = present ? mkdtempSync(join(tmpdir(), 'sanad-recordings-')) : '';
afterAll(() => {
  if (folder !== '') rmSync(folder, { recursive: true });
});

const path = (name: string) => fileURLToPath(new URL(`../../fixtures/recordings/${name}`, import.meta.url));

type Theirs = Readonly<Record<string, string | number | undefined>>;

const exiftool = (...args: readonly string[]): Buffer =>
  execFileSync('exiftool', [...args], { stdio: ['ignore', 'pipe', 'ignore'] });

const readByExifTool = (file: string): Theirs => JSON.parse(exiftool('-json', '-n', '-G1', file).toString('utf8'))[0];

async function ours(file: string) {
  const bytes = new Uint8Array(readFileSync(file));
  const type = mediaType(bytes.subarray(0, headLength));
  if (!isRecordingType(type)) throw new Error('not taken for a recording');
  const { read, derived } = await readRecording(inMemory(bytes), type);
  const tags = new Map([...read.camera, ...read.gps, ...read.other].map(({ name, value }) => [name, value]));
  return { type, tags, derived };
}

/** Exact as ExifTool prints them with -n: every one of these that it finds, we find, and no other. */
const compared = [
  'QuickTime:MajorBrand',
  'QuickTime:CreateDate',
  'QuickTime:ModifyDate',
  'QuickTime:TimeScale',
  'QuickTime:Duration',
  ...[1, 2].flatMap((track) =>
    [
      'TrackCreateDate',
      'TrackModifyDate',
      'TrackID',
      'MatrixStructure',
      'ImageWidth',
      'ImageHeight',
      'MediaCreateDate',
      'MediaTimeScale',
      'HandlerType',
      'CompressorID',
      'CompressorName',
      'AudioFormat',
    ].map((name) => `Track${track}:${name}`),
  ),
  'Keys:Make',
  'Keys:Model',
  'Keys:Software',
  'Keys:Author',
  'Keys:LocationAccuracyHorizontal',
  'UserData:LocationInformation',
  'UserData:Make',
  'UserData:Model',
  'ItemList:Title',
  'RIFF:Originator',
  'RIFF:DateTimeOriginal',
  'Matroska:DateTimeOriginal',
] as const;

const differences: Readonly<Record<string, string>> = {
  'clip.mov Track2:HandlerType':
    'ExifTool tells the handler of the data reference, which stands behind that of the track',
  'turned.mov Track2:HandlerType': 'the same',
};

/** ExifTool takes the blanks off that fill a brand up to four letters. */
const shown = (name: string, value: string) => (name === 'QuickTime:MajorBrand' ? value : value.trim());

const names = ['clip.mp4', 'clip.mov', 'turned.mov', 'clip.3gp', 'clip.webm', 'clip.mkv', 'note.m4a', 'note.wav'];

describe.skipIf(!present)('recordings against ExifTool (needs the exiftool program)', () => {
  it.each(names)('%s: the same type, tags, length, size and turning', async (name) => {
    const theirs = readByExifTool(path(name));
    const { type, tags, derived } = await ours(path(name));
    expect(theirs['File:MIMEType']?.toString().replace('x-wav', 'wav')).toBe(type);
    for (const tag of compared) {
      // A Matroska file's tracks are told by what is derived from them, below; there are no boxes to take tags from.
      if (tag.startsWith('Track') && theirs['QuickTime:TimeScale'] === undefined) continue;
      const same = shown(tag, tags.get(tag) ?? '') === shown(tag, String(theirs[tag] ?? ''));
      expect(
        same || differences[`${name} ${tag}`] !== undefined,
        `${tag}: ${tags.get(tag)} against ${theirs[tag]}`,
      ).toBe(true);
    }
    const [width, height] = String(theirs['Composite:ImageSize'] ?? '')
      .split(' ')
      .map(Number);
    if (width !== undefined && height !== undefined && width > 0)
      expect([derived.picture?.width, derived.picture?.height]).toEqual([width, height]);
    const turned = derived.recording?.tracks.find((track) => track.kind === 'picture')?.turned;
    if (theirs['Composite:Rotation'] !== undefined) expect(turned).toBe(theirs['Composite:Rotation']);
    // In seconds, or as `00:00:12.008`. Of WAVE files ExifTool gives an estimate from the size of the whole file.
    const stated = theirs['QuickTime:Duration'] ?? theirs['Matroska:Duration'];
    const seconds = String(stated)
      .split(':')
      .reduce((sum, part) => sum * 60 + Number(part), 0);
    if (stated !== undefined) expect(Math.abs(Number(derived.recording?.seconds) - seconds)).toBeLessThan(0.01);
  });

  const written: readonly (readonly [what: string, args: readonly string[]])[] = [
    ['a place in the south and west', ['-Keys:GPSCoordinates=-33.753412, -70.6482, 520.5']],
    ['a place in user data', ['-UserData:GPSCoordinates=36.191667, 37.15, 0']],
    ['a creation date with its offset', ['-Keys:CreationDate=2016:04:27 21:40:00+03:00']],
    ['a creation date without', ['-Keys:CreationDate=2016:04:27 21:40:00']],
    ['another time in the header', ['-QuickTime:CreateDate=2016:04:28 02:03:04']],
    [
      'make, model and a name',
      ['-Keys:Make=Apple', '-Keys:Model=iPhone 6', '-Keys:Author=سند', '-ItemList:Title=Note'],
    ],
    ['make and model in user data', ['-UserData:Make=Samsung', '-UserData:Model=SM-G920F']],
  ];

  it.each(written)('%s, written by ExifTool and read by both', async (what, args) => {
    const file = join(folder, `${what.replaceAll(' ', '-')}.mp4`);
    copyFileSync(path('clip.mp4'), file);
    exiftool('-q', '-overwrite_original', ...args, file);
    const theirs = readByExifTool(file);
    const { tags, derived } = await ours(file);
    for (const tag of compared) expect(tags.get(tag) ?? '', tag).toBe(String(theirs[tag] ?? ''));
    const latitude = theirs['Composite:GPSLatitude'];
    if (latitude === undefined) expect(derived.position).toBeNull();
    else {
      expect(Math.abs(Number(derived.position?.latitude) - Number(latitude))).toBeLessThan(1e-6);
      expect(Math.abs(Number(derived.position?.longitude) - Number(theirs['Composite:GPSLongitude']))).toBeLessThan(
        1e-6,
      );
    }
    const date = theirs['Keys:CreationDate'] ?? `${theirs['QuickTime:CreateDate']}Z`;
    const { wall = '', offset = null } = derived.captured ?? {};
    expect(`${wall.replace('T', ' ').replaceAll('-', ':')}${offset ?? ''}`).toBe(date);
  });
});

const chunk = (name: string, body: Uint8Array, bigEndian = false): Buffer => {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  if (bigEndian) head.writeUInt32BE(body.length, 4);
  else head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
};
const list = (kind: string, ...chunks: Buffer[]) => chunk('LIST', Buffer.concat([Buffer.from(kind), ...chunks]));

/** clip.avi with another chunk at the end of its headers, and others after them. */
function aviWith(inHeaders: Buffer, behind: Buffer): Buffer {
  const clip = readFileSync(path('clip.avi'));
  const headers = clip.subarray(20, 20 + clip.readUInt32LE(16));
  const rest = clip.subarray(20 + headers.length);
  const body = Buffer.concat([Buffer.from('AVI '), chunk('LIST', Buffer.concat([headers, inHeaders])), behind, rest]);
  return chunk('RIFF', body);
}

describe.skipIf(!present)('AVI and AIFF against ExifTool (needs the exiftool program)', () => {
  it.each([
    ['the camera’s clock as C writes it', 'Wed Apr 27 21:40:05 2016\n\0', '2016-04-27T21:40:05'],
    ['a day of one digit', 'Sun May  1 01:02:03 2016\n\0', '2016-05-01T01:02:03'],
    ['no clock', null, null],
  ])('AVI: %s, words, frames and size', async (_, clock, wall) => {
    const file = join(folder, 'words.avi');
    const words = list('INFO', chunk('ISFT', Buffer.from('CanonMVI02\0')), chunk('IART', Buffer.from('Training\0')));
    writeFileSync(file, aviWith(clock === null ? Buffer.alloc(0) : chunk('IDIT', Buffer.from(clock)), words));
    const theirs = readByExifTool(file);
    const { type, tags, derived } = await ours(file);
    expect(type).toBe(theirs['File:MIMEType']);
    for (const name of [
      'DateTimeOriginal',
      'FrameCount',
      'StreamCount',
      'ImageWidth',
      'ImageHeight',
      'VideoCodec',
      'Artist',
      'Software',
    ])
      expect(tags.get(`RIFF:${name}`) ?? '', name).toBe(String(theirs[`RIFF:${name}`] ?? ''));
    expect(derived.captured?.wall ?? null).toBe(wall);
    expect(derived.captured?.offset ?? null).toBeNull();
    expect(Number(derived.recording?.seconds)).toBe(theirs['Composite:Duration']);
    expect([derived.picture?.width, derived.picture?.height].join(' ')).toBe(theirs['Composite:ImageSize']);
  });

  it.each([8_000, 44_100, 48_000, 96_000])('AIFF: length, rate and words at %i samples a second', async (rate) => {
    const common = Buffer.alloc(18);
    common.writeInt16BE(2, 0);
    common.writeUInt32BE(rate * 3, 2);
    common.writeInt16BE(16, 6);
    const exponent = Math.floor(Math.log2(rate));
    common.writeUInt16BE(16_383 + exponent, 8);
    common.writeBigUInt64BE(BigInt(rate) << BigInt(63 - exponent), 10);
    const body = [
      Buffer.from('AIFF'),
      chunk('COMM', common, true),
      chunk('NAME', Buffer.from('Ward 3'), true),
      chunk('AUTH', Buffer.from('Training'), true),
      chunk('SSND', Buffer.alloc(8), true),
    ];
    const file = join(folder, 'note.aiff');
    writeFileSync(file, chunk('FORM', Buffer.concat(body), true));
    const theirs = readByExifTool(file);
    const { tags, derived } = await ours(file);
    for (const name of ['NumChannels', 'NumSampleFrames', 'SampleSize', 'SampleRate', 'Name', 'Author'])
      expect(tags.get(`AIFF:${name}`), name).toBe(String(theirs[`AIFF:${name}`]));
    expect(derived.recording).toEqual({ seconds: '3', tracks: [{ kind: 'sound', codec: 'pcm', rate, channels: 2 }] });
  });
});

describe.skipIf(!present)('raw pictures against ExifTool (needs the exiftool program)', async () => {
  const pictures = present ? await rawPictures(6) : [];

  it.each(pictures.map((picture) => [picture.type, picture] as const))(
    '%s: the same picture inside, the same time',
    async (type, picture) => {
      if (!isRawPictureType(type)) throw new Error('not taken for a raw picture');
      const file = join(folder, `raw.${picture.extension}`);
      writeFileSync(file, picture.bytes);
      const theirs = readByExifTool(file);
      const inside = Buffer.from(embeddedPicture(picture.bytes, type).jpeg);
      if (picture.exiftool !== null) expect(inside.equals(exiftool('-b', `-${picture.exiftool}`, file))).toBe(true);
      expect(inside.subarray(0, picture.inside.length).equals(Buffer.from(picture.inside))).toBe(true);
      const { derived, read } = await readRaw(picture.bytes, type);
      const taken = read.camera.find(({ name }) => name === 'ExifIFD:DateTimeOriginal')?.value;
      expect(taken).toBe(theirs['ExifIFD:DateTimeOriginal']);
      expect(derived.camera?.make ?? undefined).toBe(theirs['IFD0:Make']);
      if (picture.extension !== 'raf') expect(derived.picture?.orientation).toBe(theirs['IFD0:Orientation']);
    },
  );
});
