/**
 * The entries of a ledger in order: each by itself, its link to the one before, the keys, and the tree over all of them.
 * Whatever arrives is taken in, so that one damaged entry is named and the rest still judged.
 */
import { Fault } from '../faults.ts';
import { decodeBase64Url, isBase64UrlOf } from './base64.ts';
import { type KeyRange, ledgerKey } from './checkpoint.ts';
import type { Digest } from './disclosure.ts';
import { type Entry, FORMAT_VERSION, ledgerId, NO_PREVIOUS, readEntry } from './entry.ts';
import { type Findings, reasonOf } from './findings.ts';
import { HashList } from './hash-list.ts';
import { encodeHex, type Hex64, hashToHex, isHexAt } from './hex.ts';
import { LinesBeforeLast } from './line-hash.ts';
import type { Note, NoteKey } from './note.ts';
import { PlainEntries } from './plain-entry.ts';
import type { Primitives } from './primitives.ts';
import { GrowingTree, leafHash, nodeHash, rootOf } from './tree.ts';

/** In a bundle. A vault may hold more. */
export const MAX_ENTRIES = 1_000_000;

/** Complete subtrees are kept from this level on; the few hashes of one below are made from its leaves where a root asks for them. */
const LOWEST_KEPT = 4;
/** Most levels have few. */
const NODES_PER_CHUNK = 1024;

const NO_BODY = new Uint8Array(32);
const NO_LINE = new Uint8Array(0);

export class Chain {
  /** The keys in the order in which they began to sign. */
  readonly keys: KeyRange[] = [];
  /** The ledger's id as the first readable entry has it. */
  ledger: Hex64 | null = null;
  /** The first entry of a version that this program does not know. */
  firstNewer: number | null = null;

  readonly #primitives: Primitives;
  readonly #findings: Findings;
  readonly #limit: number;
  readonly #tree: GrowingTree;
  readonly #leaves = new HashList();
  /** By level, from the lowest kept: the complete subtrees in order. Those of all levels would take as much again as the leaves. */
  readonly #nodes: HashList[] = [];
  /** The complete subtrees that end with the last entry, itself first. */
  #ended: Uint8Array[] = [];
  /** What each entry commits to, and once that is opened what it shows; null where it is kept of the last alone. */
  readonly #bodies: HashList | null;
  #lastBody: Uint8Array = NO_BODY;
  /** Entries that commit to nothing that can be read. */
  readonly #withoutBody = new Set<number>();
  readonly #seenKeys = new Set<string>();
  readonly #keysById = new Map<string, NoteKey[]>();
  readonly #lines: LinesBeforeLast;
  #plain: PlainEntries | null = null;

