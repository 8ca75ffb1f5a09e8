import { z } from 'zod';
import { additionFields, recantingFields } from '../model/later-accounts.ts';
import { reason, recordId } from '../model/records.ts';
import { type Calls, call } from './call.ts';
import { instant, seq } from './scalars.ts';

const given = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('adds'), fields: additionFields }),
  z.strictObject({ act: z.literal('takes back'), fields: recantingFields }),
]);

const entered = { id: recordId, head: seq, at: instant, operator: z.string() };

/** A paragraph that was taken back: its number as the account stood then, and where the same words stand now; null where they don't. */
const takenParagraph = z.strictObject({ number: z.number().int(), now: z.number().int().nullable(), text: z.string() });

/** What a witness said later, as it stands beside the first account. */
export const laterAccount = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('adds'), ...entered, fields: additionFields }),
  z.strictObject({
    act: z.literal('takes back'),
    ...entered,
    fields: recantingFields,
    /** Null where all of the account is taken back. */
    paragraphs: z.array(takenParagraph).nullable(),
  }),
]);
export type LaterAccount = z.infer<typeof laterAccount>;

export const laterAccountRequests = {
  /** `head`: the account as the witness was told it; what they take back is taken back of that. */
  add: z.strictObject({ testimony: recordId, head: seq, said: given }),
  /** The documenter corrects what was recorded of it: a slip of the pen, a wrong date. */
  correct: z.strictObject({ id: recordId, head: seq, said: given, reason }),
};

/** `answer`: the testimony with everything that stands beside it. */
export const laterAccountCalls = <A extends z.ZodType>(answer: A) =>
  ({
    'laterAccount.add': call(laterAccountRequests.add, answer),
    'laterAccount.correct': call(laterAccountRequests.correct, answer),
  }) as const satisfies Calls;
