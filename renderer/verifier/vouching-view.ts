import { boundsOf } from '../../shared/anchors/bounds.ts';
import type { AnchorView } from '../../shared/model/anchors.ts';
import type { VerificationReport } from '../../shared/model/report.ts';
import { boundLines } from '../../shared/report/anchors.ts';
import { vouchingOf } from '../../shared/report/vouching.ts';
import { plainlyShown } from '../kit/plainly-shown.ts';
import { element, icon } from './element.ts';
import type { Words } from './words.ts';

/** How much of the ledger somebody outside vouches for, how long the tail is that nobody does, and who countersigned. */
export function vouching(words: Words, report: VerificationReport): HTMLElement {
  const { vouched, entries, required } = report;
  const bar = element('div', { class: 'bar', 'aria-hidden': 'true' }, element('span', {}));
  (bar.firstChild as HTMLElement).style.inlineSize = `${entries === 0 ? 0 : (100 * vouched) / entries}%`;
  const lines = vouchingOf(report, words.report).map(({ key, count, values }) =>
    words.report.say(key, { ...values, count }),
  );
  const { required: asked } = words.ledger;
  return element(
    'section',
    {},
    element('h2', {}, words.vouching.title),
    bar,
    ...lines.map((line) => element('p', { class: 'dim' }, line)),
    required !== null &&
      element('p', {}, words.fill(required.met ? asked.met : asked.missing, { level: asked[required.level] })),
  );
}

const anchorsShown = 20;

/** Time stamps and the like that came along, each with what came of it; they bound entries in time and prove nothing else. */
export function anchors(words: Words, report: VerificationReport): HTMLElement | false {
  if (report.anchors.length === 0) return false;
  const { anchor } = words.ledger;
  const left = report.anchors.length - anchorsShown;
  return element(
    'section',
    {},
    element('h2', {}, anchor.title),
    element(
      'ul',
      { class: 'findings anchors' },
      ...report.anchors.slice(0, anchorsShown).map((each) => line(words, each)),
    ),
    left > 0 && element('p', { class: 'dim' }, words.count(words.verify, 'findingsMore', left)),
    element('p', { class: 'dim' }, anchor.assumes),
  );
}

function line(words: Words, { kind, seq, path, size, time, within, by, state, reason }: AnchorView): HTMLElement {
  const { anchor } = words.ledger;
  const named = anchor.kind[kind];
  return element(
    'li',
    { 'data-state': state },
    icon(
      state === 'confirmed' ? 'check' : state === 'bad' ? 'wrong' : 'minus',
      state === 'confirmed' ? 'good' : state === 'bad' ? 'bad' : 'dim',
    ),
    element(
      'div',
      {},
      size === null ? named : words.count(anchor, 'over', size, { kind: named }),
      time !== null && ' · ',
      time !== null && element('bdi', {}, words.exactInstant(time)),
      time !== null && within > 0 && ' ',
      time !== null && within > 0 && element('bdi', { dir: 'ltr' }, `± ${within} s`),
      element(
        'span',
        { class: 'where' },
        element('span', {}, reason === null ? anchor.state[state] : anchor.reason[reason]),
        seq !== null && element('bdi', {}, words.fill(words.verify.inEntry, { seq: String(seq) })),
        seq === null && path !== null && element('code', { dir: 'ltr' }, plainlyShown(path)),
        by !== '' && element('bdi', {}, plainlyShown(by)),
      ),
    ),
  );
}

/** Between which times an entry was recorded, where somebody vouches for them. */
export function boundsView(words: Words, seq: number, report: VerificationReport): HTMLElement[] {
  return boundLines(boundsOf(seq, report.anchors), words.report).map((text) => element('span', { class: 'dim' }, text));
}
