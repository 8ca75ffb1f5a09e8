import { z } from 'zod';
import { takenBackExtents } from '../model/later-accounts.ts';
import { codeName, identity, reason, recordId } from '../model/records.ts';
import { recordingBars } from '../model/sound-recording.ts';
import { recordingAnswers, stopReasons, testimonyFields, testimonyForms } from '../model/testimony.ts';
import { type Calls, call } from './call.ts';
import { historyLine } from './history.ts';
import { identityGiven, identityKept } from './identity.ts';
import { laterAccount, laterAccountCalls } from './later-account.ts';
import { instant, nothing, passphrase, seq } from './scalars.ts';

export const testimonySummary = z.strictObject({
  id: recordId,
  witness: z.string(),
  language: z.string(),
  consent: z.string(),
  audiences: z.array(z.string()),
  incident: z.strictObject({ id: recordId, title: z.string() }).nullable(),
  paragraphs: z.number().int(),
  form: z.enum(testimonyForms).nullable(),
  /** Why it was not asked any further; `null` where it was told to its end. */
  stopped: z.enum(stopReasons).nullable(),
  recording: z.enum(recordingAnswers),
  /** How often the witness added to it. */
  added: z.number().int(),
  /** Null where the witness took nothing back. */
  takenBack: z.enum(takenBackExtents).nullable(),
  at: instant,
});
export type TestimonySummary = z.infer<typeof testimonySummary>;

export const testimonyDetail = z.strictObject({
  id: recordId,
  head: seq,
  fields: testimonyFields,
  identity: identityKept,
  /** What the witness said afterwards, in the order in which it was recorded. */
  later: z.array(laterAccount),
  /** What stands against recording the witness; `null` where nothing does. */
  recordingBar: z.enum(recordingBars).nullable(),
  history: z.array(historyLine),
});
export type TestimonyDetail = z.infer<typeof testimonyDetail>;

export const testimonyCalls = {
  'testimony.list': call(nothing, z.array(testimonySummary)),
  'testimony.get': call(z.strictObject({ id: recordId }), testimonyDetail),
  'testimony.create': call(
    z.strictObject({
      fields: testimonyFields,
      ...identityGiven,
    }),
    testimonyDetail,
  ),
  'testimony.amend': call(
    z.strictObject({ id: recordId, head: seq, fields: testimonyFields, reason }),
    testimonyDetail,
  ),
  'testimony.identity': call(z.strictObject({ id: recordId, passphrase }), identity),
  /** Who the witness is, where that was not kept with the account: sealed as it would have been then. */
  'testimony.keepIdentity': call(z.strictObject({ id: recordId, ...identityGiven, identity }), testimonyDetail),
  'testimony.suggestCodeName': call(nothing, codeName),
  ...laterAccountCalls(testimonyDetail),
} as const satisfies Calls;
