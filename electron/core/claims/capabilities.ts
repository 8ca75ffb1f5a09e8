import type { CallName } from '../../../shared/contract.ts';
import type { Capabilities } from '../capability.ts';
import type { Session } from '../session.ts';
import { addClaim, amendClaim, claimsOf } from './claims.ts';

const recorded = (session: Session) => session.changed('records', 'ledger', 'vault');

export const claimCapabilities: Capabilities<Extract<CallName, `claim.${string}`>> = {
  'claim.table': ({ vault }, { incident }) => claimsOf(vault, incident),
  'claim.add': (session, request) => {
    const added = addClaim(session.vault, request);
    recorded(session);
    return added;
  },
  'claim.amend': (session, request) => {
    const amended = amendClaim(session.vault, request);
    recorded(session);
    return amended;
  },
};
