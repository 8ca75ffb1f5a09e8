import { z } from 'zod';
import { refusals } from '../ledger/witness-answer.ts';
import { MAX_REQUEST_LENGTH } from '../ledger/witness-request.ts';
import { requirements } from '../model/report.ts';
import { type Calls, call } from './call.ts';
import { hex64, instant, nothing } from './scalars.ts';

/** Whose countersignatures count for the person at hand, and what is enough. A policy file, or keys and how many of them. */
export const trustedWitnesses = {
  policy: z.string().max(65_536).optional(),
  witnesses: z.array(z.string().max(300)).max(100).optional(),
  quorum: z.number().int().min(1).max(100).optional(),
  require: z.enum(requirements).optional(),
};

const policyView = z.strictObject({
  /** In the lines of a policy, to be handed to reviewers; null where none is set. */
  text: z.string().nullable(),
  /** How many of the witnesses it takes; null where the policy has groups within groups, or none is set. */
  quorum: z.number().int().nullable(),
  witnesses: z.array(
    z.strictObject({
      name: z.string(),
      key: z.string(),
      /** The largest tree of this ledger that it countersigned, and when by its own clock; 0 for none. */
      size: z.number().int(),
      time: z.number().int().nullable(),
      trusted: z.boolean(),
    }),
  ),
  /** Entries below are vouched for as the policy asks; where none is set, by any witness. */
  vouched: z.number().int(),
  entries: z.number().int(),
});

const witnessSelf = z.strictObject({
  self: z
    .strictObject({
      name: z.string(),
      key: z.string(),
      at: instant,
      /** False where its secret was destroyed, or the vault can't be written. */
      signs: z.boolean(),
    })
    .nullable(),
  /** Keys of before this vault went on in a new ledger: destroyed. */
  former: z.array(z.strictObject({ name: z.string(), key: z.string() })),
});

const requestText = z.string().min(1).max(MAX_REQUEST_LENGTH);

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
  /** Whom the people of this vault trust to countersign, how many of them it takes, and how far that reaches. */
  'witness.policy': call(nothing, policyView),
  /** No keys, or an empty text: none. */
  'witness.setPolicy': call(
    z.union([
      z.strictObject({ witnesses: z.array(z.string().max(300)).max(100), quorum: z.number().int().min(1).max(100) }),
      z.strictObject({ text: z.string().max(65_536) }),
    ]),
    policyView,
  ),

  /** The key under which this vault countersigns other ledgers. */
  'countersign.self': call(nothing, witnessSelf),
  'countersign.begin': call(z.strictObject({ name: z.string().trim().min(1).max(100) }), witnessSelf),
  /** What a request asks, and what would come of it. Nothing is written. */
  'countersign.look': call(
    z.strictObject({ request: requestText }),
    z.strictObject({
      ledger: hex64,
      label: z.string().nullable(),
      size: z.number().int(),
      root: hex64,
      /** The largest tree that was countersigned here; 0 for none. */
      held: z.number().int(),
      keyChanges: z.number().int(),
      /** `own`: of this vault itself. `again`: what is held already. `first`: nothing is held to compare with. */
      would: z.enum(['own', 'first', 'extends', 'again', ...refusals]),
    }),
  ),
  'countersign.answer': call(
    z.strictObject({ request: requestText, label: z.string().trim().max(200).nullable().default(null) }),
    z.strictObject({
      outcome: z.enum(['cosigned', ...refusals]),
      ledger: hex64,
      size: z.number().int(),
      /** The size that was held before. */
      held: z.number().int(),
      /** To be carried back, and what to call the file. */
      answer: z.string(),
      name: z.string(),
    }),
  ),
  'countersign.list': call(
    nothing,
    z.array(
      z.strictObject({
        ledger: hex64,
        label: z.string().nullable(),
        size: z.number().int(),
        root: hex64,
        firstAt: instant,
        at: instant,
        /** Kept notes that do not fit: `forks` of them of another history for certain, the others of one or with a damaged proof. */
        conflicts: z.number().int(),
        forks: z.number().int(),
        rollbacks: z.number().int(),
      }),
    ),
  ),
  'countersign.label': call(z.strictObject({ ledger: hex64, label: z.string().trim().max(200) }), nothing),
  /** Every note kept of a ledger, and all of it as a text to hand on. */
  'countersign.evidence': call(
    z.strictObject({ ledger: hex64 }),
    z.strictObject({
      notes: z.array(
        z.strictObject({
          size: z.number().int(),
          root: hex64,
          outcome: z.enum(['cosigned', ...refusals]),
          note: z.string(),
          at: instant,
        }),
      ),
      text: z.string(),
      name: z.string(),
    }),
  ),
} as const satisfies Calls;
