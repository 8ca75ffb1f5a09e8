import type { Attack } from './attack.ts';
import { carefulCourier } from './attacks/careful-courier.ts';
import { containers } from './attacks/container.ts';
import { courier } from './attacks/courier.ts';
import { encodings } from './attacks/encodings.ts';
import { notes } from './attacks/notes.ts';
import { oldKey } from './attacks/old-key.ts';
import { thief } from './attacks/thief.ts';
import { oldCosignature } from './attacks/witness.ts';

/** All attacks, by who can carry them out. */
export const catalogue: Readonly<Record<string, readonly Attack[]>> = {
  'a courier': courier,
  'a courier who makes hostile zips': containers,
  'a courier who rewrites every list to match': carefulCourier,
  'a courier who forges notes': notes,
  'whoever writes twin encodings': encodings,
  'a thief with the current key': thief,
  'one with an old key': oldKey,
  'one with an old cosignature': oldCosignature,
};
