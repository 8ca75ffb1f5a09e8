import type { MeasuredClockRecord } from '../../../shared/contract/camera-time.ts';
import { Fault } from '../../../shared/faults.ts';
import { enteredAt } from '../records/entered.ts';
import { amendmentDraft, append, type StoredRecord } from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';

/** Takes back what was stated: it stays on record and is no longer read with. Throws RECORD_WITHDRAWN, VAULT_READ_ONLY. */
export function withdraw(vault: OpenVault, record: StoredRecord, reason: string): void {
  if (record.state.withdrawn === true) throw new Fault('RECORD_WITHDRAWN');
  const { kind: _kind, id: _id, ...state } = record.state;
  const draft = amendmentDraft(vault, record, record.head, { ...state, withdrawn: true }, reason);
  if (draft !== null) append(vault, [draft]);
}

/** `null` while it stands. */
export function withdrawalOf(vault: OpenVault, record: StoredRecord): MeasuredClockRecord['withdrawn'] {
  if (record.state.withdrawn !== true) return null;
  const entry = vault.ledger.appended(record.head);
  return { at: enteredAt(entry), operator: entry.operator, reason: String(entry.fields.reason ?? '') };
}
