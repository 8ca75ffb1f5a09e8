import type { AnchorView, TimeBound, TimeBounds } from '../model/anchors.ts';

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

function bound({ kind, seq, path, by, state, time, within }: AnchorView, sign: 1 | -1): TimeBound | null {
  if (state !== 'confirmed' && state !== 'unchecked') return null;
  // To the second, and never tighter than what was attested.
  const round = sign === 1 ? Math.ceil : Math.floor;
  const at = time === null ? null : new Date(1000 * (round(Date.parse(time) / 1000) + sign * within)).toISOString();
  return { time: at, kind, seq, path: seq === null ? path : null, by, state };
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
