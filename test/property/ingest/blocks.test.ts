import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBeforeExif } from '../../../electron/core/ingest/metadata/before-exif.ts';
import { credentialsStore } from '../../../electron/core/ingest/metadata/credentials-box.ts';
import { extendedPacket } from '../../../electron/core/ingest/metadata/extended-xmp.ts';
import { readIccProfile } from '../../../electron/core/ingest/metadata/icc-profile.ts';
import { iptcResource, readIptc } from '../../../electron/core/ingest/metadata/iptc.ts';
import { readMakerNote } from '../../../electron/core/ingest/metadata/maker-note.ts';
import { pngProfile, readPngTexts } from '../../../electron/core/ingest/metadata/png-chunks.ts';
import type { RawTag } from '../../../electron/core/ingest/metadata/tags.ts';

/** Bytes that begin as what the reader looks for does, so that it gets further than the first line. */
const behind = (...beginning: readonly (string | readonly number[])[]) =>
  fc
    .uint8Array({ maxLength: 400 })
    .map((rest) =>
      Uint8Array.from([
        ...beginning.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)),
        ...rest,
      ]),
    );

const be16 = (value: number) => [value >> 8, value & 255];
const segment = (marker: number, content: Uint8Array) => [0xff, marker, ...be16(content.length + 2), ...content];
const jpeg = (marker: number, content: fc.Arbitrary<Uint8Array>) =>
  content.map((bytes) => Uint8Array.from([0xff, 0xd8, ...segment(marker, bytes)]));

/** A TIFF structure whose EXIF directory names the bytes behind it as a maker's note. */
const note = (beginning: string) =>
  behind(beginning).map((content) => {
    const head = Buffer.alloc(44);
    head.write('II*\0', 0, 'latin1');
    head.writeUInt32LE(8, 4);
    head.writeUInt16LE(1, 8);
    head.writeUInt16LE(0x8769, 10);
    head.writeUInt16LE(4, 12);
    head.writeUInt32LE(1, 14);
    head.writeUInt32LE(26, 18);
    head.writeUInt16LE(1, 26);
    head.writeUInt16LE(0x927c, 28);
    head.writeUInt16LE(7, 30);
    head.writeUInt32LE(content.length, 32);
    head.writeUInt32LE(44, 36);
    return Uint8Array.from([...head, ...content]);
  });

const readers: readonly (readonly [string, fc.Arbitrary<Uint8Array>, (bytes: Uint8Array) => readonly RawTag[]])[] = [
  ['IPTC', behind([0x1c, 2, 80, 0, 4], 'name', [0x1c, 2, 25]), readIptc],
  // Its character set has a name that every object inherits.
  ['IPTC in no character set', behind([0x1c, 1, 90, 0, 11], 'constructor', [0x1c, 2, 80, 0, 4], 'name'), readIptc],
  ['Photoshop’s resources', behind('8BIM', [4, 4, 0, 0]), (bytes) => readIptc(iptcResource(bytes) ?? new Uint8Array())],
  [
    'a colour profile',
    fc.uint8Array({ minLength: 128, maxLength: 400 }).map((bytes) => {
      bytes.set(Buffer.from('acsp'), 36);
      return bytes;
    }),
    readIccProfile,
  ],
  ['PNG', behind('\x89PNG\r\n\x1a\n', [0, 0, 0, 9], 'zTXtkey\0\0', [0x78, 0x9c]), readPngTexts],
  ['a JPEG file of before EXIF', jpeg(0xec, behind('[picture info]\r\nTimeDate=')), readBeforeExif],
  ['CIFF', jpeg(0xe0, behind('II', [26, 0, 0, 0], 'HEAPJPGM')), readBeforeExif],
  ...[
    'OLYMPUS\0II\x03\0',
    'OLYMP\0\x01\0',
    'Nikon\0\x02\x10\0\0II*\0',
    'FUJIFILM\x0c\0\0\0',
    'Panasonic\0\0\0',
    'Apple iOS\0\0\x01MM',
    '\x01\xf1',
    '',
  ].map(
    (beginning) =>
      [
        `a note that begins with ${JSON.stringify(beginning)}`,
        note(beginning),
        (bytes: Uint8Array) => readMakerNote(bytes, 'Canon'),
      ] as const,
  ),
];

describe('whatever bytes come', () => {
  it.each(readers)('%s: tags or none, never an error, never more than an entry holds', (_, bytes, read) => {
    fc.assert(
      fc.property(bytes, (input) => {
        const tags = read(input);
        expect(tags.length).toBeLessThan(2_000);
        for (const { name, value } of tags) {
          expect(name).toMatch(/^[\w-]+:/);
          if (typeof value === 'string') expect(() => encodeURIComponent(value)).not.toThrow();
        }
      }),
    );
  });

  it('credentials and packets in pieces: found whole or not at all', () => {
    fc.assert(
      fc.property(jpeg(0xeb, behind('JP', [0, 1, 0, 0, 0, 1])), (bytes) => {
        const store = credentialsStore(bytes, 'image/jpeg');
        if (store !== null) expect(Buffer.from(store.subarray(4, 8)).toString()).toBe('jumb');
      }),
    );
    const digest = 'A'.repeat(32);
    fc.assert(
      fc.property(jpeg(0xe1, behind(`http://ns.adobe.com/xmp/extension/\0${digest}`)), (bytes) => {
        const text = extendedPacket(bytes, `xmpNote:HasExtendedXMP="${digest}"`);
        if (text !== null) expect(text.length).toBeLessThanOrEqual(400);
      }),
    );
  });

  it('a box of credentials that states its purpose in a megabyte of letters: none', () => {
    const box = Buffer.alloc(1_048_576, 'a');
    box.writeUInt32BE(box.length);
    box.write('uuid', 4);
    box.write('d8fec3d61b0e483c92975828877ec481', 8, 'hex');
    box.writeUInt8(0, box.length - 1);
    expect(credentialsStore(box, 'image/heic')).toBeNull();
  });

  it('a kilobyte that unpacks to gigabytes is not unpacked', async () => {
    const { deflateSync } = await import('node:zlib');
    const packed = deflateSync(Buffer.alloc(64_000_000), { level: 9 });
    const chunk = (type: string, data: Buffer) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(data.length);
      return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
    };
    const png = Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), packed])),
      chunk('iCCP', Buffer.concat([Buffer.from('name\0\0'), packed])),
    ]);
    expect(pngProfile(png)).toBeNull();
    expect(readPngTexts(png)).toMatchObject([{ name: 'PNG:Comment' }]);
  });
});
