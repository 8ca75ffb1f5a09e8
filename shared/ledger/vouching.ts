/**
 * Who vouches for how much of a ledger: the checkpoints that the bundle carries, and what the reviewer brings from elsewhere.
 * A vault or bundle can only ever be internally consistent by itself; better than that needs something from outside.
 */
import { equalBytes } from './bytes.ts';
import type { Chain } from './chain.ts';
import {
  checkpointText,
  readCheckpoint,
  requiredKeys,
  requiredLinesState,
  type SignedCheckpoint,
} from './checkpoint.ts';
import { type FindingCode, type Findings, reasonOf } from './findings.ts';
import { encodeHex, type Hex64 } from './hex.ts';
import { lineState, type NoteKey } from './note.ts';
import type { Primitives } from './primitives.ts';
import type { Continues } from './reserved.ts';
import { type SpokenCode, spokenCode } from './spoken.ts';
import { GrowingTree } from './tree.ts';

/** In a bundle. */
export const MAX_NOTES = 10_000;

/** `head`: must cover exactly the entries. `earlier`: at most that. `later`: arrived after the export, may be larger. */
export type CheckpointRole = 'head' | 'earlier' | 'later';

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
  /** Larger than the bundle: ask for a newer one. */
  | { readonly outcome: 'not-comparable'; readonly size: number }
  /** The root matches, but a line of a known key is bad: the note has been altered and vouches for nothing. */
  | { readonly outcome: 'altered'; readonly size: number }
  /** Of the ledger that this one says it continues; `beyond`: larger than the size it claims to go on from. */
  | { readonly outcome: 'older-ledger'; readonly size: number; readonly beyond: boolean; readonly contradicts: boolean }
  | { readonly outcome: 'other-ledger'; readonly ledger: Hex64; readonly size: number }
  | { readonly outcome: 'unreadable'; readonly reason: string };

export class Vouching {
  /** Entries below are vouched for by a witness whom the reviewer trusts. */
  witnessedBelow = 0;
  /** Entries below are covered by a good checkpoint of the ledger's own key, carried with it. */
  signedBelow = 0;
  /** Entries below are those that the reviewer's own note or code stands for. */
  consistentBelow = 0;

  readonly #primitives: Primitives;
  readonly #chain: Chain;
  readonly #findings: Findings;
  readonly #witnesses: readonly NoteKey[];
  readonly #confirmedSizes = new Set<number>();
  readonly #failed: { code: FindingCode; path: string; size: number }[] = [];
  #heads = 0;
  #notes = 0;

  constructor(primitives: Primitives, chain: Chain, findings: Findings, trustedWitnesses: readonly NoteKey[]) {
    this.#primitives = primitives;
    this.#chain = chain;
    this.#findings = findings;
    this.#witnesses = trustedWitnesses;
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
    this.signedBelow = Math.max(this.signedBelow, size);
    if (role !== 'later') this.#confirmedSizes.add(size);
    const states = this.#witnesses.map((key) => lineState(this.#primitives, note, key));
    if (states.includes('bad')) this.#findings.add('CHECKPOINT_COSIGNATURE', { path });
    else if (states.includes('good')) this.witnessedBelow = Math.max(this.witnessedBelow, size);
  }

  /** A note that the reviewer holds, after all entries. `continues`: what the ledger's genesis claims, if it is disclosed. */
  broughtNote(bytes: Uint8Array, continues: Continues | null): BroughtOutcome {
    let checkpoint: SignedCheckpoint;
    try {
      checkpoint = readCheckpoint(bytes);
    } catch (error) {
      return { outcome: 'unreadable', reason: reasonOf(error) };
    }
    const { ledger, size, root, note } = checkpoint;
    if (ledger === continues?.ledger) {
      const contradicts = size === continues.size && encodeHex(root) !== continues.root;
      return { outcome: 'older-ledger', size, beyond: size > continues.size, contradicts };
    }
    if (ledger !== this.#chain.ledger) return { outcome: 'other-ledger', ledger, size };
    if (size > this.#chain.size) return { outcome: 'not-comparable', size };

    const state = (key: NoteKey) => lineState(this.#primitives, note, key);
    const ownStates = this.#chain.keys.map(({ key }) => state(key));
    const witnessStates = this.#witnesses.map((key) => ({ name: key.name, state: state(key) }));
    const states = [...ownStates, ...witnessStates.map((witness) => witness.state)];
    if (!equalBytes(root, this.#chain.rootAt(size))) {
      return { outcome: states.includes('good') ? 'diverges' : 'contradicts', size };
    }
    if (states.includes('bad')) return { outcome: 'altered', size };
    this.consistentBelow = Math.max(this.consistentBelow, size);
    const witnesses = witnessStates.filter((witness) => witness.state === 'good').map(({ name }) => name);
    if (witnesses.length > 0) this.witnessedBelow = Math.max(this.witnessedBelow, size);
    return { outcome: 'matches', size, witnesses };
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
    if (headRequired && this.#heads === 0) this.#findings.add('CHECKPOINT_MISSING', {}, this.#beyondSigned(size));
    for (const failed of this.#failed) {
      this.#findings.add(failed.code, { path: failed.path }, this.#beyondSigned(failed.size));
    }
    for (const { seq } of this.#chain.keys) {
      // A checkpoint just above a key's entry is good only with the lines of both keys.
      if (seq > 0 && !this.#confirmedSizes.has(seq + 1)) {
        this.#findings.add('KEY_CHANGE_UNCONFIRMED', { seq }, { from: seq, to: size });
      }
    }
  }

  #failureOf({ size, root, note }: SignedCheckpoint): FindingCode | null {
    if (!equalBytes(root, this.#chain.rootAt(size))) return 'CHECKPOINT_ROOT';
    switch (requiredLinesState(this.#primitives, note, requiredKeys(this.#chain.keys, size))) {
      case 'good':
        return null;
      case 'bad':
        return 'CHECKPOINT_SIGNATURE';
      case 'absent':
        return 'CHECKPOINT_UNSIGNED';
    }
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
