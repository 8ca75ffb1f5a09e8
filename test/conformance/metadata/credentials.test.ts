import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { readDocument } from '../../../electron/core/ingest/document/read-document.ts';
import { c2paVersion } from '../../../electron/core/ingest/metadata/credentials.ts';
import { readMetadata } from '../../../electron/core/ingest/metadata/read.ts';
import type { PartSource } from '../../../electron/core/ingest/part-source.ts';
import { readRecording } from '../../../electron/core/ingest/recording/read-recording.ts';
import type { PictureType } from '../../../electron/core/ingest/type.ts';
import { withCredentials } from '../../fixtures/content-credentials.ts';
import { halvedPicture } from '../../fixtures/halved-picture.ts';
import { withoutOpenssl } from '../../fixtures/time-stamp-authority.ts';

const formats = [
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['webp', 'image/webp'],
  ['tiff', 'image/tiff'],
  ['avif', 'image/avif'],
  ['gif', 'image/gif'],
] as const;

/** Recordings and a document, as the files of these names are, made by ffmpeg and LibreOffice. */
const others = [
  ['recordings/clip.mp4', 'video/mp4'],
  ['recordings/clip.mov', 'video/quicktime'],
  ['recordings/note.m4a', 'audio/mp4'],
  ['recordings/note.wav', 'audio/wav'],
  ['recordings/clip.avi', 'video/x-msvideo'],
  ['recordings/note.mp3', 'audio/mpeg'],
  ['recordings/note.flac', 'audio/flac'],
  ['documents/report.pdf', 'application/pdf'],
] as const;
type Other = (typeof others)[number][1];

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url)));

/** Parts of a file in memory, as the media worker is given them. */
const source = (bytes: Uint8Array): PartSource => ({
  size: bytes.length,
  read: async (offset, length) => bytes.slice(offset, offset + length),
});

const readOther = (bytes: Uint8Array, type: Other) =>
  type === 'application/pdf' ? readDocument(bytes) : readRecording(source(bytes), type);

const pictures = new Map<string, Uint8Array>();
const signed = new Map<string, Uint8Array>();
const signedAs = (name: string) => signed.get(name) ?? new Uint8Array();
const fetched = vi.spyOn(globalThis, 'fetch');

beforeAll(async () => {
  if (withoutOpenssl) return;
  for (const [format, type] of formats)
    pictures.set(format, await withCredentials(await halvedPicture({ format, taken: null, offset: null }), type));
  for (const [name, type] of others) signed.set(name, await withCredentials(fixture(name), type));
});

const read = async (format: string, type: PictureType, bytes = pictures.get(format)) => {
  const { derived, conflicts, read: column, parsers } = await readMetadata(bytes ?? new Uint8Array(), type);
  return { credentials: derived.credentials, conflicts: conflicts.map(({ kind }) => kind), column, parsers };
};

