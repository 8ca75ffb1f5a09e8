import type { Question } from '../../shared/model/stated-use.ts';
import { useAnswer } from '../bridge/calls.ts';
import { answersOf, type SendDraft, usedFor } from './send-draft.ts';

/** Nothing is recorded by a preview: what an answer rests on is not asked for again with every letter typed. */
const anyRest = 'answered';

const asked = (draft: SendDraft, answers: ReturnType<typeof answersOf>) => {
  const stated = usedFor(draft);
  const withhold = draft.withhold.map(({ choice }) => choice);
  const use =
    'use' in stated
      ? stated.use
      : { audience: draft.audience, purpose: 'criminal case' as const, basis: { kind: 'consent' as const } };
  return { input: { ...use, answers, withhold }, isStated: 'use' in stated };
};

/** The same of cases as a table. */
const askedOfTable = (draft: SendDraft, answers: ReturnType<typeof answersOf>) => {
  const { as, of } = draft.table ?? { as: 'who' as const, of: 'all' as const };
  const { input, isStated } = asked(draft, answers);
  return { input: { ...input, as, of }, isStated: isStated && draft.table !== null };
};

const withoutRests = (draft: SendDraft) => answersOf(draft).map((each) => ({ ...each, rests: anyRest }));

/** What leaves and what stays, by the answers given so far. */
export function usePreview(draft: SendDraft) {
  const { input, isStated } = asked(draft, withoutRests(draft));
  return useAnswer('bundle.preview', input, { enabled: isStated });
}

/** How many entries that the bundle would show no witness has countersigned yet; null until that is known, and of a table. */
export function useTail(draft: SendDraft): number | null {
  const { input, isStated } = asked(draft, answersOf(draft));
  const { data } = useAnswer('bundle.preview', input, { enabled: isStated && draft.table === null });
  return data?.uncountersigned ?? null;
}

export function useTablePreview(draft: SendDraft) {
  const { input, isStated } = askedOfTable(draft, withoutRests(draft));
  return useAnswer('caseTable.preview', input, { enabled: isStated });
}

/** Every question that this use raises, answered or not. */
export function useQuestions(draft: SendDraft, enabled: boolean): { questions: readonly Question[]; isKnown: boolean } {
  const bundle = asked(draft, []);
  const table = askedOfTable(draft, []);
  const ofBundle = useAnswer('bundle.preview', bundle.input, {
    enabled: enabled && draft.table === null && bundle.isStated,
  });
  const ofTable = useAnswer('caseTable.preview', table.input, { enabled: enabled && table.isStated });
  const { data } = draft.table === null ? ofBundle : ofTable;
  return { questions: data?.questions ?? [], isKnown: data !== undefined };
}
