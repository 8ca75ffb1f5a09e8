import type { Database } from 'better-sqlite3';
import type { RecordId } from '../../../shared/model/records.ts';

/**
 * Which files hold the voice of which witness: what the gate, holds and erasures go by. A tie that was taken back, or whose recording was
 * thrown away, is none.
 */
export interface SoundTie {
  readonly item: number;
  /** `null` where the recording was made before there was a testimony, and none was saved yet. */
  readonly testimony: RecordId | null;
  /** The code name that it was recorded under. */
  readonly witness: string;
  /** The newest entry that says so. */
  readonly seq: number;
}

const columns = "item, testimony, coalesce(fields ->> '$.witness', '') AS witness, head AS seq";
const kept = "kind = 'recording' AND fields ->> '$.state' = 'kept'";

export const tiesOfItem = (db: Database, item: number): SoundTie[] =>
  db.prepare(`SELECT ${columns} FROM record WHERE ${kept} AND item = ? ORDER BY first`).all(item) as SoundTie[];

/** Items in which a testimony is heard, ascending. */
export const soundOf = (db: Database, testimony: RecordId): number[] =>
  db
    .prepare(`SELECT DISTINCT item FROM record WHERE ${kept} AND testimony = ? AND item IS NOT NULL ORDER BY item`)
    .pluck()
    .all(testimony) as number[];
