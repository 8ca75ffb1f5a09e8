import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createForkedWorkers } from '../../../electron/core/forked-workers.ts';
import { mediabunnyVersion } from '../../../electron/core/ingest/recording/tracks.ts';
import { createMediaPool, type Matter, type MediaPool } from '../../../electron/core/ingest/supervisor.ts';
import { headLength, mediaType } from '../../../electron/core/ingest/type.ts';
import { inMemory } from '../../../electron/core/vault/random-access.ts';
import { metadata as metadataSchema } from '../../../shared/model/metadata.ts';
import { colourAt } from '../../fixtures/halved-picture.ts';
import { rawPictures } from '../../fixtures/raw-pictures.ts';

/** The real worker process, given real files of every kind that is no ordinary picture. */
let pool: MediaPool;
beforeAll(() => {
  pool = createMediaPool(createForkedWorkers());
});
afterAll(() => pool.close());

const fixture = (name: string) =>
  new Uint8Array(readFileSync(fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url))));

async function read(matter: Matter, type: string) {
  const reading = pool.read(matter, type);
  const [metadata, preview] = await Promise.all([reading.metadata, reading.preview]);
  return {
    metadata: 'metadata' in metadata ? metadataSchema.parse(metadata.metadata) : null,
    previews: 'previews' in preview ? preview.previews : null,
    problem: 'problem' in metadata ? metadata.problem : null,
  };
}

const recording = async (name: string) => {
  const bytes = fixture(`recordings/${name}`);
  return read(inMemory(bytes), mediaType(bytes.subarray(0, headLength)));
};

describe('recordings, of which the worker sees only the parts it asks for', () => {
  it.each([
    ['clip.mp4', '12', ['picture avc 160×90 0°', 'sound aac 16000 1']],
    ['clip.mov', '12', ['picture avc 160×90 0°', 'sound aac 16000 1']],
    ['turned.mov', '12', ['picture avc 160×90 90°', 'sound aac 16000 1']],
    ['clip.webm', '12.008', ['picture vp8 160×90 0°', 'sound opus 48000 1']],
    ['clip.mkv', '12', ['picture avc 160×90 0°']],
    ['clip.3gp', '2', ['picture s263 176×144 0°']],
    ['note.opus', '12', ['sound opus 48000 1']],
    ['note.ogg', '12', ['sound vorbis 8000 1']],
    ['note.mp3', '12.096', ['sound mp3 16000 1']],
    ['note.m4a', '12', ['sound aac 16000 1']],
    ['note.aac', '12.096', ['sound aac 16000 1']],
    ['note.wav', '2', ['sound pcm-u8 8000 1']],
    ['note.flac', '2', ['sound flac 8000 1']],
  ])('%s: length and tracks', async (name, seconds, tracks) => {
    const { metadata } = await recording(name);
    expect(metadata?.derived.recording?.seconds).toBe(seconds);
    expect(
      metadata?.derived.recording?.tracks.map((track) =>
        track.kind === 'picture'
          ? `picture ${track.codec} ${track.width}×${track.height} ${track.turned}°`
          : track.kind === 'sound'
            ? `sound ${track.codec} ${track.rate} ${track.channels}`
            : `other ${track.codec}`,
      ),
    ).toEqual(tracks);
  });

  it('say when, where and with what, as an iPhone writes it', async () => {
    const { metadata } = await recording('clip.mov');
    expect(metadata?.derived).toMatchObject({
      captured: { wall: '2016-04-27T21:40:00', offset: '+03:00', offsetBasis: 'written', from: ['Keys:CreationDate'] },
      position: { latitude: '36.1917', longitude: '37.15', altitude: '379', errorMetres: '12.5' },
      camera: { make: 'Apple', model: 'iPhone 6', software: '9.3.1' },
      picture: { width: 160, height: 90, orientation: 1 },
    });
  });

  it('give a time that is UTC by the format alone, and say so', async () => {
    expect((await recording('clip.webm')).metadata?.derived.captured).toMatchObject({
      wall: '2016-04-27T18:40:00',
      offset: 'Z',
      offsetBasis: 'format',
    });
  });

  it('are seen in parts: of a gigabyte of pictures the worker asks for less than a hundredth', async () => {
    const bytes = fixture('recordings/clip.mov');
    const at = Buffer.from(bytes).indexOf('mdat') - 4;
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const grown = 1_000_000_000;
    const before = bytes.slice(0, at + view.getUint32(at));
    new DataView(before.buffer).setUint32(at, before.length - at + grown);
    const after = bytes.slice(before.length);
    let asked = 0;
    const size = before.length + grown + after.length;
    // The pictures lie in the middle, where nothing but zeros is given.
    const source = {
      size,
      async read(offset: number, length: number) {
        asked += length;
        const part = new Uint8Array(length);
        part.set(before.subarray(offset, offset + length));
        const later = offset + length - before.length - grown;
        if (later > 0) part.set(after.subarray(Math.max(0, later - length), later), Math.max(0, length - later));
        return part;
      },
    };
    const { metadata } = await read(source, 'video/quicktime');
    expect(metadata?.derived.position).toMatchObject({ latitude: '36.1917' });
    expect(metadata?.derived.recording?.seconds).toBe('12');
    expect(asked).toBeLessThan(grown / 100);
  });

  it('are told unreadable when their bytes can’t be had', async () => {
    const source = { size: 100_000, read: () => Promise.reject(new Error('gone')) };
    expect((await read(source, 'video/mp4')).problem).toBe('METADATA_UNREADABLE');
    expect((await recording('clip.mp4')).metadata?.derived.recording?.seconds).toBe('12');
  });

  it('name the parser in the version that is installed', () => {
    const manifest = JSON.parse(
      readFileSync(fileURLToPath(new URL('../../../node_modules/mediabunny/package.json', import.meta.url)), 'utf8'),
    );
    expect(mediabunnyVersion).toBe(`mediabunny ${manifest.version}`);
  });
});

