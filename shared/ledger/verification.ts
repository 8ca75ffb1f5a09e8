/**
 * Verifies the ledger part of a bundle or a vault, in one pass over its bytes, on hostile input: everything wrong is reported,
 * nothing is thrown. The steps are those of FORMAT.md, "Verification"; the container (zip, manifest, objects) is checked by
 * whoever reads it and reported here with `report`, so that there is one verdict.
 *
 * Call in this order: `entry` for each line, `endEntries`, then `checkpoint` for each note, `disclosureLine`, `disclosureLines` or `disclosure`
 * in their order, `endDisclosures`, `givenFiles`, the reviewer's notes and codes, `finish`. With `opensAtOnce` the disclosures of an entry
 * follow it before the next.
 */

import { encodeUtf8 } from './bytes.ts';
import { Chain, MAX_ENTRIES } from './chain.ts';
import type { KeyRange } from './checkpoint.ts';
import {
  Disclosed,
  type DisclosedEntry,
  type FileReference,
  MAX_DISCLOSURE_LINE,
  type Vocabulary,
} from './disclosed.ts';
import type { FieldName } from './field-name.ts';
import { type EntryRange, type Finding, type FindingCode, Findings, type Place, type Remark } from './findings.ts';
import { type Hex64, hashToHex } from './hex.ts';
import { splitBlock } from './jsonl.ts';
import type { NoteKey } from './note.ts';
import type { OpenedEntry } from './opened-entry.ts';
import type { Run } from './opened-lines.ts';
import { NO_WITNESSES, policyOf, type WitnessPolicy } from './policy.ts';
import type { Primitives, Sha256 } from './primitives.ts';
import type { Continues } from './reserved.ts';
import type { SpokenCode } from './spoken.ts';
import { type Verdict, worse } from './verdict.ts';
import {
  type BroughtOutcome,
  type CheckpointRole,
  type NoteOrigin,
  type SeenCheckpoint,
  Vouching,
  type WitnessStanding,
} from './vouching.ts';
import { compareWithheld, type WithheldStatement } from './withheld.ts';

export type VerificationOptions = {
  /** A bundle ends in its own export and holds at most 10⁶ entries; a vault ends anywhere. */
  readonly kind: 'bundle' | 'vault';
  /** The disclosures of each entry follow it at once, before the next: only possible where the entries are read with them. */
  readonly opensAtOnce?: boolean;
  /** The witnesses whose cosignatures the reviewer accepts. */
  readonly trustedWitnesses?: readonly NoteKey[];
  /** The same with how many of them it takes; without it any one is enough. */
  readonly policy?: WitnessPolicy;
  readonly vocabulary?: Vocabulary;
  /** Is given every entry that shows anything, in order, with the shown values. */
  readonly onDisclosed?: (entry: DisclosedEntry) => void;
};

export type LedgerReport = {
  /** `newer`: holds as far as it can be checked, but has entries of a newer version. It could not run, and has no verdict. */
  readonly outcome: 'judged' | 'newer';
  /** Of the bundle: the lowest among the entries that show anything, its closing export aside; of a vault: among all. */
  readonly verdict: Verdict;
  /** Of the closing export by itself; null in a vault, or without entries. */
  readonly closing: Verdict | null;
  readonly size: number;
  readonly ledger: Hex64 | null;
  /** 32 bytes; the root over all entries. */
  readonly root: Uint8Array;
  readonly keys: readonly KeyRange[];
  readonly firstNewer: number | null;
  /** In the order found, at most MAX_LISTED of each code; `counts` has them all. */
  readonly findings: readonly Finding[];
  readonly remarks: readonly Remark[];
  readonly counts: ReadonlyMap<string, number>;
  readonly brought: readonly BroughtOutcome[];
  /** A note or code that the reviewer brought contradicts this ledger or vouches for nothing: the exit status is not 0. */
  readonly broughtContradicts: boolean;
  /** Entries below are covered by a good checkpoint of the ledger's own key that counts; in a vault at work some may lie beyond. */
  readonly signedBelow: number;
  readonly witnessedBelow: number;
  /** Each witness of the policy. */
  readonly witnesses: readonly WitnessStanding[];
  /** Checkpoints that a reviewer does well to keep. Evidence of this ledger only where nothing was found. */
  readonly seen: readonly SeenCheckpoint[];
  readonly consistentBelow: number;
  /** How many entries show anything. */
  readonly disclosed: number;
  readonly files: ReadonlyMap<Hex64, FileReference>;
  readonly withheldFields: ReadonlyMap<number, readonly FieldName[]>;
  /** How many fields of shown bodies, and entries as a whole, are withheld and not stated. Null where no statement was compared. */
  readonly unexplained: number | null;
  readonly amendedBy: ReadonlyMap<number, readonly number[]>;
  readonly erasedBy: ReadonlyMap<number, readonly number[]>;
  /** Entries below may be corrected by an entry whose body is withheld; −1 where nothing is withheld. */
  readonly lastWithheld: number;
  readonly notUnderstood: { readonly types: ReadonlySet<string>; readonly fields: ReadonlySet<string> };
  readonly continues: Continues | null;
  readonly successor: Hex64 | null;
  /** The tree's root over the first `size` entries, at most all of them. */
  rootAt(size: number): Uint8Array;
  /** The state of one entry. */
  stateOf(seq: number): Verdict;
  /** Whether anything of an entry is shown. */
  isShown(seq: number): boolean;
};

