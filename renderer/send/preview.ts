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

/** What leaves and what stays, by the answers given so far. */
export function usePreview(draft: SendDraft) {
  const given = answersOf(draft).map((each) => ({ ...each, rests: anyRest }));
  const { input, isStated } = asked(draft, given);
  return useAnswer('bundle.preview', input, { enabled: isStated });
}

/** Every question that this use raises, answered or not. */
export function useQuestions(draft: SendDraft, enabled: boolean): { questions: readonly Question[]; isKnown: boolean } {
  const { input, isStated } = asked(draft, []);
  const { data } = useAnswer('bundle.preview', input, { enabled: enabled && isStated });
  return { questions: data?.questions ?? [], isKnown: data !== undefined };
}
