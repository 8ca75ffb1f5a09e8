import { z } from 'zod';
import type { CallInput } from '../../shared/contract.ts';
import { type Identity, knowledgeBases, type Paragraph, recordId } from '../../shared/model/records.ts';
import type { TestimonyFields } from '../../shared/model/testimony.ts';
import { type Audience, audiences } from '../../shared/model/vocabulary.ts';
import type { Keeping } from '../bridge/keeping.ts';

/** An interview as it stands on the screen, from the first question on. */
export interface InterviewDraft {
  readonly step: Step;
  readonly paused: boolean;
  readonly explained: boolean | null;
  readonly audiences: readonly Audience[];
  /** They said that it may go to nobody, which is not the same as not having been asked. */
  readonly refused: boolean;
  readonly conditions: string;
  readonly witness: string;
  readonly language: string;
  readonly keepIdentity: boolean;
  readonly identity: Identity;
  readonly identityPassphrase: string;
  /** The identity was given before locking and has to be entered again: it is never kept with the rest. */
  readonly identityAgain: boolean;
  readonly paragraphs: readonly Paragraph[];
  readonly incident: string | null;
}

/** What each question works on. */
export interface StepProps {
  readonly draft: InterviewDraft;
  readonly change: (part: Partial<InterviewDraft>) => void;
  /** Somebody tried to go on although something is missing. */
  readonly tried: boolean;
}

export const steps = [
  'explained',
  'audiences',
  'conditions',
  'codeName',
  'language',
  'identity',
  'account',
  'readBack',
] as const;
export type Step = (typeof steps)[number];
/** How many of the steps come before the account. */
export const stepsBefore = 6;

export const shortestPassphrase = 10;

export const emptyDraft = (incident: string | null, language: string): InterviewDraft => ({
  step: 'explained',
  paused: false,
  explained: null,
  audiences: [],
  refused: false,
  conditions: '',
  witness: '',
  language,
  keepIdentity: false,
  identity: { name: '', contact: '', notes: '' },
  identityPassphrase: '',
  identityAgain: false,
  paragraphs: [{ text: '', basis: 'unstated' }],
  incident,
});

/** Consent as it was really given: asked only where it was explained, given only where somebody may hear it. */
export function consentOf(draft: InterviewDraft): TestimonyFields['consent'] {
  const explained = draft.explained === true;
  const conditions = draft.conditions.trim();
  if (!explained) return { state: 'not asked', audiences: [], conditions, explained };
  if (draft.refused) return { state: 'refused', audiences: [], conditions, explained };
  if (draft.audiences.length === 0) return { state: 'not asked', audiences: [], conditions, explained };
  return { state: 'given', audiences: [...draft.audiences], conditions, explained };
}

export const writtenParagraphs = (draft: InterviewDraft): Paragraph[] =>
  draft.paragraphs.filter(({ text }) => text.trim() !== '').map(({ text, basis }) => ({ text: text.trim(), basis }));

export const languageTag = /^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$/;

export type StepFault = 'codeName' | 'language' | 'identityName' | 'identitySecret' | 'paragraph';

/** What keeps a step from being left, `null` when nothing does. */
export function faultOf(draft: InterviewDraft, step: Step, headquarters: boolean): StepFault | null {
  switch (step) {
    case 'codeName':
      return draft.witness.trim() === '' ? 'codeName' : null;
    case 'language':
      return languageTag.test(draft.language) ? null : 'language';
    case 'identity':
      if (!draft.keepIdentity) return null;
      if (draft.identity.name.trim() === '') return 'identityName';
      return !headquarters && draft.identityPassphrase.length < shortestPassphrase ? 'identitySecret' : null;
    case 'account':
      return writtenParagraphs(draft).length === 0 ? 'paragraph' : null;
    default:
      return null;
  }
}

export function requestOf(draft: InterviewDraft, headquarters: boolean): CallInput<'testimony.create'> {
  const { identity } = draft;
  return {
    fields: {
      witness: draft.witness.trim(),
      language: draft.language,
      incident: draft.incident,
      consent: consentOf(draft),
      paragraphs: writtenParagraphs(draft),
    },
    identity: draft.keepIdentity
      ? { name: identity.name.trim(), contact: identity.contact.trim(), notes: identity.notes.trim() }
      : null,
    identityPassphrase: draft.keepIdentity && !headquarters ? draft.identityPassphrase : null,
  };
}

const kept = z.object({
  step: z.enum(steps),
  explained: z.boolean().nullable(),
  audiences: z.array(z.enum(audiences)),
  refused: z.boolean(),
  conditions: z.string(),
  witness: z.string(),
  language: z.string(),
  keepIdentity: z.boolean(),
  paragraphs: z.array(z.object({ text: z.string(), basis: z.enum(knowledgeBases) })).min(1),
  incident: recordId.nullable(),
});

/**
 * What of an interview outlasts locking: everything but who the witness is and the passphrase that this is locked behind.
 * Those would lie beside the account for whoever opens the vault, and are asked for again.
 */
export const interviewKeeping: Keeping<InterviewDraft> = {
  name: 'interview',
  begun: (draft) =>
    draft.explained !== null ||
    draft.refused ||
    draft.audiences.length > 0 ||
    draft.conditions.trim() !== '' ||
    draft.keepIdentity ||
    writtenParagraphs(draft).length > 0,
  keep: (draft): z.input<typeof kept> => ({
    step: draft.step,
    explained: draft.explained,
    audiences: [...draft.audiences],
    refused: draft.refused,
    conditions: draft.conditions,
    witness: draft.witness,
    language: draft.language,
    keepIdentity: draft.keepIdentity,
    paragraphs: draft.paragraphs.map(({ text, basis }) => ({ text, basis })),
    incident: draft.incident,
  }),
  revive: (stored) => {
    const read = kept.safeParse(stored);
    if (!read.success) return null;
    const draft = { ...emptyDraft(read.data.incident, read.data.language), ...read.data };
    if (!draft.keepIdentity) return draft;
    // Nobody gets past this question without answering it again: otherwise the account would be saved without its witness.
    const passed = steps.indexOf(draft.step) >= steps.indexOf('identity');
    return { ...draft, identityAgain: true, step: passed ? 'identity' : draft.step };
  },
};
