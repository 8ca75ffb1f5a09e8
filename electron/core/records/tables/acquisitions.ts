import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { acquisitionFields, held } from '../../../../shared/model/entries.ts';
import type { Appended } from '../../ledger/ledger.ts';
import { prepared } from '../../vault/prepared.ts';
import { enteredAt } from '../entered.ts';

export const acquisitionSchema = `
  CREATE TABLE acquisition (
    seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, path TEXT NOT NULL, count INTEGER NOT NULL,
    at TEXT NOT NULL, operator TEXT NOT NULL
  ) STRICT;
  CREATE TABLE holding (
    acquisition INTEGER NOT NULL, number INTEGER NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, modified TEXT,
    PRIMARY KEY (acquisition, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX holding_by_file ON holding (path, size);
`;

const acquisitionEntry = z.object(acquisitionFields);

/** The acquisition that an entry belongs to, and the numbers under which it lists files. */
export function listedIn({ seq, fields }: Appended): { acquisition: number; numbers: number[] } {
  const { part } = acquisitionEntry.pick({ part: true }).parse(fields);
  const numbers = Object.keys(fields).flatMap((name) =>
    name.startsWith(listing) ? [Number(name.slice(listing.length))] : [],
  );
  return { acquisition: part.first ?? seq, numbers };
}

const listing = 'holds.';

export function applyAcquisition(db: Database, entry: Appended): void {
  // The path of a source may have been erased with the last of its files.
  const fields = acquisitionEntry.parse({ 'source.path': '', ...entry.fields });
  const first = fields.part.first ?? entry.seq;
  if (fields.part.first === null) {
    prepared(db, 'INSERT INTO acquisition (seq, kind, path, count, at, operator) VALUES (?, ?, ?, ?, ?, ?)').run(
      entry.seq,
      fields['source.kind'],
      fields['source.path'],
      fields.count,
      enteredAt(entry),
      entry.operator,
    );
  }
  const insert = prepared(db, 'INSERT INTO holding (acquisition, number, path, size, modified) VALUES (?, ?, ?, ?, ?)');
  for (const [name, value] of Object.entries(entry.fields)) {
    if (!name.startsWith(listing)) continue;
    const file = held.parse(value);
    insert.run(first, Number(name.slice(listing.length)), file.path, file.size, file.modified);
  }
}
