import type { Verdict, VerificationReport } from '../model/report.ts';

/** What a report shows and what it doesn't, as keys of `verify.show.<key>` and `verify.not.<key>` with their counts. */
export interface Statements {
  readonly shows: readonly { readonly key: Show; readonly count: number }[];
  readonly doesNot: readonly DoesNot[];
}
export type Show =
  | 'exhibits'
  | 'entries'
  | 'withheld'
  | 'erased'
  | 'wholeWithheld'
  | 'alsoWhole'
  | 'nothingWithheld'
  | 'agreed'
  | 'vouched'
  | 'nothing'
  | 'untouched';
export type DoesNot = 'truth' | 'clocks' | 'versions' | 'later' | 'corrected' | 'evidence' | 'which';

/**
 * Which of `verdict.<key>` tells the verdict. UNANCHORED is the verdict of the entries that nobody outside vouches for: where
 * somebody does for those before them, its own words would deny that.
 */
export function verdictKey({ verdict, vouched }: VerificationReport): Verdict | 'partly' {
  return verdict === 'UNANCHORED' && vouched > 0 ? 'partly' : verdict;
}

export function statementsOf(report: VerificationReport): Statements {
  if (report.verdict === 'COULD_NOT_RUN') return { shows: [], doesNot: ['evidence'] };
  const intact = report.exhibits.filter(({ state }) => state === 'intact').length;
  const corrected: DoesNot[] = report.correctableBelow > 0 ? ['corrected'] : [];

  if (report.verdict === 'INVALID') {
    return {
      shows: [{ key: 'nothing', count: 0 }, ...(intact > 0 ? [{ key: 'untouched' as const, count: intact }] : [])],
      doesNot: ['truth', 'clocks', ...corrected],
    };
  }
  const shows: Statements['shows'][number][] = [];
  if (intact > 0) shows.push({ key: 'exhibits', count: intact });
  shows.push({ key: 'entries', count: report.entries });
  // A vault hands over nothing: what can't be opened in it was erased, and anything else makes it INVALID.
  if (report.withheldFields > 0)
    shows.push({ key: report.subject === 'vault' ? 'erased' : 'withheld', count: report.withheldFields });
  if (report.subject === 'bundle') {
    // That all is here is said once.
    const whole = report.withheldFields > 0 ? 'alsoWhole' : 'wholeWithheld';
    if (report.withheldEntries > 0) shows.push({ key: whole, count: report.withheldEntries });
    else if (report.withheldFields === 0) shows.push({ key: 'nothingWithheld', count: 0 });
  }
  if (report.vouched > 0) {
    // What the reviewer holds is not the same as somebody else's signature.
    const { verdict, witnesses, vouched } = report;
    const reached = witnesses.some(({ size }) => size >= vouched);
    const countersigned = verdict === 'WITNESSED' || (verdict !== 'CONSISTENT' && reached);
    shows.push({ key: countersigned ? 'vouched' : 'agreed', count: report.vouched });
  }
  const doesNot: DoesNot[] = ['truth', 'clocks', ...corrected];
  if (report.verdict === 'DIVERGED') doesNot.push('which');
  else if (report.vouched === 0) doesNot.push('versions');
  else if (report.vouched < report.entries) doesNot.push('later');
  return { shows, doesNot };
}