const lineEnd = encodeUtf8('\n');

export class LedgerVerification {
  readonly #options: VerificationOptions;
  readonly #primitives: Primitives;
  readonly #findings = new Findings();
  readonly #chain: Chain;
  readonly #vouching: Vouching;
  readonly #brought: BroughtOutcome[] = [];
  readonly #beforeClosing: Sha256;
  #disclosed: Disclosed | null = null;
  #closingBegun = false;
  #disclosuresEnded = false;
  #filesHash: Hex64 | null = null;
  #unexplained: number | null = null;

  constructor(primitives: Primitives, options: VerificationOptions) {
    this.#primitives = primitives;
    this.#options = options;
    const limit = options.kind === 'bundle' ? MAX_ENTRIES : Number.MAX_SAFE_INTEGER;
    this.#chain = new Chain(primitives, this.#findings, limit, options.opensAtOnce ?? false);
    const policy = options.policy ?? (options.trustedWitnesses ? policyOf(options.trustedWitnesses) : NO_WITNESSES);
    this.#vouching = new Vouching(primitives, this.#chain, this.#findings, policy);
    this.#beforeClosing = primitives.createSha256();
  }

  /** The ledger's id, once an entry could be read. */
  get ledger(): Hex64 | null {
    return this.#chain.ledger;
  }

  /** How many entries there are. */
  get size(): number {
    return this.#chain.size;
  }

  /** Adds a finding of the container. `touches`: the entries that it takes down with it, null for none. */
  report(code: FindingCode, place: Place, touches: EntryRange | null): void {
    this.#findings.add(code, place, touches);
  }

  /** A line of entries.jsonl without its newline, or null for one too long to be read. */
  entry(line: Uint8Array | null): void {
    this.#chain.append(line);
  }

  /**
   * Whether `hashes`, in hex, is the hash of the last entry so far and, where `hasNodes` says so, after it those of the complete subtrees
   * that end with it, from the smallest.
   */
  lastHasHashes(hashes: string, hasNodes: boolean): boolean {
    return this.#chain.lastHasHashes(hashes, hasNodes);
  }

  /** `terminated`: whether the last line ended in a newline. */
  endEntries(terminated = true): void {
    if (!terminated) this.#findings.add('LINES_SYNTAX', { path: 'data/ledger/entries.jsonl' });
  }

  checkpoint(path: string, bytes: Uint8Array, role: CheckpointRole): void {
    this.#vouching.carried(path, bytes, role);
  }

