import { randomUUID } from 'node:crypto';
import type { CallName } from '../../../shared/contract.ts';
import type { Capabilities } from '../capability.ts';
import { proposeFacilities } from './facilities.ts';
import { proposeCases } from './neighbours.ts';
import { setAside } from './set-aside.ts';
import { proposeTogether } from './together.ts';

export const proposalCapabilities: Capabilities<Extract<CallName, `propose.${string}`>> = {
  'propose.together': (session, request) =>
    session.run(randomUUID(), (stop) => proposeTogether(session.vault, request, stop)),
  'propose.setAside': (session, request) => {
    setAside(session.vault, request);
    session.changed('proposals');
    return {};
  },
  'propose.cases': ({ vault }, request) => proposeCases(vault, request),
  'propose.facilities': ({ vault }, request) => proposeFacilities(vault, request),
};
