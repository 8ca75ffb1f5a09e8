import { z } from 'zod';

/**
 * What ties a ledger to times that others vouch for. Closed lists: each word has a sentence in every locale, under `anchor.kind.<word>`,
 * `anchor.state.<word>` and `anchor.reason.<word>`.
 */
export const anchorKinds = ['rfc3161', 'ots', 'beacon'] as const;
export type AnchorKind = (typeof anchorKinds)[number];

/**
 * confirmed: holds up to something that the person at hand trusts (an authority's root certificate, a block header).
 * unchecked: right in itself, and nothing was given to check it with. pending: a calendar's promise. bad: vouches for nothing.
 */
export const anchorStates = ['confirmed', 'unchecked', 'pending', 'bad'] as const;
export type AnchorState = (typeof anchorStates)[number];

/** Why an anchor is not confirmed. */
export const anchorReasons = [
  'malformed',
  'refused',
  'other digest',
  'other request',
  'signature',
  'certificate',
  'authority unknown',
  'block not given',
  'attestation unknown',
  'only promised',
  'stated by hand',
] as const;
export type AnchorReason = (typeof anchorReasons)[number];

const instant = z.string();

/** One anchor, and what came of checking it. */
export const anchorView = z.strictObject({
  kind: z.enum(anchorKinds),
  /** The entry that carries it; `null` for one that arrived later. */
  seq: z.number().int().nullable(),
  /** The file of a bundle that carries it. */
  path: z.string().nullable(),
  /** Entries below existed when it was made; `null` for a beacon, and where it belongs to no known state of the ledger. */
  size: z.number().int().nullable(),
  /** As the authority, the block or the person states it; `null` where none is stated. */
  time: instant.nullable(),
  /** Seconds by which the time may be off, rounded up. */
  within: z.number().int().nonnegative(),
  /** Authority, block or source, as it names itself. */
  by: z.string(),
  state: z.enum(anchorStates),
  reason: z.enum(anchorReasons).nullable(),
});
export type AnchorView = z.infer<typeof anchorView>;

const timeBound = z.strictObject({
  /** `null` where a block is named and its time was not given. */
  time: instant.nullable(),
  kind: z.enum(anchorKinds),
  /** The entry that carries the anchor, or the file of a bundle where no entry does. */
  seq: z.number().int().nullable(),
  path: z.string().nullable(),
  by: z.string(),
  state: z.enum(['confirmed', 'unchecked']),
});
export type TimeBound = z.infer<typeof timeBound>;

/** Between which times an entry was recorded, and because of what. */
export const timeBounds = z.strictObject({ before: timeBound.nullable(), after: timeBound.nullable() });
export type TimeBounds = z.infer<typeof timeBounds>;
