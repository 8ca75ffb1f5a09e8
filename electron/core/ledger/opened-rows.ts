import { BODY } from '../../../shared/ledger/field-name.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { type OpenedEntry, openEntry, type WrittenEntry } from '../../../shared/ledger/opened-entry.ts';
import { type PackedEntry, packEntry, unpackEntry } from '../../../shared/ledger/packed-entry.ts';
import { primitives } from './primitives.ts';
import { readTogetherIfWhole } from './together.ts';

/** What opens entries, as rows of the database have it. */
export type RowsAsked = {
  readonly ledger: Hex64;
  readonly numbers: readonly number[];
  /** To each number its row's disclosures together. */
  readonly rows: readonly string[];
};

/** Of each row in turn; null where it has to be gone through one disclosure after another. */
export type OpenedRows = readonly (OpenedEntry | null)[];

/** Reads rows that may have been altered. Never throws for what they hold. */
export function openRows({ ledger, numbers, rows }: RowsAsked): (WrittenEntry | null)[] {
  return rows.map((row, at) => openRow(ledger, numbers[at] as number, row));
}

function openRow(ledger: Hex64, seq: number, row: string): WrittenEntry | null {
  const disclosures = readTogetherIfWhole(seq, row);
  if (disclosures === null) return null;
  const opened = openEntry(
    primitives,
    ledger,
    seq,
    disclosures.map(({ text }) => text),
  );
  if (opened === null || disclosures[0]?.name !== BODY) return null;
  // Whoever asks for a field by the name that it is kept by would be given another.
  let at = 1;
  for (const name of opened.fields.keys()) if (disclosures[at++]?.name !== name) return null;
  return opened;
}

/** One text for what goes from thread to thread: hundreds of small things copied one by one would cost more than opening them. */
export function packOpened(opened: readonly (WrittenEntry | null)[]): string {
  return `[${opened.map((entry) => (entry === null ? 'null' : packEntry(entry))).join(',')}]`;
}

export function unpackOpened(text: string): OpenedRows {
  const packed: (PackedEntry | null)[] = JSON.parse(text);
  return packed.map((entry) => entry && unpackEntry(entry));
}
