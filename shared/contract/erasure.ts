import { z } from 'zod';
import { actions } from '../model/actions.ts';
import { draftNames } from '../model/drafts.ts';
import { erasureGrounds, erasureTarget, holdFields, holdTarget, requestStates } from '../model/erasure.ts';
import { operatorCode, reason, recordId } from '../model/records.ts';
import { type Calls, call } from './call.ts';
import { hex64, instant, nothing, passphrase, seq } from './scalars.ts';

export const hold = z.strictObject({
  id: recordId,
  /** The newest entry of it. */
  head: seq,
  on: holdTarget,
  /** What it lies on, as people know it; empty while that is closed. */
  name: z.string(),
  ...holdFields.shape,
  placed: z.strictObject({ at: instant, operator: z.string() }),
  /** `null` while it is in force. */
  lifted: z.strictObject({ at: instant, operator: z.string(), reason: z.string() }).nullable(),
});
export type Hold = z.infer<typeof hold>;

/** An entry that loses fields, and which. */
const emptiedEntry = z.strictObject({ seq, at: instant, action: z.enum(actions), fields: z.array(z.string()) });

/** By which something left this vault, out of anybody's reach. */
const copyOutside = z.strictObject({
  kind: z.enum(['bundle', 'table', 'receipt']),
  seq,
  at: instant,
  audience: z.string().nullable(),
  recipient: z.string().nullable(),
});

/** Everything that one erasure would do and not do, before anybody says yes. */
export const erasurePlan = z.strictObject({
  target: erasureTarget,
  name: z.string(),
  /** Over all of what follows but the holds: a confirmation names it, so that nobody confirms anything else than was shown. */
  digest: hex64,
  /** Which fields of which entries are destroyed. The entries stay, with when, who and what kind. */
  entries: z.array(emptiedEntry),
  /** Stored files and previews that nothing else needs. */
  files: z.strictObject({ originals: z.number().int(), previews: z.number().int(), bytes: z.number() }),
  /** Items with the same bytes: because of them the file stays. */
  sharedWith: z.array(seq),
  /** What was begun, not saved, and holds the same words. */
  drafts: z.array(z.strictObject({ operator: operatorCode, name: z.enum(draftNames) })),
  /** Searches that somebody saved and that hold the same words. */
  searches: z.number().int().nonnegative(),
  /** Ledgers that this vault went on from, kept beside: they are reached too. */
  earlierLedgers: z.number().int(),
  /** What left this vault and can’t be reached. */
  copies: z.array(copyOutside),
  /** What stays and may speak of it in words of its own. */
  mentions: z.array(
    z.discriminatedUnion('what', [
      z.strictObject({ what: z.literal('incident'), id: recordId, name: z.string() }),
      z.strictObject({ what: z.literal('testimony'), id: recordId, name: z.string() }),
      z.strictObject({ what: z.literal('item'), seq, name: z.string() }),
    ]),
  ),
  /** Those in force: under one of them nothing is erased. */
  holds: z.array(hold),
});
export type ErasurePlan = z.infer<typeof erasurePlan>;

export const erasureRequest = z.strictObject({
  id: recordId,
  /** `null` where the request was lost with a copy that was put back, and only what was erased is known. */
  target: erasureTarget.nullable(),
  /** Empty once it is erased. */
  name: z.string(),
  ground: z.enum(erasureGrounds),
  requester: z.string(),
  at: instant,
  state: z.enum(requestStates),
  erased: z
    .strictObject({
      entry: seq,
      at: instant,
      operator: z.string(),
      entries: z.array(emptiedEntry),
      /** What had left before and may hold it; `null` where the entry that said so is lost, or did not say it yet. */
      copies: z.array(copyOutside).nullable(),
    })
    .nullable(),
});
export type ErasureRequest = z.infer<typeof erasureRequest>;

export const erasureCalls = {
  'hold.place': call(z.strictObject({ on: holdTarget, ...holdFields.shape }), hold),
  'hold.lift': call(z.strictObject({ id: recordId, reason }), hold),
  /** Those on one thing, or all, also those that were lifted. `on` an item or testimony: with those on its cases. */
  'hold.list': call(z.strictObject({ on: holdTarget.optional() }), z.array(hold)),

  /** Nothing is recorded. */
  'erasure.plan': call(z.strictObject({ target: erasureTarget }), erasurePlan),
  /** `plan`: the digest of what the asking person saw. An open request for the same is replaced. */
  'erasure.request': call(
    z.strictObject({ target: erasureTarget, ground: z.enum(erasureGrounds), plan: hex64 }),
    erasureRequest,
  ),
  'erasure.list': call(nothing, z.array(erasureRequest)),
  'erasure.withdraw': call(z.strictObject({ id: recordId }), erasureRequest),
  /** The second yes, by another operator than the one who asked, with their own passphrase. `plan`: what they saw. */
  'erasure.confirm': call(
    z.strictObject({ id: recordId, plan: hex64, operator: operatorCode, passphrase }),
    z.strictObject({
      request: erasureRequest,
      /** False where a part of the disk could not be cleaned yet: locking and opening does it. */
      finished: z.boolean(),
    }),
  ),
} as const satisfies Calls;
