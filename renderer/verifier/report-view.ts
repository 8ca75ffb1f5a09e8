import type { ExhibitState, ReportFinding, Verdict, VerificationReport } from '../../shared/model/report.ts';
import { foremost } from '../../shared/report/foremost.ts';
import { statementsOf, verdictKey } from '../../shared/report/statements.ts';
import { besideStatement, groundOf, kindOf, reasonsOf } from '../../shared/report/withheld.ts';
import { plainlyShown } from '../kit/plainly-shown.ts';
import type { Conversation } from './conversation.ts';
import { type Drawing, element, icon } from './element.ts';
import { entriesView } from './entries-view.ts';
import type { Refusal } from './messages.ts';
import { pictureOf } from './picture.ts';
import type { Showing } from './showing.ts';
import { anchors, boundsView, vouching } from './vouching-view.ts';
import type { Words } from './words.ts';

const faces = {
  WITNESSED: { drawing: 'good', kind: 'good' },
  CONSISTENT: { drawing: 'good', kind: 'good' },
  UNANCHORED: { drawing: 'warn', kind: 'warn' },
  DIVERGED: { drawing: 'split', kind: 'wrong' },
  INVALID: { drawing: 'wrong', kind: 'wrong' },
  COULD_NOT_RUN: { drawing: 'help', kind: 'plain' },
} as const satisfies Record<Verdict, { drawing: Drawing; kind: string }>;

const findingsShown = 50;
const exhibitsShown = 24;

/** The verdict, then what it shows, then what it doesn't, then everything it rests on. */
export function showReport(showing: Showing): HTMLElement {
  const { words, report, refusal, again } = showing;
  const ran = report.verdict !== 'COULD_NOT_RUN';
  return element(
    'main',
    {},
    element(
      'p',
      { class: 'row' },
      element('button', { type: 'button', onclick: again }, words.verify.again),
      element('button', { type: 'button', onclick: () => save(report) }, words.own.saveReport),
    ),
    verdict(words, report, refusal),
    ...(refusal === null ? statements(words, report) : []),
    ran && vouching(words, report),
    ran && anchors(words, report),
    findings(words, report),
    ran && exhibits(showing),
    ran && withheld(words, report),
    ran && entriesView(showing),
    report.root !== null && checkpoint(words, report),
  );
}

function verdict(words: Words, report: VerificationReport, refusal: Refusal | null): HTMLElement {
  const { drawing, kind } = faces[report.verdict];
  const said = words.ledger.verdict[verdictKey(report)];
  const { encrypted, encryptedText, unreadable, unreadableText } = words.own;
  const [title, text] =
    refusal === 'encrypted'
      ? [encrypted, encryptedText]
      : refusal === 'unreadable'
        ? [unreadable, unreadableText]
        : [report.headline === null ? said.title : words.ledger.headline[report.headline], said.explanation];
  const { recipient, exportedAt } = report;
  const given =
    recipient === null
      ? null
      : [
          recipient === ''
            ? words.verify.toNobody
            : words.fill(words.verify.to, { recipient: plainlyShown(recipient) }),
          exportedAt === null ? '' : words.fill(words.verify.at, { at: words.instant(exportedAt) }),
        ].join(' ');
  return element(
    'section',
    { class: `verdict ${kind}`, role: 'status', 'data-verdict': report.verdict },
    icon(refusal === 'encrypted' ? 'lock' : drawing),
    element(
      'div',
      {},
      element('h1', {}, title),
      element('p', {}, text),
      report.verdict !== 'COULD_NOT_RUN' && element('p', {}, words.ledger.verdict.limit),
      given !== null && element('p', { class: 'dim' }, given),
    ),
  );
}

function statements(words: Words, report: VerificationReport): HTMLElement[] {
  const { shows, doesNot } = statementsOf(report);
  const { show, not } = words.verify;
  const lines = shows.map(({ key, count }) =>
    element(
      'li',
      {},
      key === 'nothing' ? icon('minus', 'dim') : icon('check', 'good'),
      key === 'nothing' || key === 'nothingWithheld' ? show[key] : words.count(show, key, count),
    ),
  );
  return [
    element(
      'div',
      { class: 'two' },
      lines.length > 0 && element('section', {}, element('h2', {}, words.verify.shows), element('ul', {}, ...lines)),
      element(
        'section',
        {},
        element('h2', {}, words.verify.doesNot),
        element('ul', {}, ...doesNot.map((key) => element('li', {}, icon('minus', 'dim'), not[key]))),
      ),
    ),
  ];
}

function findings(words: Words, report: VerificationReport): HTMLElement {
  const listed = foremost(report.findings, findingsShown);
  const left = report.findingsTotal - listed.length;
  return element(
    'div',
    {},
    report.findingsTotal > 0 &&
      element(
        'section',
        {},
        element('h2', {}, words.count(words.verify, 'findings', report.findingsTotal)),
        element('ul', { class: 'findings' }, ...listed.map((each) => finding(words, each, true))),
        left > 0 && element('p', { class: 'dim' }, words.count(words.verify, 'findingsMore', left)),
      ),
    report.warnings.length > 0 &&
      element(
        'section',
        {},
        element('h2', {}, words.verify.warnings),
        element(
          'ul',
          { class: 'findings' },
          ...report.warnings.slice(0, findingsShown).map((each) => finding(words, each, false)),
        ),
      ),
  );
}

