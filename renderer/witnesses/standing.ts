import type { CallOutput } from '../../shared/contract.ts';

/** Whom this vault trusts to countersign it, and how far each of them and all together vouch. */
export type Standing = CallOutput<'witness.policy'>;
