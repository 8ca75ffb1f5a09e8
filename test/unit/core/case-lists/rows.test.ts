import { describe, expect, test } from 'vitest';
import { openList } from '../../../../electron/core/case-lists/list-file.ts';
import {
  type Delimiter,
  isText,
  listRows,
  tellDelimiter,
  tellEncoding,
} from '../../../../electron/core/case-lists/rows.ts';
import { Fault } from '../../../../shared/faults.ts';
import type { Encoding } from '../../../../shared/model/text-encoding.ts';

async function allOf<T>(things: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const thing of things) all.push(thing);
  return all;
}
async function* inPieces(bytes: Uint8Array, length = 7) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
const rowsOf = async (bytes: Uint8Array, encoding: Encoding = 'utf-8', delimiter: Delimiter = ',') =>
  (await allOf(listRows(inPieces(bytes), { encoding, delimiter }))).map(({ row, cells }) => [row, ...cells]);
const utf8 = (text: string) => Buffer.from(text, 'utf8');
const why = (work: Promise<unknown>) =>
  work.then(
    () => 'read',
    (error: unknown) => (error instanceof Fault ? `${error.code} ${error.params.why}` : String(error)),
  );

describe('rows of a list', () => {
  test('are numbered as a spreadsheet does; empty ones count and say nothing', async () => {
    expect(await rowsOf(utf8('a,b\n1,2\n\n,\n3, 4 \n'))).toEqual([
      [1, 'a', 'b'],
      [2, '1', '2'],
      [5, '3', '4'],
    ]);
  });

  test('may hold the delimiter, quotation marks and lines within a cell', async () => {
    expect(await rowsOf(utf8('a,b\r\n"one, two","say ""no""\nand go"\r\n'))).toEqual([
      [1, 'a', 'b'],
      [2, 'one, two', 'say "no"\nand go'],
    ]);
  });

  test('say how many lines a quotation mark took in that doesn’t end its cell', async () => {
    const torn = async (text: string) => {
      const rows = await allOf(listRows(inPieces(utf8(text)), { encoding: 'utf-8', delimiter: ',' }));
      return rows.map(({ row, torn: lines }) => [row, lines]);
    };
    expect(await torn('a,b\n1,"a shell\n2,"and another\n"3",x\n')).toEqual([
      [1, 0],
      [2, 2],
      [3, 0],
    ]);
    // Within its line it is read as it stands, and lines between marks that end their cell are the cell's own.
    expect(await torn('a,b\n1,"a" 5" shell\n2,"one\ntwo ""quoted"" ones"\n')).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
    ]);
  });

  test('may be shorter or longer than the first', async () => {
    expect(await rowsOf(utf8('a,b\n1\n1,2,3\n'))).toEqual([
      [1, 'a', 'b'],
      [2, '1'],
      [3, '1', '2', '3'],
    ]);
  });

  test('keep what a spreadsheet would run as text', async () => {
    expect(await rowsOf(utf8('a\n"=cmd|\'/C calc\'!A0"\n'))).toEqual([
      [1, 'a'],
      [2, "=cmd|'/C calc'!A0"],
    ]);
  });

  test('of an unfinished quotation are refused as a whole, with the row', async () => {
    expect(await why(rowsOf(utf8('a,b\n1,"2\n3,4\n')))).toBe('LIST_UNREADABLE CSV_QUOTE_NOT_CLOSED');
  });

  test('in bytes of another encoding are refused', async () => {
    expect(await why(rowsOf(Buffer.from([0x61, 0x0a, 0xe9, 0x0a])))).toBe('LIST_UNREADABLE encoding');
  });

  test('hold a cell of a megabyte, and none without end', async () => {
    const [, row] = await rowsOf(utf8(`a\n${'x'.repeat(1_048_576)}\n`));
    expect(String(row?.[1]).length).toBe(1_048_576);
    const endless = utf8(`a\n"${'x'.repeat(17_000_000)}`);
    expect(await why(allOf(listRows(inPieces(endless, 1_048_576), { encoding: 'utf-8', delimiter: ',' })))).toMatch(
      /^LIST_UNREADABLE CSV_/,
    );
  });
});

