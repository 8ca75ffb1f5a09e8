/** The custody sheets of a bundle: of each file and testimony that leaves in it, what happened to it, as far as this audience may know. */
import { custodySheetPath } from '../../../shared/ledger/bundle-layout.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { readFileClaim } from '../../../shared/ledger/reserved.ts';
import { ar } from '../../../shared/locales/ar.ts';
import { en } from '../../../shared/locales/en.ts';
import type { Action } from '../../../shared/model/actions.ts';
import type { CustodyEvent } from '../../../shared/model/custody.ts';
import { itemFields } from '../../../shared/model/entries.ts';
import {
  type CustodySheetLine,
  type CustodySheetThing,
  type CustodyWords,
  custodySheet,
  custodyStyle,
} from '../../../shared/paper/custody-sheet.ts';
import { element, sheetDocument } from '../../../shared/paper/sheet.ts';
import { type BundleFile, Measure } from '../bundle/bundle-file.ts';
import { always } from '../bundle/ruled-fields.ts';
import type { Judged } from '../bundle/standing.ts';
import { enteredAt } from '../records/entered.ts';
import { actionOf } from '../records/history.ts';
import { concerning, custodySubject, itemSubject, recordSubject } from '../records/subjects.ts';
import type { OpenVault } from '../vault/vault.ts';
import { eventOfChange, saidAlready, softwareOf } from './custody-log.ts';

/** What happened to something is no secret of somebody's; whose it is and why may be. */
const toldAnyway: readonly CustodyEvent[] = ['collected', 'received', 'imported', 'accessed', 'verified'];

/** A page of more is slow to open and to print. */
const thingsOnPage = 500;

type Begun = Omit<CustodySheetThing, 'lines'> & { readonly subject: string; readonly acquisition: number | null };

export class BundleSheets {
  readonly #vault: OpenVault;
  readonly #things: Begun[] = [];
  readonly #testimonies = new Set<string>();
  /** Entries of which this audience sees more than that they are there. */
  readonly #told = new Set<number>();
  readonly #leftBefore: number[] = [];

  constructor(vault: OpenVault) {
    this.#vault = vault;
  }

  /** Takes notice of an entry, in the order in which they stand. */
  learn({ seq, subject, shown }: Judged): void {
    const { type, fields } = subject;
    // A table of cases holds no file and no testimony.
    if (type === 'export' && fields.list === undefined) this.#leftBefore.push(seq);
    const names = shown.map(({ name }) => name);
    if (names.some((name) => !Object.hasOwn(always, name))) this.#told.add(seq);
    const text = (name: string) => (names.includes(name) && typeof fields[name] === 'string' ? fields[name] : null);
    if (type === 'item' && names.includes('file')) {
      const acquisition = itemFields.acquisition.safeParse(fields.acquisition);
      this.#things.push({
        what: 'item',
        seq,
        subject: itemSubject(seq),
        name: text('name'),
        sha256: readFileClaim(fields.file ?? null)?.sha256 ?? null,
        acquisition: acquisition.success ? acquisition.data.seq : null,
      });
    }
    const { id, kind } = fields;
    if (type !== 'record' || kind !== 'testimony' || typeof id !== 'string' || this.#testimonies.has(id)) return;
    this.#testimonies.add(id);
    if (names.some((name) => name.startsWith('account')))
      this.#things.push({
        ...{ what: 'testimony', seq, subject: recordSubject(id), name: text('witness') },
        ...{ sha256: null, acquisition: null },
      });
  }

  /** The pages, none where nothing leaves that had custody. */
  files(): BundleFile[] {
    const pages = Math.ceil(this.#things.length / thingsOnPage);
    return Array.from({ length: pages }, (_, page) => {
      const content = () => encodeUtf8(this.#page(page));
      return new Measure().update(content()).file(custodySheetPath(page + 1), () => [content()]);
    });
  }

  #page(page: number): string {
    const things = this.#things.slice(page * thingsOnPage, (page + 1) * thingsOnPage);
    const sheet = custodySheet(
      {
        ledger: this.#vault.ledger.id,
        software: softwareOf(this.#vault),
        things: things.map((thing) => ({ ...thing, lines: this.#linesOf(thing) })),
        leftBefore: this.#leftBefore.map((seq) => this.#line(seq, 'exported')),
      },
      'en',
      inBoth,
    );
    return sheetDocument(sheet, custodyStyle);
  }

  #linesOf({ subject, acquisition }: Begun): CustodySheetLine[] {
    const { db } = this.#vault;
    const acts = concerning(db, subject).map((seq) => this.#line(seq, null));
    const looks = concerning(db, custodySubject(subject)).map((seq) => this.#line(seq, 'accessed'));
    const received = acquisition === null ? [] : [this.#line(acquisition, 'received')];
    return [...received, ...acts, ...looks]
      .filter(({ event, seq }) => toldAnyway.includes(event) || this.#told.has(seq))
      .sort((a, b) => a.seq - b.seq);
  }

  /** What was handed to whom before stays between the archive and them; for which audience it was, is shown. */
  #line(seq: number, known: CustodyEvent | null): CustodySheetLine {
    const entry = this.#vault.ledger.appended(seq);
    const action: Action = actionOf(entry);
    const event = known ?? eventOfChange(action, Object.keys(entry.fields), entry.fields.kind);
    const { audience } = entry.fields;
    return {
      event,
      seq,
      at: enteredAt(entry),
      operator: entry.operator,
      action: known === null && !saidAlready.includes(action) ? action : null,
      audience: event === 'exported' && typeof audience === 'string' ? audience : null,
      ...{ purpose: null, basis: null, recipient: null, reason: null },
    };
  }
}

/** A bundle is read by people of both languages of the program. */
const inBoth: CustodyWords = (key) => [
  wordIn(en, key),
  ' · ',
  element('bdi', { lang: 'ar', dir: 'rtl' }, wordIn(ar, key)),
];

/** The word of a key of two parts; the key itself for what a newer version wrote. */
function wordIn(tree: object, key: string): string {
  const dot = key.indexOf('.');
  const group: unknown = Object.getOwnPropertyDescriptor(tree, key.slice(0, dot))?.value;
  const name = key.slice(dot + 1);
  const word: unknown =
    typeof group === 'object' && group !== null ? Object.getOwnPropertyDescriptor(group, name)?.value : null;
  return typeof word === 'string' ? word : name;
}
