import { z } from 'zod';
import { MAX_REQUEST_LENGTH } from '../ledger/witness-request.ts';
import { type Calls, call } from './call.ts';
import { checkpointView } from './ledger.ts';
import { hex64, path } from './scalars.ts';

/** What a person holds of a ledger: a text that they type or paste; a file, or a picture of a QR code. */
const held = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string().min(1).max(MAX_REQUEST_LENGTH) }),
  z.strictObject({ kind: z.literal('path'), path }),
  z.strictObject({ kind: z.literal('upload'), upload: z.string() }),
]);

/** How something held stands to the open vault's ledger: keys of `held.<outcome>` in the locales. */
export const heldOutcomes = [
  /** The ledger as it stands. */
  'same',
  /** An earlier state: the ledger goes on from it. */
  'earlier',
  /** Larger, and the proof that was brought with it leads there. */
  'goes-on',
  /** Larger than this vault's ledger: this is an older copy, or it can't be told. */
  'larger',
  'diverges',
  'contradicts',
  'altered',
  'unmatched',
  'proof-fails',
  /** Of the ledger that this one goes on from. */
  'older-ledger',
  'older-ledger-beyond',
  'older-ledger-contradicts',
  'other-ledger',
] as const;
export type HeldOutcome = (typeof heldOutcomes)[number];

/** What an outcome comes to, for verdict colours and exit statuses. */
export type HeldStanding = 'agrees' | 'against' | 'open';
export function standingOf(outcome: HeldOutcome): HeldStanding {
  switch (outcome) {
    case 'same':
    case 'earlier':
    case 'goes-on':
      return 'agrees';
    case 'larger':
    case 'older-ledger':
    case 'older-ledger-beyond':
    case 'other-ledger':
      return 'open';
    default:
      return 'against';
  }
}

export const heldCheckpoint = z.strictObject({
  via: z.enum(['text', 'file', 'picture']),
  what: z.enum(['note', 'code', 'proof']),
  /** As verifications take it. */
  text: z.string(),
  /** What it says of itself; null where it doesn't, as a code. */
  ledger: hex64.nullable(),
  size: z.number().int().nullable(),
  root: hex64.nullable(),
  /** Against the open vault's ledger; null where none is open. `size`: where in it, null where nowhere. */
  standing: z.strictObject({ outcome: z.enum(heldOutcomes), size: z.number().int().nullable() }).nullable(),
});
export type HeldCheckpoint = z.infer<typeof heldCheckpoint>;

export const checkpointCalls = {
  /** One that was made before. */
  'checkpoint.get': call(z.strictObject({ size: z.number().int().min(1) }), checkpointView),
  /** Reads a checkpoint that somebody holds, and compares it with the open vault's ledger. */
  'checkpoint.read': call(z.strictObject({ held }), heldCheckpoint),
} as const satisfies Calls;
