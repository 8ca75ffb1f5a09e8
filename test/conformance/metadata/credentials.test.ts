import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { readMetadata } from '../../../electron/core/ingest/metadata/read.ts';
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
] as const;

const pictures = new Map<string, Uint8Array>();
const fetched = vi.spyOn(globalThis, 'fetch');

beforeAll(async () => {
  if (withoutOpenssl) return;
  for (const [format, type] of formats)
    pictures.set(format, await withCredentials(await halvedPicture({ format, taken: null, offset: null }), type));
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

  it.each(formats)('%s: the store is named by its hash, bit for bit as the file holds it', async (format, type) => {
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
});
