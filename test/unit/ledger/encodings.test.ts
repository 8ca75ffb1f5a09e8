import { describe, expect, it } from 'vitest';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url } from '../../../shared/ledger/base64.ts';
import { compareByBytes, concatBytes, decodeUtf8, encodeUtf8, equalBytes } from '../../../shared/ledger/bytes.ts';
import { HashList } from '../../../shared/ledger/hash-list.ts';
import { decodeHex, encodeHex, hashToHex, isHex64 } from '../../../shared/ledger/hex.ts';
import { noblePrimitives } from '../../../shared/ledger/primitives-noble.ts';

describe('base64', () => {
  it('has the vectors of RFC 4648 section 10', () => {
    for (const [text, encoded] of [
      ['', ''],
      ['f', 'Zg=='],
      ['fo', 'Zm8='],
      ['foo', 'Zm9v'],
      ['foob', 'Zm9vYg=='],
      ['fooba', 'Zm9vYmE='],
      ['foobar', 'Zm9vYmFy'],
    ] as const) {
      expect(encodeBase64(encodeUtf8(text))).toBe(encoded);
      expect(decodeBase64(encoded)).toEqual(encodeUtf8(text));
      const bare = encoded.replaceAll('=', '');
      expect(encodeBase64Url(encodeUtf8(text))).toBe(bare);
      expect(decodeBase64Url(bare)).toEqual(encodeUtf8(text));
    }
  });

  it('refuses every second spelling of the same bytes', () => {
    for (const text of [
      'Zg',
      'Zg=',
      'Zg===',
      'Zh==',
      'Zm9=',
      'Zm9v\n',
      ' Zm9v',
      'Z',
      '=',
      '====',
      'Zg==Zg==',
      'Zm-_',
      'é===',
    ]) {
      expect(decodeBase64(text), text).toBeNull();
    }
    for (const text of ['Zg==', 'Zh', 'Z', 'Zm+/', 'Zm9v=', 'Zm9\u0141'])
      expect(decodeBase64Url(text), text).toBeNull();
  });
});

describe('hex', () => {
  it('is lower case and whole', () => {
    expect(encodeHex(Uint8Array.of(0, 10, 255))).toBe('000aff');
    for (const text of ['0', '0A', 'zz', ' 00']) expect(decodeHex(text), text).toBeNull();
    expect(isHex64('a'.repeat(64))).toBe(true);
    for (const value of ['a'.repeat(63), 'A'.repeat(64), `${'a'.repeat(64)}\n`, 1, null])
      expect(isHex64(value)).toBe(false);
    expect(() => hashToHex(new Uint8Array(31))).toThrow(RangeError);
  });
});

describe('bytes', () => {
  it('order text by its UTF-8, where JavaScript would order by UTF-16', () => {
    expect(['\u{1f600}', '\ufb33', 'b', 'a'].sort(compareByBytes)).toEqual(['a', 'b', '\ufb33', '\u{1f600}']);
    expect(compareByBytes('a', 'ab')).toBeLessThan(0);
    expect(compareByBytes('é', 'é')).toBe(0);
  });

  it('join, compare and refuse what is not UTF-8', () => {
    expect(concatBytes(Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3))).toEqual(Uint8Array.of(1, 2, 3));
    expect(equalBytes(Uint8Array.of(1), Uint8Array.of(1, 2))).toBe(false);
    expect(decodeUtf8(Uint8Array.of(0xc0, 0xaf))).toBeNull();
    expect(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf))).toBe('\ufeff');
  });
});

describe('a list of hashes', () => {
  it('keeps them over more than one chunk', () => {
    const list = new HashList();
    const hash = (i: number) => new Uint8Array(32).fill(i & 255, 0, 16).fill(i >> 8, 16);
    for (let i = 0; i < 9000; i++) list.push(hash(i));
    for (const i of [0, 1, 4095, 4096, 8191, 8192, 8999]) expect(list.at(i)).toEqual(hash(i));
    expect(list.length).toBe(9000);
    for (const i of [-1, 9000, 12288]) expect(() => list.at(i)).toThrow(RangeError);
  });
});

describe('what is asked of a library as text', () => {
  it.each(['', 'a', 'entry 4,211', 'мед', 'مستشفى الميدان', '😀 beyond the first plane', 'x'.repeat(5_000)])(
    'is the same as through bytes: %s',
    (text) => {
      for (const library of [primitives, noblePrimitives]) {
        expect(library.base64UrlOfText(text)).toBe(encodeBase64Url(encodeUtf8(text)));
        expect(library.sha256OfText(text)).toBe(encodeBase64Url(library.sha256(encodeUtf8(text))));
      }
    },
  );
});
