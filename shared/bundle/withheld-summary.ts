import type { LedgerReport } from '../ledger/verification.ts';
import type { WithheldStatement } from '../ledger/withheld.ts';
import type { VerificationReport } from '../model/report.ts';
import { matters } from '../model/withholding.ts';
import { matterOfField } from './matter.ts';

type Counted = VerificationReport['withheld'][number];
type Stated = VerificationReport['stated'][number];

/** Lines and kinds of lines beyond are not listed: a hostile bundle states a million. */
const maxListed = 1_000;

/**
 * What is withheld follows from the commitments; the statement says why, in the exporter's own words. `exportedAt`: the closing
 * export's own time. Reviews are overdue as of then: no clock of the verifier decides what a report says.
 */
export function summariseWithheld({
  ledger,
  statements,
  exportedAt,
}: {
  readonly ledger: LedgerReport;
  readonly statements: readonly WithheldStatement[];
  readonly exportedAt: string | null;
}) {
  const counts = new Map<string, Counted>();
  const stated: Stated[] = [];
  for (const statement of statements) {
    const really = asStated(ledger, statement, exportedAt);
    if (really === null) continue;
    if (stated.length < maxListed) stated.push(really);
    const { ground, authority, by, review, overdue } = really;
    const reasons = { ground, authority, by, review, overdue };
    const what = really.fields?.map(matterOfField) ?? [kindOf(really.kind ?? '')];
    for (const one of what) {
      const key = JSON.stringify([one, ground, authority, by, review]);
      const line = counts.get(key);
      if (line !== undefined) counts.set(key, { ...line, count: line.count + 1 });
      else if (counts.size < maxListed) counts.set(key, { what: one, count: 1, ...reasons });
    }
  }
  const fields = [...ledger.withheldFields.values()].reduce((sum, names) => sum + names.length, 0);
  const entries = ledger.size - ledger.disclosed;
  return {
    fields,
    entries,
    unexplained: ledger.unexplained ?? fields + entries,
    counted: [...counts.values()],
    stated,
  };
}

/** A line as far as the commitments bear it out: null where all of it is shown, or is not there. */
export function asStated(ledger: LedgerReport, statement: WithheldStatement, exportedAt: string | null): Stated | null {
  const { seq, ground, authority, by, review } = statement;
  const overdue = review !== null && exportedAt !== null && review < exportedAt.slice(0, 10);
  const reasons = { ground, authority, by, review, overdue };
  if ('kind' in statement) {
    return ledger.isShown(seq) || seq >= ledger.size ? null : { seq, fields: null, kind: statement.kind, ...reasons };
  }
  const withheld = new Set<string>(ledger.withheldFields.get(seq));
  const fields = statement.fields.filter((name) => withheld.has(name));
  return fields.length === 0 ? null : { seq, fields, kind: null, ...reasons };
}

function kindOf(kind: string): string {
  return (matters as readonly string[]).includes(kind) ? kind : 'other entries';
}
