/**
 * Who vouches for how much of a ledger: the checkpoints that the bundle carries, and what the reviewer brings from elsewhere.
 * A vault or bundle can only ever be internally consistent by itself; better than that needs something from outside.
 */
import { concatBytes, encodeUtf8, equalBytes } from './bytes.ts';
import type { Chain } from './chain.ts';
import { checkpointText, ledgerOrigin, readCheckpoint, requiredKeys, type SignedCheckpoint } from './checkpoint.ts';
import { cosignedAt } from './cosignature.ts';
import { type FindingCode, type Findings, reasonOf } from './findings.ts';
import { encodeHex, type Hex64 } from './hex.ts';
import { COSIGNATURE_LENGTH, type LineState, lineState, type Note } from './note.ts';
import { quorumSize, type WitnessPolicy } from './policy.ts';
import type { Primitives } from './primitives.ts';
import type { Continues } from './reserved.ts';
import { type SpokenCode, spokenCode } from './spoken.ts';
import { spread } from './spread.ts';
import { GrowingTree } from './tree.ts';
import { judgeWitnessRequest, readWitnessRequest, type WitnessRequest } from './witness-request.ts';

/** In a bundle. */
export const MAX_NOTES = 10_000;

/** `head`: must cover exactly the entries. `earlier`: at most that. `later`: arrived after the export, may be larger. */
export type CheckpointRole = 'head' | 'earlier' | 'later';

/** Of the checkpoints that are worth keeping, all together: a hostile bundle can carry ten thousand of 64 KiB each. */
const MAX_SEEN_LENGTH = 4 * 1024 * 1024;

/** How many checkpoints within its ledgers' entries are worth keeping, for one ledger (WITNESS.md section 5). */
export const MAX_WITHIN = 1_000;

/** Larger ones are not kept: with what a few dozen witnesses write, a note is smaller. */
const MAX_WITHIN_LENGTH = 4_096;

/** What came of one note or spoken code that the reviewer brought. */
export type BroughtOutcome =
  /** The ledger has this root at this size. */
  | { readonly outcome: 'matches'; readonly size: number; readonly witnesses: readonly string[] }
  /** Another root at a size that the bundle covers, and a line that is good under one of the bundle's or trusted keys. */
  | { readonly outcome: 'diverges'; readonly size: number }
  /** The same, but no line is good under a key known here: a false note, or a fork made with an old key. */
  | { readonly outcome: 'contradicts'; readonly size: number }
  /** A spoken code that no size of this ledger has: of a later state, of another ledger, or of a fork. */
  | { readonly outcome: 'unmatched' }
  /** A proof that this ledger goes on to a larger checkpoint: `text` is that one's. */
  | { readonly outcome: 'goes-on'; readonly size: number; readonly text: string }
  /** A proof that does not lead from this ledger's end to its checkpoint: made for another size, damaged, or of a fork. */
  | { readonly outcome: 'proof-fails'; readonly size: number }
  /** Larger than the bundle: ask for a newer one. */
  | { readonly outcome: 'not-comparable'; readonly size: number }
  /** The root matches, but a line of a known key is bad: the note has been altered and vouches for nothing. */
  | { readonly outcome: 'altered'; readonly size: number }
  /** Of the ledger that this one says it continues; `beyond`: larger than the size it claims to go on from. */
  | { readonly outcome: 'older-ledger'; readonly size: number; readonly beyond: boolean; readonly contradicts: boolean }
  | { readonly outcome: 'other-ledger'; readonly ledger: Hex64; readonly size: number }
  | { readonly outcome: 'unreadable'; readonly reason: string };

/** How far one witness of the reviewer's policy vouches. */
export type WitnessStanding = {
  readonly name: string;
  /** The largest tree of this ledger that it cosigned; 0 where none. */
  readonly size: number;
  /** When it says that it did, in seconds since 1970. */
  readonly time: number | null;
};

/** A checkpoint with all the lines that it must have, good: worth keeping by whoever verified the ledger. */
export type SeenCheckpoint = {
  readonly size: number;
  readonly bytes: Uint8Array;
  /**
   * `brought`: by the reviewer's own hand. `stated`: what was verified ends there, or changes its key there, or had it brought later.
   * `within`: it carries it below its end. That one is only compared, and never vouches.
   */
  readonly origin: 'brought' | 'stated' | 'within';
};

/** Where a note that is held against the ledger comes from, and so what it may do for it. */
export type NoteOrigin =
  /** By the reviewer's hand. */
  | 'brought'
  /** From an earlier check, of what the ledger's keeper hands out. It is compared; `keptAndVouches`: and raises entries. */
  | { readonly keptAndVouches: boolean };

