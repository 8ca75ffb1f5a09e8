import type { CallInput } from '../../shared/contract.ts';
import type { Identity } from '../../shared/model/records.ts';
import { recordingBarBefore, type SaidBefore } from '../../shared/model/sound-recording.ts';
import {
  type EarlierAnswer,
  type Interpreting,
  type InterviewWay,
  languageTag,
  type ReadBackOutcome,
  type RecordingAnswer,
  type StopReason,
  type SupportNeed,
  type SupportOutcome,
  supportNeeds,
  type TestimonyFields,
  type TestimonyForm,
  type Told,
} from '../../shared/model/testimony.ts';
import { uncertainTime } from '../../shared/model/time.ts';
import type { Audience } from '../../shared/model/vocabulary.ts';

/** Somebody who took an account before, as it is typed. */
export interface EarlierTyped {
  readonly by: string;
  readonly when: string;
  readonly where: string;
}

/** An interview as it stands on the screen, from the first question on. */
export interface InterviewDraft {
  readonly step: Step;
  readonly paused: boolean;
  readonly earlier: EarlierAnswer;
  readonly accounts: readonly EarlierTyped[];
  /** Whether they are asked although somebody else has their account; `null` until decided. */
  readonly again: 'leave' | 'ask' | null;
  readonly whyAgain: string;
  readonly care: 'neither' | 'a child' | 'for a specialist' | null;
  readonly explained: boolean | null;
  readonly audiences: readonly Audience[];
  /** They said that it may go to nobody, which is not the same as not having been asked. */
  readonly refused: boolean;
  readonly conditions: string;
  readonly recording: RecordingAnswer;
  readonly witness: string;
  readonly language: string;
  readonly interpreting: Interpreting;
  readonly interpreter: string;
  readonly way: InterviewWay;
  readonly by: string;
  readonly when: string;
  readonly place: string;
  /** One a line. */
  readonly present: string;
  readonly words: string;
  readonly keepIdentity: boolean;
  readonly identity: Identity;
  readonly identityPassphrase: string;
  /** The identity was given before locking and has to be entered again: it is never kept with the rest. */
  readonly identityAgain: boolean;
  readonly form: TestimonyForm;
  /** The prepared questions that were chosen, in the version that was offered then. */
  readonly template: { readonly name: string; readonly version: number } | null;
  readonly paragraphs: readonly Told[];
  readonly incident: string | null;
  readonly support: Readonly<Partial<Record<SupportNeed, Help>>>;
  readonly readBack: ReadBackOutcome;
  readonly changes: string;
  readonly whyNot: string;
  readonly readBy: string;
  readonly readIn: string;
  /** Sound that was recorded in this interview, by the ids of its records. */
  readonly recordings: readonly string[];
  /** The testimony is recorded, and its sound is still to be named as its own. */
  readonly saved: string | null;
}

export interface Help {
  readonly outcome: SupportOutcome;
  readonly to: string;
  readonly note: string;
}

/** What each question works on. */
export interface StepProps {
  readonly draft: InterviewDraft;
  readonly change: (part: Partial<InterviewDraft>) => void;
  /** Somebody tried to go on although something is missing. */
  readonly tried: boolean;
}

export const allSteps = [
  'earlier',
  'care',
  'explained',
  'audiences',
  'conditions',
  'recording',
  'codeName',
  'language',
  'circumstances',
  'identity',
  'account',
  'support',
  'readBack',
  'close',
] as const;
export type Step = (typeof allSteps)[number];

/** Why nothing of what happened is written down; `null` where an account is taken. */
export function stopOf({ earlier, again, care }: InterviewDraft): StopReason | null {
  if (earlier === 'somebody' && again === 'leave') return 'told before';
  return care === 'a child' || care === 'for a specialist' ? care : null;
}

