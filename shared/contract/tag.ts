import { z } from 'zod';
import { reason, recordId } from '../model/records.ts';
import { tagText } from '../model/tag.ts';
import { type Calls, call } from './call.ts';
import { instant, nothing, seq } from './scalars.ts';

/** As many things as one act can be about. */
const mostAtOnce = 10_000;

const tagged = {
  items: z.array(seq).max(mostAtOnce).default([]),
  incidents: z.array(recordId).max(mostAtOnce).default([]),
};

export const tagCalls = {
  /** Tags things, all of them or none; those that have the tag are left as they are. Says how many were not so before. */
  'tag.add': call(z.strictObject({ ...tagged, tag: tagText }), z.strictObject({ changed: z.number().int() })),
  /** Takes a tag off things, by entries that name those which put it on. */
  'tag.remove': call(
    z.strictObject({ ...tagged, tag: tagText, reason }),
    z.strictObject({ changed: z.number().int() }),
  ),
  /** Tags of one thing, in the order in which they were put on. */
  'tag.of': call(
    z.strictObject({ on: z.union([z.strictObject({ item: seq }), z.strictObject({ incident: recordId })]) }),
    z.array(z.strictObject({ tag: tagText, at: instant, operator: z.string() })),
  ),
  /** Every tag in use, the commonest first: what is suggested. */
  'tag.list': call(nothing, z.array(z.strictObject({ tag: tagText, count: z.number().int().positive() }))),
  /** The same note about many items, an entry for each, all of them or none. */
  'item.note': call(
    z.strictObject({
      items: z.array(seq).min(1).max(mostAtOnce),
      note: z.string().trim().min(1).max(5_000),
      reason,
    }),
    z.strictObject({ noted: z.number().int() }),
  ),
} as const satisfies Calls;
