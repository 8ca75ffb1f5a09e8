import type { CallName, CallOutput, CallRequest } from '../../shared/contract.ts';
import type { Session } from './session.ts';

/** What answers one call of the contract. The request is already checked; the answer is checked after. */
export type Capability<N extends CallName> = (
  session: Session,
  request: CallRequest<N>,
) => CallOutput<N> | Promise<CallOutput<N>>;

export type Capabilities<N extends CallName> = { readonly [K in N]: Capability<K> };
