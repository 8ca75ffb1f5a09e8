import { describe, expect, it } from 'vitest';
import { shapeOf } from '../../../renderer/items/layout.ts';
import { mediaKind, mediaKinds } from '../../../shared/model/media-kinds.ts';
import { encodingOf } from '../../../shared/model/text-encoding.ts';
import { clock } from '../../../shared/report/clock.ts';

/** One byte a letter, by the decoder that a browser has. */
function written(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const letters = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Uint8Array.from(text, (letter) => letters.get(letter) ?? 0x3f);
}

describe('a place in a recording', () => {
  it.each([
    [0, '0:00'],
    [7.9, '0:07'],
    [725, '12:05'],
    [3_723, '1:02:03'],
    [Number.POSITIVE_INFINITY, '0:00'],
    [Number.NaN, '0:00'],
    [-1, '0:00'],
  ])('%s seconds', (seconds, shown) => expect(clock(seconds)).toBe(shown));
});

describe('how a text’s letters are written', () => {
  it.each([
    ['utf-8', new TextEncoder().encode('سمعت طائرتين')],
    ['utf-8', new TextEncoder().encode('سند').subarray(0, 5)],
    ['utf-16le', Uint8Array.of(0xff, 0xfe, 0x33, 0x06)],
    ['utf-16be', Uint8Array.of(0xfe, 0xff, 0x06, 0x33)],
  ])('is told by the bytes: %s', (encoding, bytes) => expect(encodingOf(bytes)).toEqual({ encoding, guessed: false }));

  it.each([
    ['windows-1256', 'سمعت طائرتين ثم دخلت النوافذ إلى الغرفة'],
    ['windows-1251', 'Я слышал два самолёта, а потом окна вылетели в комнату'],
    ['windows-1251', 'Я чув два літаки, а потім вікна влетіли в кімнату'],
    ['windows-1252', 'J’ai entendu deux avions, puis les fenêtres ont été soufflées'],
  ])('is guessed where they don’t tell, and said to be: %s', (encoding, text) => {
    expect(encodingOf(written(text, encoding))).toEqual({ encoding, guessed: true });
    expect(new TextDecoder(encoding).decode(written(text, encoding))).toBe(text);
  });
});

describe('a kind', () => {
  it.each([
    ['image/jpeg', 'picture'],
    ['image/x-nikon-nef', 'raw picture'],
    ['video/mp4', 'video'],
    ['audio/ogg', 'sound'],
    ['application/pdf', 'document'],
    ['text/plain', 'text'],
    ['application/zip', 'other'],
    ['text/html', 'other'],
  ])('of %s', (type, kind) => {
    expect(mediaKind(type)).toBe(kind);
    expect(mediaKinds).toContain(kind);
  });

  it('without a picture has a tile that words fit in', () => {
    expect(shapeOf({ width: 90, height: 1_600, preview: false })).toBe(
      shapeOf({ width: null, height: null, preview: false }),
    );
    expect(shapeOf({ width: 90, height: 160, preview: true })).toBeLessThan(1);
  });
});
