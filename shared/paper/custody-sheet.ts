/**
 * The custody sheet of files and testimonies, for people: what the ledger says happened to each, and who did it. Every line names its entry, so
 * that it can be looked up; nothing on the sheet counts beside the ledger.
 */
import { direction, type Language } from '../locales/index.ts';
import type { Action } from '../model/actions.ts';
import type { CustodyEvent } from '../model/custody.ts';
import { element, inFours, type SheetElement, type SheetNode } from './sheet.ts';

export type CustodySheetLine = {
  readonly event: CustodyEvent;
  readonly seq: number;
  /** RFC 3339 in UTC, by the clock of the computer. */
  readonly at: string;
  /** By code. */
  readonly operator: string;
  /** What the entry did, where the event doesn't say it already. */
  readonly action: Action | null;
  readonly audience: string | null;
  readonly purpose: string | null;
  readonly basis: string | null;
  /** Words of a person, as they stand. */
  readonly recipient: string | null;
  readonly reason: string | null;
};

export type CustodySheetThing = {
  readonly what: 'item' | 'testimony';
  /** The entry that began it. */
  readonly seq: number;
  /** Null where it stays back. */
  readonly name: string | null;
  /** In hex; null for a testimony. */
  readonly sha256: string | null;
  readonly lines: readonly CustodySheetLine[];
};

export type CustodySheetOf = {
  readonly ledger: string;
  readonly software: string;
  readonly things: readonly CustodySheetThing[];
  /** Bundles that left earlier, whatever was in them; null where each thing lists its own. */
  readonly leftBefore: readonly CustodySheetLine[] | null;
};

/** The sheet of one thing by its custody log. */
export function sheetOf(
  log: Omit<CustodySheetThing, 'what' | 'seq'> & Pick<CustodySheetOf, 'ledger' | 'software'>,
  of: { readonly what: 'item' | 'testimony' },
): CustodySheetOf {
  const { ledger, software, name, sha256, lines } = log;
  const begun = lines.find(({ event }) => event !== 'received')?.seq ?? 0;
  return { ledger, software, things: [{ what: of.what, seq: begun, name, sha256, lines }], leftBefore: null };
}

/** Words of the locales, in one language or, side by side, in several: keys of the whole tree, such as `custodyEvent.received`. */
export type CustodyWords = (key: string) => readonly SheetNode[];

/** The page's elements. `language`: of the page as a whole. */
export function custodySheet(of: CustodySheetOf, language: Language, say: CustodyWords): SheetElement {
  const code = (text: string) => element('bdi', { dir: 'ltr' }, text);
  const fact = (name: readonly SheetNode[], ...values: SheetNode[]) => [
    element('dt', {}, ...name),
    element('dd', {}, ...values),
  ];
  const table = (lines: readonly CustodySheetLine[]) =>
    element(
      'table',
      {},
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...['when', 'who', 'what', 'entry'].map((key) => element('th', { scope: 'col' }, ...say(`custody.${key}`))),
        ),
      ),
      element('tbody', {}, ...lines.map((line) => rowOf(line, say))),
    );
  return element(
    'article',
    { class: 'sheet', lang: language, dir: direction(language) },
    element('h1', {}, ...say('custody.open')),
    element('p', {}, ...say('custody.text')),
    element('p', {}, ...say('custody.outside')),
    element(
      'dl',
      {},
      ...fact(say('custody.ledger'), element('bdi', { class: 'sheet-hash', dir: 'ltr' }, inFours(of.ledger))),
      ...fact(say('custody.software'), code(of.software)),
    ),
    ...(of.leftBefore === null || of.leftBefore.length === 0
      ? []
      : [element('section', {}, element('h2', {}, ...say('custody.leftBefore')), table(of.leftBefore))]),
    ...of.things.map((thing) =>
      element(
        'section',
        {},
        element('h2', {}, ...say(`custody.${thing.what}`), ' ', code(String(thing.seq)), ...nameOf(thing)),
        ...(thing.sha256 === null
          ? []
          : [
              element(
                'p',
                {},
                ...say('custody.sha256'),
                ' ',
                element('bdi', { class: 'sheet-hash', dir: 'ltr' }, inFours(thing.sha256)),
              ),
            ]),
        table(thing.lines),
      ),
    ),
  );
}

const nameOf = ({ name }: CustodySheetThing): SheetNode[] => (name === null ? [] : [' ', element('bdi', {}, name)]);

function rowOf(line: CustodySheetLine, say: CustodyWords): SheetElement {
  const { event, seq, at, operator, action, audience, purpose, basis, recipient, reason } = line;
  const small = (...nodes: SheetNode[]) => element('small', {}, ...nodes);
  return element(
    'tr',
    {},
    element('td', {}, element('bdi', { dir: 'ltr' }, `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`)),
    element('td', {}, element('bdi', { dir: 'ltr' }, operator)),
    element(
      'td',
      {},
      ...say(`custodyEvent.${event}`),
      ...(action === null ? [] : [small(...say(`history.${action}`))]),
      ...(audience === null ? [] : [small(...say(`audience.${audience}`))]),
      ...(purpose === null ? [] : [small(...say(`purpose.${purpose}`))]),
      ...(basis === null ? [] : [small(...say(`legalBasis.${basis}`))]),
      ...(recipient === null || recipient === '' ? [] : [small(element('bdi', {}, recipient))]),
      ...(reason === null ? [] : [small(element('bdi', {}, reason))]),
    ),
    element('td', {}, element('bdi', { dir: 'ltr' }, String(seq))),
  );
}

/** Beside what every page has. */
export const custodyStyle = `
.sheet dl { margin: 4mm 0 0; }
.sheet dt { font-weight: 600; }
.sheet dd { margin: 0 0 2mm; }
.sheet section { break-inside: auto; }
.sheet h2 { break-after: avoid; overflow-wrap: anywhere; }
.sheet-hash { font-family: "JetBrains Mono", "Noto Sans Mono", ui-monospace, "DejaVu Sans Mono", monospace; font-size: 8.5pt; overflow-wrap: anywhere; }
.sheet table { width: 100%; margin-top: 1mm; border-collapse: collapse; font-size: 9pt; }
.sheet th, .sheet td { padding: 1mm 2mm 1mm 0; text-align: start; vertical-align: top; border-bottom: 0.2mm solid #000; }
.sheet tr { break-inside: avoid; }
.sheet small { display: block; font-size: 8pt; overflow-wrap: anywhere; }
`;
