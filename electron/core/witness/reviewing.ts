import type { Reviewer } from '../../../shared/bundle/reviewer.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { type GivenPolicy, readGivenPolicy } from '../../../shared/ledger/policy.ts';
import type { Requirement } from '../../../shared/model/report.ts';
import { primitives } from '../ledger/primitives.ts';
import { KnownCheckpoints } from './known.ts';

/** What a person asks of a verification, as the contract has it. */
export type Asked = GivenPolicy & { readonly require?: Requirement | undefined };

/** `known`: the folder of kept checkpoints, null for none; `own`: the open vault's ledger, never kept there. Throws POLICY_INVALID. */
export function reviewerOf(
  { policy, witnesses, quorum, require }: Asked,
  known: string | null,
  own: Hex64 | null = null,
): Reviewer {
  return {
    policy: readGivenPolicy(primitives, { policy, witnesses, quorum }),
    require: require ?? null,
    known: known === null ? null : new KnownCheckpoints(known, { own }),
  };
}
