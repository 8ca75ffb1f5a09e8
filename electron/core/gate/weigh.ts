import type { AnonymisedPart } from '../../../shared/model/consent.ts';
import { type Answer, meetsCondition, type Question } from '../../../shared/model/stated-use.ts';
import { type GateReason, type Outcome, type OverrideGround, overrideGrounds } from '../../../shared/model/use.ts';
import type { Authority, Ground } from '../../../shared/model/withholding.ts';
import type { Bearing, Override, Use } from './bearing.ts';
import { cannotBeAsked, closed, type Objection, type OutsideUse, objectionsTo } from './objections.ts';

/**
 * The gate's judgement: whether somebody may see something that is about people. One pure function, asked for every view, search and
 * export. It looks at what the material is, who is to see it, what for and on what basis, what each person concerned agreed to, and what was
 * restricted, ordered or overridden since. Which single fields of an entry leave is decided on top of it by `bundle/gate.ts`.
 */

export type Judgement = {
  readonly outcome: Outcome;
  /** Null where it is allowed. */
  readonly ground: Ground | null;
  readonly authority: Authority;
  /** Why, the weightiest first. Never empty. */
  readonly reasons: readonly GateReason[];
  /** What is to be taken out for this viewer. */
  readonly anonymise: readonly AnonymisedPart[];
  /** On which grounds two people can decide otherwise. */
  readonly overridableBy: readonly OverrideGround[];
  /** What is still to be answered, where nothing but that keeps it back. */
  readonly questions: readonly Question[];
  /** The entry in which two people confirmed the order of a court by which this is judged; null where none is. */
  readonly order: number | null;
};

const rule: Authority = { kind: 'rule' };

/** `today`: `YYYY-MM-DD`, for dates from which somebody has to be asked again. */
export function weigh(bearing: Bearing, use: Use, today: string): Judgement {
  const objections = isOutside(use) ? objectionsTo(bearing, use, today) : closed(bearing);
  const overrides = bearing.overrides.filter((each) => holdsFor(each, use));
  const order = overrides.find(isOrder)?.seq ?? null;
  const anonymise = !isOutside(use) || order !== null ? [] : anonymised(bearing);
  const left = objections.filter(
    (each) => !isAnswered(each, use.answers) && !overrides.some((override) => lifts(override, each)),
  );
  const first = left.find(({ outcome }) => outcome === 'withheld') ?? left[0];
  const held = bearing.holds.map((seq): GateReason => ({ code: 'held', person: null, about: null, seq }));
  if (first === undefined) {
    const reasons = [
      ...whyAllowed(bearing, objections, overrides, use),
      ...anonymise.map((about): GateReason => ({ code: 'anonymity asked', person: null, about, seq: null })),
      ...held,
    ];
    const nothing = { ground: null, authority: rule, overridableBy: [], questions: [] };
    return { outcome: 'allowed', ...nothing, reasons, anonymise, order };
  }
  const reasons = [...[first, ...left.filter((each) => each !== first)].map(({ reason }) => reason), ...held];
  const overridableBy = overrideGrounds.filter((ground) =>
    left.every((each) => opensTo(ground, each) && fits(ground, each)),
  );
  const outcome = overridableBy.length > 0 ? 'needs override' : 'withheld';
  const { ground, authority } = first;
  return { outcome, ground, authority, reasons, anonymise, overridableBy, questions: openQuestions(left, use), order };
}

const isOutside = (use: Use): use is OutsideUse => use.viewer !== 'archive';

const isOrder = ({ ground }: Override): boolean => ground === 'court order to hand over';

/** An order counts only where it is what the handing over rests on. */
function holdsFor({ viewer, purpose, order, ...override }: Override, use: Use): boolean {
  if (viewer !== use.viewer) return false;
  if (purpose !== null && use.purpose !== null && purpose !== use.purpose) return false;
  if (!isOrder({ viewer, purpose, order, ...override })) return true;
  if (order === null) return false;
  return use.basis === null || (use.basis.kind === 'court order' && use.basis.order === order);
}

/** Whether a ground can count against an objection. A refusal gives way to an order of a court alone, and there in proceedings only. */
function opensTo(ground: OverrideGround, { outcome, orderable }: Objection): boolean {
  return outcome === 'needs override' || (orderable && ground === 'court order to hand over');
}

/** Where nobody made a condition, none can be met. */
const fits = (ground: OverrideGround, { ground: against }: Objection): boolean =>
  ground !== 'the condition is met' || against === 'condition of consent';

const lifts = (override: Override, objection: Objection): boolean =>
  (isOrder(override) || override.covers.includes(objection.reason.code)) && opensTo(override.ground, objection);

const answerTo = ({ key }: Question, answers: readonly Answer[]): Answer | undefined =>
  answers.find(({ question }) => question === key);

function isAnswered({ question }: Objection, answers: readonly Answer[]): boolean {
  if (question === null) return false;
  const said = answerTo(question, answers);
  return said !== undefined && meetsCondition(said);
}

/** What nobody answered yet; nothing where it stays back whatever is answered. */
function openQuestions(left: readonly Objection[], { answers }: Use): Question[] {
  const asked = left.flatMap(({ question }) => question ?? []);
  const open = asked.filter((question) => answerTo(question, answers) === undefined);
  return asked.length === left.length && open.length === left.length ? open : [];
}

function whyAllowed(
  { concerned }: Bearing,
  objections: readonly Objection[],
  overrides: readonly Override[],
  { viewer, answers }: Use,
): GateReason[] {
  if (objections.length > 0) {
    const overridden = overrides.map(
      ({ seq, ground }): GateReason => ({ code: 'overridden', person: null, about: ground, seq }),
    );
    const answered = objections.flatMap((each) =>
      isAnswered(each, answers) ? [{ ...each.reason, code: 'answered' } as const] : [],
    );
    return [...overridden, ...answered, ...objections.map(({ reason }) => reason)];
  }
  if (viewer === 'archive') return [{ code: 'not closed', person: null, about: null, seq: null }];
  const agreed = concerned.filter(({ consent }) => consent?.state === 'given');
  const unasked = concerned.filter(({ consent, standing }) => cannotBeAsked(standing, consent));
  const reasons = [
    ...agreed.map(({ person, seq }): GateReason => ({ code: 'agreed to this audience', person, about: null, seq })),
    ...unasked.map(({ person, seq }): GateReason => ({ code: 'can’t be asked', person, about: null, seq })),
  ];
  return reasons.length > 0 ? reasons : [{ code: 'nobody is concerned', person: null, about: null, seq: null }];
}

/** What anybody concerned wants taken out before an outsider sees it, of what is in there of them. */
function anonymised({ concerned }: Bearing): AnonymisedPart[] {
  const parts = concerned.flatMap(({ consent, as }) =>
    (consent?.anonymise ?? []).filter((part) => {
      if (part === 'photo') return as.includes('shown');
      if (part === 'voice') return as.includes('heard') || as.includes('told by');
      return true;
    }),
  );
  return [...new Set(parts)].sort();
}
