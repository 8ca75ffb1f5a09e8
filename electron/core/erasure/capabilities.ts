import type { Capabilities } from '../capability.ts';
import { liftHold, listHolds, placeHold } from '../records/holds.ts';
import type { Session } from '../session.ts';
import { confirmErasure } from './confirmation.ts';
import { prepareErasure } from './plan.ts';
import { listRequests, requestErasure, withdrawRequest } from './requests.ts';

/** After something that stands in the history of testimonies, items and cases alike. */
const recorded = (session: Session) => session.changed('testimonies', 'items', 'incidents', 'ledger', 'vault');

export const erasureCapabilities: Capabilities<
  | 'hold.place'
  | 'hold.lift'
  | 'hold.list'
  | 'erasure.plan'
  | 'erasure.request'
  | 'erasure.list'
  | 'erasure.withdraw'
  | 'erasure.confirm'
> = {
  'hold.place': (session, request) => {
    const hold = placeHold(session.vault, request);
    recorded(session);
    return hold;
  },
  'hold.lift': (session, request) => {
    const hold = liftHold(session.vault, request);
    recorded(session);
    return hold;
  },
  'hold.list': ({ vault }, { on }) => listHolds(vault, on),

  'erasure.plan': ({ vault }, { target }) => prepareErasure(vault, target).plan,
  'erasure.request': (session, request) => {
    const made = requestErasure(session.vault, request);
    recorded(session);
    return made;
  },
  'erasure.list': ({ vault }) => listRequests(vault),
  'erasure.withdraw': (session, { id }) => {
    const request = withdrawRequest(session.vault, id);
    recorded(session);
    return request;
  },
  'erasure.confirm': async (session, request) => {
    const confirmed = await confirmErasure(session, request);
    recorded(session);
    return confirmed;
  },
};
