import type { Json } from '../../../shared/ledger/canonical.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { type OpenedEntry, openEntry } from '../../../shared/ledger/opened-entry.ts';
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
export function openRows({ ledger, numbers, rows }: RowsAsked): OpenedRows {
  return rows.map((row, at) => {
    const seq = numbers[at] as number;
    const disclosures = readTogetherIfWhole(seq, row);
    return disclosures === null ? null : openEntry(primitives, ledger, seq, disclosures);
  });
}

type PackedEntry = [digest: OpenedEntry['digest'], fields: Record<string, Json>, withheld: OpenedEntry['withheld']];

/** One text for what goes from thread to thread: hundreds of small things copied one by one would cost more than opening them. */
export function packOpened(opened: OpenedRows): string {
  const packed: (PackedEntry | null)[] = opened.map(
    (entry) => entry && [entry.digest, Object.fromEntries(entry.fields), entry.withheld],
  );
  return JSON.stringify(packed);
}

export function unpackOpened(text: string): OpenedRows {
  const packed: (PackedEntry | null)[] = JSON.parse(text);
  return packed.map((entry) => {
    if (entry === null) return null;
    const [digest, fields, withheld] = entry;
    return { digest, fields: new Map(Object.entries(fields)), withheld };
  });
}
