import type { MeasuredClockRecord } from '../../../shared/contract/camera-time.ts';
import { measuredClock } from '../../../shared/model/measured-clock.ts';
import { enteredAt } from '../records/entered.ts';
import type { StoredRecord } from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';
import { withdrawalOf } from './withdrawing.ts';

/** A measurement as it stands in the ledger. */
export const clockOf = (vault: OpenVault, record: StoredRecord): MeasuredClockRecord => {
  const { kind: _kind, id: _id, withdrawn: _withdrawn, ...state } = record.state;
  const entered = vault.ledger.appended(record.first);
  return {
    ...measuredClock.parse({ serial: null, offset: null, ...state }),
    id: record.id,
    entry: record.first,
    reason: String(entered.fields.reason ?? ''),
    measured: { at: enteredAt(entered), operator: entered.operator },
    withdrawn: withdrawalOf(vault, record),
  };
};
