import type { ExhibitState, ReportFinding, VerificationReport } from '../model/report.ts';
import { anchorLine } from './anchors.ts';
import { foremost } from './foremost.ts';
import { statementsOf, verdictKey } from './statements.ts';
import { vouchingOf } from './vouching.ts';
import { besideStatement, groundOf, kindOf, reasonsOf } from './withheld.ts';
import type { ReportWords } from './words.ts';

/** How many findings a person reads before the rest is only counted. */
const findingsShown = 20;
const untouchedShown = 50;

const groupedByFour = (hex: string): string => hex.replace(/(.{4})(?=.)/g, '$1 ');

/**
 * A verification report in sentences: the verdict first, then what it shows, what it doesn't, and what it rests on. `whole` lists
 * every exhibit and finding that the report has; otherwise only what is wrong, and of that the first.
 */
export function reportLines(report: VerificationReport, words: ReportWords, { whole }: { whole: boolean }): string[] {
  const { say } = words;
  const { shows, doesNot } = statementsOf(report);
  const findings = whole ? report.findings : foremost(report.findings, findingsShown);
  const left = report.findingsTotal - findings.length;
  const warnings = whole ? report.warnings : report.warnings.slice(0, findingsShown);
  const faulty = report.exhibits.filter(({ state }) => state === 'damaged' || state === 'touched');
  // Where the whole can't be relied on, what no fault touches is the other thing that a reader looks for.
  const untouched = report.verdict === 'INVALID' ? report.exhibits.filter(({ state }) => state === 'intact') : [];
  const exhibits = whole ? report.exhibits : [...faulty, ...untouched.slice(0, untouchedShown)];
  const unlisted = whole ? 0 : untouched.slice(untouchedShown).length;
  return [
    say(report.headline === null ? `verdict.${verdictKey(report)}.title` : `headline.${report.headline}`),
    `${report.verdict}: ${say(`verdict.${verdictKey(report)}.explanation`)}`,
    ...handedOver(report, words),
    ...(shows.length === 0 ? [] : [`${say('verify.shows')}:`]),
    ...shows.map(({ key, count }) => `  + ${say(`verify.show.${key}`, { count })}`),
    `${say('verify.doesNot')}:`,
    ...doesNot.map((key) => `  - ${say(`verify.not.${key}`)}`),
    ...(report.verdict === 'COULD_NOT_RUN' ? [] : [say('verdict.limit')]),
    ...vouched(report, words),
    ...anchored(report, words),
    ...(report.root === null
      ? []
      : [`${say('verify.root', { count: report.entries })}: ${groupedByFour(report.root)}`]),
    ...(report.spoken === null ? [] : [`${say('ledgerScreen.code')}: ${report.spoken}`]),
    ...(report.ledger === null || !whole ? [] : [`${say('verify.ledger')}: ${report.ledger}`]),
    ...(exhibits.length === 0 ? [] : [`${say('verify.exhibits')}:`]),
    ...exhibits.map((exhibit) => `  ${told(exhibit, words, whole)}`),
    ...(unlisted > 0 ? [`  ${say('verify.findingsMore', { count: unlisted })}`] : []),
    ...(report.findingsTotal === 0 ? [] : [`${say('verify.findings', { count: report.findingsTotal })}:`]),
    ...findings.map((finding) => `  ${found(finding, words)}`),
    ...(left > 0 ? [`  ${say('verify.findingsMore', { count: left })}`] : []),
    ...(warnings.length === 0 ? [] : [`${say('verify.warnings')}:`]),
    ...warnings.map((finding) => `  ${found(finding, words)}`),
    ...withheld(report, words, whole),
  ];
}

