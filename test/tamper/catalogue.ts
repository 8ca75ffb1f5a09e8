import type { Attack } from './attack.ts';
import { editedDisclosures } from './attacks/careful-courier/disclosures.ts';
import { editedEntries } from './attacks/careful-courier/entries.ts';
import { editedFiles } from './attacks/careful-courier/files.ts';
import { containers } from './attacks/container.ts';
import { courier } from './attacks/courier.ts';
import { encodings } from './attacks/encodings.ts';
import { notes } from './attacks/notes.ts';
import { oldKey } from './attacks/old-key.ts';
import { falseCommitments } from './attacks/thief/commitments.ts';
import { rewrittenHistory } from './attacks/thief/history.ts';
import { oldCosignature } from './attacks/witness.ts';

/** All attacks, by who can carry them out. */
export const catalogue: Readonly<Record<string, readonly Attack[]>> = {
  'a courier': courier,
  'a courier who makes hostile zips': containers,
  'a courier who rewrites every list to match': [...editedEntries, ...editedDisclosures, ...editedFiles],
  'a courier who forges notes': notes,
  'whoever writes twin encodings': encodings,
  'a thief with the current key': [...rewrittenHistory, ...falseCommitments],
  'one with an old key': oldKey,
  'one with an old cosignature': oldCosignature,
};
