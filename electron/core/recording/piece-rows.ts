import type { Database } from 'better-sqlite3';

/**
 * Sound that is being recorded, piece by piece, in the encrypted database: a piece is durable when it is acknowledged, and nothing of it
 * is ever on the disk in clear. Like drafts these rows are no part of the ledger and no projection of it; they go, overwritten
 * (`secure_delete`), in the transaction that enters the finished recording.
 */
export const pieceSchema = `
  CREATE TABLE IF NOT EXISTS sound_running (
    id TEXT PRIMARY KEY, operator TEXT NOT NULL, witness TEXT NOT NULL, testimony TEXT, state TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS sound_piece (
    recording TEXT NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (recording, number)
  ) STRICT;
`;

/** Whether anything was ever recorded in this database. */
export const hasPieces = (db: Database) =>
  db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'sound_running'").get() !== undefined;

/** Where something was erased, nothing unfinished is left in a ledger that was left: nobody goes on with it there. */
export function dropPieces(db: Database): void {
  db.exec('DROP TABLE IF EXISTS sound_piece; DROP TABLE IF EXISTS sound_running');
}

/** A vault that goes on in a new ledger keeps what was cut off: its entry stands there under the same id. */
export function carryPieces(from: Database, to: Database): void {
  if (!hasPieces(from)) return;
  to.transaction(() => {
    to.exec(pieceSchema);
    const running = to.prepare(
      'INSERT INTO sound_running (id, operator, witness, testimony, state) VALUES (:id, :operator, :witness, :testimony, :state)',
    );
    for (const row of from.prepare('SELECT * FROM sound_running ORDER BY rowid').all()) running.run(row);
    const piece = to.prepare('INSERT INTO sound_piece (recording, number, bytes) VALUES (:recording, :number, :bytes)');
    for (const row of from.prepare('SELECT * FROM sound_piece ORDER BY recording, number').iterate()) piece.run(row);
  })();
}
