/**
 * What a ledger's keeper hands to a witness: a new checkpoint, the proof that it goes on from the tree that the witness holds, and
 * every key change on the way. The body of C2SP tlog-witness (`old`, proof, empty line, note) with the keys that a witness here
 * can't look up. The text is described in WITNESS.md.
 */
import { Fault } from '../faults.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { decodeUtf8, encodeUtf8, equalBytes } from './bytes.ts';
import {
  type KeyRange,
  ledgerKey,
  readCheckpoint,
  requiredKeys,
  requiredLinesState,
  type SignedCheckpoint,
} from './checkpoint.ts';
import { type Entry, ledgerId, readEntry } from './entry.ts';
import type { Hex64 } from './hex.ts';
import { formatVerifierKey, type NoteKey, readVerifierKey } from './note.ts';
import type { Primitives } from './primitives.ts';
import { leafHash, verifyConsistency, verifyInclusion } from './tree.ts';

/** From the tree before (`old` entries, 0 for none) to that of the note. */
type Step = {
  readonly old: number;
  readonly consistency: readonly Uint8Array[];
  readonly checkpoint: SignedCheckpoint;
  /** The checkpoint's bytes as they stood in the file. */
  readonly note: string;
};

/** The last entry of the step's tree brings a new key. */
export type KeyChange = Step & { readonly entry: Uint8Array; readonly inclusion: readonly Uint8Array[] };

export type WitnessRequest = {
  readonly ledger: Hex64;
  /** The key of the first entry, which the ledger's id certifies. */
  readonly firstKey: NoteKey;
  readonly changes: readonly KeyChange[];
  readonly head: Step;
};

/** What a witness knows of a ledger: the largest tree, and the keys below it. */
export type HeldTree = { readonly size: number; readonly root: Uint8Array; readonly keys: readonly KeyRange[] };

/** What a request shows to whoever holds `HeldTree`, or nothing yet. */
export type RequestJudgement =
  /** The new tree begins with the held one, and every signature is there. */
  | { readonly outcome: 'consistent'; readonly tree: HeldTree }
  /**
   * The proof begins at another size than the one held. Not `isSigned` where it begins beyond it: a key that came in between is not in the
   * request, so nobody can tell here whether its signature is that key's or anybody's.
   */
  | { readonly outcome: 'stale'; readonly isSigned: boolean }
  /** Signed as it must be, and smaller than what is held. */
  | { readonly outcome: 'rollback' }
  /** Signed as it must be, of a size that is held with another root: two histories. */
  | { readonly outcome: 'fork' }
  /** Signed as it must be, but the proof does not lead to it: two histories, or a damaged proof. */
  | { readonly outcome: 'inconsistent' }
  /** A line is missing or wrong: anybody could have made it. */
  | { readonly outcome: 'unsigned' };

const MAGIC = 'sanad/witness-request/v1';
export const MAX_REQUEST_LENGTH = 8 * 1024 * 1024;
/** A proof in a tree of 2^53 entries has no more. */
const MAX_PROOF = 54;

export type DraftStep = { readonly old: number; readonly consistency: readonly Uint8Array[]; readonly note: string };
export type DraftChange = DraftStep & { readonly entry: Uint8Array; readonly inclusion: readonly Uint8Array[] };

export function composeWitnessRequest(firstKey: NoteKey, changes: readonly DraftChange[], head: DraftStep): string {
  const hashes = (proof: readonly Uint8Array[]): string[] => proof.map(encodeBase64);
  const stepLines = ({ old, consistency }: DraftStep): string[] => [`old ${old}`, ...hashes(consistency)];
  const blocks = [
    ...changes.map((change) => ({
      lines: [`change ${decodeUtf8(change.entry)}`, ...hashes(change.inclusion), ...stepLines(change)],
      note: change.note,
    })),
    { lines: stepLines(head), note: head.note },
  ];
  const begin = [MAGIC, `key ${formatVerifierKey(firstKey)}`];
  return blocks
    .map(({ lines, note }, index) => `${[...(index === 0 ? begin : []), ...lines].join('\n')}\n\n${note}`)
    .join('\n');
}

/** Whether a text is meant as a request; notes begin otherwise. */
export const looksLikeRequest = (text: string): boolean => text.startsWith('sanad/witness-request/');

/** Throws WITNESS_REQUEST_INVALID. Verifies nothing but that the ledger's id certifies the first key. */
export function readWitnessRequest(primitives: Primitives, bytes: Uint8Array): WitnessRequest {
  try {
    return read(primitives, bytes);
  } catch (error) {
    if (error instanceof Fault && error.code !== 'WITNESS_REQUEST_INVALID') throw invalid(String(error.params.reason));
    throw error;
  }
}

function read(primitives: Primitives, bytes: Uint8Array): WitnessRequest {
  const text = bytes.length > MAX_REQUEST_LENGTH ? null : decodeUtf8(bytes);
  if (text === null || !text.endsWith('\n')) throw invalid('size or characters');
  // Checkpoints have exactly one empty line, and so has the end of each block's own lines.
  const parts = text.slice(0, -1).split('\n\n');
  if (parts.length % 3 !== 0) throw invalid('layout');
  const [magic, keyLine = '', ...rest] = (parts[0] as string).split('\n');
  if (magic !== MAGIC || !keyLine.startsWith('key ')) throw invalid('beginning');
  parts[0] = rest.join('\n');
  const firstKey = readVerifierKey(primitives, keyLine.slice('key '.length));

  const changes: KeyChange[] = [];
  for (let at = 0; at < parts.length - 3; at += 3) changes.push(readChange(parts.slice(at, at + 3)));
  const headParts = parts.slice(-3);
  const head = readStep((headParts[0] as string).split('\n'), headParts);

  const { ledger } = head.checkpoint;
  if (changes.some(({ checkpoint }) => checkpoint.ledger !== ledger)) throw invalid('several ledgers');
  const own = ledgerKey(primitives, ledger, firstKey.publicKey);
  if (ledgerId(primitives, firstKey.publicKey) !== ledger || own.name !== firstKey.name || own.type !== firstKey.type) {
    throw invalid('first key');
  }
  return { ledger, firstKey, changes, head };
}

