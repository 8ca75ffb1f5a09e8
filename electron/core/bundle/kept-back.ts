import type { WithholdingChoice } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { canonicalText, isJsonObject, type Json } from '../../../shared/ledger/canonical.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { readFileClaim } from '../../../shared/ledger/reserved.ts';
import type { itemFields } from '../../../shared/model/entries.ts';
import { isLaterKind } from '../../../shared/model/later-accounts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Withheld } from './withheld.ts';

type Fields = Readonly<Record<string, Json>>;

/** What was chosen about an entry, or about a record with its whole history. */
type Kept = {
  readonly seq: number;
  whole: Withheld | null;
  readonly fields: Map<string, Withheld>;
  /** Names that were met in the history. */
  readonly found: Set<string>;
  /** What those fields say, so that the same words leave in no other field of the record: paragraphs move when one is put in. */
  readonly values: Map<string, Withheld>;
  /** Entries of the history that carry one of the fields: their reasons may quote it. */
  readonly carriers: Set<number>;
};

/** What an item's entry says of the file's inside: a field that is added to it has to be added below, or this does not compile. */
type SaidByFile = Extract<keyof typeof itemFields, `read.${string}` | `derived.${string}`>;

/** Where else the value of an item's field stands: what is read from a file leaves with the file, bit for bit. */
const alsoStandsIn = {
  'read.gps': ['derived.position', 'derived.captured', 'conflicts', 'file'],
  'derived.position': ['read.gps', 'conflicts', 'file'],
  'read.camera': [
    'derived.camera',
    'derived.captured',
    'derived.picture',
    'derived.recording',
    'derived.document',
    'conflicts',
    'file',
  ],
  'derived.captured': ['read.camera', 'read.gps', 'conflicts', 'file'],
  'derived.camera': ['read.camera', 'file'],
  'derived.device': ['read.other', 'file'],
  'derived.credentials': ['read.other', 'conflicts', 'file'],
  'derived.picture': ['read.camera', 'file'],
  'derived.recording': ['read.camera', 'file'],
  'derived.document': ['read.camera', 'file'],
  'read.other': ['refused', 'derived.camera', 'derived.device', 'derived.credentials', 'conflicts', 'file'],
  refused: ['file'],
  name: ['path', 'conflicts'],
  modified: ['conflicts'],
} as const satisfies Record<SaidByFile, readonly string[]> & Readonly<Record<string, readonly string[]>>;

const standsAlsoIn = (name: string): readonly string[] =>
  (alsoStandsIn as Readonly<Record<string, readonly string[]>>)[name] ?? [];

/** What a person says about an item stays with what the file says about the same. */
const assertedOf: Readonly<Record<string, readonly string[]>> = {
  position: ['read.gps', 'derived.position'],
  captured: ['derived.captured', 'read.camera'],
};

const isWrittenDown = (kind: Json | undefined): boolean => kind === 'transcript' || kind === 'translation';

/** Names that tell what an entry is and never what it says. */
const structural = ['at', 'carried', 'type', 'operator', 'amends', 'erases', 'kind', 'id'];

/**
 * What a person keeps back by hand, on top of what the gate decides, and everything in which the same would leave by another way: other
 * entries of the record's history, other fields with the same words, the file that a tag was read from, other entries that name
 * the same file, what was asserted about it. It can only make more stay.
 */
export class KeptBack {
  readonly #records = new Map<string, Kept>();
  readonly #entries = new Map<number, Kept>();
  readonly #files = new Map<Hex64, Withheld>();
  /** Claims from what was kept back, or about it. */
  readonly #claims = new Map<string, Withheld>();
  /** By record of what a witness said later: the testimony that it stands beside. */
  readonly #besides = new Map<string, string>();
  /** By record: whose voice a file holds, and what a transcript or a translation was made of. */
  readonly #heard = new Map<string, { readonly item: number | null; readonly testimony: string | null }>();

  /**
   * Throws WITHHOLDING_UNKNOWN for an entry that is not there, or a field that an entry does not have, and WITHHOLDING_REVIEW_PAST
   * for a review that would be overdue in the bundle that states it (FORMAT.md: as of the export's own time).
   */
  constructor(ledger: Ledger, choices: readonly WithholdingChoice[]) {
    const today = ledger.today();
    for (const { seq, fields, alone, ground, authority, review } of choices) {
      if (review !== null && review < today)
        throw new Fault('WITHHOLDING_REVIEW_PAST', { day: review, field: 'review' });
      if (seq >= ledger.size) throw new Fault('WITHHOLDING_UNKNOWN', { seq, field: '' });
      const own = ledger.readFields(seq);
      const kept = this.#keptOf(seq, alone ? null : recordOf(own));
      const why: Withheld = { ground, authority, review, chosen: true };
      if (fields === null) kept.whole ??= why;
      for (const name of fields ?? []) kept.fields.set(name, why);
      if (own.type === 'item') this.#spread(kept, own);
      const recanted =
        fields === null || fields.some((name) => saysTakenBack.includes(name)) ? recantedBy(ledger, own) : null;
      if (recanted !== null) this.#keptOf(seq, recanted).whole ??= otherEnd(why);
    }
  }

