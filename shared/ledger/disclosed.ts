/**
 * The disclosures of a bundle or vault in their order, against the entries' commitments. What is shown is checked against
 * bodies, bodies against entries; what is withheld is computed, never taken from anyone's statement.
 */
import { recordBytes } from './bundle-layout.ts';
import { canonicalText, type Json, parseCanonical } from './canonical.ts';
import type { Chain } from './chain.ts';
import {
  type Body,
  type Digest,
  type Disclosure,
  disclosureDigest,
  MAX_DISCLOSURE_LENGTH,
  readBody,
  readDisclosure,
} from './disclosure.ts';
import { BODY, type FieldName } from './field-name.ts';
import { type Findings, reasonOf } from './findings.ts';
import type { Hex64 } from './hex.ts';
import type { OpenedEntry } from './opened-entry.ts';
import type { Primitives } from './primitives.ts';
import {
  type At,
  type Continues,
  type FileClaim,
  type Given,
  hasReservedShape,
  readContinues,
  readEarlierEntries,
  readFileClaim,
  readGiven,
  requiredFields,
} from './reserved.ts';

/** An entry with what is shown of it. Handed out once, in order of `seq`, and not kept. */
export type DisclosedEntry = {
  readonly seq: number;
  /** The shown fields whose digests fit, by name. */
  readonly fields: ReadonlyMap<string, Json>;
  /** The names in the body that are not shown. */
  readonly withheld: readonly FieldName[];
};

/** A file that a shown field names. */
export type FileReference = FileClaim & {
  /** The lowest entry that names it, and with its media type decides what its object is called. */
  readonly seq: number;
  /** Every entry that names it, ascending. */
  readonly entries: number[];
};

/** The words that the program checking can explain. What is outside is reported as not understood and is no failure. */
export type Vocabulary = { hasType(type: string): boolean; hasField(type: string, name: string): boolean };

type OpenEntry = {
  readonly seq: number;
  readonly body: Body | null;
  readonly fields: Map<string, Json>;
  /** The last name in the order of the file, the body's own first. */
  lastName: string;
};

const WITHHELD = 0;
/** The body is shown, and what the entry amends or erases, if it does. */
const SHOWN = 1;
/** The body is shown, but it names `amends` or `erases` without opening them. */
const SHOWN_IN_PART = 2;
/** Beside one of these: there are shown fields, and the hash of what they say is kept. */
const HAS_RECORD = 4;

/** Where no entry could be read. */
const noLedger = '' as Hex64;

/** The longest line of disclosures.jsonl, in bytes: the longest disclosure and what stands around it. */
export const MAX_DISCLOSURE_LINE = MAX_DISCLOSURE_LENGTH + 64;

/** How many words that are not understood are kept. */
const MAX_WORDS = 1000;

export class Disclosed {
  /** By hash, in the order of the entries. */
  readonly files = new Map<Hex64, FileReference>();
  /** The shown corrections: the entry corrected, and those that amend it, ascending. The highest wins. */
  readonly amendedBy = new Map<number, number[]>();
  readonly erasedBy = new Map<number, number[]>();
  /** Names withheld from bodies that are shown. */
  readonly withheldFields = new Map<number, readonly FieldName[]>();
  readonly unknownTypes = new Set<string>();
  readonly unknownFields = new Set<string>();
  continues: Continues | null = null;
  successor: { readonly seq: number; readonly ledger: Hex64 } | null = null;
  /** The last entry's, if that is an export which shows everything. */
  closingGiven: Given | null = null;
  /** How many entries show anything. */
  count = 0;

  readonly #primitives: Primitives;
  readonly #chain: Chain;
  readonly #findings: Findings;
  readonly #vocabulary: Vocabulary | null;
  readonly #onEntry: (entry: DisclosedEntry) => void;
  /** One byte for each entry: WITHHELD, SHOWN or SHOWN_IN_PART, and HAS_RECORD. */
  #shown: Uint8Array;
  readonly #lastMono = new Map<string, number>();
  #open: OpenEntry | null = null;
  #nextSeq = 0;

  constructor(
    primitives: Primitives,
    chain: Chain,
    findings: Findings,
    vocabulary: Vocabulary | null,
    onEntry: (entry: DisclosedEntry) => void,
  ) {
    this.#primitives = primitives;
    this.#chain = chain;
    this.#findings = findings;
    this.#vocabulary = vocabulary;
    this.#onEntry = onEntry;
    this.#shown = new Uint8Array(chain.size);
  }

  /** Reads a line of disclosures.jsonl, without its newline; null for one too long. Says which entry it is of, if it can. */
  line(bytes: Uint8Array | null): number | null {
    const line = bytes === null ? null : readDisclosureLine(bytes);
    if (line === null) {
      this.#findings.add('DISCLOSURE_UNREADABLE', { reason: 'line' });
      return null;
    }
    this.disclosure(line.seq, line.text);
    return line.seq;
  }

