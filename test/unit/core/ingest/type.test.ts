import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contradictsName, extensionOf, headLength, mediaType } from '../../../../electron/core/ingest/type.ts';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const box = (major: string, ...compatible: string[]) =>
  bytes(`\0\0\0${String.fromCharCode(16 + 4 * compatible.length)}ftyp${major}\0\0\0\0${compatible.join('')}`);

const recording = (name: string) =>
  new Uint8Array(readFileSync(fileURLToPath(new URL(`../../../fixtures/recordings/${name}`, import.meta.url))));

/** A zip's local headers (APPNOTE 6.3.10, 4.3.7) without a directory: what stands at the beginning of any zip. */
function zip(...files: readonly (readonly [name: string, content: string])[]): Uint8Array {
  return bytes(
    files
      .map(([name, content]) => {
        const header = new DataView(new ArrayBuffer(30));
        header.setUint32(0, 0x504b0304);
        header.setUint32(18, content.length, true);
        header.setUint16(26, name.length, true);
        return String.fromCharCode(...new Uint8Array(header.buffer)) + name + content;
      })
      .join(''),
  );
}

/** A TIFF of one IFD; values of two and four bytes stand in their entries, text behind them. */
function tiff(entries: readonly (readonly [tag: number, value: number | string])[], little = true): Uint8Array {
  const sorted = [...entries].sort(([a], [b]) => a - b);
  let end = 10 + sorted.length * 12 + 4;
  const view = new DataView(new ArrayBuffer(end + 200));
  view.setUint16(0, little ? 0x4949 : 0x4d4d);
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  view.setUint16(8, sorted.length, little);
  for (const [index, [tag, value]] of sorted.entries()) {
    const at = 10 + index * 12;
    view.setUint16(at, tag, little);
    view.setUint16(at + 2, typeof value === 'string' ? 2 : 4, little);
    view.setUint32(at + 4, typeof value === 'string' ? value.length + 1 : 1, little);
    view.setUint32(at + 8, typeof value === 'string' ? end : value, little);
    if (typeof value !== 'string') continue;
    for (const letter of value) view.setUint8(end++, letter.charCodeAt(0));
    end += 1;
  }
  return new Uint8Array(view.buffer);
}

const small = [0xfe, 1] as const;
const subIfds = [0x14a, 200] as const;
const make = (name: string) => [0x10f, name] as const;