  /** Reads an entry before any is judged, so that a choice about a record reaches its whole history. */
  learn(seq: number, fields: Fields): void {
    if (fields.kind === 'claim') this.#learnClaim(fields);
    if (isLaterKind(fields.kind) && typeof fields.testimony === 'string')
      this.#besides.set(String(fields.id), fields.testimony);
    this.#learnHeard(fields);
    for (const kept of this.#about(seq, fields)) {
      for (const [name, why] of kept.fields) {
        if (!Object.hasOwn(fields, name)) continue;
        kept.found.add(name);
        kept.carriers.add(seq);
        const words = substance(fields[name] ?? null);
        if (words !== null) kept.values.set(words, why);
      }
    }
  }

  #learnClaim({ id, incident, item, testimony, paragraph }: Fields): void {
    const of = (record: Json | undefined) => (typeof record === 'string' ? this.#records.get(record) : undefined);
    const source = typeof item === 'number' ? this.#entries.get(item) : of(testimony);
    const said = typeof paragraph === 'number' ? source?.fields.get(`account.${paragraph}`) : undefined;
    const why = of(incident)?.whole ?? source?.whole ?? said;
    if (why && typeof id === 'string') this.#claims.set(id, why);
  }

  /** After every entry was learnt. Throws WITHHOLDING_UNKNOWN where a field was named that no entry of the history has. */
  checkFound(): void {
    for (const kept of [...this.#records.values(), ...this.#entries.values()]) {
      for (const name of kept.fields.keys()) {
        if (!kept.found.has(name)) throw new Fault('WITHHOLDING_UNKNOWN', { seq: kept.seq, field: name });
      }
    }
  }

  /** Why a field of an entry stays, null where nobody chose so. */
  why(seq: number, fields: Fields, name: string): Withheld | null {
    for (const kept of this.#about(seq, fields)) {
      const why = kept.whole ?? kept.fields.get(name) ?? keptAlong(kept, seq, fields, name);
      if (why !== null) return why;
    }
    if (this.#files.size > 0) {
      const claim = readFileClaim(fields[name] ?? null);
      const why = claim === null ? undefined : this.#files.get(claim.sha256);
      if (why !== undefined) return why;
    }
    const said = this.#whySaid(seq, fields);
    if (said !== null) return said;
    if (fields.type !== 'record') return null;
    if (fields.kind === 'claim' && typeof fields.id === 'string') return otherEnd(this.#claims.get(fields.id));
    if (fields.kind === 'assertion') return this.#whyAsserted(fields, name);
    if (isLaterKind(fields.kind)) {
      const testimony = this.#besides.get(String(fields.id));
      return testimony === undefined ? null : otherEnd(this.#records.get(testimony)?.whole);
    }
    // A record that stays is not to be known by others that name it.
    const names = fields.kind === 'testimony' || fields.kind === 'civil time';
    const incident = names && name === 'incident' ? fields.incident : null;
    return typeof incident === 'string' ? otherEnd(this.#records.get(incident)?.whole) : null;
  }

  #learnHeard({ type, kind, id, item, testimony }: Fields): void {
    if (type !== 'record' || typeof id !== 'string') return;
    if (kind !== 'recording' && !isWrittenDown(kind)) return;
    const before = this.#heard.get(id) ?? { item: null, testimony: null };
    this.#heard.set(id, {
      item: typeof item === 'number' ? item : before.item,
      testimony: typeof testimony === 'string' ? testimony : before.testimony,
    });
  }

  /** The words of a paragraph that stays are in the sound of the testimony, its transcripts and their translations: so these stay whole. */
  #whySaid(seq: number, { type, kind, id }: Fields): Withheld | null {
    if (type === 'item') {
      const heard = [...this.#heard.values()].filter(({ item }) => item === seq);
      return heard.reduce<Withheld | null>((why, { testimony }) => why ?? this.#whyAccount(testimony), null);
    }
    if (type !== 'record' || typeof id !== 'string' || !isWrittenDown(kind)) return null;
    const { item, testimony } = this.#heard.get(id) ?? { item: null, testimony: null };
    const recording = item === null ? undefined : this.#entries.get(item);
    return this.#whyAccount(testimony) ?? recording?.whole ?? recording?.fields.get('file') ?? null;
  }

  #whyAccount(testimony: string | null): Withheld | null {
    const kept = testimony === null ? undefined : this.#records.get(testimony);
    return kept?.whole ?? [...(kept?.fields ?? [])].find(([name]) => name.startsWith('account.'))?.[1] ?? null;
  }

  get isEmpty(): boolean {
    return this.#records.size === 0 && this.#entries.size === 0;
  }

  #whyAsserted(fields: Fields, name: string): Withheld | null {
    const kept = typeof fields.item === 'number' ? this.#entries.get(fields.item) : undefined;
    if (kept === undefined || structural.includes(name)) return null;
    if (kept.whole !== null) return otherEnd(kept.whole);
    if (name !== 'value' && name !== 'reason') return null;
    const about = typeof fields.field === 'string' ? (assertedOf[fields.field] ?? []) : [];
    return about.map((own) => kept.fields.get(own)).find((why) => why !== undefined) ?? null;
  }