  /** The next disclosure: ordered by `seq`, the body first, then by name. Returns the name that it says, null where it was not read. */
  disclosure(seq: number, text: string): string | null {
    if (seq >= this.#chain.size) {
      this.#findings.add('DISCLOSURE_ENTRY', { reason: 'no such entry' });
      return null;
    }
    if (this.#open?.seq !== seq) {
      if (seq < this.#nextSeq) {
        this.#findings.add('DISCLOSURE_ORDER', { seq });
        return null;
      }
      this.#close();
    }
    let disclosure: Disclosure;
    try {
      disclosure = readDisclosure(this.#primitives, text);
    } catch (error) {
      this.#findings.add('DISCLOSURE_UNREADABLE', { seq, reason: reasonOf(error) });
      return null;
    }
    const { name, value } = disclosure;
    if (name === BODY) this.#openBody(seq, text, value);
    else this.#openField(seq, text, name, value);
    return name;
  }

  /**
   * All disclosures of an entry as `openEntry` has them. False, and nothing is done, where they have to be gone through one by one. `record`:
   * SHA-256 of the canonical object of its fields, where it is known.
   */
  opened(seq: number, { digest, fields, withheld }: OpenedEntry, record: Uint8Array | null = null): boolean {
    const isNext = seq < this.#chain.size && seq >= this.#nextSeq && this.#open?.seq !== seq;
    if (!isNext || !this.#chain.commitsTo(seq, digest)) return false;
    this.#close();
    this.#nextSeq = seq + 1;
    this.#take(seq, fields, withheld, record);
    return true;
  }

  /** After the last disclosure. */
  finish(): void {
    this.#close();
    if (this.successor !== null && this.successor.seq !== this.#chain.size - 1) {
      this.#findings.add('SUCCESSOR_NOT_LAST', { seq: this.successor.seq });
    }
  }

  isShown(seq: number): boolean {
    return seq < this.#shown.length && this.#shown[seq] !== WITHHELD;
  }

  /** The highest entry that may correct others without showing it: entries below may be corrected by what is withheld. */
  lastWithheld(): number {
    let seq = this.#chain.size - 1;
    while (seq >= 0 && ((this.#shown[seq] as number) & SHOWN) !== 0) seq--;
    return seq;
  }

  /** SHA-256 of what the shown fields of an entry say, as data/records/ has them: 32 bytes. Null where none are shown, and of a vault. */
  recordOf(seq: number): Uint8Array | null {
    return ((this.#shown[seq] ?? WITHHELD) & HAS_RECORD) === 0 ? null : this.#chain.shownAt(seq);
  }

  #openBody(seq: number, text: string, value: Json): void {
    if (this.#open !== null) {
      this.#findings.add('DISCLOSURE_DUPLICATE', { seq, name: BODY });
      return;
    }
    const commits = this.#chain.hasBodyAt(seq);
    let body: Body | null = null;
    if (commits && !this.#chain.commitsTo(seq, this.#digestOf(seq, text))) {
      this.#findings.add('BODY_MISMATCH', { seq });
    } else {
      try {
        body = readBody(value);
      } catch (error) {
        this.#findings.add('BODY_UNREADABLE', { seq, reason: reasonOf(error) });
      }
    }
    this.#begin(seq, commits ? body : null);
  }

  #openField(seq: number, text: string, name: FieldName, value: Json): void {
    // Of an entry that could not be read or is of a newer version nothing can be said but that.
    if (this.#open === null && this.#chain.hasBodyAt(seq)) this.#findings.add('BODY_MISSING', { seq });
    const open = this.#open ?? this.#begin(seq, null);
    if (name === open.lastName) this.#findings.add('DISCLOSURE_DUPLICATE', { seq, name });
    else if (name < open.lastName && open.lastName !== BODY) this.#findings.add('DISCLOSURE_ORDER', { seq, name });
    open.lastName = name;
    // Without a body that fits its entry there is nothing to hold the field against, and that has been reported.
    if (open.body === null) return;
    const committed = open.body.get(name);
    if (committed === undefined) this.#findings.add('FIELD_UNNAMED', { seq, name });
    else if (this.#digestOf(seq, text) !== committed) this.#findings.add('FIELD_MISMATCH', { seq, name });
    else open.fields.set(name, value);
  }

  #digestOf(seq: number, text: string): Digest {
    return disclosureDigest(this.#primitives, this.#chain.ledger ?? noLedger, seq, text);
  }

  #begin(seq: number, body: Body | null): OpenEntry {
    this.#open = { seq, body, fields: new Map(), lastName: BODY };
    this.#nextSeq = seq + 1;
    return this.#open;
  }

  #close(): void {
    const open = this.#open;
    this.#open = null;
    if (open === null || open.body === null) return;
    const { seq, body, fields } = open;
    const withheld = fields.size === body.size ? [] : [...body.keys()].filter((name) => !fields.has(name));
    this.#take(seq, fields, withheld, null);
  }

  /** Takes in an entry whose shown fields fit its body. */
  #take(
    seq: number,
    fields: ReadonlyMap<string, Json>,
    withheld: readonly FieldName[],
    record: Uint8Array | null,
  ): void {
    this.count++;
    if (withheld.length > 0) this.withheldFields.set(seq, withheld);
    for (const name of requiredFields) {
      if (!fields.has(name) && !withheld.includes(name)) this.#findings.add('FIELD_REQUIRED', { seq, name });
    }
    for (const [name, value] of fields) {
      if (hasReservedShape(name, value, seq)) this.#note(seq, name, value);
      else this.#findings.add('FIELD_SHAPE', { seq, name });
    }
    this.#recognise(fields);
    if (seq === this.#chain.size - 1 && fields.get('type') === 'export' && withheld.length === 0) {
      this.closingGiven = readGiven(fields.get('given') ?? null);
    }
    const correctsInTheDark = withheld.some((name) => name === 'amends' || name === 'erases');
    this.#hold(seq);
    const hasRecord = fields.size > 0 && this.#chain.keepsShown;
    if (hasRecord) this.#chain.keepShown(seq, record ?? this.#primitives.sha256(recordBytes(fields)));
    this.#shown[seq] = (correctsInTheDark ? SHOWN_IN_PART : SHOWN) | (hasRecord ? HAS_RECORD : 0);
    this.#onEntry({ seq, fields, withheld });
  }

  /** Makes room for an entry that has come since the first disclosure. */
  #hold(seq: number): void {
    if (seq < this.#shown.length) return;
    const longer = new Uint8Array(2 * (seq + 1));
    longer.set(this.#shown);
    this.#shown = longer;
  }

  /** Keeps what a well-formed field says about other entries, files and ledgers. */
  #note(seq: number, name: string, value: Json): void {
    switch (name) {
      case 'at':
        this.#checkClock(seq, value as At);
        break;
      case 'amends':
        this.#corrects(this.amendedBy, seq, value);
        break;
      case 'erases':
        this.#corrects(this.erasedBy, seq, value);
        break;
      case 'continues':
        this.continues = readContinues(value);
        break;
      case 'successor':
        this.successor ??= { seq, ledger: value as Hex64 };
        break;
    }
    // Any field may name a file: a value too long for a disclosure is stored as an object.
    const file = readFileClaim(value);
    if (file !== null) this.#refer(seq, name, file);
  }

  #checkClock(seq: number, { boot, mono }: At): void {
    const last = this.#lastMono.get(boot) ?? 0;
    if (mono < last) this.#findings.remark('CLOCK_WENT_BACK', { seq });
    else this.#lastMono.set(boot, mono);
  }

  #corrects(map: Map<number, number[]>, seq: number, value: Json): void {
    for (const earlier of readEarlierEntries(value, seq) ?? []) {
      const by = map.get(earlier);
      if (by === undefined) map.set(earlier, [seq]);
      else by.push(seq);
    }
  }

  #refer(seq: number, name: string, file: FileClaim): void {
    const known = this.files.get(file.sha256);
    if (known === undefined) {
      this.files.set(file.sha256, { ...file, seq, entries: [seq] });
      return;
    }
    if (known.entries.at(-1) !== seq) known.entries.push(seq);
    // One content has one length: at most one of the two can be true.
    if (known.size !== file.size) this.#findings.add('FILE_SIZES_DIFFER', { seq, name });
  }

  #recognise(fields: ReadonlyMap<string, Json>): void {
    const type = fields.get('type');
    if (this.#vocabulary === null || typeof type !== 'string') return;
    if (!this.#vocabulary.hasType(type)) remember(this.unknownTypes, type);
    for (const name of fields.keys()) {
      if (!this.#vocabulary.hasField(type, name)) remember(this.unknownFields, name);
    }
  }
}

/** The canonical line `{"d":disclosure,"seq":int}` of disclosures.jsonl, with its newline. */
export function disclosureLine(seq: number, disclosure: string): string {
  return `${canonicalText({ d: disclosure, seq })}\n`;
}

function readDisclosureLine(bytes: Uint8Array): { seq: number; text: string } | null {
  let value: Json;
  try {
    value = parseCanonical(bytes);
  } catch (error) {
    reasonOf(error);
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { d, seq, ...others } = value as { [name: string]: Json };
  if (typeof d !== 'string' || typeof seq !== 'number' || seq < 0 || Object.keys(others).length > 0) return null;
  return { seq, text: d };
}

function remember(words: Set<string>, word: string): void {
  if (words.size < MAX_WORDS) words.add(word);
}