  /** A line of disclosures.jsonl without its newline, or null for one too long to be read. */
  disclosureLine(line: Uint8Array | null): void {
    const seq = this.#shown().line(line);
    this.#closingBegun ||= seq === this.#chain.size - 1;
    if (!this.#closingBegun) this.#beforeClosing.update(line ?? new Uint8Array(0)).update(lineEnd);
  }

  /** Whole lines of disclosures.jsonl, with what `openLines` made of them for this ledger. */
  disclosureLines(block: Uint8Array, runs: readonly Run[]): void {
    const shown = this.#shown();
    let hashed = 0;
    const hashUpTo = (end: number): void => {
      if (!this.#closingBegun && end > hashed) this.#beforeClosing.update(block.subarray(hashed, end));
      hashed = end;
    };
    for (const [number, { from, to, opened }] of runs.entries()) {
      // What is of no entry, or of one before, ends nothing: more of this entry may follow it. So the last of all is never taken as opened.
      const next = runs[number + 1]?.opened?.seq ?? -1;
      const isEnded = opened !== null && next > opened.seq && next < this.#chain.size;
      if (isEnded && shown.opened(opened.seq, opened.entry, opened.record)) continue;
      hashUpTo(from);
      splitBlock(block.subarray(from, to), MAX_DISCLOSURE_LINE, (line) => this.disclosureLine(line));
      hashed = to;
    }
    hashUpTo(block.length);
  }

  /** A disclosure from a vault, which has no lines. Returns the name that it says, null where it says none. */
  disclosure(seq: number, text: string): string | null {
    return this.#shown().disclosure(seq, text);
  }

  /**
   * In the place of an entry's disclosures one by one: what `openEntry` made of them for this ledger. False, and nothing is done, where they
   * have to be gone through after all.
   */
  opened(seq: number, entry: OpenedEntry): boolean {
    return this.#shown().opened(seq, entry);
  }

  /** `terminated`: whether the last line ended in a newline. Returns the files that the shown fields name. */
  endDisclosures(terminated = true): ReadonlyMap<Hex64, FileReference> {
    if (!terminated) this.#findings.add('LINES_SYNTAX', { path: 'data/ledger/disclosures.jsonl' });
    if (!this.#disclosuresEnded) this.#shown().finish();
    this.#disclosuresEnded = true;
    return this.#shown().files;
  }

  /** SHA-256 of what the shown fields of an entry of a bundle say, as data/records/ has them: 32 bytes; null where none are shown. */
  recordOf(seq: number): Uint8Array | null {
    return this.#shown().recordOf(seq);
  }

  /** hex H over the list of the bundle's files, as `givenFilesHash` of bundle-layout.ts computes it. */
  givenFiles(hash: Hex64): void {
    this.#filesHash = hash;
  }

  /** The exporter's statement, after all disclosures: differences from what is computed are remarked on. */
  withheldStatements(statements: readonly WithheldStatement[]): void {
    const { kind } = this.#options;
    this.#unexplained = compareWithheld(statements, this.#shown(), this.#chain.size, this.#findings, kind);
  }

  broughtNote(bytes: Uint8Array, origin: NoteOrigin = 'brought'): BroughtOutcome {
    return this.#bring(this.#vouching.broughtNote(bytes, this.#shown().continues, origin));
  }

  /** A proof that the ledger goes on, as it is made for a witness. */
  broughtProof(bytes: Uint8Array): BroughtOutcome {
    return this.#bring(this.#vouching.broughtProof(bytes, this.#shown().continues));
  }

  broughtCode(code: SpokenCode, size: number | null): BroughtOutcome {
    return this.#bring(this.#vouching.broughtCode(code, size));
  }

  finish(): LedgerReport {
    const chain = this.#chain;
    const findings = this.#findings;
    const shown = this.#shown();
    this.endDisclosures();
    if (chain.size === 0) findings.add('ENTRIES_NONE');
    this.#vouching.finish(this.#options.kind === 'bundle');
    if (this.#options.kind === 'bundle') this.#checkClosing(shown);

    const size = chain.size;
    const invalid = findings.touched(size);
    const diverged = this.#brought.some(({ outcome }) => outcome === 'diverges');
    const { signedBelow, witnessedBelow, consistentBelow } = this.#vouching;
    const stateOf = (seq: number): Verdict => {
      if (invalid[seq] === 1) return 'INVALID';
      if (seq < witnessedBelow) return 'WITNESSED';
      if (seq < consistentBelow) return 'CONSISTENT';
      return diverged ? 'DIVERGED' : 'UNANCHORED';
    };
    const closing = this.#options.kind === 'bundle' && size > 0 ? stateOf(size - 1) : null;
    const contradicted = this.#brought.some(({ outcome }) => outcome === 'contradicts' || outcome === 'unmatched');
    let verdict = this.#lowestState(shown, stateOf);
    if (contradicted) verdict = worse(verdict, 'UNANCHORED');
    if (diverged) verdict = worse(verdict, 'DIVERGED');
    if (!findings.isEmpty) verdict = 'INVALID';

    return {
      outcome: chain.firstNewer !== null && findings.isEmpty ? 'newer' : 'judged',
      verdict,
      closing,
      size,
      ledger: chain.ledger,
      root: chain.rootAt(size),
      keys: chain.keys,
      firstNewer: chain.firstNewer,
      findings: findings.list,
      remarks: findings.remarks,
      counts: findings.counts,
      brought: this.#brought,
      broughtContradicts: this.#brought.some(isAgainst),
      signedBelow,
      witnessedBelow,
      witnesses: this.#vouching.witnesses,
      seen: this.#vouching.seen,
      consistentBelow,
      disclosed: shown.count,
      files: shown.files,
      withheldFields: shown.withheldFields,
      unexplained: this.#unexplained,
      amendedBy: shown.amendedBy,
      erasedBy: shown.erasedBy,
      lastWithheld: shown.lastWithheld(),
      notUnderstood: { types: shown.unknownTypes, fields: shown.unknownFields },
      continues: shown.continues,
      successor: shown.successor?.ledger ?? null,
      rootAt: (below) => chain.rootAt(below),
      stateOf,
      isShown: (seq) => shown.isShown(seq),
    };
  }

  #bring(outcome: BroughtOutcome): BroughtOutcome {
    this.#brought.push(outcome);
    return outcome;
  }

  /** Whether there are entries of a version that this program does not know; known after `endEntries`. */
  get hasNewerEntries(): boolean {
    return this.#chain.firstNewer !== null;
  }

  /** Of a bundle the disclosures need the entries, all of them: the first use comes after `endEntries`. */
  #shown(): Disclosed {
    const { vocabulary, onDisclosed } = this.#options;
    this.#disclosed ??= new Disclosed(
      this.#primitives,
      this.#chain,
      this.#findings,
      vocabulary ?? null,
      onDisclosed ?? (() => {}),
    );
    return this.#disclosed;
  }

  #checkClosing(shown: Disclosed): void {
    const last = this.#chain.size - 1;
    // An entry of a newer version may well be an export; it cannot be told here.
    if (last < 0 || (this.#chain.firstNewer !== null && !this.#chain.hasBodyAt(last))) return;
    const given = shown.closingGiven;
    if (given === null) {
      const partly = shown.withheldFields.has(last);
      this.#findings.add(partly ? 'EXPORT_WITHHOLDS' : 'EXPORT_NOT_LAST', { seq: last });
      return;
    }
    if (given.entries !== this.#chain.hashBeforeLast()) this.#findings.add('GIVEN_ENTRIES', { seq: last });
    if (given.disclosures !== hashToHex(this.#beforeClosing.digest())) {
      this.#findings.add('GIVEN_DISCLOSURES', { seq: last });
    }
    if (given.files !== this.#filesHash) this.#findings.add('GIVEN_FILES', { seq: last });
  }

  #lowestState(shown: Disclosed, stateOf: (seq: number) => Verdict): Verdict {
    const size = this.#chain.size;
    const judged = this.#options.kind === 'vault' ? size : size - 1;
    let lowest: Verdict | null = null;
    if (this.#options.kind === 'bundle') {
      for (let seq = 0; seq < judged; seq++) {
        if (shown.isShown(seq)) lowest = lowest === null ? stateOf(seq) : worse(lowest, stateOf(seq));
      }
    }
    if (lowest !== null) return lowest;
    // A vault, or a plain chain: every entry counts.
    for (let seq = 0; seq < size; seq++) lowest = lowest === null ? stateOf(seq) : worse(lowest, stateOf(seq));
    return lowest ?? 'INVALID';
  }
}

/** Brought to prove this ledger, and does not: never passed over. */
function isAgainst(brought: BroughtOutcome): boolean {
  switch (brought.outcome) {
    case 'diverges':
    case 'contradicts':
    case 'unmatched':
    case 'altered':
    case 'proof-fails':
    case 'unreadable':
      return true;
    case 'older-ledger':
      return brought.contradicts;
    case 'matches':
    case 'goes-on':
    case 'not-comparable':
    case 'other-ledger':
      return false;
  }
}
