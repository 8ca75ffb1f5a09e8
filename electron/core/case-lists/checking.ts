import type { CallOutput } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import type { CaseListMapping, ListCounts, RowProblem } from '../../../shared/model/case-list.ts';
import type { IncidentFields } from '../../../shared/model/incident.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import type { OpenVault } from '../vault/vault.ts';
import { type Become, becomingOf, type UnknownWord } from './becoming.ts';
import type { OpenList } from './list-file.ts';
import { CasesHere, type Comparison, compare } from './matching.ts';
import { between } from './pauses.ts';

/** Every row of a list judged against what is here: the same for trying and for taking in. */

export type Judged =
  | {
      readonly outcome: 'faulty';
      readonly row: number;
      readonly problems: readonly RowProblem[];
      readonly unknown: readonly UnknownWord[];
    }
  | {
      readonly outcome: 'fresh';
      readonly row: number;
      readonly fields: IncidentFields;
      readonly unknown: readonly UnknownWord[];
    }
  | {
      readonly outcome: 'same' | 'changed' | 'kept';
      readonly row: number;
      readonly id: RecordId;
      readonly fields: IncidentFields;
      readonly comparison: Comparison;
      readonly unknown: readonly UnknownWord[];
    };

export interface Judging {
  readonly vault: OpenVault;
  readonly sha256: Hex64;
  readonly mapping: CaseListMapping;
  readonly stop: AbortSignal;
}

/** Throws as `becomingOf` and reading do; IMPORT_CANCELLED. */
export async function* judged(
  { vault, sha256, mapping, stop }: Judging,
  { header, rows }: OpenList,
): AsyncGenerator<Judged> {
  const becoming = becomingOf(mapping, header);
  const here = new CasesHere(vault, sha256);
  // By identifier, the row that had it first. Rows of the same identifier say of one case what can't both be so.
  const seen = new Map<string, number>();
  for await (const row of between(rows, stop)) {
    if (row.torn > 0) {
      const swallowed: RowProblem = { row: row.row, column: '', rule: 'quotation mark', value: String(row.torn) };
      yield { outcome: 'faulty', row: row.row, problems: [swallowed], unknown: [] };
      continue;
    }
    const become = becoming(row);
    const twice = become.fields === null ? null : seenBefore(become.fields, row.row, seen);
    yield twice === null
      ? judge(vault, here, become)
      : { outcome: 'faulty', row: row.row, problems: [twice], unknown: become.unknown };
  }
}

function seenBefore({ ssa, sind }: IncidentFields, row: number, seen: Map<string, number>): RowProblem | null {
  for (const [list, id] of [
    ['ssa', ssa.id],
    ['sind', sind.id],
  ] as const) {
    if (id === '') continue;
    const first = seen.get(`${list}|${id}`);
    if (first !== undefined) return { row, column: '', rule: 'twice in this list', value: `${id} (${first})` };
  }
  if (ssa.id !== '') seen.set(`ssa|${ssa.id}`, row);
  if (sind.id !== '') seen.set(`sind|${sind.id}`, row);
  return null;
}

function judge(vault: OpenVault, here: CasesHere, { row, fields, problems, unknown }: Become): Judged {
  if (fields === null) return { outcome: 'faulty', row, problems, unknown };
  const { found, several } = here.find(fields, row);
  if (several) {
    const value = `${fields.ssa.id}, ${fields.sind.id}`;
    return { outcome: 'faulty', row, problems: [{ row, column: '', rule: 'two cases', value }], unknown };
  }
  if (found === null) return { outcome: 'fresh', row, fields, unknown };
  const comparison: Comparison = found.closed ? { outcome: 'same' } : compare(vault, found.id, fields);
  return { outcome: comparison.outcome, row, id: found.id, fields, comparison, unknown };
}

/** How many of each there were. */
export class ListTally {
  readonly #counts = { rows: 0, fresh: 0, changed: 0, same: 0, kept: 0, faulty: 0 };

  add({ outcome }: Judged): void {
    this.#counts.rows += 1;
    this.#counts[outcome] += 1;
  }

  get counts(): ListCounts {
    return { ...this.#counts };
  }
}

const mostPreviewed = 200;
const mostTold = 1_000;

/** Throws as `judged`. `onRow` is called with how many rows were looked at. */
export async function checkList(
  judging: Judging,
  list: OpenList,
  onRow: (row: number) => void,
): Promise<CallOutput<'caseList.check'>> {
  const tally = new ListTally();
  const problems: RowProblem[] = [];
  const unknown = new Map<string, UnknownWord & { count: number }>();
  const preview: CallOutput<'caseList.check'>['preview'] = [];
  const changes: CallOutput<'caseList.check'>['changes'] = [];
  for await (const each of judged(judging, list)) {
    tally.add(each);
    onRow(tally.counts.rows);
    for (const word of each.unknown) {
      const key = JSON.stringify([word.column, word.list, word.word]);
      const known = unknown.get(key);
      if (known !== undefined) known.count += 1;
      else if (unknown.size < mostTold) unknown.set(key, { ...word, count: 1 });
    }
    if (each.outcome === 'faulty') {
      if (problems.length < mostTold) problems.push(...each.problems);
      continue;
    }
    if (preview.length < mostPreviewed) preview.push({ row: each.row, outcome: each.outcome, fields: each.fields });
    if (each.outcome !== 'fresh' && each.comparison.outcome !== 'same' && changes.length < mostTold)
      changes.push({
        row: each.row,
        id: each.id,
        title: each.fields.title,
        differences: [...each.comparison.differences],
      });
  }
  if (tally.counts.rows === 0) throw new Fault('LIST_UNREADABLE', { why: 'empty', row: 2 });
  const words = [...unknown.values()].sort((a, b) => b.count - a.count);
  return { sha256: judging.sha256, counts: tally.counts, problems, unknown: words, preview, changes };
}
