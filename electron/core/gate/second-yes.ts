/** What takes two people: one asked, and another says yes. */
import { Fault } from '../../../shared/faults.ts';
import type { OverrideState } from '../../../shared/model/use.ts';
import type { EntryDraft } from '../ledger/ledger.ts';
import { amendmentDraft, type StoredRecord } from '../records/recording.ts';
import type { Session } from '../session.ts';
import type { OpenVault } from '../vault/vault.ts';

/**
 * Does what waited for a second person, once they showed by their own passphrase that they are there. `waiting` finds it, and throws where
 * it does not wait or not for them; it is asked again after the passphrase, because others went on meanwhile. From there on nothing is
 * awaited: what was looked at is what is done. Throws VAULT_READ_ONLY, OPERATOR_UNKNOWN, PASSPHRASE_WRONG, VAULT_LOCKED.
 */
export async function afterSecondYes<Found, Done>(
  session: Session,
  { operator, passphrase }: { readonly operator: string; readonly passphrase: string },
  waiting: (vault: OpenVault) => Found,
  act: (vault: OpenVault, found: Found) => Done,
): Promise<Done> {
  const { vault } = session;
  if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
  waiting(vault);
  await vault.requireOperator(operator, passphrase);

  if (session.vault !== vault) throw new Fault('VAULT_LOCKED');
  return act(vault, waiting(vault));
}

/** An exception or an order that waits, and waits for somebody else than who asked. Throws OVERRIDE_NOT_OPEN, OVERRIDE_SAME_OPERATOR. */
export function waitingForAnother(record: StoredRecord, operator: string): StoredRecord {
  if (record.state.state !== 'open') throw new Fault('OVERRIDE_NOT_OPEN');
  if (record.state.requester === operator) throw new Fault('OVERRIDE_SAME_OPERATOR');
  return record;
}

export interface StateChange {
  readonly state: OverrideState;
  readonly operator: string;
  readonly reason: string;
}

/** The same exception or order in another state, said by `operator`. Empty where it is in that state already. */
export function stateDrafts(vault: OpenVault, record: StoredRecord, change: StateChange): EntryDraft[] {
  const { kind: _kind, id: _id, ...before } = record.state;
  const { state, operator, reason } = change;
  const draft = amendmentDraft(vault, record, record.head, { ...before, state }, reason);
  return draft === null ? [] : [{ ...draft, operator }];
}
