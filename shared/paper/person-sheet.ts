/** Everything held about one person, on paper: to be handed to that person, or to whoever asks for them. */
import { direction, type Language } from '../locales/index.ts';
import type { AnonymisedPart, ConsentFields, ExplainedTopic, Purpose } from '../model/consent.ts';
import type { LegalBasis } from '../model/legal-bases.ts';
import type { Involvement, NamedAs, NamedIn, Standing } from '../model/persons.ts';
import type { OverrideGround, OverrideState, Viewer } from '../model/use.ts';
import { element, inFours, type SheetElement, type SheetNode, sheetInstant } from './sheet.ts';

type Entered = { readonly seq: number; readonly at: string; readonly operator: string };
type What = { readonly what: 'item' | 'testimony' | 'incident' };
type On = { readonly on: What };

/** What a report holds, as far as it is printed. */
export type PersonSheetOf = {
  readonly made: { readonly at: string; readonly operator: string; readonly entry: number; readonly ledger: string };
  readonly fields: {
    readonly code: string;
    readonly standing: Standing;
    readonly child: boolean;
    readonly majority: string | null;
    readonly keepWhy: string;
    readonly keepBy: string;
  };
  readonly recorded: Entered;
  readonly identity: {
    readonly kept: 'none' | 'headquarters' | 'passphrase';
    readonly said: { readonly name: string; readonly contact: string; readonly notes: string } | null;
  };
  readonly retention: ({ readonly until: string; readonly isPast: boolean } & Entered) | null;
  readonly basis: ({ readonly basis: LegalBasis; readonly words: string } & Entered) | null;
  readonly consents: readonly ({ readonly fields: ConsentFields } & Entered)[];
  readonly things: readonly ({
    readonly as: readonly Involvement[];
    readonly name: string | null;
    readonly type: string | null;
    readonly closed: boolean;
  } & On &
    Entered)[];
  readonly named: readonly ({ readonly as: NamedAs; readonly in: NamedIn; readonly closed: boolean } & Entered)[];
  readonly recipients: readonly {
    readonly export: number;
    readonly kind: 'bundle' | 'table' | 'receipt';
    readonly at: string;
    readonly audience: string | null;
    readonly recipient: string | null;
    readonly purpose: Purpose | null;
    readonly basis: LegalBasis | null;
    readonly notice: { readonly told: string; readonly how: string; readonly answer: string } | null;
  }[];
  readonly holds: readonly ({
    readonly authority: string;
    readonly inForce: boolean;
    readonly on: What | { readonly what: 'person' };
  } & Entered)[];
  readonly restrictions: readonly ({
    readonly authority: string;
    readonly inForce: boolean;
    readonly viewers: readonly Viewer[];
  } & On &
    Entered)[];
  readonly exceptions: readonly ({
    readonly viewer: Viewer;
    readonly ground: OverrideGround;
    readonly state: OverrideState;
  } & On &
    Entered)[];
};

/** A word of the locales, in the language of the page, by its key in the whole tree. */
export type PersonSheetWords = (key: string) => string;

/** The page's elements. */
export function personSheet(of: PersonSheetOf, language: Language, say: PersonSheetWords): SheetElement {
  const words = new Words(language, say);
  return element(
    'article',
    { class: 'sheet', lang: language, dir: direction(language) },
    element('h1', {}, say('personReport.title')),
    element('p', { class: 'sheet-lead' }, say('personReport.lead')),
    element('dl', {}, ...who(of, words)),
    section(
      say('personReport.things'),
      words,
      ['what', 'as', 'since'],
      of.things.map((each) => thingRow(each, words)),
    ),
    section(
      say('personReport.named'),
      words,
      ['what', 'as', 'since'],
      of.named.map(({ as, in: kind, closed, ...since }) =>
        row(
          [say(`personReport.namedIn.${kind}`), ...(closed ? [small(say('personReport.closed'))] : [])],
          [say(`personReport.namedAs.${as}`)],
          [words.when(since)],
        ),
      ),
    ),
    element(
      'section',
      {},
      element('h2', {}, say('people.consent')),
      ...(of.consents.length === 0 ? [element('p', {}, say('personConsent.not asked'))] : []),
      ...of.consents.map((each) => consentOf(each, words)),
    ),
    section(
      say('people.recipients'),
      words,
      ['toWhom', 'whatFor', 'told'],
      of.recipients.map((each) => recipientRow(each, words)),
    ),
    section(say('personReport.decisions'), words, ['decision', 'about', 'since'], decisionRows(of, words)),
    element('p', { class: 'sheet-end' }, say('personReport.outside')),
    element(
      'p',
      { class: 'sheet-end' },
      ...words.line(
        [say('personReport.made'), words.when({ seq: of.made.entry, at: of.made.at, operator: of.made.operator })],
        [say('custody.ledger'), element('bdi', { class: 'sheet-hash', dir: 'ltr' }, inFours(of.made.ledger))],
      ),
    ),
  );
}

/** How small things are written, in one language. */
class Words {
  readonly language: Language;
  readonly say: PersonSheetWords;

