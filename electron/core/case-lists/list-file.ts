import { createHash } from 'node:crypto';
import type { CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { type Hex64, hashToHex, isHex64 } from '../../../shared/ledger/hex.ts';
import { mostColumns } from '../../../shared/model/case-list.ts';
import type { Encoding } from '../../../shared/model/text-encoding.ts';
import { spool } from '../bundle/spool.ts';
import { pathSources, placeOf, type SourceFile } from '../ingest/source.ts';
import { itemRow } from '../records/items.ts';
import type { Session } from '../session.ts';
import { type Delimiter, isText, type ListRow, listRows, tellDelimiter, tellEncoding, type Written } from './rows.ts';

/** A file with a list in it, wherever it comes from: it is read several times, and is the same each time or refused. */
export interface ListFile {
  readonly name: string;
  /** How its source is known, as an acquisition records it; `null` where it is archived already. */
  readonly from: { readonly kind: 'file' | 'upload'; readonly label: string; readonly file: SourceFile } | null;
  readonly size: number;
  /** Throws SOURCE_UNREADABLE, SOURCE_CHANGED, OBJECT_MISSING, OBJECT_DAMAGED. */
  open(): AsyncIterable<Uint8Array>;
}

type Source = CallRequest<'caseList.survey'>['source'];

/** Throws SOURCE_NOT_FOUND, SOURCE_NOT_A_FILE, RECORD_NOT_FOUND. */
export async function withListFile<T>(
  session: Session,
  source: Source,
  use: (file: ListFile) => Promise<T>,
): Promise<T> {
  switch (source.kind) {
    case 'item':
      return use(archivedFile(session, source.seq));
    case 'path':
      return use(await fileAt(session, source.path));
    case 'upload': {
      const upload = session.uploads.take(source.upload);
      try {
        const [line] = upload.files;
        if (line === undefined || upload.files.length !== 1) throw new Fault('SOURCE_NOT_A_FILE');
        // A browser gives the bytes once; they are asked for several times.
        const spooled = await spool(upload.body(0));
        try {
          const name = line.path.slice(line.path.lastIndexOf('/') + 1);
          const open = () => inPieces(spooled);
          const file = { ...line, name, born: null, open, openAgain: null };
          return await use({ name, size: spooled.size, open, from: { kind: 'upload', label: '', file } });
        } finally {
          await spooled.close();
        }
      } finally {
        upload.end();
      }
    }
  }
}

async function fileAt(session: Session, path: string): Promise<ListFile> {
  const [source] = await pathSources([path], { except: session.vault.path });
  if (source === undefined || source.kind !== 'file') throw new Fault('SOURCE_NOT_A_FILE');
  const [file] = (await source.list()).files;
  if (file === undefined) throw new Fault('SOURCE_NOT_A_FILE');
  return {
    name: file.name,
    size: file.size,
    open: () => file.open(),
    from: { kind: 'file', label: source.label, file },
  };
}

function archivedFile({ vault }: Session, seq: number): ListFile {
  const { sha256, name, size } = itemRow(vault, seq);
  return {
    name,
    size,
    from: null,
    async *open() {
      if (!isHex64(sha256)) throw new Fault('OBJECT_MISSING');
      const object = await vault.objects.open('original', sha256);
      try {
        yield* object.stream();
      } finally {
        await object.close();
      }
    },
  };
}

const pieceLength = 262_144;

async function* inPieces(file: {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.size; at += pieceLength) yield await file.read(at, Math.min(pieceLength, file.size - at));
}

/** Where the file lies, as an item's entry says it. */
export const placeOfList = ({ from, name }: ListFile): string => (from === null ? name : placeOf(from, from.file.path));

export interface Told {
  readonly sha256: Hex64;
  readonly written: Written;
  /** Whether the encoding was told by its letters alone. */
  readonly guessed: boolean;
}

/** How the file is written, unless a person said so. Reads all of it. Throws LIST_NOT_TEXT for a workbook, a document or a picture. */
export async function tell(
  file: ListFile,
  said: { readonly encoding: Encoding | null; readonly delimiter: Delimiter | null },
): Promise<Told> {
  const hash = createHash('sha256');
  async function* watched() {
    for await (const piece of file.open()) {
      hash.update(piece);
      yield piece;
    }
  }
  const told = await tellEncoding(watched());
  if (!isText(told.beginning)) throw new Fault('LIST_NOT_TEXT');
  const encoding = said.encoding ?? told.encoding;
  return {
    sha256: hashToHex(new Uint8Array(hash.digest())),
    written: { encoding, delimiter: said.delimiter ?? tellDelimiter(told.beginning, encoding) },
    guessed: said.encoding === null && told.guessed,
  };
}

export interface OpenList {
  /** Each name once, whatever stands there. */
  readonly header: readonly string[];
  readonly rows: AsyncIterable<ListRow>;
}

/** HXL tags (hxlstandard.org) under the names of the columns: no case. */
const isTags = (cells: readonly string[]) =>
  cells.every((cell) => cell === '' || /^#[a-z]+(\s*\+[a-z_0-9]+)*$/i.test(cell));

/** What Excel writes above the names of the columns, and reads there: which sign stands between the cells. */
const isSeparatorRow = (cells: readonly string[]) =>
  /^sep=[,;|]?$/i.test(cells[0] ?? '') && cells.slice(1).every((cell) => cell === '');

/** Spreadsheets write columns without a name or a cell as far as somebody once clicked. */
function named(cells: readonly string[]): readonly string[] {
  const header = cells.slice(0, Math.max(mostColumns, cells.findLastIndex((cell) => cell !== '') + 1));
  if (header.length <= mostColumns) return header;
  throw new Fault('LIST_TOO_WIDE', { value: String(header.length), rule: String(mostColumns) });
}

/** The names of the columns, and the rows below them. Throws LIST_UNREADABLE, also where there is no row at all; LIST_TOO_WIDE. */
export async function openList(pieces: AsyncIterable<Uint8Array>, written: Written): Promise<OpenList> {
  const rows = listRows(pieces, written);
  let first = await rows.next();
  if (!first.done && isSeparatorRow(first.value.cells)) first = await rows.next();
  if (first.done) throw new Fault('LIST_UNREADABLE', { why: 'empty', row: 1 });
  if (first.value.torn > 0) throw new Fault('LIST_UNREADABLE', { why: 'CSV_QUOTE_NOT_CLOSED', row: first.value.row });
  return {
    header: eachOnce(named(first.value.cells)),
    rows: {
      async *[Symbol.asyncIterator]() {
        for await (const row of rows) if (!isTags(row.cells)) yield row;
      },
    },
  };
}

/** Two columns of one name are told apart by number, and one without a name by where it stands. */
function eachOnce(cells: readonly string[]): string[] {
  const used = new Set<string>();
  return cells.map((cell, index) => {
    const name = cell.replaceAll(/\s+/g, ' ') || `(${index + 1})`;
    let unique = name;
    for (let number = 2; used.has(unique); number++) unique = `${name} (${number})`;
    used.add(unique);
    return unique;
  });
}
