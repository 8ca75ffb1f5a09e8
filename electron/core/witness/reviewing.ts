import type { Reviewer } from '../../../shared/bundle/reviewer.ts';
import { Fault } from '../../../shared/faults.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import {
  NO_WITNESSES,
  policyOf,
  readPolicy,
  readWitnessKey,
  type WitnessPolicy,
} from '../../../shared/ledger/policy.ts';
import type { Requirement } from '../../../shared/model/report.ts';
import { primitives } from '../ledger/primitives.ts';
import { KnownCheckpoints } from './known.ts';

/** What a person asks of a verification, as the contract has it. */
export type Asked = {
  readonly policy?: string | undefined;
  readonly witnesses?: readonly string[] | undefined;
  readonly quorum?: number | undefined;
  readonly require?: Requirement | undefined;
};

/** `known`: the folder of kept checkpoints, null for none; `own`: the open vault's ledger, never kept there. Throws POLICY_INVALID. */
export function reviewerOf(
  { policy, witnesses, quorum, require }: Asked,
  known: string | null,
  own: Hex64 | null = null,
): Reviewer {
  return {
    policy: policyFrom(policy, witnesses ?? [], quorum),
    require: require ?? null,
    known: known === null ? null : new KnownCheckpoints(known, { own }),
  };
}

function policyFrom(text: string | undefined, keys: readonly string[], quorum: number | undefined): WitnessPolicy {
  if (text !== undefined) {
    // Two ways of saying whom to trust would leave open which one counted.
    if (keys.length > 0 || quorum !== undefined) throw new Fault('POLICY_INVALID', { reason: 'policy and keys' });
    return readPolicy(primitives, text);
  }
  if (keys.length === 0 && quorum === undefined) return NO_WITNESSES;
  return policyOf(
    keys.map((key) => readWitnessKey(primitives, key)),
    quorum ?? 1,
  );
}
