/** What time clocks showed somewhere, as people state it; kept with the offsets that the time zone database gave for it on that day. */
import { brokenField } from '../../../shared/broken-rule.ts';
import type { CivilTime } from '../../../shared/contract/camera-time.ts';
import type { CallRequest } from '../../../shared/contract.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import { civilTimeFields, offsetsInForce } from '../../../shared/model/civil-time.ts';
import { enteredAt } from '../records/entered.ts';
import { append, listRecords, newRecordId, readRecord, recordDraft, type StoredRecord } from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';
import { withdraw, withdrawalOf } from './withdrawing.ts';
import { offsetsBetween, tzVersion } from './zones.ts';

const stated = civilTimeFields;

export function civilTimeOf(vault: OpenVault, record: StoredRecord): CivilTime {
  const { state } = record;
  const entered = vault.ledger.appended(record.first);
  return {
    id: record.id,
    entry: record.first,
    where: stated.where.parse(state.where),
    control: stated.control.parse(state.control ?? ''),
    zone: stated.zone.parse(state.zone),
    from: stated.from.parse(state.from),
    to: stated.to.parse(state.to),
    says: stated.says.parse(state.says),
    reason: String(entered.fields.reason ?? ''),
    incident: stated.incident.parse(state.incident ?? null),
    around: stated.around.parse(state.around ?? null),
    offsets: offsetsInForce.parse(state.offsets),
    tz: String(state.tz ?? ''),
    asserted: { at: enteredAt(entered), operator: entered.operator },
    withdrawn: withdrawalOf(vault, record),
  };
}

/** Throws FIELD_INVALID for what is no zone, no period or no place on earth, RECORD_NOT_FOUND for the case, VAULT_READ_ONLY. */
export function addCivilTime(vault: OpenVault, request: CallRequest<'civilTime.add'>): CivilTime {
  const { where, control, zone, from, to, says, reason, incident, around } = request;
  if (incident !== null) readRecord(vault, 'incident', incident);
  if (around !== null && !(Math.abs(Number(around.latitude)) <= 90 && Math.abs(Number(around.longitude)) <= 180))
    throw brokenField('around', 'not possible', '-90 … 90, -180 … 180', `${around.latitude}, ${around.longitude}`);
  const offsets = offsetsBetween(zone, from, to);
  const fields: Record<string, Json> = {
    ...{ where, zone, from, to, says, reason, offsets, tz: tzVersion },
    ...(control === '' ? {} : { control }),
    ...(incident === null ? {} : { incident }),
    ...(around === null ? {} : { around }),
  };
  const id = newRecordId();
  append(vault, [recordDraft(vault, 'civil time', id, fields)]);
  return showCivilTime(vault, id);
}

/** Newest first, withdrawn ones as well. */
export const listCivilTimes = (vault: OpenVault): CivilTime[] =>
  listRecords(vault, 'civil time')
    .map((record) => civilTimeOf(vault, record))
    .reverse();

/** Throws RECORD_NOT_FOUND. */
export const showCivilTime = (vault: OpenVault, id: string): CivilTime =>
  civilTimeOf(vault, readRecord(vault, 'civil time', id));

/** Throws RECORD_NOT_FOUND, RECORD_WITHDRAWN, VAULT_READ_ONLY. */
export function withdrawCivilTime(vault: OpenVault, { id, reason }: CallRequest<'civilTime.withdraw'>): CivilTime {
  withdraw(vault, readRecord(vault, 'civil time', id), reason);
  return showCivilTime(vault, id);
}
