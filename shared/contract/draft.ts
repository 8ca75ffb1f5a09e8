import { z } from 'zod';
import { draftNames } from '../model/drafts.ts';
import { type Calls, call } from './call.ts';
import { nothing } from './scalars.ts';

/** JSON text that the screens wrote and alone understand, in characters at most. */
export const longestDraft = 1_048_576;

export const draftCalls = {
  /** What this operator began and hasn't saved, `null` where nothing was. */
  'draft.get': call(
    z.strictObject({ name: z.enum(draftNames) }),
    z.strictObject({ value: z.string().max(longestDraft).nullable() }),
  ),
  /** Never with a passphrase or a witness's identity in it: screens leave those out. `null` removes it. */
  'draft.set': call(
    z.strictObject({ name: z.enum(draftNames), value: z.string().max(longestDraft).nullable() }),
    nothing,
  ),
} as const satisfies Calls;