  #about(seq: number, fields: Fields): Kept[] {
    if (this.isEmpty) return [];
    const id = recordOf(fields);
    return [this.#entries.get(seq), id === null ? undefined : this.#records.get(id)].filter(
      (kept) => kept !== undefined,
    );
  }

  #keptOf(seq: number, id: string | null): Kept {
    const known = id === null ? this.#entries.get(seq) : this.#records.get(id);
    if (known !== undefined) return known;
    const kept: Kept = {
      seq,
      whole: null,
      fields: new Map(),
      found: new Set(),
      values: new Map(),
      carriers: new Set(),
    };
    if (id === null) this.#entries.set(seq, kept);
    else this.#records.set(id, kept);
    return kept;
  }

  /** An item's file and what was read from it stay together. */
  #spread(kept: Kept, own: Fields): void {
    for (const [name, why] of [...kept.fields]) {
      for (const other of standsAlsoIn(name)) {
        if (Object.hasOwn(own, other) && !kept.fields.has(other)) kept.fields.set(other, why);
      }
    }
    const why = kept.whole ?? kept.fields.get('file');
    const claim = readFileClaim(own.file ?? null);
    if (why !== undefined && claim !== null) this.#files.set(claim.sha256, why);
  }
}

/** Why a field stays that was not named: it says the same as one that was, or gives the reason for a change of one. */
function keptAlong(
  { values, carriers, fields: named }: Kept,
  seq: number,
  fields: Fields,
  name: string,
): Withheld | null {
  if (values.size === 0 || structural.includes(name)) return null;
  if (name === 'reason' && carriers.has(seq))
    return [...named].find(([own]) => Object.hasOwn(fields, own))?.[1] ?? null;
  const words = substance(fields[name] ?? null);
  const same = words === null ? null : (values.get(words) ?? null);
  if (same !== null) return same;
  // By whom a paragraph was told stays with the paragraph.
  const paragraph = /^told(\.\d+)$/.exec(name)?.[1];
  if (paragraph === undefined) return null;
  const account = `account${paragraph}`;
  return named.get(account) ?? values.get(substance(fields[account] ?? null) ?? '') ?? null;
}

function otherEnd(why: Withheld | null | undefined): Withheld | null {
  return why ? { ...why, ground: 'other end stays' } : null;
}

/** What of a recanting says that an account was taken back. */
const saysTakenBack: readonly string[] = ['testimony', 'takenback'];

/** The testimony that a recanting takes back; an amendment of one leaves it to its first entry to say. An account is not shown without. */
function recantedBy(ledger: Ledger, { kind, testimony, amends }: Fields): string | null {
  if (kind !== 'recanting') return null;
  const [first] = Array.isArray(amends) ? (amends as readonly Json[]) : [];
  const named = testimony ?? (typeof first === 'number' ? ledger.readFields(first).testimony : undefined);
  return typeof named === 'string' ? named : null;
}

/** The id under which an entry's record goes on, null for what has no history. */
function recordOf(fields: Fields): string | null {
  const { type, id } = fields;
  return (type === 'record' || type === 'link') && typeof id === 'string' ? id : null;
}

/** What a value says, whatever stands around it; null where that is nothing that could be recognised elsewhere. */
function substance(value: Json): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return null;
  // A paragraph is the same paragraph however its witness came to know it.
  return isJsonObject(value) && typeof value.text === 'string' ? value.text : canonicalText(value);
}