describe('raw pictures are looked at by the picture that the camera put inside', async () => {
  const upright = await rawPictures(1);
  const turned = await rawPictures(6);

  it.each(upright.map((picture) => [picture.type, picture] as const))('%s', async (type, picture) => {
    expect(mediaType(picture.bytes.subarray(0, headLength))).toBe(type);
    const { previews, metadata } = await read(picture.bytes, type);
    expect([previews?.view.width, previews?.view.height]).toEqual([1_200, 800]);
    const view = previews?.view.bytes ?? new Uint8Array();
    const [[red], [, , blue]] = [await colourAt(view, 0.25, 0.5), await colourAt(view, 0.75, 0.5)];
    expect(red).toBeGreaterThan(150);
    expect(blue).toBeGreaterThan(150);
    expect(metadata?.derived.camera?.model).toBe('Test camera');
  });

  it.each(turned.filter(({ extension }) => extension !== 'raf').map((picture) => [picture.type, picture] as const))(
    '%s, turned as the file around it says',
    async (type, picture) => {
      const { previews, metadata } = await read(picture.bytes, type);
      expect([previews?.view.width, previews?.view.height]).toEqual([800, 1_200]);
      // A quarter to the right: what was on the left is above.
      const [red] = await colourAt(previews?.view.bytes ?? new Uint8Array(), 0.5, 0.25);
      expect(red).toBeGreaterThan(150);
      expect(metadata?.derived.captured?.wall).toBe('2016-04-27T21:40:00');
      expect(metadata?.derived.picture).toEqual({ width: 4_000, height: 3_000, orientation: 6 });
    },
  );
});

describe('documents', () => {
  it('say how many pages they have, and their information dictionary as it stands', async () => {
    const { metadata, previews } = await read(fixture('documents/report.pdf'), 'application/pdf');
    expect(metadata?.derived).toMatchObject({ captured: null, document: { pages: 2, locked: false } });
    expect(metadata?.read.other).toContainEqual({ name: 'PDF:Title', value: 'Report of the night' });
    expect(metadata?.read.other).toContainEqual({ name: 'PDF:Author', value: 'A. Writer' });
    expect(metadata?.read.camera.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['PDF:CreateDate', 'PDF:Producer', 'PDF:PageCount']),
    );
    expect(previews).toBeNull();
  });

  it('that ask for a password are said to', async () => {
    const { metadata } = await read(fixture('documents/locked.pdf'), 'application/pdf');
    expect(metadata?.derived.document).toEqual({ pages: null, locked: true });
  });
});
