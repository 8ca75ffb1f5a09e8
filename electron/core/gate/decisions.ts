/** What people decide about a thing: what it is, who may not have it. And what follows from it, with reasons. */
import type { GateAnswer, Restriction } from '../../../shared/contract/gate.ts';
import type { CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import type { Purpose } from '../../../shared/model/consent.ts';
import type { Thing } from '../../../shared/model/persons.ts';
import { restrictionFields, viewers } from '../../../shared/model/use.ts';
import { enteredAt } from '../records/entered.ts';
import { nameIfShown } from '../records/holds.ts';
import {
  amendmentDraft,
  listRecords,
  newRecordId,
  readRecord,
  recordDraft,
  type StoredRecord,
} from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';
import { asking } from './bearing.ts';
import { thingFields } from './bearings.ts';
import { bearingsIn } from './in-tables.ts';
import { overridesOn } from './overrides.ts';
import { appendForGate } from './recording.ts';
import { aboutOf, isClosedThing, recordsAbout, requireThing } from './things.ts';
import { weigh } from './weigh.ts';

/** Throws RECORD_NOT_FOUND, RECORD_ERASED. */
export function askGate(vault: OpenVault, on: Thing, purpose: Purpose | null = null): GateAnswer {
  requireThing(vault, on);
  const bearing = bearingsIn(vault.db).of(on);
  const today = vault.ledger.today();
  return {
    on,
    classes: [...bearing.classes],
    name: nameIfShown(vault, on) ?? '',
    closed: isClosedThing(vault, on),
    judgements: viewers.map((viewer) => {
      const { outcome, ground, reasons, overridableBy } = weigh(bearing, { ...asking(viewer), purpose }, today);
      return { viewer, outcome, ground, reasons: [...reasons], overridableBy: [...overridableBy] };
    }),
    restrictions: recordsAbout(vault, 'restriction', on).map((record) => restrictionOf(vault, record)),
    overrides: overridesOn(vault, on),
    holds: bearing.holds.length,
  };
}

/** Throws RECORD_NOT_FOUND, RECORD_ERASED, VAULT_READ_ONLY. */
export function mark(vault: OpenVault, { on, classes, reason }: CallRequest<'gate.mark'>): GateAnswer {
  requireThing(vault, on);
  const after = { ...thingFields(on), classes: [...new Set(classes)].sort() };
  const [record] = recordsAbout(vault, 'mark', on);
  const draft =
    record === undefined
      ? recordDraft(vault, 'mark', newRecordId(), { ...after, reason })
      : amendmentDraft(vault, record, record.head, after, reason);
  if (draft !== null) appendForGate(vault, [draft]);
  return askGate(vault, on);
}

/** Throws RECORD_NOT_FOUND, RECORD_ERASED, VAULT_READ_ONLY. */
export function restrict(vault: OpenVault, { on, until, ...said }: CallRequest<'gate.restrict'>): GateAnswer {
  requireThing(vault, on);
  const fields = { ...thingFields(on), ...said, ...(until === null ? {} : { until }) };
  appendForGate(vault, [recordDraft(vault, 'restriction', newRecordId(), fields)]);
  return askGate(vault, on);
}

/** Throws RECORD_NOT_FOUND, RESTRICTION_NOT_IN_FORCE, VAULT_READ_ONLY. */
export function lift(vault: OpenVault, { id, reason }: CallRequest<'gate.lift'>): GateAnswer {
  const record = readRecord(vault, 'restriction', id);
  if (record.state.lifted === true) throw new Fault('RESTRICTION_NOT_IN_FORCE');
  const { kind: _kind, id: _id, ...state } = record.state;
  const draft = amendmentDraft(vault, record, record.head, { ...state, lifted: true }, reason);
  if (draft !== null) appendForGate(vault, [draft]);
  return askGate(vault, aboutOf(record));
}

export const listRestrictions = (vault: OpenVault): Restriction[] =>
  listRecords(vault, 'restriction').map((record) => restrictionOf(vault, record));

function restrictionOf(vault: OpenVault, record: StoredRecord): Restriction {
  const on = aboutOf(record);
  const { viewers: seen, authority, basis, until } = record.state;
  const placed = vault.ledger.appended(record.first);
  const lifted = record.state.lifted === true ? vault.ledger.appended(record.head) : null;
  return {
    id: record.id,
    on,
    name: nameIfShown(vault, on) ?? '',
    ...restrictionFields.parse({ viewers: seen, authority, basis, until: until ?? null }),
    placed: { at: enteredAt(placed), operator: placed.operator },
    lifted:
      lifted === null
        ? null
        : { at: enteredAt(lifted), operator: lifted.operator, reason: String(lifted.fields.reason ?? '') },
  };
}
