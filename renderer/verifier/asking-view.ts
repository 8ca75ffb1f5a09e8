import type { Requirement } from '../../shared/model/report.ts';
import { element } from './element.ts';
import { certificatesOf, type Given, textOf } from './given.ts';
import type { Words } from './words.ts';

type Asking = {
  readonly words: Words;
  /** As it stands now: fields are typed into without drawing anew. */
  readonly given: () => Given;
  /** Keeps what was typed; `redraw` where the fields themselves change. */
  readonly keep: (change: Partial<Given>, redraw?: boolean) => void;
};

/** What the reviewer holds against the bundle: notes and codes first, then whom they trust. */
export function held(asking: Asking): HTMLElement[] {
  return [notes(asking), witnesses(asking), times(asking)];
}

function notes({ words, given, keep }: Asking): HTMLElement {
  const fields = given().notes.map((note, index) => {
    const label = given().notes.length === 1 ? words.verify.note : `${words.verify.note} ${index + 1}`;
    return text(label, note, 'note', (typed) =>
      keep({ notes: given().notes.map((each, at) => (at === index ? typed : each)) }),
    );
  });
  const add = (added: readonly string[]): void => {
    const kept = given().notes.filter((each) => each.trim() !== '');
    keep({ notes: [...kept, ...added] }, true);
  };
  return element(
    'fieldset',
    {},
    element('legend', {}, words.verify.held),
    element('p', { class: 'dim' }, words.verify.heldText),
    ...fields,
    element(
      'p',
      { class: 'row' },
      element('button', { type: 'button', onclick: () => add(['']) }, words.verify.addNote),
      files(words.own.chooseNotes, 'notes', async (chosen) => add(await Promise.all(chosen.map(textOf)))),
    ),
  );
}

function witnesses({ words, given, keep }: Asking): HTMLElement {
  const { trust } = words;
  const number = element('input', {
    type: 'number',
    id: 'quorum',
    min: 1,
    max: 100,
    dir: 'ltr',
    oninput: () => keep({ quorum: number.value === '' ? null : Number(number.value) }),
  });
  number.value = given().quorum === null ? '' : String(given().quorum);
  const enough = element('select', {
    id: 'require',
    onchange: () => keep({ require: enough.value === '' ? null : (enough.value as Requirement) }),
  });
  for (const [value, label] of [
    ['', trust.anything],
    ['consistent', trust.consistent],
    ['witnessed', trust.witnessed],
  ] as const) {
    enough.append(element('option', { value, selected: value === (given().require ?? '') }, label));
  }
  return element(
    'details',
    { class: 'trust', open: given().witnesses !== '' || given().require !== null },
    element('summary', {}, trust.witnesses),
    element('p', { class: 'dim' }, trust.witnessesText),
    text(trust.keys, given().witnesses, 'witnesses', (typed) => keep({ witnesses: typed })),
    element(
      'p',
      { class: 'row' },
      files(trust.chooseKeys, 'keys', async (chosen) => {
        const read = await Promise.all(chosen.map(textOf));
        keep({ witnesses: joined(given().witnesses, read) }, true);
      }),
    ),
    element('label', { class: 'field' }, trust.quorum, number),
    element('label', { class: 'field' }, trust.enough, enough),
  );
}

function times({ words, given, keep }: Asking): HTMLElement {
  const { trust } = words;
  return element(
    'details',
    { class: 'trust', open: given().roots !== '' || given().blocks !== '' },
    element('summary', {}, trust.times),
    element('p', { class: 'dim' }, trust.timesText),
    text(trust.roots, given().roots, 'roots', (typed) => keep({ roots: typed })),
    element('p', { class: 'dim' }, `${trust.rootsText} ${trust.rootsNone}`),
    element(
      'p',
      { class: 'row' },
      files(trust.chooseRoots, 'certificates', async (chosen) => {
        const read = await Promise.all(chosen.map(certificatesOf));
        keep({ roots: joined(given().roots, read) }, true);
      }),
    ),
    text(trust.blocks, given().blocks, 'blocks', (typed) => keep({ blocks: typed })),
    element('p', { class: 'dim' }, trust.blocksText),
  );
}

function joined(before: string, added: readonly string[]): string {
  return [before, ...added]
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .join('\n');
}

function text(label: string, value: string, name: string, keep: (typed: string) => void): HTMLElement {
  const field = element('textarea', {
    rows: 3,
    dir: 'ltr',
    spellcheck: 'false',
    autocomplete: 'off',
    'aria-label': label,
    class: name,
    oninput: () => keep(field.value),
  });
  field.value = value;
  return element('label', { class: 'field' }, label, field);
}

function files(label: string, id: string, receive: (chosen: readonly File[]) => Promise<void>): HTMLElement {
  const picker = element('input', {
    type: 'file',
    id,
    class: 'apart',
    multiple: true,
    onchange: () => void receive([...(picker.files ?? [])]),
  });
  return element('label', { class: 'button', for: id }, picker, label);
}
