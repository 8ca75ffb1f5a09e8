import { z } from 'zod';
import { encodeUtf8 } from '../ledger/bytes.ts';
import { isFieldName } from '../ledger/field-name.ts';
import { isDay } from '../ledger/reserved.ts';
import { MAX_AUTHORITY } from '../ledger/withheld.ts';
import { chosenGrounds } from '../model/withholding.ts';
import { seq } from './scalars.ts';

/** Something that a person keeps back by hand. The gate can only be made stricter by it. */
export const withholdingChoice = z.strictObject({
  /** The entry; of a record (a case, a testimony, a link), any of its history. */
  seq,
  /** Names of fields (`account.3` is a paragraph); null: all of it. */
  fields: z.array(z.string().max(64).refine(isFieldName)).min(1).max(1_024).nullable(),
  /** This entry alone. Otherwise a choice about a record holds for its whole history. */
  alone: z.boolean().default(false),
  ground: z.enum(chosenGrounds),
  /** What the ground rests on, in words. */
  authority: z
    .string()
    .trim()
    .min(1)
    .refine((text) => encodeUtf8(text).length <= MAX_AUTHORITY),
  /** When it is to be looked at again, `YYYY-MM-DD`; null: none is planned. */
  review: z.string().refine(isDay).nullable(),
});
export type WithholdingChoice = z.infer<typeof withholdingChoice>;

export const withholdingChoices = z.array(withholdingChoice).max(100_000);
