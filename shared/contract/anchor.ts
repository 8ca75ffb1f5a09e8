import { z } from 'zod';
import { beacon } from '../model/anchor-entry.ts';
import { anchorView } from '../model/anchors.ts';
import { type Calls, call } from './call.ts';
import { hex64, seq } from './scalars.ts';

/** Root certificates (PEM) and Bitcoin blocks (80 bytes in hex, or `root@time`) that the person at hand trusts. */
export const trustedForAnchors = {
  authorities: z.array(z.string().max(2_000_000)).max(20).optional(),
  headers: z.array(z.string().max(200)).max(1_000).optional(),
};

export const anchorCalls = {
  /** What to hand to a time-stamp authority (a request), or to `ots stamp` (the checkpoint's text), base64. */
  'anchor.request': call(
    z.strictObject({ from: z.enum(['authority', 'calendar']).default('authority') }),
    z.strictObject({ size: z.number().int(), digest: hex64, bytes: z.string(), name: z.string() }),
  ),
  /** Judges a reply, a proof or a public random value, and records it. `request`: the request that the reply answers, base64. */
  'anchor.add': call(
    z.strictObject({
      anchor: z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('file'),
          bytes: z.string().max(180_000),
          request: z.string().max(4_096).nullable().default(null),
        }),
        z.strictObject({ kind: z.literal('beacon'), ...beacon.shape }),
      ]),
      ...trustedForAnchors,
    }),
    z.strictObject({ entry: seq, anchor: anchorView }),
  ),
  'anchor.list': call(z.strictObject(trustedForAnchors), z.strictObject({ anchors: z.array(anchorView) })),
} as const satisfies Calls;
