import { z } from 'zod';
import { askedWith } from './prepared-questions.ts';
import { codeName, consent, paragraph, recordId } from './records.ts';
import { uncertainTime } from './time.ts';

/**
 * A testimony: what was asked before, under which circumstances it was given, the account itself, and what happened afterwards.
 * From the interview elements of Eurojust–ICC (guidelines for civil society organisations, 2022), PHR's and the Istanbul Protocol's
 * (2022, chapters IV and VI) outlines, and the Murad Code (2022): one account is enough, nobody is asked for details that a specialist should ask for.
 * People stand in it by code or role, never by name.
 */

/** BCP 47. */
export const languageTag = z.string().regex(/^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$/, 'ar, en, pt-BR');

/** A short first account unless somebody chose a full statement. Keys of `word`. */
export const testimonyForms = ['first account', 'full statement'] as const;
export type TestimonyForm = (typeof testimonyForms)[number];

/** Whether they have told it to somebody else already. Keys of `word`. */
export const earlierAnswers = ['not asked', 'nobody', 'somebody', 'not known'] as const;
export type EarlierAnswer = (typeof earlierAnswers)[number];

/** How they were spoken with. Keys of `word`. */
export const interviewWays = ['not said', 'in person', 'by telephone', 'by video', 'in writing'] as const;
export type InterviewWay = (typeof interviewWays)[number];

/** Whether somebody interpreted. Keys of `word`. */
export const interpretings = ['not said', 'nobody', 'an interpreter', 'somebody they know'] as const;
export type Interpreting = (typeof interpretings)[number];

/** Whether the account was read back. Keys of `word`. */
export const readBackOutcomes = ['not said', 'confirmed', 'confirmed after changes', 'not read back'] as const;
export type ReadBackOutcome = (typeof readBackOutcomes)[number];

/** What they may need, beside being heard. Keys of `word`. */
export const supportNeeds = ['medical', 'psychological', 'legal', 'protection', 'basic needs'] as const;
export type SupportNeed = (typeof supportNeeds)[number];

/** How far that went. Keys of `word`. */
export const supportOutcomes = ['needed', 'offered', 'accepted', 'declined', 'not available'] as const;
export type SupportOutcome = (typeof supportOutcomes)[number];

/**
 * Why it was not asked any further. `for a specialist` doesn't say what it is about: what harm somebody suffered is theirs to tell, and to
 * whom. Keys of `word`.
 */
export const stopReasons = ['for a specialist', 'a child', 'told before', 'their wish', 'not safe'] as const;
export type StopReason = (typeof stopReasons)[number];

/** Reasons for which nothing of what happened is written down: whoever is trained to asks instead. */
export const stopsWithoutAccount = ['for a specialist', 'a child'] as const satisfies readonly StopReason[];

export const isWithoutAccount = (reason: StopReason | null): boolean =>
  (stopsWithoutAccount as readonly (StopReason | null)[]).includes(reason);

/** Consent to being recorded is asked apart from everything else. Keys of `people.recordingState.<answer>`. */
export const recordingAnswers = ['agreed', 'refused', 'not asked'] as const;
export type RecordingAnswer = (typeof recordingAnswers)[number];

/** Somebody by code or role: an operator's code, "nurse", "HQ-2". */
const who = z.string().trim().max(300).default('');
const remark = z.string().trim().max(5_000).default('');
const nothingKnown = { edtf: '', words: '' };

/** Somebody who heard it before: an organisation or a role, when, and where what they wrote lies now. */
export const earlierAccount = z.strictObject({
  by: z.string().trim().min(1).max(300),
  when: uncertainTime.default(nothingKnown),
  where: z.string().trim().max(500).default(''),
});

const earlier = z.strictObject({
  answer: z.enum(earlierAnswers).default('not asked'),
  accounts: z.array(earlierAccount).max(20).default([]),
  /** Why they were asked again all the same. */
  why: remark,
});

/** Under which circumstances an account was given. */
export const circumstances = z.strictObject({
  when: uncertainTime.default(nothingKnown),
  way: z.enum(interviewWays).default('not said'),
  /** Who asked. */
  by: who,
  interpreting: z.enum(interpretings).default('not said'),
  /** Who interpreted, and from and into what where that needs saying. */
  interpreter: who,
  /** What kind of place: "a room in the clinic". No address. */
  place: z.string().trim().max(500).default(''),
  /** Who else was there, one a line. */
  present: z.array(z.string().trim().min(1).max(200)).max(20).default([]),
  /** Anything that bears on how it was told: noise, breaks, a hurry, how they were. */
  words: remark,
});

