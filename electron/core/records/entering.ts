import type { NamedRecord } from '../../../shared/contract/record.ts';
import type { CallOutput, CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import type { EnteredKind } from '../../../shared/model/kinds.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import type { EntryDraft } from '../ledger/ledger.ts';
import { prepared } from '../vault/prepared.ts';
import type { OpenVault } from '../vault/vault.ts';
import { historyOf } from './history.ts';
import { type FieldsOf, fieldsOf, isRegistered, type RegisteredKind, referencesOf, stateOf } from './kinds.ts';
import { relationsOf, titleOf } from './links.ts';
import type { RecordState } from './merging.ts';
import { namedBy } from './naming.ts';
import { amendmentDraft, append, newRecordId, readRecord, recordDraft, type StoredRecord } from './recording.ts';
import { recordSubject } from './subjects.ts';

/** The one way in which a record of any registered kind is entered, corrected, read and listed. */

/** Throws FIELD_INVALID with the field that names a record that was never there or is of another kind, RECORD_CLOSED, RECORD_ERASED. */
function requireReferences<K extends RegisteredKind>(vault: OpenVault, kind: K, fields: FieldsOf<K>): void {
  const known = prepared(vault.db, 'SELECT kind FROM record WHERE id = ?').pluck();
  for (const { field, kind: wanted, id } of referencesOf(kind, fields)) {
    if (known.get(id) !== wanted) namedBy(field, wanted, id, () => readRecord(vault, wanted, id));
  }
}

/** The entry that begins a record. Throws FIELD_INVALID. */
export function entryOf<K extends RegisteredKind>(
  vault: OpenVault,
  kind: K,
  fields: FieldsOf<K>,
): { id: RecordId; draft: EntryDraft } {
  requireReferences(vault, kind, fields);
  const id = newRecordId();
  return { id, draft: recordDraft(vault, kind, id, stateOf(kind, fields)) };
}

/**
 * Throws RECORD_NOT_FOUND, RECORD_STALE, FIELD_INVALID, VAULT_READ_ONLY. Nothing is entered where nothing differs; `also` is in any
 * case, in the same transaction.
 */
export function correct<K extends RegisteredKind>(
  vault: OpenVault,
  kind: K,
  { id, head, reason }: { readonly id: RecordId; readonly head: number; readonly reason: string },
  fields: FieldsOf<K>,
  also: readonly EntryDraft[] = [],
): void {
  const record = readRecord(vault, kind, id);
  requireReferences(vault, kind, fields);
  const draft = amendmentDraft(vault, record, head, stateOf(kind, fields), reason);
  const drafts = [...(draft === null ? [] : [draft]), ...also];
  if (drafts.length > 0) append(vault, drafts);
}

/** The records that one names, by their titles. */
export const namedIn = (vault: OpenVault, kind: RegisteredKind, state: RecordState): NamedRecord[] =>
  referencesOf(kind, fieldsOf(kind, state)).map(({ field, kind: named, id }) => ({
    field,
    kind: named,
    id,
    title: titleOf(vault, id),
  }));

/** Everything that one record is made of, beside its fields. */
function circumstances(vault: OpenVault, { id, head, first, at, kind, state }: StoredRecord) {
  return {
    id,
    head,
    first,
    at,
    operator: vault.ledger.appended(first).operator,
    title: titleOf(vault, id),
    names: isRegistered(kind) ? namedIn(vault, kind, state) : [],
    relations: relationsOf(vault, { record: id }),
    history: historyOf(vault, recordSubject(id)),
  };
}

export function createRecord(vault: OpenVault, request: CallRequest<'record.create'>): CallOutput<'record.create'> {
  const { id, draft } = entryOf(vault, request.kind, request.fields);
  append(vault, [draft]);
  return readEntered(vault, request.kind, id);
}

export function amendRecord(vault: OpenVault, request: CallRequest<'record.amend'>): CallOutput<'record.amend'> {
  correct(vault, request.kind, request, request.fields);
  return readEntered(vault, request.kind, request.id);
}

/** Throws RECORD_NOT_FOUND, RECORD_ERASED. */
export function readEntered(vault: OpenVault, kind: EnteredKind, id: RecordId): CallOutput<'record.get'> {
  const record = readRecord(vault, kind, id);
  const fields = fieldsOf(kind, record.state);
  return { kind, fields, ...circumstances(vault, record) } as CallOutput<'record.get'>;
}

export function listEntered(vault: OpenVault, request: CallRequest<'record.list'>): CallOutput<'record.list'> {
  const { records, ...page } = pageOf(vault, request.kind, request);
  const lines = records.map(({ id, head, at, title, state }) => ({
    kind: request.kind,
    id,
    head,
    at,
    title,
    fields: fieldsOf(request.kind, state),
  }));
  return { records: lines as CallOutput<'record.list'>['records'], ...page };
}

export type Paging = Pick<CallRequest<'record.list'>, 'order' | 'backwards' | 'cursor' | 'limit' | 'from' | 'to'> & {
  readonly of: RecordId | null;
};

/**
 * What a list is sorted by; the number of the first entry makes it unique. What has no time comes last, whichever way. Each is the rest of
 * an index after the kind, so that a page is read from it: a constant among them would have SQLite read and sort every record of the kind.
 */
const sortings = {
  entered: { apart: null, by: null },
  happened: { apart: '(first_day IS NULL)', by: "coalesce(first_day, '')" },
  title: { apart: null, by: 'sorting' },
} as const;

type PageRow = {
  id: string;
  kind: RegisteredKind;
  first: number;
  head: number;
  at: string;
  fields: string;
  title: string;
};
type Place = { readonly apart: number | string; readonly by: string; readonly first: number };

/** One page of the records of a kind. Throws FIELD_INVALID where the cursor is none of ours. */
export function pageOf(
  vault: OpenVault,
  kind: RegisteredKind,
  { order, backwards, cursor, limit, of, from, to }: Paging,
): { records: (StoredRecord & { title: string })[]; total: number; next: string | null } {
  const { db } = vault;
  const where = ['kind = :kind'];
  const values: Record<string, string | number> = { kind };
  if (of !== null) {
    where.push(
      `id IN (SELECT source FROM reference WHERE target = :of
              UNION SELECT substr(source, 8) FROM link WHERE target = :subject AND removed = 0)`,
    );
    values.of = of;
    values.subject = recordSubject(of);
  }
  if (from !== null) {
    where.push('last_day >= :from');
    values.from = from;
  }
  if (to !== null) {
    where.push('first_day <= :to');
    values.to = to;
  }
  const total = db
    .prepare(`SELECT count(*) FROM record WHERE ${where.join(' AND ')}`)
    .pluck()
    .get(values) as number;
  const { apart, by } = sortings[order];
  const [direction, beyond] = backwards ? ['DESC', '<'] : ['ASC', '>'];
  if (cursor !== null) {
    const further = by === null ? `first ${beyond} :first` : `(${by}, first) ${beyond} (:by, :first)`;
    where.push(apart === null ? further : `(${apart} > :apart OR ${apart} = :apart AND ${further})`);
    Object.assign(values, placeFrom(cursor));
  }
  const sorted = [
    ...(apart === null ? [] : [apart]),
    ...[...(by === null ? [] : [by]), 'first'].map((each) => `${each} ${direction}`),
  ];
  const rows = db
    .prepare(
      `SELECT id, kind, first, head, at, fields, title, ${apart ?? "''"} AS apart, ${by ?? "''"} AS by FROM record
       WHERE ${where.join(' AND ')} ORDER BY ${sorted.join(', ')} LIMIT :limit`,
    )
    .all({ ...values, limit: limit + 1 }) as (PageRow & Place)[];
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    records: shown.map(({ id, first, head, at, fields, title }) => ({
      ...{ id, kind, first, head, at, title },
      state: JSON.parse(fields),
    })),
    total,
    next: rows.length > limit && last !== undefined ? cursorOf(last) : null,
  };
}

const cursorOf = ({ apart, by, first }: Place): string =>
  Buffer.from(JSON.stringify([apart, by, first])).toString('base64url');

function placeFrom(cursor: string): Place {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(read)) throw new TypeError();
    const [apart, by, first] = read as unknown[];
    if ((typeof apart !== 'number' && apart !== '') || typeof by !== 'string' || typeof first !== 'number')
      throw new TypeError();
    return { apart, by, first };
  } catch (cause) {
    throw new Fault('FIELD_INVALID', { field: 'cursor' }, { cause });
  }
}