/** What the exporter states about what is withheld, and what that leaves out. */
function withheld(report: VerificationReport, words: ReportWords, whole: boolean): string[] {
  const { say, plain } = words;
  const counted = whole ? report.withheld : report.withheld.slice(0, findingsShown);
  const left = report.withheld.length - counted.length;
  const lines = whole ? report.stated : [];
  return [
    ...(counted.length === 0
      ? []
      : [`${say(report.subject === 'vault' ? 'withheld.erasedTitle' : 'withheld.title')}:`]),
    ...counted.map((line) => {
      const { what, count, ground } = line;
      return `  ${kindOf(what, words)}: ${count} (${groundOf(ground, words)}). ${reasonsOf(line, words)}`;
    }),
    ...(left > 0 ? [`  ${say('verify.findingsMore', { count: left })}`] : []),
    ...(lines.length === 0 ? [] : [`  ${say('withheld.lines')}:`]),
    ...lines.map((line) => {
      const what = line.fields === null ? kindOf(line.kind ?? '', words) : line.fields.map(plain).join(' ');
      return `    ${say('withheld.entry', { seq: line.seq })}: ${what} (${groundOf(line.ground, words)})`;
    }),
    ...besideStatement(report, words),
  ];
}

/** How far somebody outside vouches, how large the tail is, and how it stands to what was seen before and was asked for. */
function vouched(report: VerificationReport, words: ReportWords): string[] {
  const { say, instant, number } = words;
  const { known, required } = report;
  const lines = vouchingOf(report, words).map(({ key, count, values }) => say(key, { ...values, count }));
  return [
    ...(lines.length === 0 ? [] : [`${say('vouching.title')}:`, ...lines.map((line) => `  ${line}`)]),
    ...(known === null || known.at === null
      ? []
      : [say(`known.${known.relation}`, { size: number(known.size), at: instant(known.at) })]),
    ...(required === null
      ? []
      : [say(required.met ? 'required.met' : 'required.missing', { level: say(`required.${required.level}`) })]),
  ];
}

function anchored({ anchors }: VerificationReport, words: ReportWords): string[] {
  if (anchors.length === 0) return [];
  const { say } = words;
  const lines = anchors.map((anchor) => `  ${anchorLine(anchor, words)}`);
  return [`${say('anchor.title')}:`, ...lines, `  ${say('anchor.assumes')}`];
}

function handedOver({ recipient, exportedAt, encrypted }: VerificationReport, { say, plain }: ReportWords): string[] {
  if (recipient === null) return [];
  const at = exportedAt === null ? [] : [say('verify.at', { at: plain(exportedAt) })];
  const closed = encrypted ? [say('verify.wasEncrypted')] : [];
  const to = recipient === '' ? say('verify.toNobody') : say('verify.to', { recipient: plain(recipient) });
  return [[to, ...at, ...closed].join(' ')];
}

/** Its bytes, and who vouches for its entry: one bad file does not take that from the others. */
function told(
  { seq, sha256, state, verdict, mayBeCorrected }: ExhibitState,
  { say }: ReportWords,
  whole: boolean,
): string {
  const later = mayBeCorrected ? `; ${say('verify.mayBeCorrected')}` : '';
  const hash = whole ? sha256 : `${sha256.slice(0, 8)}…`;
  return `${seq}  ${hash}  ${say(`verify.states.${state}`)}; ${say(`verdictShort.${verdict}`)}${later}`;
}

function found({ code, seq, path, detail }: ReportFinding, { say, knows, plain }: ReportWords): string {
  const key = `finding.${code}`;
  const sentence = knows(key) ? say(key) : say('verify.unknownFinding', { code: plain(code) });
  const where = [seq === null ? '' : say('verify.inEntry', { seq }), path === null ? '' : plain(path)].filter(Boolean);
  return `${where.length === 0 ? '' : `${where.join(', ')}: `}${sentence}${detail === '' ? '' : ` (${plain(detail)})`}`;
}

/** A report to keep or print: its sentences, then all of it as JSON, so that a program can read it again. */
export function reportFile(report: VerificationReport, words: ReportWords): string {
  return `${reportLines(report, words, { whole: true }).join('\n')}\n\n${JSON.stringify(report, null, 2)}\n`;
}
