import { z } from 'zod';
import { orderFields, orderStates } from '../model/orders.ts';
import { thing } from '../model/persons.ts';
import { operatorCode, reason, recordId } from '../model/records.ts';
import { type Calls, call } from './call.ts';
import { instant, nothing, passphrase } from './scalars.ts';

const order = z.strictObject({
  id: recordId,
  ...orderFields.omit({ names: true }).shape,
  /** What it names, as people know it; null while that is closed, or where it was erased. */
  names: z.array(z.strictObject({ on: thing, name: z.string().nullable() })),
  state: z.enum(orderStates),
  requester: z.string(),
  at: instant,
  confirmer: z.string().nullable(),
});
export type Order = z.infer<typeof order>;

export const orderCalls = {
  /** Records the order of a court: the first of two people. It opens nothing yet. */
  'order.request': call(orderFields, order),
  /** The second person, with their own passphrase. */
  'order.confirm': call(z.strictObject({ id: recordId, operator: operatorCode, passphrase }), order),
  /** Takes it back, or ends it: one person is enough to be stricter. */
  'order.end': call(z.strictObject({ id: recordId, reason }), order),
  'order.list': call(nothing, z.array(order)),
} as const satisfies Calls;
