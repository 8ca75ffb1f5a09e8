import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { type Language, languages, resources } from '../../../shared/locales/index.ts';
import { headlines, type VerificationReport, verdicts, verificationReport } from '../../../shared/model/report.ts';
import { reportFile, reportLines } from '../../../shared/report/text.ts';
import type { ReportWords } from '../../../shared/report/words.ts';

function wordsIn(language: Language): ReportWords {
  const instance = i18next.createInstance();
  void instance.init({ lng: language, fallbackLng: false, resources, initAsync: false });
  return {
    say: (key, values = {}) => instance.t(key as 'kit.none', values),
    knows: (key) => instance.exists(key),
    plain: (text) => text.replaceAll('\u202e', '<U+202E>'),
    number: String,
    instant: (text) => text,
  };
}

const exhibits = (['intact', 'absent', 'damaged', 'touched'] as const).map((state, seq) => ({
  seq,
  sha256: String(seq).repeat(64),
  type: 'image/jpeg',
  size: 1,
  state,
  verdict: 'UNANCHORED' as const,
  mayBeCorrected: seq === 3,
}));
const finding = { code: 'LITTER_IGNORED', seq: 7, path: 'data/a.jpg', detail: 'gnp\u202e.exe' };

const report: VerificationReport = verificationReport.parse({
  verdict: 'INVALID',
  exitStatus: 1,
  headline: null,
  subject: 'bundle',
  encrypted: true,
  ledger: 'a'.repeat(64),
  entries: 40,
  root: 'b'.repeat(64),
  spoken: '1234-5678',
  vouched: 12,
  shown: 40,
  withheldFields: 12,
  withheldEntries: 0,
  unexplained: 0,
  correctableBelow: 33,
  withheld: [
    {
      what: 'of a newer version',
      count: 3,
      ground: 'unheard of',
      authority: 'an order \u202eof May',
      by: 'op-1',
      review: '2016-04-30',
      overdue: true,
    },
  ],
  stated: [
    {
      seq: 12,
      fields: ['account.1', 'place'],
      kind: null,
      ground: 'court order',
      authority: 'consent, entry 11',
      by: 'op-1',
      review: null,
      overdue: false,
    },
  ],
  exhibits,
  findings: Array.from({ length: 30 }, () => finding),
  findingsTotal: 1_200,
  warnings: [{ code: 'FROM_ANOTHER_VERSION', seq: null, path: null, detail: '' }],
  recipient: 'Training court',
  exportedAt: '2016-05-01T10:00:00Z',
  witnesses: [],
  required: null,
  known: null,
  anchors: [],
});

describe.each(languages)('a report in %s', (language) => {
  const words = wordsIn(language);

  it('has a sentence for every verdict and every first line', () => {
    const keys = /\b(verdict|headline|verify|finding|ledgerScreen)\.[a-zA-Z]/;
    for (const verdict of verdicts) {
      for (const headline of [null, ...headlines]) {
        const lines = reportLines({ ...report, verdict, headline }, words, { whole: true });
        expect(lines.filter((line) => keys.test(line) || line.trim() === '')).toEqual([]);
      }
    }
  });

  it('says to whom it was handed over, and that nobody was named where nobody was', () => {
    const handed = (recipient: string) => reportLines({ ...report, recipient }, words, { whole: false }).join('\n');
    expect(handed('Training court')).toContain(words.say('verify.to', { recipient: 'Training court' }));
    expect(handed('')).toContain(words.say('verify.toNobody'));
    expect(handed('')).not.toContain(words.say('verify.to', { recipient: '' }));
  });

  it('begins with the verdict and says what it does not show', () => {
    const lines = reportLines(report, words, { whole: false });
    expect(lines[0]).toBe(words.say('verdict.INVALID.title'));
    expect(lines.join('\n')).toContain(words.say('verify.not.truth'));
    expect(lines.join('\n')).toContain(words.say('verdict.limit'));
  });
});

describe('what stands first', () => {
  it('has the one finding that a thousand others followed from', () => {
    const many = Array.from({ length: 1_000 }, (_, seq) => ({ ...finding, code: 'DISCLOSURE_ENTRY', seq }));
    const findings = [...many, { ...finding, code: 'FILE_MISSING' }, ...many, { ...finding, code: 'NOTE_DIVERGES' }];
    const lines = reportLines({ ...report, findings, findingsTotal: 2_002 }, wordsIn('en'), { whole: false }).join(
      '\n',
    );
    expect(lines).toContain(wordsIn('en').say('finding.FILE_MISSING'));
    expect(lines).toContain(wordsIn('en').say('finding.NOTE_DIVERGES'));
    expect(lines).toContain(wordsIn('en').say('verify.findingsMore', { count: 2_002 - 20 }));
  });

  it('of a vault are not an exporter’s words', () => {
    const lines = reportLines({ ...report, subject: 'vault' }, wordsIn('en'), { whole: false }).join('\n');
    expect(lines).toContain('Erased by two people');
    expect(lines).not.toContain(wordsIn('en').say('withheld.title'));
  });
});

describe('a report to keep', () => {
  const words = wordsIn('en');
  const text = reportFile(report, words);

  it('can be read by a program again, whole', () => {
    expect(JSON.parse(text.slice(text.indexOf('\n{')))).toEqual(report);
  });

  it('lists every exhibit by its whole hash; on a terminal not what was not handed over', () => {
    const short = reportLines(report, words, { whole: false }).join('\n');
    for (const { sha256, state } of exhibits) {
      expect(text).toContain(sha256);
      expect(short.includes(sha256.slice(0, 8))).toBe(state !== 'absent');
    }
  });

  it('lists on a terminal what a fault touches, and the rest only where the whole can’t be relied on', () => {
    const short = reportLines({ ...report, verdict: 'UNANCHORED' }, words, { whole: false }).join('\n');
    expect(exhibits.map(({ sha256 }) => short.includes(sha256.slice(0, 8)))).toEqual([false, false, true, true]);
  });

  it('counts the findings that it does not list', () => {
    expect(reportLines(report, words, { whole: false })).toContain('  and 1,180 more');
    expect(text).toContain('and 1,170 more');
  });

  it('lets nothing from a bundle turn a line around', () => {
    expect(reportLines(report, words, { whole: true }).join('\n')).not.toContain('\u202e');
  });

  it('says plainly that it has no words for what another version found', () => {
    expect(text).toContain('no words for: FROM_ANOTHER_VERSION');
    expect(text).toContain('of a newer version: 3 (unheard of)');
  });
});