/** A witness by its place in the policy, and when it says that it cosigned, in seconds since 1970. */
type Cosigned = { readonly witness: number; readonly time: number | null };

/** The history that is vouched for: read entry by entry, or as a vault keeps it. */
export type VouchedHistory = Pick<Chain, 'ledger' | 'size' | 'keys' | 'rootAt' | 'leafAt' | 'keysIn'>;

export class Vouching {
  /** Entries below are covered by a checkpoint of the ledger's own key that is carried with it, is good and counts. Known at the end. */
  signedBelow = 0;
  /** Entries below are those that the reviewer's own note or code stands for. */
  consistentBelow = 0;

  readonly #primitives: Primitives;
  readonly #chain: VouchedHistory;
  readonly #findings: Findings;
  readonly #policy: WitnessPolicy;
  /** By place in the policy: the largest tree that the witness cosigned, and when. */
  readonly #cosigned: { size: number; time: number | null }[];
  readonly #seen: SeenCheckpoint[] = [];
  #within: SeenCheckpoint[] = [];
  #seenLength = 0;
  readonly #confirmedSizes = new Set<number>();
  /** Carried checkpoints that are good in themselves, with who cosigned them: whether they count is known at the end. */
  readonly #good: { readonly size: number; readonly cosigned: readonly Cosigned[] }[] = [];
  readonly #failed: { code: FindingCode; path: string; size: number }[] = [];
  /** Cosignatures by keys outside the reviewer's policy on carried checkpoints that are good in themselves, each once, with its name. */
  readonly #unnamed = new Map<string, string>();
  #heads = 0;
  #notes = 0;

  constructor(primitives: Primitives, chain: VouchedHistory, findings: Findings, policy: WitnessPolicy) {
    this.#primitives = primitives;
    this.#chain = chain;
    this.#findings = findings;
    this.#policy = policy;
    this.#cosigned = policy.witnesses.map(() => ({ size: 0, time: null }));
  }

  /** Entries below are vouched for by as many trusted witnesses as the reviewer's policy asks for. */
  get witnessedBelow(): number {
    return quorumSize(
      this.#policy,
      this.#cosigned.map(({ size }) => size),
    );
  }

  get witnesses(): WitnessStanding[] {
    return this.#policy.witnesses.map(({ name }, index) => ({ name, size: 0, time: null, ...this.#cosigned[index] }));
  }

