import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { Fault } from '../../../shared/faults.ts';
import { listDelimiters } from '../../../shared/model/case-list.ts';
import { type Encoding, encodingOf, type Told } from '../../../shared/model/text-encoding.ts';

/** The rows of a CSV file, one after the other, however long it is: at no time is more in memory than one row and one piece of the file. */

export type Delimiter = (typeof listDelimiters)[number];
export type Written = { readonly encoding: Encoding; readonly delimiter: Delimiter };

export interface ListRow {
  /** As spreadsheets count: the first row of the file is 1, empty ones count. */
  readonly row: number;
  /** Without the spaces around them. */
  readonly cells: readonly string[];
  /** Lines that a quotation mark took into this row which doesn't end where its cell ends; 0 where none did. */
  readonly torn: number;
}

/** Characters of one row. A quotation mark that never ends would otherwise take the rest of the file for one cell. */
const longestRow = 16_777_216;
/** As much of the beginning as delimiters are counted in. */
const beginningLength = 65_536;

/**
 * How the letters are written: whether all of it is UTF-8 can only be told at its end. Reads everything. The beginning comes back with it.
 */
export async function tellEncoding(
  pieces: AsyncIterable<Uint8Array>,
): Promise<Told & { readonly beginning: Uint8Array }> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const kept: Uint8Array[] = [];
  let length = 0;
  let foreign: Uint8Array | null = null;
  for await (const piece of pieces) {
    if (length < beginningLength) kept.push(piece.slice(0, beginningLength - length));
    length += piece.length;
    if (foreign !== null) continue;
    try {
      decoder.decode(piece, { stream: true });
    } catch {
      foreign = piece.slice();
    }
  }
  const beginning = Buffer.concat(kept);
  const told = encodingOf(beginning);
  // The first letter beyond ASCII may stand far down.
  return { ...(told.encoding === 'utf-8' && foreign !== null ? encodingOf(foreign) : told), beginning };
}

/** Workbooks (a zip, or OLE before 2007) and PDF: what is chosen in place of a CSV file. */
const others = ['504b0304', 'd0cf11e0', '25504446'];

/** Whether it may be text. Of bytes that are no letters anywhere, a list may hold one by mistake; other files are full of them. */
export function isText(beginning: Uint8Array): boolean {
  if (others.includes(Buffer.from(beginning.subarray(0, 4)).toString('hex'))) return false;
  if (encodingOf(beginning).encoding.startsWith('utf-16')) return true;
  return beginning.filter((byte) => byte === 0).length <= beginning.length / 100 + 1;
}

const counts = (line: string, delimiter: string): number => line.replaceAll(/"[^"]*"/g, '').split(delimiter).length - 1;

/** The delimiter that the file itself names (Excel's `sep=;`), or that stands in the first rows equally often, and most often; a comma where none does. */
export function tellDelimiter(beginning: Uint8Array, encoding: Encoding): Delimiter {
  const lines = decoded(beginning, encoding)
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  const first = lines[0] ?? '';
  const stated = listDelimiters.find((delimiter) => first.trim().toLowerCase() === `sep=${delimiter}`);
  if (stated !== undefined) return stated;
  const scored = listDelimiters.map((delimiter) => {
    const inHeader = counts(first, delimiter);
    return { delimiter, inHeader, alike: lines.filter((line) => counts(line, delimiter) === inHeader).length };
  });
  const found = scored
    .filter(({ inHeader }) => inHeader > 0)
    .sort((a, b) => b.alike * b.inHeader - a.alike * a.inHeader);
  return found[0]?.delimiter ?? ',';
}

const decoded = (bytes: Uint8Array, encoding: Encoding): string =>
  new TextDecoder(encoding).decode(bytes, { stream: true });

async function* textOf(pieces: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const piece of pieces) yield decoder.decode(piece, { stream: true });
    yield decoder.decode();
  } catch (cause) {
    if (cause instanceof TypeError) throw new Fault('LIST_UNREADABLE', { why: 'encoding', row: 0 }, { cause });
    throw cause;
  }
}

/**
 * How many lines a row takes in because of a quotation mark that begins a cell and doesn't end it (RFC 4180, 2.5 and 2.7). Within one line such
 * a mark is read as it stands, as spreadsheets do; across lines it swallows rows. 0 where the row is one line, or quoted as it should be.
 */
function tornLines(raw: string, delimiter: Delimiter): number {
  const row = raw.replace(/(\r\n|\r|\n)$/, '');
  if (!/[\r\n]/.test(row)) return 0;
  const lines = row.split(/\r\n|\r|\n/).length;
  let at = 0;
  while (at < row.length) {
    if (row[at] === '"') {
      let end = row.indexOf('"', at + 1);
      while (end >= 0 && row[end + 1] === '"') end = row.indexOf('"', end + 2);
      if (end < 0) return lines;
      at = end + 1;
      if (at < row.length && row[at] !== delimiter) return lines;
    } else {
      const next = row.indexOf(delimiter, at);
      if (next < 0) return 0;
      at = next;
    }
    at += 1;
  }
  return 0;
}

/**
 * Every row that says anything, the names of the columns first (RFC 4180; rows of any number of cells). Throws LIST_UNREADABLE where bytes are not of this
 * encoding, a quotation mark doesn't end or a row is longer than any; and what reading `pieces` throws.
 */
export async function* listRows(
  pieces: AsyncIterable<Uint8Array>,
  { encoding, delimiter }: Written,
): AsyncGenerator<ListRow> {
  const text = Readable.from(textOf(pieces, encoding));
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    raw: true,
    max_record_size: longestRow,
    trim: false,
  });
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  let row = 0;
  try {
    for await (const { record, raw } of parser as AsyncIterable<{ record: string[]; raw: string }>) {
      row += 1;
      const cells = record.map((cell) => cell.trim());
      if (cells.some((cell) => cell !== '')) yield { row, cells, torn: tornLines(raw, delimiter) };
    }
  } catch (cause) {
    if (cause instanceof CsvError) throw new Fault('LIST_UNREADABLE', { why: cause.code, row: row + 1 }, { cause });
    throw cause;
  } finally {
    text.destroy();
    parser.destroy();
  }
}
