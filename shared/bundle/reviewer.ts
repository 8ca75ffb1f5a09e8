import { encodeUtf8 } from '../ledger/bytes.ts';
import type { Hex64 } from '../ledger/hex.ts';
import { NO_WITNESSES, type WitnessPolicy } from '../ledger/policy.ts';
import type { LedgerVerification } from '../ledger/verification.ts';
import type { SeenCheckpoint } from '../ledger/vouching.ts';
import type { Headline, KnownRelation, ReportFinding, Requirement } from '../model/report.ts';
import { type Brought, isProven } from './brought.ts';

/** A checkpoint that the reviewer's side kept from an earlier verification. */
export type HeldCheckpoint = {
  readonly size: number;
  /** The whole signed note. */
  readonly note: string;
  /** When it was first seen, by the reviewer's clock: `YYYY-MM-DDTHH:MM:SS.sssZ`. */
  readonly at: string;
  /**
   * `brought`: by a person, at one check at least: it did not only come out of bundles. `within`: no bundle ended with it or changed
   * its key there, so it is compared and vouches for nothing.
   */
  readonly origin: SeenCheckpoint['origin'];
};

/** What the reviewer's side brings to every verification, beside notes and codes for this one. */
export type Reviewer = {
  readonly policy: WitnessPolicy;
  /** Less than this is not enough, and the exit status says so. */
  readonly require: Requirement | null;
  /** Every checkpoint kept of a ledger, and how to keep more; null where nothing is kept. */
  readonly known: {
    held(ledger: Hex64): Promise<readonly HeldCheckpoint[]>;
    keep(ledger: Hex64, seen: readonly SeenCheckpoint[]): Promise<void>;
  } | null;
};

export const noReviewer: Reviewer = { policy: NO_WITNESSES, require: null, known: null };

/** How a bundle stands to everything that was ever kept of its ledger. */
export type Known = { readonly relation: KnownRelation; readonly size: number; readonly at: string | null };

/**
 * Compares a bundle with what is held of its ledger. A held checkpoint within the bundle fits or shows two histories; a larger one
 * can't be compared and is never a divergence. One that a person brought vouches for what lies below it. One that only ever came out
 * of bundles does so where it is smaller than the bundle and was seen before the bundle's own end: that is a state which something
 * longer goes on from, and the same bundle says no more at a second check than at the first. One from within a bundle is only compared:
 * those are thinned, and what vouches today must vouch tomorrow.
 * `size`: the bundle's; `exportedAt`: as it says itself.
 */
export function compareKnown(
  verification: LedgerVerification,
  held: readonly HeldCheckpoint[],
  { size, exportedAt, proven }: { size: number; exportedAt: string | null; proven: ReadonlySet<string> },
): Brought & { readonly known: Known } {
  const compare = (one: HeldCheckpoint, keptAndVouches: boolean) => ({
    one,
    keptAndVouches,
    outcome: verification.broughtNote(encodeUtf8(one.note), { keptAndVouches }).outcome,
  });
  const ends = held.filter((one) => one.size === size).map((one) => compare(one, one.origin === 'brought'));
  const firstSeen = ends
    .filter(({ one, outcome }) => one.origin !== 'within' && outcome === 'matches')
    .map(({ one }) => one.at)
    .sort()[0];
  const goesOnFrom = (one: HeldCheckpoint): boolean =>
    one.size < size && (firstSeen === undefined || one.at < firstSeen);
  const others = held
    .filter((one) => one.size !== size)
    .map((one) => compare(one, one.origin === 'brought' || (one.origin === 'stated' && goesOnFrom(one))));
  const outcomes = [...ends, ...others];
  const largest = held.reduce<HeldCheckpoint | null>(
    (max, one) => (max === null || one.size > max.size || (one.size === max.size && one.at < max.at) ? one : max),
    null,
  );
  const since = outcomes
    .filter(({ outcome, keptAndVouches }) => outcome === 'matches' && keptAndVouches)
    .map(({ one }) => one)
    .sort((a, b) => b.size - a.size || (a.at < b.at ? -1 : 1))[0];
  const against = outcomes.filter(({ outcome }) => outcome !== 'matches' && outcome !== 'not-comparable');
  const notices: ReportFinding[] = [];
  const say = (code: ReportFinding['code'], detail: string): void => {
    notices.push({ code, seq: null, path: null, detail });
  };
  const relation = (): KnownRelation => {
    if (against.length > 0) return 'forks';
    if (largest === null) return 'first';
    if (size > largest.size) return 'extends';
    if (size === largest.size) return 'same';
    const wasSeen = outcomes.some(({ one, outcome }) => one.size === size && outcome === 'matches');
    return wasSeen || isProven(largest.note, proven) ? 'earlier' : 'behind';
  };
  const known = { relation: relation(), size: largest?.size ?? 0, at: largest?.at ?? null };
  if (since !== undefined) say('KNOWN_SINCE', `${since.size}, ${since.at.replace('.000Z', 'Z')}`);
  if (against.length > 0) say('KNOWN_FORK', firstFew(against.map(({ one }) => one.size)));
  if (known.relation === 'earlier') say('KNOWN_EARLIER', `${size} < ${known.size}`);
  if (known.relation === 'behind') say('KNOWN_BEHIND', `${size} < ${known.size}`);
  // An old bundle may arrive late. One that says it was made after a larger state was seen here is something else.
  const isSmaller = largest !== null && size < largest.size;
  const seenBefore = held.some((one) => one.size > size && exportedAt !== null && one.at < exportedAt);
  if (isSmaller && seenBefore) say('KNOWN_ROLLED_BACK', `${size} < ${known.size}`);
  const headline = ((): Headline | null => {
    if (outcomes.some(({ outcome }) => outcome === 'contradicts')) return 'note contradicts';
    if (against.some(({ outcome }) => outcome !== 'diverges')) return 'note altered';
    if (isSmaller) return seenBefore ? 'known rolled back' : 'known larger';
    return null;
  })();
  return { notices, headline, against: against.length > 0, proven, known };
}

/** The smallest sizes: the histories part before the first of them. */
function firstFew(sizes: readonly number[]): string {
  const all = [...new Set(sizes)].sort((a, b) => a - b);
  return `${all.slice(0, 5).join(' ')}${all.length > 5 ? ' …' : ''}`;
}

/** What was brought by hand and what was kept, together: the hand comes first. */
export function together(brought: Brought, kept: Brought): Brought {
  return {
    notices: [...brought.notices, ...kept.notices],
    headline: brought.against ? brought.headline : kept.against ? kept.headline : (brought.headline ?? kept.headline),
    against: brought.against || kept.against,
    proven: brought.proven,
  };
}
