import { describe, expect, it } from 'vitest';
import { type VerificationReport, verdicts } from '../../../shared/model/report.ts';
import { statementsOf, verdictKey } from '../../../shared/report/statements.ts';

const exhibit = (seq: number, state: VerificationReport['exhibits'][number]['state'], mayBeCorrected = false) => ({
  seq,
  sha256: '0'.repeat(64),
  type: 'image/jpeg',
  size: 1,
  state,
  verdict: 'UNANCHORED' as const,
  mayBeCorrected,
});

const report: VerificationReport = {
  verdict: 'UNANCHORED',
  exitStatus: 0,
  headline: null,
  subject: 'bundle',
  encrypted: false,
  ledger: null,
  entries: 40,
  root: null,
  spoken: null,
  vouched: 0,
  shown: 40,
  withheldFields: 12,
  withheldEntries: 0,
  unexplained: 0,
  correctableBelow: 0,
  withheld: [],
  stated: [],
  exhibits: [exhibit(1, 'intact'), exhibit(2, 'absent')],
  findings: [],
  findingsTotal: 0,
  warnings: [],
  recipient: null,
  exportedAt: null,
  witnesses: [],
  required: null,
  known: null,
  anchors: [],
};
const shown = (change: Partial<VerificationReport>) => statementsOf({ ...report, ...change });

describe('what a report is said to show', () => {
  it('counts only exhibits whose bytes were seen to be what was archived', () => {
    expect(shown({}).shows).toContainEqual({ key: 'exhibits', count: 1 });
  });

  it('does not call a checkpoint that the reviewer holds somebody else’s word', () => {
    expect(shown({ verdict: 'CONSISTENT', vouched: 30 }).shows).toContainEqual({ key: 'agreed', count: 30 });
    expect(shown({ verdict: 'WITNESSED', vouched: 30 }).shows).toContainEqual({ key: 'vouched', count: 30 });
  });

  it('does not say that the reviewer holds what a witness countersigned', () => {
    const witnesses = [{ name: 'a.example', size: 30, time: 1 }];
    expect(shown({ vouched: 30, witnesses }).shows).toContainEqual({ key: 'vouched', count: 30 });
    expect(shown({ vouched: 35, witnesses }).shows).toContainEqual({ key: 'agreed', count: 35 });
  });

  it('claims nothing as a whole where something does not fit, and names what is untouched', () => {
    expect(shown({ verdict: 'INVALID' }).shows).toEqual([
      { key: 'nothing', count: 0 },
      { key: 'untouched', count: 1 },
    ]);
  });

  it('counts what is withheld as a whole apart from fields, and never calls that nothing', () => {
    const keys = (change: Partial<VerificationReport>) => shown(change).shows.map(({ key }) => key);
    expect(shown({ withheldFields: 0, withheldEntries: 21 }).shows).toContainEqual({ key: 'wholeWithheld', count: 21 });
    expect(keys({ withheldFields: 0, withheldEntries: 21 })).not.toContain('nothingWithheld');
    expect(keys({ withheldFields: 3, withheldEntries: 21 })).toEqual(expect.arrayContaining(['withheld', 'alsoWhole']));
    expect(keys({ withheldFields: 0 })).toContain('nothingWithheld');
  });

  it('speaks of a vault’s fields as erased: nothing was given, and nothing is withheld there', () => {
    const { shows } = shown({ subject: 'vault', withheldFields: 16 });
    expect(shows).toContainEqual({ key: 'erased', count: 16 });
    expect(shows.map(({ key }) => key)).not.toContain('withheld');
  });

  it('does not deny those who vouch for a part', () => {
    expect(verdictKey({ ...report, vouched: 19 })).toBe('partly');
    expect(verdictKey(report)).toBe('UNANCHORED');
    expect(verdictKey({ ...report, verdict: 'CONSISTENT', vouched: 19 })).toBe('CONSISTENT');
  });

  it('shows nothing where the check could not run', () => {
    expect(shown({ verdict: 'COULD_NOT_RUN' })).toEqual({ shows: [], doesNot: ['evidence'] });
  });
});

describe('what a report is said not to show', () => {
  it.each(verdicts.filter((verdict) => verdict !== 'COULD_NOT_RUN'))('never that pictures are true: %s', (verdict) => {
    expect(shown({ verdict }).doesNot).toContain('truth');
  });

  it('names other versions as long as nobody outside vouches, and later entries where they vouch for a part', () => {
    expect(shown({}).doesNot).toContain('versions');
    expect(shown({ verdict: 'CONSISTENT', vouched: 30 }).doesNot).toContain('later');
    expect(shown({ verdict: 'CONSISTENT', vouched: 40 }).doesNot).not.toContain('later');
  });

  it('says that a correction may be among what is withheld', () => {
    expect(shown({ correctableBelow: 7 }).doesNot).toContain('corrected');
  });
});
