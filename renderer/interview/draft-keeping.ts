import { z } from 'zod';
import { askedWith } from '../../shared/model/prepared-questions.ts';
import { knowledgeBases, recordId } from '../../shared/model/records.ts';
import {
  earlierAnswers,
  interpretings,
  interviewWays,
  readBackOutcomes,
  recordingAnswers,
  supportNeeds,
  supportOutcomes,
  type Told,
  testimonyForms,
} from '../../shared/model/testimony.ts';
import { audiences } from '../../shared/model/vocabulary.ts';
import type { Keeping } from '../bridge/keeping.ts';
import { allSteps, emptyDraft, type InterviewDraft, stepsOf } from './draft.ts';

const help = z.object({ outcome: z.enum(supportOutcomes), to: z.string(), note: z.string() });

const kept = z.object({
  step: z.enum(allSteps),
  earlier: z.enum(earlierAnswers),
  accounts: z.array(z.object({ by: z.string(), when: z.string(), where: z.string() })).min(1),
  again: z.enum(['leave', 'ask']).nullable(),
  whyAgain: z.string(),
  care: z.enum(['neither', 'a child', 'for a specialist']).nullable(),
  explained: z.boolean().nullable(),
  audiences: z.array(z.enum(audiences)),
  refused: z.boolean(),
  conditions: z.string(),
  recording: z.enum(recordingAnswers),
  witness: z.string(),
  language: z.string(),
  interpreting: z.enum(interpretings),
  interpreter: z.string(),
  way: z.enum(interviewWays),
  by: z.string(),
  when: z.string(),
  place: z.string(),
  present: z.string(),
  words: z.string(),
  keepIdentity: z.boolean(),
  form: z.enum(testimonyForms),
  template: askedWith.pick({ name: true, version: true }).nullable(),
  paragraphs: z
    .array(
      z
        .object({ text: z.string(), basis: z.enum(knowledgeBases), toldBy: z.string().optional() })
        .transform(({ toldBy, ...told }): Told => (toldBy === undefined ? told : { ...told, toldBy })),
    )
    .min(1),
  incident: recordId.nullable(),
  support: z.partialRecord(z.enum(supportNeeds), help),
  readBack: z.enum(readBackOutcomes),
  changes: z.string(),
  whyNot: z.string(),
  readBy: z.string(),
  readIn: z.string(),
  recordings: z.array(recordId),
  saved: recordId.nullable(),
});

/** What is written to the vault: everything but who the witness is, and what only this screen knows. */
function keptOf(draft: InterviewDraft): z.input<typeof kept> {
  const { paused: _paused, identity: _identity, identityPassphrase: _secret, identityAgain: _again, ...rest } = draft;
  return {
    ...rest,
    accounts: [...rest.accounts],
    audiences: [...rest.audiences],
    paragraphs: [...rest.paragraphs],
    recordings: [...rest.recordings],
  };
}

/** Answers, without where the screen stands and what the program filled in by itself. */
function answersOf(draft: InterviewDraft): string {
  const { step: _step, witness: _witness, language: _language, ...answers } = keptOf(draft);
  return JSON.stringify(answers);
}

/**
 * What of an interview outlasts locking: everything but who the witness is and the passphrase that this is locked behind.
 * Those would lie beside the account for whoever opens the vault, and are asked for again.
 */
export const interviewKeeping: Keeping<InterviewDraft> = {
  name: 'interview',
  begun: (draft, blank) => answersOf(draft) !== answersOf(blank),
  keep: keptOf,
  revive: (stored) => {
    if (typeof stored !== 'object' || stored === null || !Object.hasOwn(stored, 'paragraphs')) return null;
    // An earlier version asked fewer questions: what it didn't ask was not answered.
    const read = kept.safeParse({ ...keptOf(emptyDraft(null, 'und')), ...stored });
    if (!read.success) return null;
    const draft: InterviewDraft = { ...emptyDraft(read.data.incident, read.data.language), ...read.data };
    const steps = stepsOf(draft);
    const step = steps.includes(draft.step) ? draft.step : 'earlier';
    if (!draft.keepIdentity) return { ...draft, step };
    // Nobody gets past this question without answering it again: otherwise the account would be saved without its witness.
    const passed = steps.indexOf(step) >= steps.indexOf('identity');
    return { ...draft, identityAgain: true, step: passed ? 'identity' : step };
  },
};