describe('how a list is written', () => {
  const encoded: readonly (readonly [Encoding, Uint8Array])[] = [
    ['utf-8', utf8('date;place\n2016;حلب\n')],
    ['utf-8', utf8('\ufeffdate;place\n2016;حلب\n')],
    ['utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('date;place\n2016;حلب\n', 'utf16le')])],
    ['utf-16be', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('date;place\n2016;حلب\n', 'utf16le').swap16()])],
    // حلب and Alès as Windows writes them.
    [
      'windows-1256',
      Buffer.concat([utf8('date;place\n2016;'), Buffer.from([0xcd, 0xe1, 0xc8, 0xc7, 0xe1, 0xc7, 0xe1]), utf8('\n')]),
    ],
    // حلب without the mark of its encoding, and Харково as Windows writes it, one word among Latin ones.
    ['utf-16le', Buffer.from('date;place\n2016;حلب\n', 'utf16le')],
    [
      'windows-1251',
      Buffer.concat([utf8('date;place\n2016;'), Buffer.from([0xd5, 0xe0, 0xf0, 0xea, 0xee, 0xe2, 0xee]), utf8('\n')]),
    ],
    ['windows-1252', Buffer.concat([utf8('date;place\n2016;Al'), Buffer.from([0xe8]), utf8('s\n')])],
  ];

  test.each(encoded)('is found: %s', async (encoding, bytes) => {
    const told = await tellEncoding(inPieces(bytes));
    expect([told.encoding, tellDelimiter(told.beginning, told.encoding)]).toEqual([encoding, ';']);
    const [header, row] = await rowsOf(bytes, told.encoding, ';');
    expect(header).toEqual([1, 'date', 'place']);
    expect(row?.[2]).toMatch(/^(حلب|حلبالال|Alès|Харково)$/);
  });

  test('is told also where the first letter beyond ASCII stands far down', async () => {
    const late = Buffer.concat([utf8(`a,b\n${'1,2\n'.repeat(40_000)}Al`), Buffer.from([0xe8]), utf8('s,2\n')]);
    expect(await tellEncoding(inPieces(late, 65_536))).toMatchObject({ encoding: 'windows-1252', guessed: true });
  });

  test.each([
    ['a,b,c\n"1;1;1;1",2,3\n', ','],
    ['a\tb\n1,5\t2,5\n', '\t'],
    ['a;b\n1,5;2,5\n', ';'],
    ['a|b\n1|2\n', '|'],
    ['alone\n1\n', ','],
    ['sep=;\na,b;c\n', ';'],
  ])('with a delimiter between the columns of %j', (text, delimiter) => {
    expect(tellDelimiter(utf8(text), 'utf-8')).toBe(delimiter);
  });
});

describe('the names of the columns', () => {
  const open = (text: string, delimiter: Delimiter = ',') =>
    openList(inPieces(utf8(text), 1_000), { encoding: 'utf-8', delimiter });

  test('stand below the row in which a spreadsheet says what stands between them', async () => {
    const { header, rows } = await open('sep=;\ndate;place\n2016;North\n', ';');
    expect(header).toEqual(['date', 'place']);
    expect(await allOf(rows)).toMatchObject([{ row: 3, cells: ['2016', 'North'] }]);
  });

  test('end with the last that has a name where there are too many, and may not be more than a mapping holds', async () => {
    const { header } = await open(`date,place${','.repeat(16_000)}\n`);
    expect(header.length).toBe(500);
    const wide = Array.from({ length: 501 }, (_, at) => `c${at}`).join(',');
    await expect(open(`${wide}\n`)).rejects.toMatchObject({ code: 'LIST_TOO_WIDE', params: { value: '501' } });
  });
});

test('a workbook, a document and a picture are no text; a stray control character is', () => {
  for (const begin of ['PK\x03\x04', '%PDF-1.7', `GIF89a${'\0'.repeat(20)}`]) expect(isText(utf8(begin))).toBe(false);
  expect(isText(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe(false);
  expect(isText(utf8('a,b\n1,\0\n'))).toBe(true);
  expect(isText(Buffer.from('\ufeffa;b\n', 'utf16le'))).toBe(true);
});