  constructor(language: Language, say: PersonSheetWords) {
    this.language = language;
    this.say = say;
  }

  /** Words of a person, or a code, kept apart from the direction of the page. */
  plain(text: string): SheetElement {
    return element('bdi', {}, text);
  }

  when({ seq, at, operator }: Entered): SheetElement {
    const entry = `${this.say('custody.entry')} ${seq}`;
    // Each by itself: in Arabic, an operator's code beside Latin letters would be read before the hour.
    const parts = [sheetInstant(at, this.language), operator, entry].map((part) => this.plain(part));
    return element('bdi', {}, ...parts.flatMap((part, index) => (index === 0 ? [part] : [' · ', part])));
  }

  of(group: string, codes: readonly string[]): string {
    return codes.map((code) => this.say(`${group}.${code}`)).join(this.language === 'ar' ? '، ' : ', ');
  }

  /** Audiences have their own words; whoever works in the archive is no audience. */
  viewers(all: readonly Viewer[]): string {
    const named = all.map((each) => this.say(each === 'archive' ? 'viewer.archive' : `audience.${each}`));
    return named.join(this.language === 'ar' ? '، ' : ', ');
  }

  /** Names with what they say, in one paragraph. */
  line(...parts: readonly (readonly [string, SheetNode])[]): SheetNode[] {
    return parts.flatMap(([name, value], index) => [index === 0 ? `${name}: ` : ` · ${name}: `, value]);
  }
}

const fact = (name: string, ...values: SheetNode[]): SheetElement[] => [
  element('dt', {}, name),
  element('dd', {}, ...values),
];
const small = (...nodes: SheetNode[]): SheetElement => element('small', {}, ...nodes);

function who({ fields, recorded, identity, retention, basis }: PersonSheetOf, words: Words): SheetElement[] {
  const { say } = words;
  const nothing = say('personReport.notSet');
  const { said } = identity;
  return [
    ...fact(say('people.code'), words.plain(fields.code)),
    ...fact(say('people.standing'), say(`standing.${fields.standing}`), small(words.when(recorded))),
    ...(fields.child ? fact(say('people.child'), words.plain(fields.majority ?? '')) : []),
    ...fact(
      say('people.identity'),
      ...(said === null
        ? [say(`people.kept.${identity.kept}`)]
        : [said.name, said.contact, said.notes]
            .filter((text) => text !== '')
            .map((text) => element('div', {}, words.plain(text)))),
    ),
    ...fact(
      say('personReport.basis'),
      ...(basis === null
        ? [nothing]
        : [say(`legalBasis.${basis.basis}`), small(words.plain(basis.words)), small(words.when(basis))]),
    ),
    ...fact(
      say('people.keepUntil'),
      ...(retention === null
        ? [nothing]
        : [
            words.plain(retention.until),
            ...(retention.isPast ? [small(say('personReport.past'))] : []),
            small(words.plain([fields.keepWhy, fields.keepBy].filter((text) => text !== '').join(' · '))),
            small(words.when(retention)),
          ]),
    ),
  ];
}

function section(
  title: string,
  { say }: Words,
  columns: readonly string[],
  rows: readonly SheetElement[],
): SheetElement {
  const head = columns.map((key) => element('th', { scope: 'col' }, say(`personReport.${key}`)));
  return element(
    'section',
    {},
    element('h2', {}, title),
    rows.length === 0
      ? element('p', {}, say('personReport.nothing'))
      : element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...rows)),
  );
}

const row = (...cells: readonly (readonly SheetNode[])[]): SheetElement =>
  element('tr', {}, ...cells.map((nodes) => element('td', {}, ...nodes)));

function thingRow(
  { on, as, name, type, closed, ...since }: PersonSheetOf['things'][number],
  words: Words,
): SheetElement {
  const { say } = words;
  return row(
    [
      say(`personReport.thing.${on.what}`),
      ...(name === null ? [] : [' ', words.plain(name)]),
      ...(type === null ? [] : [small(words.plain(type))]),
      ...(closed ? [small(say('personReport.closed'))] : []),
    ],
    [words.of('involvement', as)],
    [words.when(since)],
  );
}

