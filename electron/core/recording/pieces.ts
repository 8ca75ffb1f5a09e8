import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { brokenField } from '../../../shared/broken-rule.ts';
import { Fault } from '../../../shared/faults.ts';
import { type RecordId, recordId } from '../../../shared/model/records.ts';
import { soundEndings, soundInput, soundPause } from '../../../shared/model/sound-recording.ts';
import { storageFault } from '../vault/storage-fault.ts';
import type { OpenVault } from '../vault/vault.ts';
import { hasPieces, pieceSchema } from './piece-rows.ts';

const instant = z.iso.datetime();

/** What is known of a recording while it goes on. */
const runningState = z.strictObject({
  began: instant,
  /** When the newest piece came, or a person paused or went on. */
  last: instant,
  pauses: z.array(soundPause),
  /** Since when it pauses. */
  pausedAt: instant.nullable(),
  input: soundInput.nullable(),
  /** How it ended, where that was known before it could be archived. */
  ending: z.enum(soundEndings).nullable(),
  /** The acquisition's entry, once it is made: an interruption between it and the item makes no second one. */
  acquisition: z.number().int().nullable(),
});
export type RunningState = z.infer<typeof runningState>;

export interface Running extends RunningState {
  readonly id: RecordId;
  readonly operator: string;
  readonly witness: string;
  readonly testimony: RecordId | null;
}

type Row = { id: string; operator: string; witness: string; testimony: string | null; state: string };

const fromRow = ({ state, testimony, ...row }: Row): Running => ({
  ...row,
  id: recordId.parse(row.id),
  testimony,
  ...runningState.parse(JSON.parse(state)),
});

/** Makes room for a recording, in the caller's transaction. */
export function beginPieces(db: Database, { id, operator, witness, testimony, ...state }: Running): void {
  db.exec(pieceSchema);
  db.prepare('INSERT INTO sound_running (id, operator, witness, testimony, state) VALUES (?, ?, ?, ?, ?)').run(
    id,
    operator,
    witness,
    testimony,
    JSON.stringify(state),
  );
}

/** Every recording that was begun and is not archived, the oldest first. */
export function runningRecordings({ db }: OpenVault): Running[] {
  if (!hasPieces(db)) return [];
  return (db.prepare('SELECT * FROM sound_running ORDER BY rowid').all() as Row[]).map(fromRow);
}

/** Throws RECORDING_OVER where there is none of this id. */
export function runningRecording({ db }: OpenVault, id: RecordId): Running {
  const row = hasPieces(db)
    ? (db.prepare('SELECT * FROM sound_running WHERE id = ?').get(id) as Row | undefined)
    : undefined;
  if (row === undefined) throw new Fault('RECORDING_OVER');
  return fromRow(row);
}

/** Throws VAULT_READ_ONLY, VAULT_DISK_FULL. */
export function changeRunning(vault: OpenVault, { id }: Running, change: Partial<RunningState>): Running {
  const { id: _id, operator, witness, testimony, ...state } = runningRecording(vault, id);
  const after = { ...state, ...change };
  durably(vault, () =>
    vault.db.prepare('UPDATE sound_running SET state = ? WHERE id = ?').run(JSON.stringify(after), id),
  );
  return { id, operator, witness, testimony, ...after };
}

/** How many pieces there are, and their bytes in all. */
export function measured({ db }: OpenVault, id: RecordId): { pieces: number; bytes: number } {
  return db
    .prepare('SELECT count(*) AS pieces, coalesce(sum(length(bytes)), 0) AS bytes FROM sound_piece WHERE recording = ?')
    .get(id) as { pieces: number; bytes: number };
}

/**
 * Keeps the next piece; durable when it returns. One that is there already is passed over, so that it can be sent again. Throws
 * FIELD_INVALID where one before it is missing, RECORDING_OVER, VAULT_READ_ONLY, VAULT_DISK_FULL.
 */
export function keepPiece(
  vault: OpenVault,
  running: Running,
  number: number,
  bytes: Uint8Array,
  change: Partial<RunningState>,
): void {
  const { pieces } = measured(vault, running.id);
  if (number > pieces) throw brokenField('number', 'too much', pieces, number);
  const { id: _id, operator: _operator, witness: _witness, testimony: _testimony, ...state } = running;
  durably(vault, () => {
    if (number === pieces)
      vault.db
        .prepare('INSERT INTO sound_piece (recording, number, bytes) VALUES (?, ?, ?)')
        .run(running.id, number, bytes);
    vault.db
      .prepare('UPDATE sound_running SET state = ? WHERE id = ?')
      .run(JSON.stringify({ ...state, ...change }), running.id);
  });
}

/** One piece after the other: a statement that is still being read would keep the database from being written. */
export async function* piecesOf({ db }: OpenVault, id: RecordId): AsyncGenerator<Uint8Array> {
  const read = db.prepare('SELECT bytes FROM sound_piece WHERE recording = ? AND number = ?').pluck();
  for (let number = 0; ; number++) {
    const bytes = read.get(id, number);
    if (!(bytes instanceof Uint8Array)) return;
    yield bytes;
  }
}

/** In the caller's transaction. */
export function removePieces(db: Database, id: RecordId): void {
  db.prepare('DELETE FROM sound_piece WHERE recording = ?').run(id);
  db.prepare('DELETE FROM sound_running WHERE id = ?').run(id);
}

/** What was recorded of a testimony and is not archived: erased with it, in the caller's transaction. */
export function removePiecesOf(db: Database, testimony: RecordId): void {
  if (!hasPieces(db)) return;
  const ids = db.prepare('SELECT id FROM sound_running WHERE testimony = ?').pluck().all(testimony) as RecordId[];
  for (const id of ids) removePieces(db, id);
}

/** Ties what is still unfinished to a testimony, in the caller's transaction. */
export function tieRunning(db: Database, id: RecordId, testimony: RecordId): void {
  if (hasPieces(db)) db.prepare('UPDATE sound_running SET testimony = ? WHERE id = ?').run(testimony, id);
}

function durably(vault: OpenVault, write: () => void): void {
  if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
  try {
    vault.db.transaction(write).immediate();
  } catch (error) {
    throw storageFault(error);
  }
}