function readChange(parts: readonly string[]): KeyChange {
  const [line = '', ...rest] = (parts[0] as string).split('\n');
  if (!line.startsWith('change ')) throw invalid('change');
  const stepAt = rest.findIndex((text) => text.startsWith('old '));
  const entry = encodeUtf8(line.slice('change '.length));
  return { entry, inclusion: rest.slice(0, stepAt).map(readHash), ...readStep(rest.slice(stepAt), parts) };
}

function readStep([oldLine = '', ...hashes]: readonly string[], parts: readonly string[]): Step {
  const [, digits] = /^old (0|[1-9][0-9]{0,15})$/.exec(oldLine) ?? [];
  const old = Number(digits);
  if (digits === undefined || !Number.isSafeInteger(old) || hashes.length > MAX_PROOF) throw invalid('old');
  const note = `${parts[1]}\n\n${parts[2]}\n`;
  return { old, consistency: hashes.map(readHash), checkpoint: readCheckpoint(encodeUtf8(note)), note };
}

function readHash(line: string): Uint8Array {
  const hash = decodeBase64(line);
  if (hash?.length !== 32) throw invalid('hash');
  return hash;
}

/** Compares a request with what is held of its ledger. Anything that is not `consistent` is refused. */
export function judgeWitnessRequest(
  primitives: Primitives,
  request: WitnessRequest,
  held: HeldTree | null,
): RequestJudgement {
  const { head, changes, ledger } = request;
  let tree: HeldTree = held ?? {
    size: 0,
    root: new Uint8Array(0),
    keys: [{ seq: 0, key: ledgerKey(primitives, ledger, request.firstKey.publicKey) }],
  };
  const isSigned = ({ checkpoint }: Step, keys: readonly KeyRange[]): boolean =>
    requiredLinesState(primitives, checkpoint.note, requiredKeys(keys, checkpoint.size)) === 'good';

  for (const step of [...changes, head]) {
    const { size, root } = step.checkpoint;
    const change = 'entry' in step ? (step as KeyChange) : null;
    const keys = change === null ? tree.keys : keysAfter(primitives, ledger, change, tree.keys);
    if (keys === null || !isSigned(step, keys)) {
      return step.old > tree.size ? { outcome: 'stale', isSigned: false } : { outcome: 'unsigned' };
    }
    // Before anything follows from it: a foreign key's line can be added to any note, a foreign entry to no tree.
    if (change !== null && !brings(primitives, change)) return { outcome: 'unsigned' };
    if (size < tree.size) {
      // A key change below the held tree that the witness knows is part of a request made for someone who holds less.
      if (change !== null && keys === tree.keys) continue;
      return { outcome: change === null ? 'rollback' : 'fork' };
    }
    // The very tree that is held needs no proof.
    if (size === tree.size && !equalBytes(root, tree.root)) return { outcome: 'fork' };
    if (size > tree.size) {
      if (step.old !== tree.size) return { outcome: 'stale', isSigned: true };
      if (!goesOn(primitives, tree, step)) return { outcome: 'inconsistent' };
    }
    tree = { size, root, keys };
  }
  return { outcome: 'consistent', tree };
}

/** Whether the step's proof leads from the tree to its own; nothing has to be shown for a first tree. */
function goesOn(primitives: Primitives, tree: HeldTree, { consistency, checkpoint: { size, root } }: Step): boolean {
  if (tree.size === 0) return consistency.length === 0;
  return verifyConsistency(primitives, { oldSize: tree.size, size, oldRoot: tree.root, root }, consistency);
}

/** Whether the entry that names the new key is the last of the change's tree. */
function brings(primitives: Primitives, { entry, inclusion, checkpoint: { size, root } }: KeyChange): boolean {
  return verifyInclusion(primitives, { index: size - 1, size, leaf: leafHash(primitives, entry), root }, inclusion);
}

/** The keys with the one that a change brings, the same array where it is known already; null where it can't be a change. */
function keysAfter(
  primitives: Primitives,
  ledger: Hex64,
  change: KeyChange,
  keys: readonly KeyRange[],
): readonly KeyRange[] | null {
  let entry: Entry;
  try {
    entry = readEntry(change.entry);
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
  const { seq, key } = entry;
  if (key === null || entry.ledger !== ledger || seq !== change.checkpoint.size - 1 || seq === 0) return null;
  const known = keys.find((range) => equalBytes(range.key.publicKey, key));
  if (known !== undefined) return known.seq === seq ? keys : null;
  // Before the last change that is known there can't be another.
  if (keys.some((range) => range.seq >= seq)) return null;
  return [...keys, { seq, key: ledgerKey(primitives, ledger, key) }];
}

function invalid(reason: string): Fault {
  return new Fault('WITNESS_REQUEST_INVALID', { reason });
}
