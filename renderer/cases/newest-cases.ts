import type { CallInput } from '../../shared/contract.ts';

/** What a choice among cases offers: the newest; older ones are found by searching. */
export const newestCases = { backwards: true, limit: 500 } as const satisfies CallInput<'incident.list'>;
