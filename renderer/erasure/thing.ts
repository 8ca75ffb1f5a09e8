import type { ErasureTarget, HoldTarget } from '../../shared/model/erasure.ts';

/** Two references to one thing. */
export const isSame = (one: ErasureTarget | HoldTarget | null, other: ErasureTarget | HoldTarget): boolean =>
  one !== null && one.what === other.what && idOf(one) === idOf(other);

const idOf = (thing: ErasureTarget | HoldTarget) => (thing.what === 'item' ? thing.seq : thing.id);
