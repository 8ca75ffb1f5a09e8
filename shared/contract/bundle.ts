import { z } from 'zod';
import { question, statedUse } from '../model/stated-use.ts';
import { audiences } from '../model/vocabulary.ts';
import { type Calls, call } from './call.ts';
import { hex64, passphrase, seq, target } from './scalars.ts';
import { withholdingChoices } from './withholding.ts';

/** What would leave and what would stay, for one audience, before anything leaves. Grounds are keys of `ground.<key>`. */
export const exportPreview = z.strictObject({
  audience: z.enum(audiences),
  items: z.number().int(),
  bytes: z.number(),
  incidents: z.number().int(),
  testimonies: z.number().int(),
  /** What has to be answered before anything leaves. */
  questions: z.array(question),
  /** Entries that the bundle would show, its own last one aside, and that no witness whose word counts here has countersigned yet. */
  uncountersigned: z.number().int(),
  leaves: z.array(z.strictObject({ what: z.string(), count: z.number().int() })),
  /** `chosen`: what a person kept back by hand rests on, and when it is to be looked at again; null where the gate decided. */
  stays: z.array(
    z.strictObject({
      what: z.string(),
      count: z.number().int(),
      ground: z.string(),
      chosen: z.strictObject({ authority: z.string(), review: z.string().nullable() }).nullable(),
    }),
  ),
});
export type ExportPreview = z.infer<typeof exportPreview>;

export const protection = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('recipients'), to: z.array(z.string()).min(1).max(50) }),
  z.strictObject({ kind: z.literal('passphrase'), passphrase }),
  z.strictObject({ kind: z.literal('plain') }),
]);
export type Protection = z.infer<typeof protection>;

export const exportResult = z.strictObject({
  entry: seq,
  items: z.number().int(),
  bytes: z.number(),
  /** SHA-256 of the file handed over (encrypted where it is), to read out; `null` until a download has been taken. */
  sha256: hex64.nullable(),
  path: z.string().nullable(),
  resource: z.string().nullable(),
  name: z.string(),
});
export type ExportResult = z.infer<typeof exportResult>;

export const bundleCalls = {
  'bundle.preview': call(
    z.strictObject({ audience: z.enum(audiences), ...statedUse, withhold: withholdingChoices.optional() }),
    exportPreview,
  ),
  /** Enters the answers to conditions ahead of a bundle, so that a witness can countersign all that it will show. Nothing leaves. */
  'bundle.settle': call(
    z.strictObject({ audience: z.enum(audiences), ...statedUse }),
    z.strictObject({ entries: z.number().int(), vouched: z.number().int() }),
  ),
  'bundle.export': call(
    z.strictObject({
      audience: z.enum(audiences),
      /** What for, on what basis, and what was answered to the conditions that people made: all of it is recorded. */
      ...statedUse,
      /** To whom it is given, in words; stands in the ledger and in the bundle's last entry. */
      recipient: z.string().trim().max(300),
      protection,
      withhold: withholdingChoices.optional(),
      target,
      job: z.string().max(64),
    }),
    exportResult,
  ),
} as const satisfies Calls;
