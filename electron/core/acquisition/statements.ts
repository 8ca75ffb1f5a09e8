import type { AcquisitionStatement, CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { canonicalText } from '../../../shared/ledger/canonical.ts';
import { type StatementFields, statementFields } from '../../../shared/model/acquisition.ts';
import { readAcquisition } from '../ingest/holdings.ts';
import { historyOf } from '../records/history.ts';
import type { RecordState } from '../records/merging.ts';
import {
  amendmentDraft,
  append,
  listRecords,
  newRecordId,
  readRecord,
  recordDraft,
  type StoredRecord,
} from '../records/recording.ts';
import { recordSubject } from '../records/subjects.ts';
import type { OpenVault } from '../vault/vault.ts';

/**
 * What people say of how files came here. One statement may cover several acquisitions, and each acquisition has one at most: whoever
 * knows better amends it, with a reason, and what stood before stays in its history.
 */
const unsaid = statementFields.parse({ origin: 'not known' });

/** Only what was said: a field less is a field that nobody has to withhold. */
function stateOf(fields: StatementFields): RecordState {
  const state: RecordState = {};
  for (const [name, value] of Object.entries(fields))
    if (name === 'origin' || canonicalText(value) !== canonicalText(unsaid[name as keyof StatementFields]))
      state[name] = value;
  return state;
}

function fieldsOf({ state }: StoredRecord): StatementFields {
  const { kind: _kind, id: _id, acquisitions: _acquisitions, ...said } = state;
  return statementFields.parse(said);
}

const coveredBy = ({ state }: StoredRecord): number[] => (state.acquisitions ?? []) as number[];

/** The statement that covers an acquisition; `null` where nobody made one. */
export function statementRecord(vault: OpenVault, acquisition: number): StoredRecord | null {
  const id = vault.db
    .prepare(
      `SELECT record.id FROM record, json_each(record.fields, '$.acquisitions') AS covered
       WHERE record.kind = 'provenance' AND covered.value = ?`,
    )
    .pluck()
    .get(acquisition);
  return typeof id === 'string' ? readRecord(vault, 'provenance', id) : null;
}

export function statementOf(vault: OpenVault, acquisition: number): AcquisitionStatement | null {
  const record = statementRecord(vault, acquisition);
  if (record === null) return null;
  return {
    id: record.id,
    head: record.head,
    acquisitions: coveredBy(record),
    fields: fieldsOf(record),
    history: historyOf(vault, recordSubject(record.id)),
  };
}

/** What was said that every acquisition came from, where it was said. */
export function originsByAcquisition(vault: OpenVault): ReadonlyMap<number, StatementFields['origin']> {
  return new Map(
    listRecords(vault, 'provenance').flatMap((record) => {
      const { origin } = fieldsOf(record);
      return coveredBy(record).map((acquisition) => [acquisition, origin] as const);
    }),
  );
}

/** Throws RECORD_NOT_FOUND for what is no acquisition, ACQUISITION_STATED where one has a statement already, VAULT_READ_ONLY. */
export function stateAcquisitions(vault: OpenVault, { acquisitions, fields }: CallRequest<'acquisition.state'>): void {
  const covered = [...new Set(acquisitions)].sort((a, b) => a - b);
  for (const acquisition of covered) {
    readAcquisition(vault, acquisition);
    if (statementRecord(vault, acquisition) !== null) throw new Fault('ACQUISITION_STATED');
  }
  append(vault, [recordDraft(vault, 'provenance', newRecordId(), { acquisitions: covered, ...stateOf(fields) })]);
}

/**
 * The statement that a person gave with an import: made where there is none, and nothing where the same was said before, so that an
 * import can be run again. Throws ACQUISITION_STATED where something else was said.
 */
export function stateWithImport(vault: OpenVault, acquisitions: readonly number[], fields: StatementFields): void {
  const silent = acquisitions.filter((acquisition) => {
    const record = statementRecord(vault, acquisition);
    if (record === null) return true;
    if (canonicalText(fieldsOf(record)) !== canonicalText(fields)) throw new Fault('ACQUISITION_STATED');
    return false;
  });
  if (silent.length > 0) stateAcquisitions(vault, { acquisitions: silent, fields });
}

/** Throws RECORD_NOT_FOUND, RECORD_STALE where somebody amended it since `head` was read, VAULT_READ_ONLY. */
export function amendStatement(
  vault: OpenVault,
  { id, head, fields, reason }: CallRequest<'acquisition.amend'>,
): readonly number[] {
  const record = readRecord(vault, 'provenance', id);
  const acquisitions = coveredBy(record);
  const draft = amendmentDraft(vault, record, head, { acquisitions, ...stateOf(fields) }, reason);
  if (draft !== null) append(vault, [draft]);
  return acquisitions;
}
