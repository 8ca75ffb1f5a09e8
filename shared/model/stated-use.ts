import { z } from 'zod';
import { type Purpose, purposes } from './consent.ts';
import { type LegalBasis, legalBases } from './legal-bases.ts';
import { recordId } from './records.ts';
import { type Audience, audiences } from './vocabulary.ts';

/**
 * What whoever hands something over states about its use: for whom, what for, on what it rests, and what they answer to the conditions
 * that people made. All of it is weighed by the gate and stands in the ledger.
 */

/** Bases that rest on something that has to be said: a law, a letter, a danger. */
export const worded = ['legal obligation', 'legal claims', 'public interest', 'vital interest'] as const;

const words = z.string().trim().min(3).max(1_000);

export const basisStated = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('consent') }),
  /** The record of the order, in force. */
  z.strictObject({ kind: z.literal('court order'), order: recordId }),
  z.strictObject({ kind: z.enum(worded), words }),
]);
export type BasisStated = z.infer<typeof basisStated>;

/** Proceedings, in which both sides and the bench read. */
export const proceedings = ['court', 'un_mechanism', 'defence'] as const satisfies readonly Audience[];

const inProceedings = ['criminal case', 'fact-finding', 'other legal claim'] as const satisfies readonly Purpose[];

/** What each audience can use something for. */
export const purposesOf = {
  court: inProceedings,
  un_mechanism: [...inProceedings, 'protection and aid'],
  defence: ['criminal case', 'other legal claim'],
  partner: purposes,
  media: ['public reporting', 'advocacy'],
  public: ['public reporting', 'advocacy', 'research'],
} as const satisfies Record<Audience, readonly Purpose[]>;

/** For whom and what for something can be handed over on each basis. */
const reachOf: Readonly<
  Record<LegalBasis, { readonly audiences: readonly Audience[]; readonly purposes: readonly Purpose[] }>
> = {
  consent: { audiences, purposes },
  'court order': { audiences: proceedings, purposes: inProceedings },
  'legal obligation': { audiences: proceedings, purposes: inProceedings },
  'legal claims': { audiences: [...proceedings, 'partner'], purposes: inProceedings },
  'public interest': { audiences, purposes: purposes.filter((purpose) => purpose !== 'protection and aid') },
  'vital interest': { audiences: ['un_mechanism', 'partner'], purposes: ['protection and aid'] },
};

/** Bases on which something can be handed over to an audience for a purpose. Never empty where the purpose is one of the audience's. */
export const basesFor = (audience: Audience, purpose: Purpose): LegalBasis[] =>
  legalBases.filter(
    (basis) => reachOf[basis].audiences.includes(audience) && reachOf[basis].purposes.includes(purpose),
  );

/** What a condition asks before something leaves. */
export const questionTopics = ['death penalty', 'state', 'asked again', 'own words'] as const;
export type QuestionTopic = (typeof questionTopics)[number];

/**
 * A question by its key: `death penalty`; `state SY`, with the state's ISO 3166-1 code; `asked again 17` and `own words 17`, with the entry that
 * the condition stands in, so that an answer holds for that consent as it was and for no later one.
 */
export const questionKey = z
  .string()
  .regex(
    /^(death penalty|state [A-Z]{2}|(asked again|own words) \d{1,15})$/,
    'death penalty, state SY, asked again 12, own words 12',
  );

export const answers = ['yes', 'no', 'not known'] as const;
export type AnswerWord = (typeof answers)[number];

export const answer = z.strictObject({
  question: questionKey,
  answer: z.enum(answers),
  /** On what the answer rests. Empty is enough for an answer that opens nothing. */
  rests: z.string().trim().max(1_000),
});
export type Answer = z.infer<typeof answer>;

/** A question that is to be answered before something leaves. */
export const question = z.strictObject({
  key: questionKey,
  topic: z.enum(questionTopics),
  /** The code name of whoever made the condition; null where several may have. */
  person: z.string().nullable(),
  state: z.string().nullable(),
  /** The condition in the person's own words. */
  words: z.string().nullable(),
});
export type Question = z.infer<typeof question>;

export const topicOf = (key: string): QuestionTopic =>
  questionTopics.find((topic) => key === topic || key.startsWith(`${topic} `)) ?? 'own words';

/** Whether an answer means that the condition is met. */
export function meetsCondition({ question: key, answer: said }: Pick<Answer, 'question' | 'answer'>): boolean {
  const topic = topicOf(key);
  return said === (topic === 'death penalty' || topic === 'state' ? 'no' : 'yes');
}

export const statedUse = {
  purpose: z.enum(purposes),
  basis: basisStated,
  answers: z.array(answer).max(10_000).default([]),
};

/** Rules between what is stated, by the field that breaks one: keys of `useRule.<rule>`. */
export const useRules = [
  'this audience has no such purpose',
  'not on this basis',
  'say what the answer rests on',
  'no such order in force',
] as const;
export type UseRule = (typeof useRules)[number];

/** The first rule that is broken, with what would be possible instead; null where all hold. Orders are looked up elsewhere. */
export function brokenUseRule(use: {
  readonly audience: Audience;
  readonly purpose: Purpose;
  readonly basis: BasisStated;
  readonly answers: readonly Answer[];
}): { field: string; rule: UseRule; value: string; expected: readonly string[] } | null {
  const { audience, purpose, basis } = use;
  const possible: readonly Purpose[] = purposesOf[audience];
  if (!possible.includes(purpose))
    return { field: 'purpose', rule: 'this audience has no such purpose', value: purpose, expected: possible };
  const bases = basesFor(audience, purpose);
  if (!bases.includes(basis.kind))
    return { field: 'basis', rule: 'not on this basis', value: basis.kind, expected: bases };
  const bare = use.answers.find((each) => meetsCondition(each) && each.rests.length < 3);
  if (bare !== undefined)
    return { field: 'answers', rule: 'say what the answer rests on', value: bare.question, expected: [] };
  return null;
}