/** The questions that this interview goes through, in order: without an account, only how to find the person again, and help. */
export function stepsOf(draft: InterviewDraft): readonly Step[] {
  const stop = stopOf(draft);
  // Where nobody may hear it, nobody is asked whether they want to be recorded.
  const heard = consentOf(draft).audiences.length > 0;
  if (stop === null) return allSteps.filter((step) => step !== 'close' && (heard || step !== 'recording'));
  const ending = ['codeName', 'identity', 'support', 'close'] as const;
  return stop === 'told before' ? ['earlier', ...ending] : ['earlier', 'care', ...ending];
}

export const shortestPassphrase = 10;

export const emptyDraft = (incident: string | null, language: string, operator = '', today = ''): InterviewDraft => ({
  step: 'earlier',
  paused: false,
  earlier: 'not asked',
  accounts: [{ by: '', when: '', where: '' }],
  again: null,
  whyAgain: '',
  care: null,
  explained: null,
  audiences: [],
  refused: false,
  conditions: '',
  recording: 'not asked',
  witness: '',
  language,
  interpreting: 'not said',
  interpreter: '',
  way: 'not said',
  by: operator,
  when: today,
  place: '',
  present: '',
  words: '',
  keepIdentity: false,
  identity: { name: '', contact: '', notes: '' },
  identityPassphrase: '',
  identityAgain: false,
  form: 'first account',
  template: null,
  paragraphs: [{ text: '', basis: 'unstated' }],
  incident,
  support: {},
  readBack: 'not said',
  changes: '',
  whyNot: '',
  readBy: operator,
  readIn: '',
  recordings: [],
  saved: null,
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

/** Consent to being recorded: none without an explanation, nor where nobody may hear it; a yes that was acted on stays what they said. */
export function recordingOf(draft: InterviewDraft): RecordingAnswer {
  const { explained, recording, recordings } = draft;
  if (recording !== 'agreed') return recording;
  const counts = recordings.length > 0 || consentOf(draft).audiences.length > 0;
  return explained === true && counts ? 'agreed' : 'not asked';
}

/** What core is told before it lets anybody open a microphone. */
export const saidOf = (draft: InterviewDraft): SaidBefore => ({
  consent: consentOf(draft),
  recording: recordingOf(draft),
});

/** Core decides; here it is asked before anybody offers it. */
export const mayRecord = (draft: InterviewDraft): boolean => recordingBarBefore(saidOf(draft)) === null;

export const writtenParagraphs = (draft: InterviewDraft): Told[] =>
  draft.paragraphs
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, basis, toldBy = '' }) => {
      const by = toldBy.trim();
      return { text: text.trim(), basis, ...(basis === 'was told' && by !== '' ? { toldBy: by } : {}) };
    });

const namedAccounts = ({ earlier, accounts }: InterviewDraft): TestimonyFields['earlier']['accounts'] =>
  earlier !== 'somebody'
    ? []
    : accounts
        .filter(({ by }) => by.trim() !== '')
        .map(({ by, when, where }) => ({
          by: by.trim(),
          when: { edtf: '', words: when.trim() },
          where: where.trim(),
        }));

export const helpOf = ({ support }: InterviewDraft): TestimonyFields['support'] =>
  supportNeeds.flatMap((need) => {
    const help = support[need];
    return help === undefined ? [] : [{ need, outcome: help.outcome, to: help.to.trim(), note: help.note.trim() }];
  });

export type StepFault =
  | 'answer'
  | 'whom'
  | 'again'
  | 'whyAgain'
  | 'care'
  | 'codeName'
  | 'language'
  | 'when'
  | 'identityName'
  | 'identitySecret'
  | 'paragraph'
  | 'readBack'
  | 'changes';

const shortestWhy = 3;

