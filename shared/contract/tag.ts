import { z } from 'zod';
import { reason, recordId } from '../model/records.ts';
import { tagText } from '../model/tag.ts';
import { type Calls, call } from './call.ts';
import { changedInSteps, left, named } from './in-steps.ts';
import { instant, nothing, seq } from './scalars.ts';

/** As many things as one act can be about. */
const mostAtOnce = 10_000;

const tagged = {
  items: z.array(seq).max(mostAtOnce).default([]),
  incidents: z.array(recordId).max(mostAtOnce).default([]),
};

export const tagCalls = {
  /** Tags things; those that have the tag are left as they are. Says how many were not so before. */
  'tag.add': call(z.strictObject({ ...tagged, tag: tagText, ...named }), changedInSteps),
  /** Takes a tag off things, by entries that name those which put it on. */
  'tag.remove': call(z.strictObject({ ...tagged, tag: tagText, reason, ...named }), changedInSteps),
  /** Tags of one thing, in the order in which they were put on. */
  'tag.of': call(
    z.strictObject({ on: z.union([z.strictObject({ item: seq }), z.strictObject({ incident: recordId })]) }),
    z.array(z.strictObject({ tag: tagText, at: instant, operator: z.string() })),
  ),
  /** Every tag in use, the commonest first: what is suggested. */
  'tag.list': call(nothing, z.array(z.strictObject({ tag: tagText, count: z.number().int().positive() }))),
  /** The same note about many items, an entry for each. */
  'item.note': call(
    z.strictObject({
      items: z.array(seq).min(1).max(mostAtOnce),
      note: z.string().trim().min(1).max(5_000),
      reason,
      ...named,
    }),
    z.strictObject({ noted: z.number().int(), left }),
  ),
} as const satisfies Calls;
