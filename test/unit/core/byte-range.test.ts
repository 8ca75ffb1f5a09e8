import { describe, expect, test } from 'vitest';
import { byteRange, rangedAnswer } from '../../../electron/core/byte-range.ts';

describe('a Range header', () => {
  test.each([
    ['bytes=0-0', { start: 0, end: 1 }],
    ['bytes=2-5', { start: 2, end: 6 }],
    ['bytes=7-', { start: 7, end: 10 }],
    ['bytes=-3', { start: 7, end: 10 }],
    ['bytes=-99', { start: 0, end: 10 }],
    ['bytes=8-99', { start: 8, end: 10 }],
    ['BYTES=1-1', { start: 1, end: 2 }],
  ])('%s of ten bytes', (header, range) => {
    expect(byteRange(header, 10)).toEqual(range);
  });

  test.each([
    null,
    '',
    'bytes=',
    'bytes=-',
    'bytes=5-2',
    'bytes=0-1,3-4',
    'lines=0-1',
    'bytes=a-b',
    'bytes=0 - 1',
    '0-1',
  ])('%s asks for everything', (header) => {
    expect(byteRange(header, 10)).toBe('whole');
  });

  test.each(['bytes=10-', 'bytes=10-12', 'bytes=-0'])('%s of ten bytes cannot be given', (header) => {
    expect(byteRange(header, 10)).toBe('unsatisfiable');
  });

  test('nothing can be cut from nothing', () => {
    expect(byteRange('bytes=0-', 0)).toBe('unsatisfiable');
    expect(byteRange('bytes=-1', 0)).toBe('unsatisfiable');
  });
});

describe('the answer that carries a resource', () => {
  const picture = { type: 'image/webp', size: 10, name: null };

  test('says which part it is', () => {
    const { status, headers, range } = rangedAnswer(picture, 'bytes=2-5');
    expect(status).toBe(206);
    expect(headers).toMatchObject({ 'content-range': 'bytes 2-5/10', 'content-length': '4' });
    expect(range).toEqual({ start: 2, end: 6 });
  });

  test('says how long the whole is where the part cannot be given', () => {
    const { status, headers } = rangedAnswer(picture, 'bytes=10-');
    expect([status, headers['content-range']]).toEqual([416, 'bytes */10']);
  });

  test('gives everything, and offers no ranges, where the size is known only at the end', () => {
    const { status, headers, range } = rangedAnswer({ ...picture, size: null }, 'bytes=2-5');
    expect([status, range, headers['accept-ranges'], headers['content-length']]).toEqual([
      200,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('a file name cannot break out of its header', () => {
    const { headers } = rangedAnswer({ ...picture, name: 'a"; x=\r\ny (ق).zip' }, null);
    expect(headers['content-disposition']).toBe(
      "attachment; filename*=UTF-8''a%22%3B%20x%3D%0D%0Ay%20%28%D9%82%29.zip",
    );
  });
});
