import type { Capabilities } from '../capability.ts';
import type { Session } from '../session.ts';
import { askGate, lift, listRestrictions, mark, restrict } from './decisions.ts';
import { confirmOrder, endOrder, listOrders, requestOrder } from './orders.ts';
import { confirmOverride, endOverride, listOverrides, requestOverride } from './overrides.ts';

/** After something by which the gate goes: what is shown anywhere may be another from now on. */
export function gateChanged<T>(session: Session, answer: T): T {
  // A bundle that waits to be taken away was made by what stood before.
  session.downloads.clear();
  session.changed('testimonies', 'items', 'incidents', 'persons', 'ledger', 'vault');
  return answer;
}

export const gateCapabilities: Capabilities<
  | 'gate.ask'
  | 'gate.mark'
  | 'gate.restrict'
  | 'gate.lift'
  | 'gate.restrictions'
  | 'override.request'
  | 'override.confirm'
  | 'override.end'
  | 'override.list'
  | 'order.request'
  | 'order.confirm'
  | 'order.end'
  | 'order.list'
> = {
  'gate.ask': ({ vault }, { on, purpose }) => askGate(vault, on, purpose),
  'gate.mark': (session, request) => gateChanged(session, mark(session.vault, request)),
  'gate.restrict': (session, request) => gateChanged(session, restrict(session.vault, request)),
  'gate.lift': (session, request) => gateChanged(session, lift(session.vault, request)),
  'gate.restrictions': ({ vault }) => listRestrictions(vault),
  'override.request': (session, request) => gateChanged(session, requestOverride(session.vault, request)),
  'override.confirm': async (session, request) => gateChanged(session, await confirmOverride(session, request)),
  'override.end': (session, request) => gateChanged(session, endOverride(session.vault, request)),
  'override.list': ({ vault }) => listOverrides(vault),
  'order.request': (session, request) => gateChanged(session, requestOrder(session.vault, request)),
  'order.confirm': async (session, request) => gateChanged(session, await confirmOrder(session, request)),
  'order.end': (session, request) => gateChanged(session, endOrder(session.vault, request)),
  'order.list': ({ vault }) => listOrders(vault),
};
