import { canonicalText, isJsonObject, type Json } from '../../shared/ledger/canonical.ts';
import { groundOf, reasonsOf } from '../../shared/report/withheld.ts';
import { plainlyShown } from '../kit/plainly-shown.ts';
import { element, icon } from './element.ts';
import type { ShownEntry } from './messages.ts';
import type { Showing } from './showing.ts';
import type { Words } from './words.ts';

const perPage = 50;
/** Longer values are cut: an embedded preview has a hundred thousand characters. */
const valueLimit = 600;

/** Every entry, page by page: what it says, what is withheld of it, what the exporter says about that. */
export function entriesView({ words, report, conversation }: Showing): HTMLElement | false {
  const count = report.entries;
  if (count === 0) return false;
  const list = element('ol', { class: 'entries' });
  const range = element('span', { class: 'dim' });
  const earlier = element('button', { type: 'button', onclick: () => void turn(from - perPage) }, words.own.earlier);
  const later = element('button', { type: 'button', onclick: () => void turn(from + perPage) }, words.own.later);
  const target = element('input', { type: 'number', min: 0, max: count - 1, 'aria-label': words.own.goTo, dir: 'ltr' });
  let from = 0;
  const turn = async (to: number): Promise<void> => {
    from = Math.max(0, Math.min(to, count - 1));
    const end = Math.min(from + perPage, count);
    const entries = await conversation.entries(from, end);
    list.replaceChildren(...entries.map((each) => entryView(words, each)));
    range.textContent = words.fill(words.own.range, { from, to: end - 1, count });
    earlier.disabled = from === 0;
    later.disabled = end >= count;
  };
  void turn(0);
  const go = (event: Event): void => {
    event.preventDefault();
    if (target.value !== '') void turn(Number(target.value));
  };
  return element(
    'section',
    {},
    element('h2', {}, words.own.entries),
    list,
    element(
      'form',
      { class: 'row', onsubmit: go },
      earlier,
      later,
      range,
      count > perPage && element('label', { class: 'row' }, words.own.goTo, target),
      count > perPage && element('button', { type: 'submit' }, words.own.go),
    ),
  );
}

function entryView(words: Words, { seq, found, fields }: ShownEntry): HTMLElement {
  const { own, ledger } = words;
  const value = (name: string): Json | null => fields?.find(([own]) => own === name)?.[1] ?? null;
  const type = value('type');
  const at = value('at');
  const wall = at !== null && isJsonObject(at) && typeof at.wall === 'string' ? at.wall : null;
  const rest = (fields ?? []).filter(([name]) => name !== 'type' && name !== 'at');
  const whole = found.record === null && fields === null;
  const title = ['name', 'title', 'recipient'].map(value).find((each) => typeof each === 'string') ?? '';
  return element(
    'li',
    { 'data-seq': seq, 'data-state': found.state },
    element(
      'details',
      {},
      element(
        'summary',
        {},
        element('bdi', { class: 'number' }, String(seq)),
        element('b', {}, typeof type === 'string' ? plainlyShown(type) : whole ? own.wholeWithheld : ''),
        title !== '' && element('bdi', { class: 'title' }, plainlyShown(String(title))),
        wall !== null && element('span', { class: 'dim time' }, words.instant(wall)),
        element(
          'span',
          { class: 'state' },
          found.state === 'INVALID' && icon('wrong', 'bad'),
          ledger.verdictShort[found.state],
        ),
      ),
      found.record !== null && fields === null && element('p', { class: 'bad-text' }, own.notAsEntered),
      rest.length > 0 && element('dl', {}, ...rest.flatMap(([name, field]) => fieldView(words, name, field))),
      ...found.amendedBy.map((by) => element('p', { class: 'dim' }, words.fill(own.amendedBy, { seq: String(by) }))),
      ...found.erasedBy.map((by) => element('p', { class: 'dim' }, words.fill(own.erasedBy, { seq: String(by) }))),
      ...withheldOf(words, found, whole),
    ),
  );
}

function fieldView(words: Words, name: string, value: Json): HTMLElement[] {
  const text = plainlyShown(inLines(value));
  const left = text.length - valueLimit;
  return [
    element('dt', {}, element('bdi', {}, plainlyShown(name))),
    element(
      'dd',
      { dir: 'auto' },
      left > 0 ? text.slice(0, valueLimit) : text,
      left > 0 && element('span', { class: 'dim' }, ` … ${words.fill(words.own.cut, { count: left })}`),
    ),
  ];
}

/** What has parts is read part by part, each on its own line. */
function inLines(value: Json): string {
  const plain = (part: Json): string => (typeof part === 'string' ? part : canonicalText(part));
  if (Array.isArray(value)) return value.map(plain).join('\n');
  if (!isJsonObject(value)) return plain(value);
  return Object.keys(value)
    .map((key) => `${key}: ${plain(value[key] as Json)}`)
    .join('\n');
}

/** Names that are computed to be withheld, each with what the exporter says about it. */
function withheldOf(words: Words, found: ShownEntry['found'], whole: boolean): HTMLElement[] {
  const { own } = words;
  const said = (stated: ShownEntry['found']['stated'][number] | undefined): string =>
    stated === undefined
      ? own.unstated
      : words.fill(own.stated, {
          ground: groundOf(stated.ground, words.report),
          reasons: reasonsOf(stated, words.report),
        });
  if (whole) {
    return [element('p', { class: 'dim' }, said(found.stated.find(({ kind }) => kind !== null)))];
  }
  const lines = found.withheld.map((name) =>
    element(
      'p',
      { class: 'withheld-field' },
      element('span', { class: 'tag' }, own.fieldsWithheld),
      element('code', { dir: 'ltr' }, plainlyShown(name)),
      element('span', { class: 'dim' }, said(found.stated.find(({ fields }) => fields?.includes(name)))),
    ),
  );
  const later = element('p', { class: 'dim may-be-corrected' }, words.verify.mayBeCorrected);
  return found.mayBeCorrected ? [...lines, later] : lines;
}
