import { randomBytes } from 'node:crypto';
import { Fault } from '../../../shared/faults.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import { readDisclosure } from '../../../shared/ledger/disclosure.ts';
import type { DaySpan } from '../../../shared/model/day-span.ts';
import type { RecordKind } from '../../../shared/model/entries.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { isClosed, isEntryClosed } from '../gate/closing.ts';
import { disclosureIn } from '../ledger/disclosures.ts';
import { type Erasure, erasedAt, erasedEntries, erasureByEntry, momentOf } from '../ledger/erasures.ts';
import type { Appended, EntryDraft } from '../ledger/ledger.ts';
import { primitives } from '../ledger/primitives.ts';
import type { Database } from '../vault/database.ts';
import type { OpenVault } from '../vault/vault.ts';
import { difference, type RecordState } from './merging.ts';
import { concerning, recordSubject } from './subjects.ts';

/** A fresh record id: 16 random bytes, so that ids of two computers never meet. */
export const newRecordId = (): RecordId => randomBytes(16).toString('hex');

export type StoredRecord = {
  id: RecordId;
  kind: RecordKind;
  first: number;
  head: number;
  at: string;
  state: RecordState;
};

type Row = { id: string; kind: RecordKind; first: number; head: number; at: string; fields: string };

const fromRow = (row: Row): StoredRecord => ({
  id: row.id,
  kind: row.kind,
  first: row.first,
  head: row.head,
  at: row.at,
  state: JSON.parse(row.fields) as RecordState,
});

/** One record as it stands now. Throws RECORD_NOT_FOUND, RECORD_ERASED. */
export function readRecord(vault: OpenVault, kind: RecordKind, id: RecordId): StoredRecord {
  const row = vault.db.prepare('SELECT * FROM record WHERE id = ? AND kind = ?').get(id, kind) as Row | undefined;
  if (row === undefined) throw missing(vault, recordSubject(id));
  return fromRow(row);
}

/** Why there is nothing of a subject (`recordSubject`, `itemSubject`): it is closed, it was erased, or it never was. */
export function missing({ db }: OpenVault, subject: string): Fault {
  if (isClosed(db, subject)) return new Fault('RECORD_CLOSED');
  const newestFirst = concerning(db, subject).reverse();
  const told = newestFirst.map((seq) => erasureByEntry(db, seq)).find((erasure) => erasure !== null);
  const erasure = told ?? erasureWithoutRequest(db, subject);
  if (erasure === null)
    return new Fault(newestFirst.some((seq) => isEntryClosed(db, seq)) ? 'RECORD_CLOSED' : 'RECORD_NOT_FOUND');
  const { requester, operator } = erasure;
  return new Fault('RECORD_ERASED', { at: momentOf(erasure).slice(0, 10), requester, operator });
}

/**
 * The erasure of a subject whose request was lost, because an older copy of the database was put back: what is left of the erased
 * entries still says which item or record they were.
 */
function erasureWithoutRequest(db: Database, subject: string): Erasure | null {
  const item = /^item:(\d+)$/.exec(subject)?.[1];
  if (item !== undefined) {
    const gone = erasedAt(db, Number(item));
    return gone?.names.includes('file') ? gone.erasure : null;
  }
  const of = erasedEntries(db).find((seq) => {
    const text = disclosureIn(db, seq, 'id');
    return text !== null && `record:${readDisclosure(primitives, text).value}` === subject;
  });
  return of === undefined ? null : (erasedAt(db, of)?.erasure ?? null);
}

/** All records of a kind in the order they were begun. */
export function listRecords(vault: OpenVault, kind: RecordKind): StoredRecord[] {
  const rows = vault.db.prepare('SELECT * FROM record WHERE kind = ? ORDER BY first').all(kind) as Row[];
  return rows.map(fromRow);
}

/** Records of a kind that may lie on one of these days, and those of which no day is known; all where none is asked about. */
export function recordsAround({ db }: OpenVault, kind: RecordKind, days: DaySpan | null): StoredRecord[] {
  const rows = db
    .prepare(
      `SELECT * FROM record WHERE kind = :kind AND (first_day IS NULL OR first_day <= :to AND last_day >= :from)
       ORDER BY first`,
    )
    .all({ kind, from: days?.from ?? '', to: days?.to ?? '~' });
  return (rows as Row[]).map(fromRow);
}

/** Records of a kind that name another in one of their fields. */
export function recordsNaming(vault: OpenVault, kind: RecordKind, field: string, target: RecordId): StoredRecord[] {
  const rows = vault.db
    .prepare(
      'SELECT record.* FROM reference JOIN record ON record.id = source WHERE target = ? AND field = ? AND kind = ? ORDER BY first',
    )
    .all(target, field, kind);
  return (rows as Row[]).map(fromRow);
}

/** Records of a kind that belong to an item, an incident, a testimony or a person. */
export function recordsOf(
  vault: OpenVault,
  kind: RecordKind,
  owner: { item: number } | { incident: RecordId } | { testimony: RecordId } | { person: RecordId },
): StoredRecord[] {
  const [column, value] = Object.entries(owner)[0] as [string, string | number];
  const rows = vault.db
    .prepare(`SELECT * FROM record WHERE kind = ? AND ${column} = ? ORDER BY first`)
    .all(kind, value);
  return (rows as Row[]).map(fromRow);
}

/** Sequence numbers of every entry that made a record what it is, ascending. */
function entriesOf(vault: OpenVault, id: RecordId): number[] {
  return concerning(vault.db, recordSubject(id)).filter((seq) => vault.ledger.readFields(seq).id === id);
}

export function recordDraft(
  vault: OpenVault,
  kind: RecordKind,
  id: RecordId,
  fields: Readonly<Record<string, Json>>,
): EntryDraft {
  return { type: 'record', operator: vault.operator, fields: { ...fields, kind, id } };
}

/**
 * The entry that turns a record into `after`, or `null` where nothing differs. It carries only what changes and names
 * every entry whose values it replaces. Throws RECORD_STALE when someone saved since `head` was read: neither edit is lost.
 */
export function amendmentDraft(
  vault: OpenVault,
  record: StoredRecord,
  head: number,
  after: RecordState,
  reason: string,
): EntryDraft | null {
  if (record.head !== head) throw new Fault('RECORD_STALE');
  const { kind: _kind, id: _id, ...before } = record.state;
  const changes = difference(before, after);
  if (Object.keys(changes).length === 0) return null;
  return {
    type: 'record',
    operator: vault.operator,
    fields: { ...changes, kind: record.kind, id: record.id, reason, amends: entriesOf(vault, record.id) },
  };
}

/** Appends in one durable transaction, with what `alongside` writes. Throws VAULT_READ_ONLY where this vault must not be written. */
export function append(
  vault: OpenVault,
  drafts: readonly EntryDraft[],
  alongside?: (written: readonly Appended[]) => void,
): Appended[] {
  if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
  return vault.ledger.append(drafts, alongside);
}
