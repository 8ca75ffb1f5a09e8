import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listRows, tellEncoding } from '../../../electron/core/case-lists/rows.ts';
import { knownWords, wordsIn } from '../../../electron/core/case-lists/stated-words.ts';
import { daySpan } from '../../../shared/model/day-span.ts';
import { statedDate } from '../../../shared/model/stated-date.ts';

const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.trim());
const rows = fc
  .array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 })
  .filter((all) => all.every((cells) => cells.some((text) => text !== '')) && !all[0]?.[0]?.startsWith('\ufeff'));

const encodings = [
  { name: 'utf-8', bytes: (text: string) => Buffer.from(text, 'utf8') },
  { name: 'utf-8', bytes: (text: string) => Buffer.from(`\ufeff${text}`, 'utf8') },
  { name: 'utf-16le', bytes: (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le') },
  { name: 'utf-16be', bytes: (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16() },
] as const;

/** RFC 4180, every cell in quotation marks. */
const written = (all: readonly (readonly string[])[], delimiter: string, end: string) =>
  all.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter)).join(end) + end;

async function allOf<T>(things: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const thing of things) all.push(thing);
  return all;
}
async function* inPieces(bytes: Uint8Array, length: number) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

describe('a list', () => {
  test('gives back every cell as it was written, whatever stands in it and wherever its bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom(...encodings),
        fc.constantFrom(',' as const, ';' as const, '\t' as const, '|' as const),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 40 }),
        async (all, { name, bytes }, delimiter, end, length) => {
          const file = bytes(written(all, delimiter, end));
          expect((await tellEncoding(inPieces(file, length))).encoding).toBe(name);
          const read = await allOf(listRows(inPieces(file, length), { encoding: name, delimiter }));
          expect(read.map(({ cells }) => cells)).toEqual(all);
        },
      ),
    );
  });

  test('of any bytes at all is read or refused, and never anything else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 50 }), async (bytes, length) => {
        const { encoding } = await tellEncoding(inPieces(bytes, length));
        try {
          for await (const { cells } of listRows(inPieces(bytes, length), { encoding, delimiter: ',' }))
            expect(cells.every((text) => typeof text === 'string')).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: 'LIST_UNREADABLE' });
        }
      }),
    );
  });

  test('loses no word of a cell: what nobody mapped is told as it stands', () => {
    const known = knownWords('attack types', {
      'Removal of assets (e.g. transport, supplies)': 'removal_of_assets',
      Fire: 'setting_fire',
    });
    const word = fc.constantFrom(
      'Removal of assets (e.g. transport, supplies)',
      'fire',
      'assault',
      'rumour',
      'Fireworks',
      '=1+1',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), fc.constantFrom(', ', ' , ', ','), (words, separator) => {
        const found = wordsIn(words.join(separator), ', ', { ...known, seen: new Map() });
        expect(found.map(({ stated }) => stated)).toEqual(words);
        expect(found.filter(({ word: ours }) => ours === undefined).map(({ stated }) => stated)).toEqual(
          words.filter((each) => ['rumour', 'Fireworks', '=1+1'].includes(each)),
        );
      }),
    );
  });

  test('has dates that are days of a calendar, whatever is written', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('year month day' as const, 'day month year' as const), (text, order) => {
        const read = statedDate(text, order);
        if (!('broken' in read)) expect(daySpan(read.edtf)).not.toBeNull();
      }),
    );
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10);
          const [year, month, number] = day.split('-');
          expect(statedDate(`${number}/${month}/${year}`, 'day month year')).toEqual({ edtf: day, time: '' });
          expect(statedDate(`${month}/${number}/${year}`, 'month day year')).toEqual({ edtf: day, time: '' });
        },
      ),
    );
  });
});