  /** What a reviewer keeps: the good checkpoints of its own end, of key changes, from after it and within it, and those brought. */
  get seen(): readonly SeenCheckpoint[] {
    return [...this.#seen, ...spread(this.#within, MAX_WITHIN)];
  }

  /** A checkpoint that the bundle or vault carries, after all entries. */
  carried(path: string, bytes: Uint8Array, role: CheckpointRole): void {
    if (role === 'head') this.#heads++;
    if (++this.#notes > MAX_NOTES) {
      if (this.#notes === MAX_NOTES + 1) this.#findings.add('CHECKPOINTS_TOO_MANY');
      return;
    }
    let checkpoint: SignedCheckpoint;
    try {
      checkpoint = readCheckpoint(bytes);
    } catch (error) {
      this.#findings.add('CHECKPOINT_UNREADABLE', { path, reason: reasonOf(error) });
      return;
    }
    const { size, note, ledger } = checkpoint;
    if (ledger !== this.#chain.ledger) {
      this.#findings.add('CHECKPOINT_LEDGER', { path });
      return;
    }
    if (role === 'later' && size > this.#chain.size) {
      this.#findings.remark('LATER_NOT_COMPARABLE', { path });
      this.#keepLarger(checkpoint, bytes, 'stated');
      return;
    }
    if (role === 'head' ? size !== this.#chain.size : size > this.#chain.size) {
      this.#findings.add('CHECKPOINT_SIZE', { path });
      return;
    }
    const failure = this.#failureOf(checkpoint);
    if (failure !== null) {
      this.#failed.push({ code: failure, path, size });
      return;
    }
    if (role !== 'later') this.#confirmedSizes.add(size);
    if (role !== 'earlier' || this.#changesKey(size)) this.#keep(size, bytes, 'stated');
    else this.#keepWithin(size, bytes);
    const states = this.#witnessStates(note);
    this.#countUnnamed(note);
    const isAltered = states.includes('bad');
    if (isAltered) this.#findings.add('CHECKPOINT_COSIGNATURE', { path });
    this.#good.push({ size, cosigned: isAltered ? [] : this.#cosignedIn(note, states) });
  }

  /** A note that the reviewer holds, after all entries. `continues`: what the ledger's genesis claims, if it is disclosed. */
  broughtNote(bytes: Uint8Array, continues: Continues | null, origin: NoteOrigin = 'brought'): BroughtOutcome {
    const brought = origin === 'brought';
    let checkpoint: SignedCheckpoint;
    try {
      checkpoint = readCheckpoint(bytes);
    } catch (error) {
      return { outcome: 'unreadable', reason: reasonOf(error) };
    }
    const { ledger, size, root, note } = checkpoint;
    // A ledger that says it continues itself is compared like any other: the claim must not keep a note from being held against it.
    if (ledger !== this.#chain.ledger && ledger === continues?.ledger) {
      const contradicts = size === continues.size && encodeHex(root) !== continues.root;
      return { outcome: 'older-ledger', size, beyond: size > continues.size, contradicts };
    }
    if (ledger !== this.#chain.ledger) return { outcome: 'other-ledger', ledger, size };
    if (size > this.#chain.size) {
      if (brought) this.#keepLarger(checkpoint, bytes, 'brought');
      return { outcome: 'not-comparable', size };
    }

    const ownStates = this.#chain.keys.map(({ key }) => lineState(this.#primitives, note, key));
    const witnessStates = this.#witnessStates(note);
    const states = [...ownStates, ...witnessStates];
    if (!equalBytes(root, this.#chain.rootAt(size))) {
      if (!states.includes('good')) return { outcome: 'contradicts', size };
      if (brought) this.#keep(size, bytes, 'brought');
      return { outcome: 'diverges', size };
    }
    if (states.includes('bad')) return { outcome: 'altered', size };
    if (brought && ownStates.includes('good')) this.#keep(size, bytes, 'brought');
    if (brought || origin.keptAndVouches) this.consistentBelow = Math.max(this.consistentBelow, size);
    this.#countWitnesses(size, this.#cosignedIn(note, witnessStates));
    const good = this.#policy.witnesses.filter((_key, index) => witnessStates[index] === 'good');
    return { outcome: 'matches', size, witnesses: good.map(({ name }) => name) };
  }

  /** A proof in the form of a request to a witness (WITNESS.md section 1) that begins where this ledger ends. */
  broughtProof(bytes: Uint8Array, continues: Continues | null): BroughtOutcome {
    let request: WitnessRequest;
    try {
      request = readWitnessRequest(this.#primitives, bytes);
    } catch (error) {
      return { outcome: 'unreadable', reason: reasonOf(error) };
    }
    const { ledger, head } = request;
    const { size, note } = head.checkpoint;
    if (ledger !== this.#chain.ledger || size <= this.#chain.size) {
      return this.broughtNote(encodeUtf8(head.note), continues);
    }
    const own = { size: this.#chain.size, root: this.#chain.rootAt(this.#chain.size), keys: this.#chain.keys };
    if (judgeWitnessRequest(this.#primitives, request, own).outcome !== 'consistent') {
      return { outcome: 'proof-fails', size };
    }
    this.#keep(size, encodeUtf8(head.note), 'brought');
    return { outcome: 'goes-on', size, text: note.text };
  }

  /** A spoken code that the reviewer wrote down, and the size, if it was written beside it. */
  broughtCode(code: SpokenCode, size: number | null): BroughtOutcome {
    if (size !== null && size > this.#chain.size) return { outcome: 'not-comparable', size };
    const found =
      size === null ? this.#sizeOf(code) : this.#codeAt(this.#chain.rootAt(size), size) === code ? size : null;
    if (found === null) return size === null ? { outcome: 'unmatched' } : { outcome: 'contradicts', size };
    this.consistentBelow = Math.max(this.consistentBelow, found);
    return { outcome: 'matches', size: found, witnesses: [] };
  }

  /**
   * Reports what only shows once every carried checkpoint has been seen. `headRequired`: a bundle's checkpoint covers exactly
   * its entries; a vault at work may have entries beyond its last one, which `signedBelow` tells.
   */
  finish(headRequired: boolean): void {
    const size = this.#chain.size;
    // A checkpoint just above a key's entry is good only with the lines of both keys.
    const unconfirmed = this.#chain.keys.filter(({ seq }) => seq > 0 && !this.#confirmedSizes.has(seq + 1));
    const countsUpTo = unconfirmed[0]?.seq ?? size;
    for (const good of this.#good) {
      if (good.size > countsUpTo) continue;
      this.signedBelow = Math.max(this.signedBelow, good.size);
      this.#countWitnesses(good.size, good.cosigned);
    }
    if (headRequired && this.#unnamed.size > 0) {
      const names = [...new Set(this.#unnamed.values())].slice(0, 5).join(', ');
      this.#findings.remark('COUNTERSIGNATURES_UNNAMED', { reason: `${this.#unnamed.size}: ${names.slice(0, 200)}` });
    }
    if (headRequired && this.#heads === 0) this.#findings.add('CHECKPOINT_MISSING', {}, this.#beyondSigned(size));
    for (const failed of this.#failed) {
      this.#findings.add(failed.code, { path: failed.path }, this.#beyondSigned(failed.size));
    }
    // Whoever has no key of the ledger can put one of their own on top of a past that they wrote: it vouches for nothing below either.
    for (const { seq } of unconfirmed) {
      this.#findings.add('KEY_CHANGE_UNCONFIRMED', { seq }, { from: this.signedBelow, to: size });
    }
  }

  #witnessStates(note: Note): LineState[] {
    return this.#policy.witnesses.map((key) => lineState(this.#primitives, note, key));
  }

  #cosignedIn(note: Note, states: readonly LineState[]): Cosigned[] {
    return this.#policy.witnesses.flatMap((key, witness) =>
      states[witness] === 'good' ? [{ witness, time: cosignedAt(note, key) }] : [],
    );
  }

  #countUnnamed(note: Note): void {
    for (const line of note.lines) {
      const isOwn = this.#chain.ledger !== null && line.name === ledgerOrigin(this.#chain.ledger);
      const isNamed = this.#policy.witnesses.some(({ name, id }) => name === line.name && equalBytes(id, line.keyId));
      if (isOwn || isNamed || line.signature.length !== COSIGNATURE_LENGTH) continue;
      this.#unnamed.set(encodeHex(concatBytes(line.keyId, line.signature)), line.name);
    }
  }

  #countWitnesses(size: number, cosigned: readonly Cosigned[]): void {
    for (const { witness, time } of cosigned) {
      if (size > (this.#cosigned[witness]?.size ?? 0)) this.#cosigned[witness] = { size, time };
    }
  }

  /** A larger checkpoint can't be compared yet. Signed by the ledger's last known key it is worth keeping until it can. */
  #keepLarger({ size, note }: SignedCheckpoint, bytes: Uint8Array, origin: 'brought' | 'stated'): void {
    const last = this.#chain.keys.at(-1)?.key;
    if (last !== undefined && lineState(this.#primitives, note, last) === 'good') this.#keep(size, bytes, origin);
  }

  #keep(size: number, bytes: Uint8Array, origin: 'brought' | 'stated'): void {
    this.#seenLength += bytes.length;
    if (this.#seenLength <= MAX_SEEN_LENGTH) this.#seen.push({ size, bytes, origin });
  }

  #keepWithin(size: number, bytes: Uint8Array): void {
    if (bytes.length > MAX_WITHIN_LENGTH) return;
    this.#within.push({ size, bytes, origin: 'within' });
    if (this.#within.length >= 2 * MAX_WITHIN) this.#within = spread(this.#within, MAX_WITHIN);
  }

  #changesKey(size: number): boolean {
    return requiredKeys(this.#chain.keys, size).length > 1;
  }

  #failureOf({ size, root, note }: SignedCheckpoint): FindingCode | null {
    if (!equalBytes(root, this.#chain.rootAt(size))) return 'CHECKPOINT_ROOT';
    // A bad line of a known key is an error, also of one that signs no longer: it is never "one line fewer".
    const states = new Map(this.#chain.keysIn(note).map((key) => [key, lineState(this.#primitives, note, key)]));
    if ([...states.values()].includes('bad')) return 'CHECKPOINT_SIGNATURE';
    const required = requiredKeys(this.#chain.keys, size);
    return required.length > 0 && required.every((key) => states.get(key) === 'good') ? null : 'CHECKPOINT_UNSIGNED';
  }

  /** A good checkpoint settles what lies below it, so a bad one touches only entries above the largest good one. */
  #beyondSigned(size: number): { from: number; to: number } | null {
    return size > this.signedBelow ? { from: this.signedBelow, to: size } : null;
  }

  /** The size whose checkpoint has this code: all of them are computed, for the code does not say. */
  #sizeOf(code: SpokenCode): number | null {
    const tree = new GrowingTree(this.#primitives);
    for (let seq = 0; seq < this.#chain.size; seq++) {
      tree.append(this.#chain.leafAt(seq));
      if (this.#codeAt(tree.root(), seq + 1) === code) return seq + 1;
    }
    return null;
  }

  #codeAt(root: Uint8Array, size: number): SpokenCode | null {
    const ledger = this.#chain.ledger;
    return ledger === null || size < 1 ? null : spokenCode(this.#primitives, checkpointText({ ledger, size, root }));
  }
}
