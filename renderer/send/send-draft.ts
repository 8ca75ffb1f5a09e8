import { z } from 'zod';
import { withholdingChoice } from '../../shared/contract/withholding.ts';
import type { CallInput, Protection, WithholdingChoice } from '../../shared/contract.ts';
import { caseTableForms, chosenCases } from '../../shared/model/case-table.ts';
import { type Purpose, purposes } from '../../shared/model/consent.ts';
import { type LegalBasis, legalBases } from '../../shared/model/legal-bases.ts';
import {
  type AnswerWord,
  answers,
  type BasisStated,
  basesFor,
  meetsCondition,
  purposesOf,
} from '../../shared/model/stated-use.ts';
import { type Audience, audiences } from '../../shared/model/vocabulary.ts';
import type { Keeping } from '../bridge/keeping.ts';
import { keysIn, wrongKey } from '../welcome/public-keys.ts';

export const sendSteps = ['audience', 'use', 'contents', 'recipient', 'protection', 'target'] as const;
export type SendStep = (typeof sendSteps)[number];

export interface SendDraft {
  readonly step: SendStep;
  readonly audience: Audience;
  readonly purpose: Purpose | null;
  readonly basis: LegalBasis | null;
  /** What the basis rests on, where it is neither consent nor an order. */
  readonly basisWords: string;
  /** The order's id; empty where none was chosen. */
  readonly order: string;
  /** By the question's key. */
  readonly answers: Readonly<Record<string, { readonly answer: AnswerWord | null; readonly rests: string }>>;
  readonly recipient: string;
  readonly protection: Protection['kind'];
  readonly keys: string;
  readonly passphrase: { readonly first: string; readonly again: string };
  readonly plainConfirmed: boolean;
  readonly path: string;
  /** Cases as a table; null where a bundle is handed over. */
  readonly table: TableDraft | null;
  /** What is kept back by hand, in the order in which it was chosen. */
  readonly withhold: readonly KeptChoice[];
}

/** Which cases, in whose columns. */
export type TableDraft = z.infer<typeof tableDraft>;
const tableDraft = z.object({ of: chosenCases, as: z.enum(caseTableForms), bom: z.boolean() });

/** A choice with what a person calls it: the name of the thing, and which parts of it. */
export interface KeptChoice {
  readonly choice: WithholdingChoice;
  readonly kind: 'testimony' | 'incident' | 'item' | 'entry';
  readonly name: string;
}

/** What each step of handing over works on. */
export interface SendStepProps {
  readonly draft: SendDraft;
  readonly change: (part: Partial<SendDraft>) => void;
  readonly tried: boolean;
}

export const emptySend: SendDraft = {
  step: 'audience',
  audience: 'court',
  purpose: null,
  basis: null,
  basisWords: '',
  order: '',
  answers: {},
  recipient: '',
  protection: 'recipients',
  keys: '',
  passphrase: { first: '', again: '' },
  plainConfirmed: false,
  path: '',
  table: null,
  withhold: [],
};

const shortestWords = 3;

type Use = Pick<CallInput<'bundle.preview'>, 'audience' | 'purpose' | 'basis'>;

/** What it is for and on what that rests, or what is still missing before that is said. */
export function usedFor(draft: SendDraft): { use: Use } | { fault: 'purpose' | 'basis' | 'words' | 'order' } {
  const { audience, purpose, basis, order } = draft;
  const possible: readonly Purpose[] = purposesOf[audience];
  if (purpose === null || !possible.includes(purpose)) return { fault: 'purpose' };
  if (basis === null || !basesFor(audience, purpose).includes(basis)) return { fault: 'basis' };
  const words = draft.basisWords.trim();
  const stated = (said: BasisStated) => ({ use: { audience, purpose, basis: said } });
  switch (basis) {
    case 'consent':
      return stated({ kind: basis });
    case 'court order':
      return order === '' ? { fault: 'order' } : stated({ kind: basis, order });
    default:
      return words.length < shortestWords ? { fault: 'words' } : stated({ kind: basis, words });
  }
}

/** Whether a question is answered, with what the answer rests on where it opens something. */
export function isAnswered({ answers: given }: SendDraft, key: string): boolean {
  const said = given[key];
  if (said === undefined || said.answer === null) return false;
  return !meetsCondition({ question: key, answer: said.answer }) || said.rests.trim().length >= shortestWords;
}

/** The answers that are complete. */
export const answersOf = (draft: SendDraft): NonNullable<CallInput<'bundle.preview'>['answers']> =>
  Object.entries(draft.answers).flatMap(([question, { answer, rests }]) =>
    answer === null || !isAnswered(draft, question) ? [] : [{ question, answer, rests: rests.trim() }],
  );

export type ProtectionFault = 'keys' | 'passphrase' | 'plain';

/** Who will be able to open it, or what is still missing before that is settled. Plain only where it was said expressly. */
export function protectionOf(draft: SendDraft): { protection: Protection } | { fault: ProtectionFault } {
  switch (draft.protection) {
    case 'recipients': {
      const to = keysIn(draft.keys);
      return to.length > 0 && wrongKey(draft.keys) === null
        ? { protection: { kind: 'recipients', to } }
        : { fault: 'keys' };
    }
    case 'passphrase': {
      const { first, again } = draft.passphrase;
      return first !== '' && first === again
        ? { protection: { kind: 'passphrase', passphrase: first } }
        : { fault: 'passphrase' };
    }
    case 'plain':
      return draft.plainConfirmed ? { protection: { kind: 'plain' } } : { fault: 'plain' };
  }
}

const kept = z.object({
  step: z.enum(sendSteps),
  audience: z.enum(audiences),
  purpose: z.enum(purposes).nullable().default(null),
  basis: z.enum(legalBases).nullable().default(null),
  basisWords: z.string().default(''),
  order: z.string().default(''),
  answers: z.record(z.string(), z.object({ answer: z.enum(answers).nullable(), rests: z.string() })).default({}),
  recipient: z.string(),
  protection: z.enum(['recipients', 'passphrase', 'plain']),
  keys: z.string(),
  path: z.string(),
  table: tableDraft.nullable().default(null),
  withhold: z
    .array(
      z.object({
        choice: withholdingChoice,
        kind: z.enum(['testimony', 'incident', 'item', 'entry']),
        name: z.string(),
      }),
    )
    .default([]),
});
const keep = ({ passphrase: _passphrase, plainConfirmed: _confirmed, ...draft }: SendDraft): z.input<typeof kept> => ({
  ...draft,
  withhold: [...draft.withhold],
});

/** What of a handover outlasts locking: no passphrase, and no word that it may leave in clear. */
export const sendKeeping: Keeping<SendDraft> = {
  name: 'send',
  begun: (draft, blank) => JSON.stringify(keep(draft)) !== JSON.stringify(keep(blank)),
  keep,
  revive: (stored) => {
    const read = kept.safeParse(stored);
    if (!read.success) return null;
    const draft = { ...emptySend, ...read.data };
    // What protects it was settled before the last step and is partly forgotten: it is settled again.
    return draft.step === 'target' && 'fault' in protectionOf(draft) ? { ...draft, step: 'protection' } : draft;
  },
};
