/** Exceptions from what the gate keeps back: a ground, and two people. */
import type { Override } from '../../../shared/contract/gate.ts';
import type { CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { purposes } from '../../../shared/model/consent.ts';
import type { Thing } from '../../../shared/model/persons.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { gateReasonCodes, overrideGrounds, overrideStates, viewers } from '../../../shared/model/use.ts';
import { enteredAt } from '../records/entered.ts';
import { nameIfShown } from '../records/holds.ts';
import { listRecords, newRecordId, readRecord, recordDraft, type StoredRecord } from '../records/recording.ts';
import type { Session } from '../session.ts';
import type { OpenVault } from '../vault/vault.ts';
import { asking } from './bearing.ts';
import { thingFields } from './bearings.ts';
import { bearingsIn } from './in-tables.ts';
import { appendForGate } from './recording.ts';
import { afterSecondYes, type StateChange, stateDrafts, waitingForAnother } from './second-yes.ts';
import { aboutOf, recordsAbout, requireThing } from './things.ts';
import { type Judgement, weigh } from './weigh.ts';

const judged = (vault: OpenVault, on: Thing, { viewer, purpose }: Pick<Override, 'viewer' | 'purpose'>): Judgement =>
  weigh(bearingsIn(vault.db).of(on), { ...asking(viewer), purpose }, vault.ledger.today());

/**
 * Throws OVERRIDE_SECOND_OPERATOR_NEEDED, OVERRIDE_NOT_POSSIBLE (nothing is kept back, or not on this ground), RECORD_NOT_FOUND,
 * RECORD_ERASED, VAULT_READ_ONLY.
 */
export function requestOverride(
  vault: OpenVault,
  { on, viewer, purpose, ground, basis }: CallRequest<'override.request'>,
): Override {
  if (vault.operators.length < 2) throw new Fault('OVERRIDE_SECOND_OPERATOR_NEEDED');
  requireThing(vault, on);
  const { overridableBy, reasons } = judged(vault, on, { viewer, purpose });
  if (!overridableBy.includes(ground)) throw new Fault('OVERRIDE_NOT_POSSIBLE');
  const covers = [...new Set(reasons.map(({ code }) => code))].sort();
  const id = newRecordId();
  const fields = { ...thingFields(on), viewer, ground, basis, covers, state: 'open', requester: vault.operator };
  const forOne = purpose === null ? {} : { purpose };
  appendForGate(vault, [recordDraft(vault, 'override', id, { ...fields, ...forOne })]);
  return readOverride(vault, id);
}

/**
 * The second yes, where nothing else speaks against it than what was shown. Throws OVERRIDE_NOT_OPEN, OVERRIDE_SAME_OPERATOR,
 * OPERATOR_UNKNOWN, PASSPHRASE_WRONG, OVERRIDE_CHANGED, RECORD_NOT_FOUND, VAULT_READ_ONLY.
 */
export function confirmOverride(
  session: Session,
  { id, operator, passphrase }: CallRequest<'override.confirm'>,
): Promise<Override> {
  return afterSecondYes(
    session,
    { operator, passphrase },
    (vault) => waiting(vault, id, operator),
    (vault, record) => {
      const { viewer, purpose, ground, covers } = overrideOf(vault, record);
      const { overridableBy, reasons } = judged(vault, aboutOf(record), { viewer, purpose });
      if (!overridableBy.includes(ground) || reasons.some(({ code }) => !covers.includes(code)))
        throw new Fault('OVERRIDE_CHANGED');
      change(vault, record, { state: 'in force', operator, reason: 'confirmed' });
      return readOverride(vault, id);
    },
  );
}

function waiting(vault: OpenVault, id: RecordId, operator: string): StoredRecord {
  const record = readRecord(vault, 'override', id);
  // What an order names is confirmed with the order.
  if (record.state.order !== undefined) throw new Fault('OVERRIDE_NOT_OPEN');
  return waitingForAnother(record, operator);
}

/** Throws OVERRIDE_NOT_OPEN, RECORD_NOT_FOUND, VAULT_READ_ONLY. */
export function endOverride(vault: OpenVault, { id, reason }: CallRequest<'override.end'>): Override {
  const record = readRecord(vault, 'override', id);
  if (record.state.state === 'ended') throw new Fault('OVERRIDE_NOT_OPEN');
  change(vault, record, { state: 'ended', operator: vault.operator, reason });
  return readOverride(vault, id);
}

const change = (vault: OpenVault, record: StoredRecord, to: StateChange): void => {
  appendForGate(vault, stateDrafts(vault, record, to));
};

export const listOverrides = (vault: OpenVault): Override[] =>
  listRecords(vault, 'override').map((record) => overrideOf(vault, record));

export const overridesOn = (vault: OpenVault, on: Thing): Override[] =>
  recordsAbout(vault, 'override', on).map((record) => overrideOf(vault, record));

const readOverride = (vault: OpenVault, id: RecordId): Override => overrideOf(vault, readRecord(vault, 'override', id));

function overrideOf(vault: OpenVault, record: StoredRecord): Override {
  const { state } = record;
  const on = aboutOf(record);
  const newest = vault.ledger.appended(record.head);
  const covers = Array.isArray(state.covers) ? (state.covers as readonly unknown[]) : [];
  return {
    id: record.id,
    on,
    name: nameIfShown(vault, on) ?? '',
    viewer: viewers.find((each) => each === state.viewer) ?? 'archive',
    ground: overrideGrounds.find((each) => each === state.ground) ?? 'the condition is met',
    basis: String(state.basis ?? ''),
    purpose: purposes.find((each) => each === state.purpose) ?? null,
    order: typeof state.order === 'string' ? state.order : null,
    covers: gateReasonCodes.filter((code) => covers.includes(code)),
    state: overrideStates.find((each) => each === state.state) ?? 'ended',
    requester: String(state.requester ?? ''),
    at: enteredAt(newest),
    confirmer: state.state === 'in force' ? newest.operator : null,
  };
}
