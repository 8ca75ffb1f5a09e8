import { z } from 'zod';
import { actions } from '../model/actions.ts';
import { purposes } from '../model/consent.ts';
import { custodyEvents } from '../model/custody.ts';
import { legalBases } from '../model/legal-bases.ts';
import { recordId } from '../model/records.ts';
import { type Calls, call } from './call.ts';
import { hex64, instant, seq } from './scalars.ts';

const custodyLine = z.strictObject({
  event: z.enum(custodyEvents),
  /** The entry it stands in, and that entry's hash. */
  seq,
  leaf: hex64,
  at: instant,
  /** Where the clock's time came from, as the entry says. */
  clock: z.string(),
  operator: z.string(),
  /** What the entry did: a key of `history.<action>`; null for what the list above says already. */
  action: z.enum(actions).nullable(),
  reason: z.string().nullable(),
  /** For what left: to whom, and for which audience. */
  recipient: z.string().nullable(),
  audience: z.string().nullable(),
  /** What for, and on what basis; null where the entry doesn't say. */
  purpose: z.enum(purposes).nullable(),
  basis: z.enum(legalBases).nullable(),
});

export const custodyLog = z.strictObject({
  name: z.string(),
  /** Of the file; null for a testimony. */
  sha256: hex64.nullable(),
  ledger: hex64,
  software: z.string(),
  /** Oldest first. What happens outside this program isn't recorded in it. */
  lines: z.array(custodyLine),
});
export type CustodyLog = z.infer<typeof custodyLog>;

export const custodyCalls = {
  'custody.log': call(
    z.strictObject({
      of: z.discriminatedUnion('what', [
        z.strictObject({ what: z.literal('item'), seq }),
        z.strictObject({ what: z.literal('testimony'), id: recordId }),
      ]),
    }),
    custodyLog,
  ),
} as const satisfies Calls;