describe.skipIf(withoutOpenssl)('Content Credentials (needs the openssl program)', () => {
  it.each(formats)('%s: what was signed is what the file holds', async (format, type) => {
    const { credentials, conflicts, column, parsers } = await read(format, type);
    expect(credentials).toMatchObject({ generator: 'Training camera 1.0', manifests: 1, outcome: 'bytes match' });
    expect(credentials?.failures).toEqual([]);
    expect(conflicts).not.toContain('credentials faulty');
    expect(parsers.some((parser) => parser.startsWith('c2pa-wasm '))).toBe(true);
    // Who signed is what a file says, and may be a person: it stays among what is withheld.
    expect(column.other).toContainEqual({ name: 'C2PA:SignatureCommonName', value: 'Training signer' });
    expect(fetched).not.toHaveBeenCalled();
  });

  const inOnePiece = formats.filter(([format]) => format !== 'gif');

  it.each(inOnePiece)('%s: the store is named by its hash, bit for bit as the file holds it', async (format, type) => {
    const bytes = Buffer.from(pictures.get(format) ?? []);
    const { credentials } = await read(format, type);
    // In a JPEG file it lies in one segment here; in each format in one piece.
    const found = Array.from({ length: bytes.length - (credentials?.bytes ?? 0) + 1 }, (_, at) => at).some(
      (at) =>
        bytes.toString('latin1', at + 4, at + 8) === 'jumb' &&
        createHash('sha256')
          .update(bytes.subarray(at, at + (credentials?.bytes ?? 0)))
          .digest('hex') === credentials?.sha256,
    );
    expect(found).toBe(true);
  });

  it('one byte of the picture changed afterwards: said, with what the specification calls it', async () => {
    const changed = Uint8Array.from(pictures.get('jpeg') ?? []);
    const last = changed.length - 40;
    changed[last] = (changed[last] ?? 0) ^ 1;
    const { credentials, conflicts } = await read('jpeg', 'image/jpeg', changed);
    expect(credentials).toMatchObject({ outcome: 'faulty', failures: ['assertion.dataHash.mismatch'] });
    expect(conflicts).toContain('credentials faulty');
  });

  it('a store that the library makes nothing of is reported as there', async () => {
    const damaged = Buffer.from(pictures.get('jpeg') ?? []);
    const claim = damaged.lastIndexOf('c2pa.claim') + 20;
    damaged.fill(0xff, claim, claim + 400);
    const { credentials } = await read('jpeg', 'image/jpeg', new Uint8Array(damaged));
    expect(credentials).toMatchObject({ outcome: 'not validated here', generator: null });
  });

  it('a picture without any is said to have none', async () => {
    expect((await read('', 'image/jpeg', await halvedPicture())).credentials).toBeUndefined();
  });

  it('is a picture all the same, cut short anywhere', async () => {
    const whole = pictures.get('jpeg') ?? new Uint8Array();
    for (let length = 200; length < whole.length; length += 1_499)
      await expect(readMetadata(whole.subarray(0, length), 'image/jpeg')).resolves.toBeDefined();
  });

  it.each(others)(
    '%s: what was signed is what the file holds, and what it says otherwise stays',
    async (name, type) => {
      const plain = await readOther(fixture(name), type);
      const { derived, conflicts, read: column, parsers } = await readOther(signedAs(name), type);
      expect(derived.credentials).toMatchObject({
        generator: 'Training camera 1.0',
        outcome: 'bytes match',
        failures: [],
      });
      expect(conflicts).toEqual(plain.conflicts);
      expect({ ...derived, credentials: undefined }).toEqual({ ...plain.derived, credentials: undefined });
      expect(column.other).toContainEqual({ name: 'C2PA:SignatureCommonName', value: 'Training signer' });
      expect(parsers).toContain(c2paVersion);
      expect(plain.derived.credentials).toBeUndefined();
      expect(fetched).not.toHaveBeenCalled();
    },
  );

  it.each(others)('%s: changed or cut short afterwards, it is never said to match', async (name, type) => {
    const whole = signedAs(name);
    const changed = Uint8Array.from(whole);
    // Within what was there before: sound, pictures or text, whose place differs from format to format.
    const [at] = [...fixture(name).keys()].filter((place) => place > fixture(name).length - 60);
    const end = Buffer.from(whole).lastIndexOf(Buffer.from(fixture(name).subarray(at, (at ?? 0) + 20)));
    if (end > 0) changed[end] = (changed[end] ?? 0) ^ 1;
    const outcomes: (string | undefined)[] = [];
    for (const bytes of [changed, whole.subarray(0, whole.length - 700), whole.subarray(0, whole.length >> 1)]) {
      const said = await readOther(bytes, type).catch(() => null);
      outcomes.push(said?.derived.credentials?.outcome);
    }
    expect(outcomes).not.toContain('bytes match');
  });

  it('a recording too long to be held in memory: its credentials are there, and no more is said', async () => {
    const whole = signedAs('recordings/clip.mp4');
    const long: PartSource = {
      size: 70_000_000,
      read: async (offset, length) => {
        const part = new Uint8Array(length);
        part.set(whole.subarray(offset, offset + length));
        return part;
      },
    };
    const { derived } = await readRecording(long, 'video/mp4');
    expect(derived.credentials).toMatchObject({ outcome: 'not validated here', manifests: null });
  });
});
