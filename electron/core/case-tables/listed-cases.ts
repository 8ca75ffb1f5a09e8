/** Cases as the gate lets them leave: each field of each case on its own, and why what stays does. */
import type { Json } from '../../../shared/ledger/canonical.ts';
import { readAt } from '../../../shared/ledger/reserved.ts';
import type { Question } from '../../../shared/model/stated-use.ts';
import type { Standing } from '../bundle/standing.ts';
import { nextTurn } from '../bundle/turns.ts';
import { decidedBy, type Withheld } from '../bundle/withheld.ts';
import { digestOf, essentialOf } from '../records/kinds.ts';
import { merged, type RecordState } from '../records/merging.ts';

export interface ListedCase {
  readonly id: string;
  /** The entry that it began with, and when that was by the wall clock of then. */
  readonly first: number;
  readonly at: string;
  /** Everything that is recorded of it, by field; what may leave of it only `why` says. */
  readonly state: RecordState;
  /** By field: null where it may leave. Every field of `state` is in it. */
  readonly why: ReadonlyMap<string, Withheld | null>;
}

export interface JudgedCases {
  readonly leave: readonly ListedCase[];
  /** Cases that stay as a whole. */
  readonly stay: readonly { readonly id: string; readonly why: Withheld }[];
}

/** What stands in a record of any kind, and is not what is said of the case. */
const envelope = new Set(['at', 'type', 'operator', 'kind', 'id', 'reason', 'amends', 'carried']);

const chosenOf = (standing: Standing, of: ReadonlySet<string> | null) =>
  [...standing.cases].filter(([id]) => of?.has(id) ?? true);

/** What is still to be answered before these cases leave; `of` null: all. */
export function questionsOfCases(standing: Standing, of: ReadonlySet<string> | null): Question[] {
  const open = chosenOf(standing, of).flatMap(([, seqs]) =>
    seqs.slice(0, 1).flatMap((seq) => standing.questionsAt(seq)),
  );
  return [...new Map(open.map((question) => [question.key, question])).values()];
}

/** Every case, or those of `of`, in the order in which they were begun. Throws VAULT_LOCKED. */
export async function judgedCases(
  standing: Standing,
  of: ReadonlySet<string> | null,
  signal?: AbortSignal,
): Promise<JudgedCases> {
  const leave: ListedCase[] = [];
  const stay: { id: string; why: Withheld }[] = [];
  for (const [index, [id, seqs]] of chosenOf(standing, of).entries()) {
    await nextTurn(index, signal);
    const judged = judge(standing, id, seqs);
    if ('stays' in judged) stay.push({ id, why: judged.stays });
    else leave.push(judged.leaves);
  }
  return { leave, stay };
}

function judge(
  standing: Standing,
  id: string,
  seqs: readonly number[],
): { readonly leaves: ListedCase } | { readonly stays: Withheld } {
  let state: RecordState = {};
  let stated: Readonly<Record<string, Json>> = {};
  const decided = new Map<string, Withheld | null>();
  for (const [index, seq] of seqs.entries()) {
    const { subject, decision, erased } = standing.judge(seq);
    const whole = decision.get('id') ?? null;
    if (whole !== null) return { stays: whole };
    if (index === 0) stated = subject.fields;
    state = merged(state, subject.fields);
    for (const name of Object.keys(subject.fields)) decided.set(name, decision.get(name) ?? null);
    // What was erased is nobody's any more: without its title there is no case.
    if (seq === seqs.at(-1) && state[essentialOf('incident')] === undefined) return { stays: erased };
  }
  for (const name of envelope) delete state[name];
  // A later version of the program may have recorded what this one can't read.
  if (digestOf('incident', state) === null) return { stays: decidedBy('no rule', { kind: 'rule' }) };
  const why = new Map(Object.keys(state).map((name) => [name, decided.get(name) ?? null] as const));
  const at = readAt(stated.carried ?? null)?.wall ?? readAt(stated.at ?? null)?.wall ?? '';
  return { leaves: { id, first: seqs[0] ?? 0, at, state, why } };
}
