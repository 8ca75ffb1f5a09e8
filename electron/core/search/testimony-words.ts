import type { Database } from 'better-sqlite3';
import { isLaterKind, laterKinds } from '../../../shared/model/later-accounts.ts';
import type { RecordState } from '../records/merging.ts';
import { prepared } from '../vault/prepared.ts';
import { type Findable, findableRecord, type SaidLater } from './findable.ts';

/** A testimony as search sees it, with what its witness said later; `null` where it is not there. */
export function findableTestimony(db: Database, id: string): Findable | null {
  const fields = prepared(db, "SELECT fields FROM record WHERE id = ? AND kind = 'testimony'").pluck().get(id);
  if (typeof fields !== 'string') return null;
  const later = prepared(
    db,
    'SELECT kind, fields FROM record WHERE testimony = ? AND kind IN (SELECT value FROM json_each(?)) ORDER BY first',
  ).all(id, JSON.stringify(laterKinds)) as { kind: string; fields: string }[];
  return findableRecord(
    'testimony',
    JSON.parse(fields) as RecordState,
    later.flatMap(({ kind, fields: text }): SaidLater[] =>
      isLaterKind(kind) ? [{ kind, state: JSON.parse(text) as RecordState }] : [],
    ),
  );
}