describe('the type of a file is what its bytes say', () => {
  it.each([
    ['image/jpeg', bytes('\xff\xd8\xff\xe1')],
    ['image/png', bytes('\x89PNG\r\n\x1a\n')],
    ['image/gif', bytes('GIF89a')],
    ['image/tiff', bytes('II*\0')],
    ['image/tiff', bytes('MM\0*')],
    ['image/webp', bytes('RIFF\x10\0\0\0WEBPVP8 ')],
    ['image/avif', box('avif', 'mif1')],
    ['image/avif', box('mif1', 'miaf', 'avif')],
    ['image/heic', box('heic', 'mif1')],
    ['image/heif', box('mif1', 'heic')],
    ['image/heif', box('msf1', 'hevc')],
    ['image/x-canon-cr3', box('crx ', 'isom')],
    ['video/mp4', box('isom')],
    ['video/mp4', box('XYZ1', 'isom')],
    ['video/3gpp', box('3gp5', 'isom')],
    ['video/3gpp', box('KDDI', '3g2a')],
    ['audio/mp4', box('M4A ', 'isom', 'mp42')],
    ['video/quicktime', box('qt  ')],
    ['video/quicktime', bytes('\0\0\0\x08wide\0\0\0\0mdat')],
    ['audio/wav', bytes('RF64\xff\xff\xff\xffWAVEds64')],
    ['video/x-msvideo', bytes('RIFF\x10\0\0\0AVI LIST')],
    ['image/x-fujifilm-raf', bytes('FUJIFILMCCD-RAW 0201FF')],
    ['image/x-olympus-orf', bytes('IIRO\x08\0\0\0')],
    ['image/x-panasonic-rw2', bytes('IIU\0\x18\0\0\0')],
    ['image/x-canon-cr2', bytes('II*\0\x10\0\0\0CR\x02\0\0\0\0\0')],
    ['image/x-adobe-dng', tiff([make('Some maker'), [0xc612, 0x104]])],
    ['image/x-adobe-dng', tiff([make('NIKON'), [0xc612, 0x104]], false)],
    ['image/x-nikon-nef', tiff([small, make('NIKON CORPORATION'), subIfds], false)],
    ['image/x-sony-arw', tiff([small, make('SONY'), subIfds])],
    ['image/x-samsung-srw', tiff([small, make('SAMSUNG'), subIfds])],
    ['image/x-pentax-pef', tiff([make('PENTAX Corporation'), [0x103, 65_535]], false)],
    // Scanners and programs of camera makers write TIFF too.
    ['image/tiff', tiff([make('NIKON'), [0x103, 1]])],
    ['image/tiff', tiff([[0xfe, 0], make('SONY'), subIfds])],
    ['image/tiff', bytes('II*\0\xff\xff\xff\xff\0\0\0\0\0\0\0\0')],
    ['image/tiff', bytes('MM\0+')],
    ['application/zip', zip(['a.txt', 'a'])],
    [
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      zip(['[Content_Types].xml', 'x'], ['word/document.xml', '']),
    ],
    [
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      zip(['[Content_Types].xml', ''], ['xl/workbook.xml', '']),
    ],
    ['application/vnd.oasis.opendocument.text', zip(['mimetype', 'application/vnd.oasis.opendocument.text'])],
    ['application/zip', zip(['mimetype', 'text/html<script>'])],
    ['application/x-ole-storage', bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
    ['text/plain', bytes('\xff\xfes\0a\0n\0a\0d\0')],
    ['text/plain', bytes('\xfe\xff\x06\x33\x06\x46\x06\x2f')],
    ['application/octet-stream', bytes('\xff\xfe\0\0\x01\0')],
    // Arabic in Windows-1256: one byte a letter, and no UTF-8.
    ['text/plain', bytes(`${'\xe3\xd3\xca\xd4\xdd\xec \xc7\xe1\xde\xcf\xd3'.repeat(6)}\r\n`)],
    ['application/octet-stream', bytes('\xe3\xd3\xca\xd4\n')],
    ['application/pdf', bytes('%PDF-1.7')],
    ['text/plain', bytes('2016-04-27 Al Quds\n')],
    ['text/plain', new TextEncoder().encode('مستشفى القدس')],
    ['application/octet-stream', bytes('RIFF\x10\0\0\0NONE')],
    ['application/octet-stream', box('zzzz')],
    ['application/octet-stream', bytes('\x01\x02\x03')],
    ['application/octet-stream', new Uint8Array()],
  ])('%s', (type, head) => expect(mediaType(head)).toBe(type));

  it('takes text that is cut in the middle of a character for text', () => {
    expect(mediaType(new TextEncoder().encode('سند').subarray(0, 5))).toBe('text/plain');
  });

  it.each([
    ['video/mp4', 'clip.mp4'],
    ['video/quicktime', 'clip.mov'],
    ['video/quicktime', 'turned.mov'],
    ['video/webm', 'clip.webm'],
    ['video/x-matroska', 'clip.mkv'],
    ['video/3gpp', 'clip.3gp'],
    ['video/x-msvideo', 'clip.avi'],
    ['audio/ogg', 'note.opus'],
    ['audio/ogg', 'note.ogg'],
    ['audio/mpeg', 'note.mp3'],
    ['audio/mp4', 'note.m4a'],
    ['audio/aac', 'note.aac'],
    ['audio/wav', 'note.wav'],
    ['audio/flac', 'note.flac'],
    ['audio/amr', 'note.amr'],
  ])('%s, from the first bytes of a real recording (%s)', (type, name) => {
    const whole = recording(name);
    expect(mediaType(whole.subarray(0, headLength))).toBe(type);
    expect(contradictsName(name, type)).toBe(false);
  });

  it('finds MPEG sound that has no tag in front', () => {
    const whole = recording('note.mp3');
    // Behind the ID3v2 tag (its size in four times seven bits) the first frame begins.
    const from = 10 + [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (whole[at] ?? 0), 0);
    expect(mediaType(whole.subarray(from, from + headLength))).toBe('audio/mpeg');
    expect(mediaType(whole.subarray(from, from + 4))).toBe('application/octet-stream');
  });

  it('says something of any bytes, and the same of them twice', () => {
    const beginnings = fc.constantFrom(
      '',
      'II*\0',
      'MM\0*',
      'RIFF',
      'OggS',
      '\x1aE\xdf\xa3',
      'PK\x03\x04',
      '\0\0\0\x20ftyp',
      'ID3\x04',
      '\xff\xfb',
      '\xff\xf1',
      '\xff\xfe',
    );
    fc.assert(
      fc.property(beginnings, fc.uint8Array({ maxLength: 300 }), (beginning, rest) => {
        const head = new Uint8Array([...bytes(beginning), ...rest]);
        expect(mediaType(head)).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/);
        expect(mediaType(head.slice())).toBe(mediaType(head));
      }),
      { numRuns: 3_000 },
    );
  });

  it('throws for no beginning of any file', () => {
    for (const whole of [
      box('heic', 'mif1'),
      box('XYZ1', 'isom'),
      bytes('RIFF\x10\0\0\0WEBPVP8 '),
      bytes('\x89PNG\r\n\x1a\n'),
      tiff([small, make('SONY'), subIfds]),
      zip(['mimetype', 'application/epub+zip']),
      recording('clip.webm').subarray(0, 200),
      recording('note.opus').subarray(0, 200),
    ])
      for (let length = 0; length <= whole.length; length += 1)
        expect(typeof mediaType(whole.subarray(0, length))).toBe('string');
  });
});

describe('a name', () => {
  it('contradicts the content when its extension promises something else', () => {
    expect(contradictsName('IMG_0412.JPG', 'image/heic')).toBe(true);
    expect(contradictsName('scan.tif', 'image/png')).toBe(true);
    expect(contradictsName('scan.pdf', 'text/plain')).toBe(true);
    expect(contradictsName('note.txt', 'application/pdf')).toBe(true);
  });

  it('does not contradict it when the extension fits, is missing, or promises nothing', () => {
    expect(contradictsName('IMG_0412.JPG', 'image/jpeg')).toBe(false);
    expect(contradictsName('IMG_5195.HEIC', 'image/heif')).toBe(false);
    expect(contradictsName('IMG_0412', 'image/jpeg')).toBe(false);
    expect(contradictsName('backup.dat', 'image/jpeg')).toBe(false);
    expect(contradictsName('note.txt', 'text/plain')).toBe(false);
    expect(contradictsName('note.txt', 'application/octet-stream')).toBe(false);
    expect(contradictsName('photo.constructor', 'image/jpeg')).toBe(false);
    expect(contradictsName('photo.__proto__', 'image/jpeg')).toBe(false);
  });

  it('has an extension only after a dot that does not begin it', () => {
    expect(extensionOf('a.B')).toBe('b');
    expect(extensionOf('.hidden')).toBeNull();
    expect(extensionOf('ends.')).toBeNull();
  });
});
