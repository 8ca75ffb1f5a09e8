import type { CallName } from '../../../shared/contract.ts';
import type { Capabilities } from '../capability.ts';
import type { Session } from '../session.ts';
import { addCivilTime, listCivilTimes, showCivilTime, withdrawCivilTime } from './civil-times.ts';
import { addClock, listClocks, readClock, showClock, withdrawClock } from './measured-clocks.ts';

/** Every item's time may read otherwise afterwards. */
const recorded = <T>(session: Session, answer: T): T => {
  session.changed('items', 'ledger', 'vault');
  return answer;
};

export const cameraTimeCapabilities: Capabilities<Extract<CallName, `clock.${string}` | `civilTime.${string}`>> = {
  'clock.read': readClock,
  'clock.add': async (session, request) => recorded(session, await addClock(session, request)),
  'clock.list': ({ vault }) => listClocks(vault),
  'clock.show': ({ vault }, { id }) => showClock(vault, id),
  'clock.withdraw': (session, request) => recorded(session, withdrawClock(session.vault, request)),
  'civilTime.add': (session, request) => recorded(session, addCivilTime(session.vault, request)),
  'civilTime.list': ({ vault }) => listCivilTimes(vault),
  'civilTime.show': ({ vault }, { id }) => showCivilTime(vault, id),
  'civilTime.withdraw': (session, request) => recorded(session, withdrawCivilTime(session.vault, request)),
};
