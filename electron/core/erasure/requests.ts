/** Asking for an erasure: the first of the two people. The request stands in the ledger and says nothing but what, why and who. */

import type { ErasureRequest } from '../../../shared/contract/erasure.ts';
import type { CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { type ErasureGround, type ErasureTarget, erasureGrounds } from '../../../shared/model/erasure.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { copyAt } from '../bundle/copies.ts';
import { type Erasure, erasureById, erasuresOf, fieldsErasedBy, momentOf } from '../ledger/erasures.ts';
import { enteredAt } from '../records/entered.ts';
import {
  amendmentDraft,
  append,
  listRecords,
  newRecordId,
  readRecord,
  recordDraft,
  type StoredRecord,
} from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';
import { entryLosing, prepareErasure } from './plan.ts';
import { targetFields, targetOf } from './targets.ts';

/** A reason stands in every amendment; it is one of these words, because one's own could say who it was about. */
const askedAgain = 'asked again';
const takenBack = 'taken back';

const groundOf = (word: unknown): ErasureGround =>
  erasureGrounds.find((known) => known === word) ?? 'entered by mistake';

/**
 * Throws ERASURE_SECOND_OPERATOR_NEEDED, ERASURE_HELD, ERASURE_CHANGED (it is not any more what was shown), RECORD_NOT_FOUND,
 * RECORD_ERASED, VAULT_READ_ONLY.
 */
export function requestErasure(
  vault: OpenVault,
  { target, ground, plan }: CallRequest<'erasure.request'>,
): ErasureRequest {
  if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
  if (vault.operators.length < 2) throw new Fault('ERASURE_SECOND_OPERATOR_NEEDED');
  const prepared = prepareErasure(vault, target);
  if (prepared.plan.holds.length > 0) throw new Fault('ERASURE_HELD');
  if (prepared.plan.digest !== plan) throw new Fault('ERASURE_CHANGED');
  const after = { ...targetFields(target), ground, plan, state: 'open', requester: vault.operator };
  const same = listRecords(vault, 'erasure').find(
    (record) => isWaiting(vault, record) && JSON.stringify(targetOf(record)) === JSON.stringify(target),
  );
  if (same === undefined) {
    const id = newRecordId();
    append(vault, [recordDraft(vault, 'erasure', id, after)]);
    return readRequest(vault, id);
  }
  const draft = amendmentDraft(vault, same, same.head, after, askedAgain);
  if (draft !== null) append(vault, [draft]);
  return readRequest(vault, same.id);
}

/** Whether a second person's answer is still awaited. */
export const isWaiting = (vault: OpenVault, { id, state }: StoredRecord): boolean =>
  state.state === 'open' && erasureById(vault.db, id) === null;

/** Throws RECORD_NOT_FOUND, ERASURE_NOT_OPEN, VAULT_READ_ONLY. */
export function withdrawRequest(vault: OpenVault, id: RecordId): ErasureRequest {
  const record = readRecord(vault, 'erasure', id);
  if (!isWaiting(vault, record)) throw new Fault('ERASURE_NOT_OPEN');
  const { kind: _kind, id: _id, ...state } = record.state;
  const draft = amendmentDraft(vault, record, record.head, { ...state, state: 'withdrawn' }, takenBack);
  if (draft !== null) append(vault, [draft]);
  return readRequest(vault, id);
}

/** Every request, the oldest first, then erasures whose request was lost with the end of an older ledger. */
export function listRequests(vault: OpenVault): ErasureRequest[] {
  const records = listRecords(vault, 'erasure');
  const known = new Set(records.map(({ id }) => id));
  const lost = erasuresOf(vault.db).filter(({ id }) => !known.has(id));
  return [
    ...records.map((record) => requestOf(vault, record)),
    ...lost.map((erasure) => ({
      id: erasure.id,
      target: null,
      name: '',
      ground: groundOf(erasure.ground),
      requester: erasure.requester,
      at: momentOf(erasure),
      state: 'done' as const,
      erased: erasedBy(vault, erasure),
    })),
  ];
}

export const readRequest = (vault: OpenVault, id: RecordId): ErasureRequest =>
  requestOf(vault, readRecord(vault, 'erasure', id));

function requestOf(vault: OpenVault, record: StoredRecord): ErasureRequest {
  const target = targetOf(record);
  const erasure = erasureById(vault.db, record.id);
  const withdrawn = record.state.state !== 'open';
  const shown = erasure === null && !withdrawn ? stillThere(vault, target) : null;
  const asked = vault.ledger.appended(withdrawn ? record.first : record.head);
  return {
    id: record.id,
    target,
    name: shown?.name ?? '',
    ground: groundOf(record.state.ground),
    requester: String(record.state.requester ?? asked.operator),
    at: enteredAt(asked),
    state:
      erasure !== null
        ? 'done'
        : withdrawn
          ? 'withdrawn'
          : shown !== null && shown.digest === record.state.plan
            ? 'open'
            : 'changed',
    erased: erasure === null ? null : erasedBy(vault, erasure),
  };
}

/** What is asked for, as it stands now; `null` where it is gone already. */
function stillThere(vault: OpenVault, target: ErasureTarget): { name: string; digest: string } | null {
  try {
    const { plan } = prepareErasure(vault, target);
    return {
      name: plan.name,
      digest: plan.digest,
    };
  } catch (error) {
    if (error instanceof Fault && error.code.startsWith('RECORD_')) return null;
    throw error;
  }
}

/** What it destroyed stays named in the ledger; what had left before is known only from its entry. */
function erasedBy(vault: OpenVault, { id, entry, operator, ...erasure }: Erasure): ErasureRequest['erased'] {
  const { ledger } = vault;
  const told = entry < ledger.size ? ledger.readFields(entry) : {};
  const copies = told.request === id && Array.isArray(told.copies) ? told.copies.map(Number) : null;
  return {
    entry,
    at: momentOf({ ...erasure, id, entry, operator }),
    operator,
    entries: fieldsErasedBy(vault.db, id).map(({ seq, names }) => entryLosing(vault, seq, names)),
    copies: copies?.flatMap((seq) => copyAt(vault, seq) ?? []) ?? null,
  };
}