/** What keeps a step from being left, `null` when nothing does. */
export function faultOf(draft: InterviewDraft, step: Step, headquarters: boolean): StepFault | null {
  switch (step) {
    case 'earlier':
      if (draft.earlier === 'not asked') return 'answer';
      if (draft.earlier !== 'somebody') return null;
      if (namedAccounts(draft).length === 0) return 'whom';
      if (draft.again === null) return 'again';
      return draft.again === 'ask' && draft.whyAgain.trim().length < shortestWhy ? 'whyAgain' : null;
    case 'care':
      return draft.care === null ? 'care' : null;
    case 'codeName':
      return draft.witness.trim() === '' ? 'codeName' : null;
    case 'language':
      return languageTag.safeParse(draft.language).success ? null : 'language';
    case 'circumstances':
      return uncertainTime.shape.edtf.safeParse(draft.when.trim()).success ? null : 'when';
    case 'identity':
      if (!draft.keepIdentity) return null;
      if (draft.identity.name.trim() === '') return 'identityName';
      return !headquarters && draft.identityPassphrase.length < shortestPassphrase ? 'identitySecret' : null;
    case 'account':
      return writtenParagraphs(draft).length === 0 && draft.recordings.length === 0 ? 'paragraph' : null;
    case 'readBack':
      if (draft.readBack === 'not said') return 'readBack';
      return draft.readBack === 'confirmed after changes' && draft.changes.trim() === '' ? 'changes' : null;
    default:
      return null;
  }
}

/** Somebody who wanted to stop in the middle: what was said until then is kept, and says so. */
export const endingEarly = 'their wish' satisfies StopReason;

type Fields = CallInput<'testimony.create'>['fields'];

/** The reading back, as far as it came. */
function readBackOf(draft: InterviewDraft): NonNullable<Fields['readBack']> {
  const { readBack: outcome } = draft;
  if (outcome === 'not said') return {};
  if (outcome === 'not read back') return { outcome, why: draft.whyNot.trim() };
  return {
    outcome,
    by: draft.readBy.trim(),
    when: { edtf: draft.when.trim(), words: '' },
    language: languageTag.safeParse(draft.readIn).success ? draft.readIn : '',
    ...(outcome === 'confirmed after changes' ? { changes: draft.changes.trim() } : {}),
  };
}

/** The record that this interview makes. `early`: they wanted to stop before its end. */
export function fieldsOf(draft: InterviewDraft, early = false): Fields {
  const stop = stopOf(draft);
  const interview = { when: { edtf: draft.when.trim(), words: '' }, by: draft.by.trim() };
  const before = {
    answer: draft.earlier,
    accounts: namedAccounts(draft),
    why: draft.earlier === 'somebody' && draft.again === 'ask' ? draft.whyAgain.trim() : '',
  };
  if (stop !== null)
    return {
      witness: draft.witness.trim(),
      // Nobody asked in which language they would have told it.
      language: 'und',
      incident: draft.incident,
      consent: { state: 'not asked', audiences: [], conditions: '', explained: draft.explained === true },
      paragraphs: [],
      earlier: before,
      interview,
      // Sound that was recorded until then stays, and so does their word about it.
      recording: draft.recordings.length > 0 ? recordingOf(draft) : 'not asked',
      stopped: stop,
      support: helpOf(draft),
    };
  return {
    witness: draft.witness.trim(),
    language: draft.language,
    incident: draft.incident,
    consent: consentOf(draft),
    paragraphs: writtenParagraphs(draft),
    form: draft.form,
    template: draft.form === 'full statement' ? draft.template : null,
    earlier: before,
    interview: {
      ...interview,
      way: draft.way,
      interpreting: draft.interpreting,
      interpreter: isInterpreted(draft) ? draft.interpreter.trim() : '',
      place: draft.place.trim(),
      present: draft.present
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
      words: draft.words.trim(),
    },
    recording: recordingOf(draft),
    stopped: early ? endingEarly : null,
    readBack: readBackOf(draft),
    support: helpOf(draft),
  };
}

export const isInterpreted = ({ interpreting }: InterviewDraft): boolean =>
  interpreting === 'an interpreter' || interpreting === 'somebody they know';

export function requestOf(draft: InterviewDraft, headquarters: boolean, early = false): CallInput<'testimony.create'> {
  const { identity } = draft;
  return {
    fields: fieldsOf(draft, early),
    identity: draft.keepIdentity
      ? { name: identity.name.trim(), contact: identity.contact.trim(), notes: identity.notes.trim() }
      : null,
    identityPassphrase: draft.keepIdentity && !headquarters ? draft.identityPassphrase : null,
  };
}
