import { z } from 'zod';
import { refusals } from '../ledger/witness-answer.ts';
import { requirements } from '../model/report.ts';
import { type Calls, call } from './call.ts';
import { nothing } from './scalars.ts';

/** Whose countersignatures count for the person at hand, and what is enough. A policy file, or keys and how many of them. */
export const trustedWitnesses = {
  policy: z.string().max(65_536).optional(),
  witnesses: z.array(z.string().max(300)).max(100).optional(),
  quorum: z.number().int().min(1).max(100).optional(),
  require: z.enum(requirements).optional(),
};

export const witnessCalls = {
  /** A checkpoint and its proof for a witness that holds `from` entries; `null`: what the only witness of this vault holds. */
  'witness.request': call(
    z.strictObject({ from: z.number().int().nonnegative().nullable().default(null) }),
    z.strictObject({ request: z.string(), size: z.number().int(), from: z.number().int(), name: z.string() }),
  ),
  /** What the witness answered; `witness` is the verifier key of one that is new to this vault. */
  'witness.accept': call(
    z.strictObject({ answer: z.string().max(200_000), witness: z.string().max(300).nullable().default(null) }),
    z.discriminatedUnion('outcome', [
      z.strictObject({
        outcome: z.literal('kept'),
        size: z.number().int(),
        witnesses: z.array(z.strictObject({ name: z.string(), time: z.number().int() })),
        unvouched: z.number().int(),
      }),
      z.strictObject({
        outcome: z.literal('refused'),
        refusal: z.enum(refusals),
        held: z.number().int(),
        /** How the checkpoint that the witness holds stands to this ledger. */
        standing: z.enum(['none', 'agrees', 'larger', 'differs']),
      }),
    ]),
  ),
  'witness.list': call(
    nothing,
    z.array(z.strictObject({ name: z.string(), key: z.string(), size: z.number().int(), time: z.number().int() })),
  ),
} as const satisfies Calls;
