import { z } from 'zod';

/**
 * What ties a ledger to times that others vouch for. Closed lists: each word has a sentence in every locale, under `anchor.kind.<word>`,
 * `anchor.state.<word>` and `anchor.reason.<word>`.
 */
export const anchorKinds = ['rfc3161', 'ots', 'beacon'] as const;
export type AnchorKind = (typeof anchorKinds)[number];

/**
 * confirmed: holds up to something that the person at hand trusts (an authority's root certificate, a block header).
 * unchecked: right in itself, and nothing was given to check it with. pending: a calendar's promise. bad: vouches for nothing.
 */
export const anchorStates = ['confirmed', 'unchecked', 'pending', 'bad'] as const;
export type AnchorState = (typeof anchorStates)[number];

/** Why an anchor is not confirmed. */
export const anchorReasons = [
  'malformed',
  'refused',
  'other digest',
  'other request',
  'signature',
  'certificate',
  'authority unknown',
  'block not given',
  'attestation unknown',
  'only promised',
  'stated by hand',
] as const;
export type AnchorReason = (typeof anchorReasons)[number];

const instant = z.string();

/** One anchor, and what came of checking it. */
export const anchorView = z.strictObject({
  kind: z.enum(anchorKinds),
  /** The entry that carries it; `null` for one that arrived later. */
  seq: z.number().int().nullable(),
  /** The file of a bundle that carries it. */
  path: z.string().nullable(),
  /** Entries below existed when it was made; `null` for a beacon, and where it belongs to no known state of the ledger. */
  size: z.number().int().nullable(),
  /** As the authority, the block or the person states it; `null` where none is stated. */
  time: instant.nullable(),
  /** Seconds by which the time may be off, rounded up. */
  within: z.number().int().nonnegative(),
  /** Authority, block or source, as it names itself. */
  by: z.string(),
  state: z.enum(anchorStates),
  reason: z.enum(anchorReasons).nullable(),
});
export type AnchorView = z.infer<typeof anchorView>;

const timeBound = z.strictObject({
  /** `null` where a block is named and its time was not given. */
  time: instant.nullable(),
  kind: z.enum(anchorKinds),
  seq: z.number().int().nullable(),
  by: z.string(),
  state: z.enum(['confirmed', 'unchecked']),
});
export type TimeBound = z.infer<typeof timeBound>;

/** Between which times an entry was recorded, and because of what. */
export const timeBounds = z.strictObject({ before: timeBound.nullable(), after: timeBound.nullable() });
export type TimeBounds = z.infer<typeof timeBounds>;

/**
 * An entry existed before every anchor over a state that covers it. It came after every anchor that it or an earlier entry carries:
 * nobody could know a stamp, a block or a beacon before it was made. Confirmed ones count first, the tightest of them.
 */
export function boundsOf(seq: number, anchors: readonly AnchorView[]): TimeBounds {
  const before = anchors.filter(({ kind, size }) => kind !== 'beacon' && size !== null && seq < size);
  // A proof that only names a block shows no lower bound until the block is known.
  const after = anchors.filter(({ seq: own, time }) => own !== null && own <= seq && time !== null);
  return {
    before: tightest(
      before.map((anchor) => bound(anchor, 1)),
      -1,
    ),
    after: tightest(
      after.map((anchor) => bound(anchor, -1)),
      1,
    ),
  };
}

function bound({ kind, seq, by, state, time, within }: AnchorView, sign: 1 | -1): TimeBound | null {
  if (state !== 'confirmed' && state !== 'unchecked') return null;
  const at = time === null ? null : new Date(Date.parse(time) + sign * within * 1000).toISOString();
  return { time: at, kind, seq, by, state };
}

/** `direction` 1: the latest; −1: the earliest. */
function tightest(bounds: readonly (TimeBound | null)[], direction: 1 | -1): TimeBound | null {
  let best: TimeBound | null = null;
  for (const candidate of bounds) {
    if (candidate !== null && (best === null || isBetter(candidate, best, direction))) best = candidate;
  }
  return best;
}

function isBetter(candidate: TimeBound, best: TimeBound, direction: 1 | -1): boolean {
  if (candidate.state !== best.state) return candidate.state === 'confirmed';
  if (candidate.time === null || best.time === null) return candidate.time !== null && best.time === null;
  return direction * (Date.parse(candidate.time) - Date.parse(best.time)) > 0;
}
