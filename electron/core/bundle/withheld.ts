import { type Authority, authorityText, type Ground } from '../../../shared/model/withholding.ts';

/** Why something stays, and on what that rests. */
export type Withheld = {
  readonly ground: Ground;
  readonly authority: string;
  /** `YYYY-MM-DD`; null where no review is planned. */
  readonly review: string | null;
  /** A person kept it back by hand. */
  readonly chosen: boolean;
};

/** What the gate or the ledger itself decides: nobody planned a review. `order`: the entry of a court's order that opened the rest. */
export function decidedBy(ground: Ground, authority: Authority, order: number | null = null): Withheld {
  return { ground, authority: authorityText(authority, order), review: null, chosen: false };
}
