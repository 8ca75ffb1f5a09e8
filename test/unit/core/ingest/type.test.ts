import { describe, expect, it } from 'vitest';
import { contradictsName, extensionOf, mediaType } from '../../../../electron/core/ingest/type.ts';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const box = (major: string, ...compatible: string[]) =>
  bytes(`\0\0\0${String.fromCharCode(16 + 4 * compatible.length)}ftyp${major}\0\0\0\0${compatible.join('')}`);

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
    ['video/mp4', box('isom')],
    ['video/quicktime', box('qt  ')],
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

  it('throws for no beginning of any file', () => {
    for (const whole of [box('heic', 'mif1'), bytes('RIFF\x10\0\0\0WEBPVP8 '), bytes('\x89PNG\r\n\x1a\n')])
      for (let length = 0; length <= whole.length; length += 1)
        expect(typeof mediaType(whole.subarray(0, length))).toBe('string');
  });
});

describe('a name', () => {
  it('contradicts the content when its extension promises something else', () => {
    expect(contradictsName('IMG_0412.JPG', 'image/heic')).toBe(true);
    expect(contradictsName('scan.tif', 'image/png')).toBe(true);
    expect(contradictsName('scan.pdf', 'text/plain')).toBe(true);
  });

  it('does not contradict it when the extension fits, is missing, or promises nothing', () => {
    expect(contradictsName('IMG_0412.JPG', 'image/jpeg')).toBe(false);
    expect(contradictsName('IMG_5195.HEIC', 'image/heif')).toBe(false);
    expect(contradictsName('IMG_0412', 'image/jpeg')).toBe(false);
    expect(contradictsName('backup.dat', 'image/jpeg')).toBe(false);
  });

  it('has an extension only after a dot that does not begin it', () => {
    expect(extensionOf('a.B')).toBe('b');
    expect(extensionOf('.hidden')).toBeNull();
    expect(extensionOf('ends.')).toBeNull();
  });
});
