// Of the small kind: the verifier page of every bundle reads these fields too.
import * as z from 'zod/mini';

/** A public value that nobody could know before: a block's hash, a pulse of a randomness beacon. The source in words of a neutral form. */
export const beacon = z.strictObject({
  source: z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9 .:/#-]{0,99}$/)),
  value: z.string().check(z.regex(/^[A-Za-z0-9+/=_-]{8,1024}$/)),
  /** When it became public, as far as the person who typed it knows. */
  at: z.nullable(
    z.string().check(
      z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/),
      z.refine((text) => !Number.isNaN(Date.parse(text))),
    ),
  ),
});
export type Beacon = z.infer<typeof beacon>;

/** `anchor`: a time stamp over a state of the ledger (`rfc3161` or `ots`, with its `checkpoint`), or a `beacon`. */
export const anchorEntry = z.object({
  checkpoint: z.optional(
    z.strictObject({ root: z.string().check(z.regex(/^[0-9a-f]{64}$/)), size: z.int().check(z.positive()) }),
  ),
  /** Base64 of the authority's reply. */
  rfc3161: z.optional(z.string()),
  /** Base64 of a detached OpenTimestamps proof. */
  ots: z.optional(z.string()),
  beacon: z.optional(beacon),
  /** Base64 of the certificates above the authority's own that were trusted when it was taken in, the root last. */
  authority: z.optional(z.array(z.string())),
  /** Block headers that were trusted when it was taken in. */
  headers: z.optional(z.array(z.string())),
});
export type AnchorFields = z.infer<typeof anchorEntry>;
