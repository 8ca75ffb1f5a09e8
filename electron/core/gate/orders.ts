/**
 * Orders of a court to hand something over: what they are, what they name, and the two people who looked at them. What an order names is an
 * exception for each thing, so that whatever closes, erases or tells the history of a thing reaches it there.
 */
import type { Order } from '../../../shared/contract/order.ts';
import type { CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { orderFields, orderStates } from '../../../shared/model/orders.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { enteredAt } from '../records/entered.ts';
import { nameIfShown } from '../records/holds.ts';
import { itemRow } from '../records/items.ts';
import { listRecords, newRecordId, readRecord, recordDraft, type StoredRecord } from '../records/recording.ts';
import type { Session } from '../session.ts';
import type { OpenVault } from '../vault/vault.ts';
import { keyOf, thingFields } from './bearings.ts';
import { appendForGate } from './recording.ts';
import { afterSecondYes, type StateChange, stateDrafts, waitingForAnother } from './second-yes.ts';
import { aboutOf, requireThing } from './things.ts';

/** Throws OVERRIDE_SECOND_OPERATOR_NEEDED, RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED, VAULT_READ_ONLY. */
export function requestOrder(vault: OpenVault, { names, ...said }: CallRequest<'order.request'>): Order {
  if (vault.operators.length < 2) throw new Fault('OVERRIDE_SECOND_OPERATOR_NEEDED');
  itemRow(vault, said.copy);
  for (const on of names) requireThing(vault, on);
  const id = newRecordId();
  const asked = { state: 'open', requester: vault.operator };
  const exception = {
    viewer: said.audience,
    ground: 'court order to hand over',
    basis: [said.court, said.reference, said.issued].join(', '),
    covers: [],
    order: id,
  };
  const things = new Map(names.map((on) => [keyOf(on), on]));
  appendForGate(vault, [
    recordDraft(vault, 'order', id, { ...said, ...asked }),
    ...[...things.values()].map((on) =>
      recordDraft(vault, 'override', newRecordId(), { ...thingFields(on), ...exception, ...asked }),
    ),
  ]);
  return readOrder(vault, id);
}

/**
 * The second person looked at it as well. Throws OVERRIDE_NOT_OPEN, OVERRIDE_SAME_OPERATOR, OPERATOR_UNKNOWN, PASSPHRASE_WRONG,
 * RECORD_NOT_FOUND, VAULT_READ_ONLY.
 */
export function confirmOrder(
  session: Session,
  { id, operator, passphrase }: CallRequest<'order.confirm'>,
): Promise<Order> {
  return afterSecondYes(
    session,
    { operator, passphrase },
    (vault) => waitingForAnother(readRecord(vault, 'order', id), operator),
    (vault, record) => {
      change(vault, record, { state: 'in force', operator, reason: 'confirmed' });
      return readOrder(vault, id);
    },
  );
}

/** Throws OVERRIDE_NOT_OPEN, RECORD_NOT_FOUND, VAULT_READ_ONLY. */
export function endOrder(vault: OpenVault, { id, reason }: CallRequest<'order.end'>): Order {
  const record = readRecord(vault, 'order', id);
  if (record.state.state === 'ended') throw new Fault('OVERRIDE_NOT_OPEN');
  change(vault, record, { state: 'ended', operator: vault.operator, reason });
  return readOrder(vault, id);
}

export const listOrders = (vault: OpenVault): Order[] =>
  listRecords(vault, 'order').map((record) => orderOf(vault, record));

/** The order and what it names change together: both or neither. */
function change(vault: OpenVault, order: StoredRecord, to: StateChange): void {
  const named = exceptionsOf(vault, order.id).filter((each) => each.state.state !== 'ended');
  appendForGate(
    vault,
    [order, ...named].flatMap((record) => stateDrafts(vault, record, to)),
  );
}

const exceptionsOf = (vault: OpenVault, order: RecordId): StoredRecord[] =>
  listRecords(vault, 'override').filter(({ state }) => state.order === order);

const readOrder = (vault: OpenVault, id: RecordId): Order => orderOf(vault, readRecord(vault, 'order', id));

function orderOf(vault: OpenVault, record: StoredRecord): Order {
  const { audience, court, reference, issued, copy, requester, state } = record.state;
  const newest = vault.ledger.appended(record.head);
  return {
    id: record.id,
    ...orderFields.omit({ names: true }).parse({ audience, court, reference, issued, copy }),
    names: exceptionsOf(vault, record.id).map((each) => {
      const on = aboutOf(each);
      return { on, name: nameIfShown(vault, on) };
    }),
    state: orderStates.find((each) => each === state) ?? 'ended',
    requester: String(requester ?? ''),
    at: enteredAt(newest),
    confirmer: state === 'in force' ? newest.operator : null,
  };
}
