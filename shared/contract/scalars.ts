import { z } from 'zod';

/** The small values that calls of every kind are made of. */

export const seq = z.number().int().nonnegative();

export const hex64 = z.string().regex(/^[0-9a-f]{64}$/, '64 × 0–9, a–f');

export const path = z.string().min(1).max(4_096);

export const passphrase = z.string().min(1).max(1_024);
/** Instant as written in an entry's `at.wall`, UTC. */
export const instant = z.string();

export const nothing = z.strictObject({});

/** A path on this computer (window, command line), or a stream that the face hands in or takes away (browser). */
export const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('path'), path }),
  z.strictObject({ kind: z.literal('download') }),
]);

export const source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('path'), path }),
  z.strictObject({ kind: z.literal('upload'), upload: z.string() }),
]);
