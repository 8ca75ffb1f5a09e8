import type { Database } from 'better-sqlite3';
import type { Appended } from '../../ledger/ledger.ts';
import { prepared } from '../../vault/prepared.ts';

/**
 * Which entries concern a subject, and which make up a record or a link. The second says nothing of what is in them, and knows of those
 * too that are closed: whoever opens them again finds them by it.
 */
export const concernSchema = `
  CREATE TABLE concern (
    subject TEXT NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY (subject, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX concern_by_entry ON concern (seq);
  CREATE TABLE entry_of (
    id TEXT NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY (id, seq)
  ) STRICT, WITHOUT ROWID;
`;

export function concern(db: Database, subject: string, seq: number): void {
  prepared(db, 'INSERT OR IGNORE INTO concern (subject, seq) VALUES (?, ?)').run(subject, seq);
}

/** Notes of which record or link an entry is. */
export function noteEntryOf(db: Database, { seq, type, fields }: Appended): void {
  if ((type === 'record' || type === 'link') && typeof fields.id === 'string')
    prepared(db, 'INSERT OR IGNORE INTO entry_of (id, seq) VALUES (?, ?)').run(fields.id, seq);
}

/** Numbers of the entries that make up a record or a link, ascending. */
export const entriesOf = (db: Database, id: string): number[] =>
  prepared(db, 'SELECT seq FROM entry_of WHERE id = ? ORDER BY seq').pluck().all(id) as number[];