function finding(words: Words, { code, seq, path, detail }: ReportFinding, wrong: boolean): HTMLElement {
  return element(
    'li',
    { 'data-code': code },
    wrong ? icon('wrong', 'bad') : icon('info', 'dim'),
    element(
      'div',
      {},
      words.finding(code),
      element(
        'span',
        { class: 'where' },
        seq !== null && element('bdi', {}, words.fill(words.verify.inEntry, { seq: String(seq) })),
        path !== null && element('code', { dir: 'ltr' }, plainlyShown(path)),
        detail !== '' && element('bdi', {}, plainlyShown(detail)),
      ),
    ),
  );
}

const states = {
  intact: ['check', 'good'],
  absent: ['minus', 'dim'],
  damaged: ['wrong', 'bad'],
  touched: ['wrong', 'bad'],
} as const satisfies Record<ExhibitState['state'], readonly [Drawing, string]>;

/** Faulty exhibits first: they are what a reader looks for. */
const order = { damaged: 0, touched: 1, absent: 2, intact: 3 } as const;

function exhibits({ words, report, conversation }: Showing): HTMLElement {
  const sorted = [...report.exhibits].sort((a, b) => order[a.state] - order[b.state] || a.seq - b.seq);
  const grid = element('ul', { class: 'exhibits' });
  const more = element('button', { type: 'button', onclick: () => add() });
  let listed = 0;
  const add = (): void => {
    const next = sorted.slice(listed, listed + exhibitsShown);
    grid.append(...next.map((each) => exhibit(words, each, conversation, boundsView(words, each.seq, report))));
    listed += next.length;
    const left = sorted.length - listed;
    more.hidden = left === 0;
    more.textContent = words.count(words.verify, 'findingsMore', left);
  };
  add();
  return element(
    'section',
    {},
    element('h2', {}, words.verify.exhibits),
    sorted.length === 0 ? element('p', { class: 'dim' }, words.verify.noExhibits) : grid,
    more,
  );
}

function exhibit(
  words: Words,
  each: ExhibitState,
  conversation: Conversation,
  bounds: readonly HTMLElement[],
): HTMLElement {
  const [drawing, kind] = states[each.state];
  return element(
    'li',
    { 'data-state': each.state, 'data-seq': each.seq },
    pictureOf(words, each, conversation),
    element(
      'div',
      { class: 'caption' },
      element('b', {}, words.fill(words.own.exhibitNumber, { seq: String(each.seq) })),
      element('span', { class: 'state' }, icon(drawing, kind), words.verify.states[each.state]),
      element(
        'span',
        { class: 'dim' },
        words.ledger.verdictShort[each.verdict],
        each.mayBeCorrected ? ` · ${words.verify.mayBeCorrected}` : '',
      ),
      ...bounds,
      element('span', { class: 'dim' }, `${plainlyShown(each.type)} · ${words.bytes(each.size)}`),
      element('code', { dir: 'ltr', title: each.sha256 }, each.sha256),
    ),
  );
}

const statedShown = 50;

/** What the exporter states, beside what follows from the commitments. */
function withheld(words: Words, report: VerificationReport): HTMLElement | false {
  if (report.withheldFields + report.withheldEntries === 0 && report.withheld.length === 0) return false;
  const { own, ledger } = words;
  const listed = report.withheld.slice(0, statedShown);
  const left = report.withheld.length - listed.length;
  return element(
    'div',
    { class: 'two' },
    listed.length > 0 &&
      element(
        'section',
        { 'data-part': 'stated' },
        element('h2', {}, ledger.withheld.title),
        element('p', { class: 'dim' }, ledger.withheld.text),
        element(
          'ul',
          { class: 'withheld' },
          ...listed.map((line) =>
            element(
              'li',
              {},
              element('bdi', {}, kindOf(line.what, words.report)),
              element(
                'div',
                {},
                element('bdi', {}, groundOf(line.ground, words.report)),
                element('p', { class: 'dim' }, reasonsOf(line, words.report)),
              ),
              element('b', {}, words.number(line.count)),
            ),
          ),
        ),
        left > 0 && element('p', { class: 'dim' }, words.count(words.verify, 'findingsMore', left)),
      ),
    element(
      'section',
      { 'data-part': 'computed' },
      element('h2', {}, own.computed),
      element(
        'p',
        {},
        words.count(own, 'computedText', report.withheldFields, { entries: words.number(report.withheldEntries) }),
      ),
      ...besideStatement(report, words.report).map((line) => element('p', {}, line)),
    ),
  );
}

function checkpoint(words: Words, { spoken, root, ledger, entries }: VerificationReport): HTMLElement {
  const line = (label: string, value: string): HTMLElement[] => [
    element('p', { class: 'label' }, label),
    element('code', { class: 'hash', dir: 'ltr' }, value),
  ];
  return element(
    'section',
    {},
    element('h2', {}, words.verify.checkpoint),
    spoken !== null && element('code', { class: 'hash spoken', dir: 'ltr' }, spoken),
    element('p', { class: 'dim' }, words.verify.checkpointText),
    ...line(words.fill(words.verify.root, { count: entries }), root ?? ''),
    ...(ledger === null ? [] : line(words.verify.ledger, ledger)),
  );
}

/** The report as a file, made by the browser itself. */
function save(report: VerificationReport): void {
  const address = URL.createObjectURL(new Blob([`${JSON.stringify(report, null, 2)}\n`], { type: 'application/json' }));
  element('a', { href: address, download: 'report.json' }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