  /** `opensAtOnce`: what opens an entry follows it at once, so that what it commits to need not be kept: a third of the memory. */
  constructor(primitives: Primitives, findings: Findings, limit: number, opensAtOnce: boolean) {
    this.#bodies = opensAtOnce ? null : new HashList();
    this.#primitives = primitives;
    this.#findings = findings;
    this.#limit = limit;
    this.#lines = new LinesBeforeLast(primitives);
    this.#tree = new GrowingTree(primitives, (level, _index, hash) => {
      if (level === 0) {
        this.#leaves.push(hash);
        this.#ended = [];
      }
      this.#ended.push(hash);
      if (level < LOWEST_KEPT) return;
      this.#nodes[level - LOWEST_KEPT] ??= new HashList(NODES_PER_CHUNK);
      this.#nodes[level - LOWEST_KEPT]?.push(hash);
    });
  }

  get size(): number {
    return this.#tree.size;
  }

  /** The next line, without its newline; null for one too long to be read. */
  append(line: Uint8Array | null): void {
    const seq = this.size;
    if (seq === this.#limit) {
      if (!this.#findings.counts.has('ENTRIES_TOO_MANY')) this.#findings.add('ENTRIES_TOO_MANY');
      return;
    }
    this.#lines.add(line ?? NO_LINE);
    const body = this.#plainBody(line, seq) ?? this.#readBody(line, seq);
    if (body === null) this.#withoutBody.add(seq);
    this.#lastBody = body ?? NO_BODY;
    this.#bodies?.push(this.#lastBody);
    this.#tree.append(leafHash(this.#primitives, this.#lines.last));
  }

  /** hex H(all lines before the last): what the closing export's `given.entries` must be. Call once, after the last line. */
  hashBeforeLast(): Hex64 {
    return hashToHex(this.#lines.digest());
  }

  /** The root over the first `size` entries. */
  rootAt(size: number): Uint8Array {
    return rootOf(this.#primitives, size, (level, index) => this.#nodeAt(level, index));
  }

  leafAt(seq: number): Uint8Array {
    return this.#leaves.at(seq);
  }

  /**
   * Whether `hashes` begins with the hash of the last entry in hex and, where `hasNodes` says so, goes on with those of the complete subtrees
   * that end with it, from the smallest; and has no more.
   */
  lastHasHashes(hashes: string, hasNodes: boolean): boolean {
    const wanted = hasNodes ? this.#ended : this.#ended.slice(0, 1);
    return hashes.length === 64 * wanted.length && wanted.every((hash, at) => isHexAt(hashes, 64 * at, hash));
  }

  /** Whether the entry commits to something: not where it could not be read or is of a newer version. */
  hasBodyAt(seq: number): boolean {
    return !this.#withoutBody.has(seq);
  }

  /** Whether it is this that the entry commits to. */
  commitsTo(seq: number, digest: Digest): boolean {
    if (!this.hasBodyAt(seq)) return false;
    if (this.#bodies !== null) return isBase64UrlOf(digest, this.#bodies.at(seq));
    return seq === this.size - 1 && isBase64UrlOf(digest, this.#lastBody);
  }

  /**
   * Takes what the shown fields of an opened entry say, 32 bytes, in the place of what the entry commits to: a million of each would take as
   * much memory as all names of the files. Whether the entry commits to something can't be asked after that.
   */
  keepShown(seq: number, record: Uint8Array): void {
    this.#bodies?.replace(seq, record);
  }

  /** What `keepShown` took for an entry. */
  shownAt(seq: number): Uint8Array | null {
    return this.#bodies?.at(seq) ?? null;
  }

  get keepsShown(): boolean {
    return this.#bodies !== null;
  }

  /** The keys of this ledger, of whatever age, that have a line in a note. */
  keysIn(note: Note): readonly NoteKey[] {
    const ids = new Set(note.lines.map(({ keyId }) => encodeHex(keyId)));
    const keys = [...ids].flatMap((id) => this.#keysById.get(id) ?? []);
    return keys.filter((key) => note.lines.some(({ name }) => name === key.name));
  }

  #nodeAt(level: number, index: number): Uint8Array {
    if (level === 0) return this.#leaves.at(index);
    if (level >= LOWEST_KEPT) return (this.#nodes[level - LOWEST_KEPT] as HashList).at(index);
    return nodeHash(this.#primitives, this.#nodeAt(level - 1, 2 * index), this.#nodeAt(level - 1, 2 * index + 1));
  }

  /** What an entry commits to that is in every byte what belongs here; null where that takes reading it. */
  #plainBody(line: Uint8Array | null, seq: number): Uint8Array | null {
    if (line === null || this.ledger === null || seq === 0) return null;
    this.#plain ??= new PlainEntries(this.ledger);
    return this.#plain.bodyOf(line, seq, this.leafAt(seq - 1));
  }

  #readBody(line: Uint8Array | null, seq: number): Uint8Array | null {
    const entry = this.#read(line, seq);
    if (entry === null) return null;
    this.#check(entry, seq);
    return entry.body === null ? null : decodeBase64Url(entry.body);
  }

  #read(line: Uint8Array | null, seq: number): Entry | null {
    try {
      if (line === null) throw new Fault('ENTRY_INVALID', { reason: 'size' });
      return readEntry(line);
    } catch (error) {
      this.#findings.add('ENTRY_UNREADABLE', { seq, reason: reasonOf(error) });
      return null;
    }
  }

  #check(entry: Entry, seq: number): void {
    if (entry.v !== FORMAT_VERSION) this.firstNewer ??= seq;
    if (entry.seq !== seq) this.#findings.add('ENTRY_SEQ', { seq });
    const prev = seq === 0 ? NO_PREVIOUS : encodeHex(this.leafAt(seq - 1));
    // The link does not say which of its two ends was changed.
    if (entry.prev !== prev) this.#findings.add('ENTRY_PREV', { seq }, { from: Math.max(0, seq - 1), to: seq + 1 });
    this.ledger ??= entry.ledger;
    if (entry.ledger !== this.ledger) this.#findings.add('ENTRY_LEDGER', { seq });
    this.#checkKey(entry, seq);
  }

  #checkKey({ key, ledger }: Entry, seq: number): void {
    if (key === null) {
      if (seq === 0) this.#findings.add('ENTRY_KEY', { seq, reason: 'missing' });
      return;
    }
    if (seq === 0 && ledgerId(this.#primitives, key) !== ledger) {
      this.#findings.add('ENTRY_LEDGER', { seq, reason: 'not the id of the first key' });
    }
    const hex = encodeHex(key);
    if (this.#seenKeys.has(hex)) {
      this.#findings.add('ENTRY_KEY', { seq, reason: 'named before' });
      return;
    }
    this.#seenKeys.add(hex);
    const named = ledgerKey(this.#primitives, ledger, key);
    this.keys.push({ seq, key: named });
    const id = encodeHex(named.id);
    this.#keysById.set(id, [...(this.#keysById.get(id) ?? []), named]);
  }
}