function consentOf({ fields, ...entered }: PersonSheetOf['consents'][number], words: Words): SheetElement {
  const { say } = words;
  const { conditions, withdrawal, obtained, child } = fields;
  const listed = (name: string, group: string, codes: readonly (string | ExplainedTopic | AnonymisedPart)[]) =>
    codes.length === 0 ? [] : fact(name, words.of(group, codes));
  const made = [
    ...(conditions.noDeathPenalty ? [say('people.noDeath')] : []),
    ...(conditions.askAgain ? [say('people.askAgain')] : []),
    ...(conditions.notStates.length > 0 ? [`${say('people.notStates')} ${conditions.notStates.join(' ')}`] : []),
    ...(conditions.words === '' ? [] : [conditions.words]),
  ];
  return element(
    'dl',
    { class: 'sheet-part' },
    ...fact(
      say(`personConsent.${fields.state}`),
      words.plain([fields.asked, obtained.by, words.of('consentWay', obtained.how)].filter(Boolean).join(' · ')),
      ...(obtained.witness === '' ? [] : [small(say('people.part.witness'), ': ', words.plain(obtained.witness))]),
      small(words.when(entered)),
    ),
    ...listed(say('people.explained'), 'explainedTopic', fields.explained),
    ...listed(say(withdrawal === null ? 'people.may' : 'people.mayBefore'), 'audience', fields.audiences),
    ...listed(say(withdrawal === null ? 'people.for' : 'people.forBefore'), 'purpose', fields.purposes),
    ...(made.length === 0
      ? []
      : fact(say('people.under'), ...made.map((each) => element('div', {}, words.plain(each))))),
    ...listed(say('people.takenOut'), 'anonymisedPart', fields.anonymise),
    ...(fields.state === 'cannot be asked'
      ? []
      : fact(say('people.recording'), say(`people.recordingState.${fields.recording}`))),
    ...(child === null
      ? []
      : [
          ...fact(say('people.childSaid'), say(`people.assent.${child.assent}`)),
          ...fact(say('people.guardian'), say(`people.guardianState.${child.guardian}`)),
        ]),
    ...(fields.renew === null ? [] : fact(say('people.renew'), words.plain(fields.renew))),
    ...(fields.wishes === '' ? [] : fact(say('people.wishes'), words.plain(fields.wishes))),
    ...(withdrawal === null
      ? []
      : fact(
          say('personConsent.withdrawn'),
          words.plain(withdrawal.on),
          ' · ',
          say(`withdrawalReach.${withdrawal.reach}`),
          small(words.plain(withdrawal.words)),
          small(say('people.withdrawal.stands')),
        )),
  );
}

function recipientRow(each: PersonSheetOf['recipients'][number], words: Words): SheetElement {
  const { say } = words;
  const { audience, recipient, purpose, basis, notice } = each;
  return row(
    [
      words.plain(recipient === null || recipient === '' ? say('people.toNobody') : recipient),
      small([say(`people.left.${each.kind}`), ...(audience === null ? [] : [say(`audience.${audience}`)])].join(' · ')),
      small(element('bdi', {}, `${sheetInstant(each.at, words.language)} · ${say('custody.entry')} ${each.export}`)),
    ],
    [
      ...(purpose === null ? [] : [say(`purpose.${purpose}`)]),
      ...(basis === null ? [] : [small(say(`legalBasis.${basis}`))]),
    ],
    notice === null
      ? [say('personReport.notTold')]
      : [
          words.plain([notice.told, notice.how].join(' · ')),
          small(notice.answer === '' ? say('personReport.noAnswer') : words.plain(notice.answer)),
        ],
  );
}

function decisionRows({ holds, restrictions, exceptions }: PersonSheetOf, words: Words): SheetElement[] {
  const { say } = words;
  const standing = (inForce: boolean) => small(say(inForce ? 'personReport.inForce' : 'personReport.lifted'));
  return [
    ...holds.map((each) =>
      row(
        [say('personReport.hold'), small(words.plain(each.authority)), standing(each.inForce)],
        [say(`personReport.thing.${each.on.what}`)],
        [words.when(each)],
      ),
    ),
    ...restrictions.map((each) =>
      row(
        [
          `${say('personReport.restriction')}: ${words.viewers(each.viewers)}`,
          small(words.plain(each.authority)),
          standing(each.inForce),
        ],
        [say(`personReport.thing.${each.on.what}`)],
        [words.when(each)],
      ),
    ),
    ...exceptions.map((each) =>
      row(
        [
          `${say('personReport.exception')}: ${words.viewers([each.viewer])}`,
          small(say(`overrideGround.${each.ground}`)),
          small(say(`overrideState.${each.state}`)),
        ],
        [say(`personReport.thing.${each.on.what}`)],
        [words.when(each)],
      ),
    ),
  ];
}

/** Beside what every page has. */
export const personStyle = `
.sheet dl { margin: 4mm 0 0; }
.sheet dt { font-weight: 600; }
.sheet dd { margin: 0 0 2mm; overflow-wrap: anywhere; }
.sheet section { break-inside: auto; }
.sheet h2 { break-after: avoid; font-size: 12pt; }
.sheet-part { padding-inline-start: 3mm; border-inline-start: 0.4mm solid #000; }
.sheet-end { margin-top: 4mm; font-size: 8.5pt; }
.sheet-hash { font-family: "JetBrains Mono", "Noto Sans Mono", ui-monospace, "DejaVu Sans Mono", monospace; font-size: 8pt; overflow-wrap: anywhere; }
.sheet table { width: 100%; margin-top: 1mm; border-collapse: collapse; font-size: 9pt; }
.sheet th, .sheet td { padding: 1mm 2mm 1mm 0; text-align: start; vertical-align: top; border-bottom: 0.2mm solid #000; overflow-wrap: anywhere; }
.sheet tr { break-inside: avoid; }
.sheet small { display: block; font-size: 8pt; overflow-wrap: anywhere; }
`;
