/**
 * Files that are closed inside the archive, read from the ledger: whoever imports, or reckons what was imported, has to know that they are
 * here, or takes them in a second time and calls them missing. Nothing of them may be shown.
 */
import { readFileClaim } from '../../../shared/ledger/reserved.ts';
import { held, itemFields } from '../../../shared/model/entries.ts';
import { prepared } from '../vault/prepared.ts';
import type { OpenVault } from '../vault/vault.ts';

export interface ClosedFile {
  readonly seq: number;
  /** Where its source lists it. */
  readonly acquisition: { readonly seq: number; readonly number: number };
  /** Where it came from, as `item.path`. */
  readonly place: string;
  readonly size: number;
  readonly modified: string | null;
  readonly sha256: string;
  readonly type: string;
}

const seqOf = "CAST(substr(thing, length('item:') + 1) AS INTEGER)";

export const closedItemsWith = ({ db }: OpenVault, sha256: string): number[] =>
  prepared(db, `SELECT ${seqOf} FROM closed_thing WHERE sha256 = ? ORDER BY 1`).pluck().all(sha256) as number[];

export function closedFiles({ db, ledger }: OpenVault): ClosedFile[] {
  const seqs = prepared(db, `SELECT ${seqOf} FROM closed_thing WHERE thing GLOB 'item:*' ORDER BY 1`)
    .pluck()
    .all() as number[];
  return seqs.flatMap((seq): ClosedFile[] => {
    const { file, acquisition, path, modified } = ledger.readFields(seq);
    const read = readFileClaim(file ?? null);
    const listed = itemFields.acquisition.safeParse(acquisition);
    // Of what was erased since nothing is left to know it by.
    if (read === null || !listed.success || typeof path !== 'string') return [];
    return [
      {
        ...{ seq, acquisition: listed.data, place: path, modified: typeof modified === 'string' ? modified : null },
        ...{ sha256: read.sha256, size: read.size, type: read.type },
      },
    ];
  });
}

/** What an acquisition lists and is closed: by number, ascending. */
export function closedHoldings(
  { db, ledger }: OpenVault,
  acquisition: number,
): { number: number; path: string; size: number; modified: string | null }[] {
  const rows = db.prepare("SELECT seq, name FROM closed WHERE name GLOB 'holds.*'").all();
  return (rows as { seq: number; name: string }[])
    .flatMap(({ seq, name }) => {
      const fields = ledger.readFields(seq);
      const { first } = (fields.part ?? {}) as { first?: unknown };
      if ((first ?? seq) !== acquisition) return [];
      const file = held.safeParse(fields[name]);
      return file.success ? [{ number: Number(name.slice('holds.'.length)), ...file.data }] : [];
    })
    .sort((a, b) => a.number - b.number);
}