/** The account was read to whoever gave it. */
export const readBack = z.strictObject({
  outcome: z.enum(readBackOutcomes).default('not said'),
  by: who,
  when: uncertainTime.default(nothingKnown),
  language: z.union([z.literal(''), languageTag]).default(''),
  /** What they wanted changed, in words. */
  changes: remark,
  /** Why it was not read back. */
  why: remark,
});

/** Help that somebody needs or was offered, and to whom they were referred. */
export const support = z.strictObject({
  need: z.enum(supportNeeds),
  outcome: z.enum(supportOutcomes),
  to: who,
  note: z.string().trim().max(1_000).default(''),
});

/** A paragraph of the account; by whom it was told stands in the ledger in a field of its own. */
export const told = paragraph.extend({ toldBy: z.string().trim().min(1).max(300).optional() });
export type Told = z.infer<typeof told>;

/** Whether a paragraph says by whom it was told, and not that it was told. */
export const isTellerAmiss = ({ basis, toldBy }: Told): boolean => toldBy !== undefined && basis !== 'was told';

/** All that an account can do without. Absent until somebody says it. */
const further = {
  form: z.enum(testimonyForms).nullable().default(null),
  /** The prepared questions it was taken with. */
  template: askedWith.nullable().default(null),
  earlier: earlier.default(earlier.parse({})),
  interview: circumstances.default(circumstances.parse({})),
  recording: z.enum(recordingAnswers).default('not asked'),
  stopped: z.enum(stopReasons).nullable().default(null),
  readBack: readBack.default(readBack.parse({})),
  support: z.array(support).max(30).default([]),
};

export const testimonyFields = z.strictObject({
  witness: codeName,
  language: languageTag,
  incident: recordId.nullable(),
  consent,
  /** Empty only where nothing was to be written down, or it is recorded instead: see `brokenTestimonyRule`. */
  paragraphs: z.array(told).max(500),
  ...further,
});
export type TestimonyFields = z.infer<typeof testimonyFields>;

/** Nothing said beyond the account. */
export const onlyTold = z.strictObject(further).parse({});

/** Rules that hold between the fields of a testimony, by the field that breaks one: keys of `testimonyRule.<rule>`. */
export const testimonyRules = [
  'say what was told',
  'a specialist asks',
  'told by somebody',
  'somebody was asked before',
  'say what was changed',
  'explain before consent',
] as const;
export type TestimonyRule = (typeof testimonyRules)[number];

/** The first rule that is broken, with the field that breaks it and what stands there; null where all hold. */
export function brokenTestimonyRule({
  paragraphs,
  stopped,
  recording,
  earlier: before,
  readBack: read,
  consent: { state, explained },
}: TestimonyFields): { field: string; rule: TestimonyRule; value: string } | null {
  if (paragraphs.length > 0 && isWithoutAccount(stopped))
    return { field: 'stopped', rule: 'a specialist asks', value: stopped ?? '' };
  if (paragraphs.length === 0 && stopped === null && recording !== 'agreed')
    return { field: 'paragraphs', rule: 'say what was told', value: '[]' };
  const hearsay = paragraphs.findIndex(isTellerAmiss);
  if (hearsay >= 0)
    return {
      field: `paragraphs.${hearsay}.toldBy`,
      rule: 'told by somebody',
      value: paragraphs[hearsay]?.toldBy ?? '',
    };
  if (before.accounts.length > 0 && before.answer !== 'somebody')
    return { field: 'earlier.answer', rule: 'somebody was asked before', value: before.answer };
  if (read.outcome === 'confirmed after changes' && read.changes === '')
    return { field: 'readBack.changes', rule: 'say what was changed', value: '' };
  if (recording === 'agreed' && !explained)
    return { field: 'recording', rule: 'explain before consent', value: recording };
  return state === 'given' && isWithoutAccount(stopped)
    ? { field: 'consent.state', rule: 'a specialist asks', value: state }
    : null;
}
