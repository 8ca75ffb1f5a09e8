/**
 * C2SP tlog-proof, version 1: a text that shows, offline, that one entry stands in a tree that a checkpoint vouches for. It carries
 * the checkpoint as it was signed, cosignatures included, and whatever else the reader needs to compute the leaf.
 */
import { Fault } from '../faults.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { concatBytes, decodeUtf8, encodeUtf8 } from './bytes.ts';
import { readCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import type { Primitives } from './primitives.ts';
import { leafHash, verifyInclusion } from './tree.ts';

export type TlogProof = {
  /** What the application adds. Nothing vouches for it. */
  readonly extra: Uint8Array | null;
  /** The entry's position, from 0. */
  readonly index: number;
  /** RFC 6962 section 2.1.1: hashes of 32 bytes, from the leaf's sibling up to the root's child. */
  readonly hashes: readonly Uint8Array[];
  /** The signed note, as it was signed. */
  readonly note: string;
};

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
/** A tree of 2^53 leaves has no longer path. */
const MAX_HASHES = 53;
/** In bytes. An opened body and field of the largest kind, in base64 twice over, and a note. */
export const MAX_PROOF_LENGTH = 8 * 1024 * 1024;

export function formatTlogProof({ extra, index, hashes, note }: TlogProof): string {
  const lines = [
    FIRST_LINE,
    ...(extra === null ? [] : [`extra ${encodeBase64(extra)}`]),
    `index ${index}`,
    ...hashes.map((hash) => encodeBase64(hash)),
  ];
  return `${lines.join('\n')}\n\n${note}`;
}

/** Whether a file says of itself that it is a tlog-proof. */
export function looksLikeTlogProof(start: Uint8Array): boolean {
  const line = encodeUtf8(`${FIRST_LINE}\n`);
  return line.every((byte, index) => start[index] === byte);
}

/** Throws RECEIPT_INVALID for anything malformed or over the limits, NOTE_INVALID for its checkpoint. Verifies nothing. */
export function readTlogProof(bytes: Uint8Array): TlogProof & { readonly checkpoint: SignedCheckpoint } {
  if (bytes.length > MAX_PROOF_LENGTH) throw invalid('size');
  const text = decodeUtf8(bytes);
  if (text === null) throw invalid('characters');
  // The proof's own lines are never empty: the first empty line divides.
  const split = text.indexOf('\n\n');
  if (split < 0) throw invalid('layout');
  const lines = text.slice(0, split).split('\n');
  if (lines.shift() !== FIRST_LINE) throw invalid('first line');
  const extra = lines[0]?.startsWith('extra ') ? decoded(lines.shift()?.slice('extra '.length), 'extra') : null;
  const indexText = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '')?.[1];
  const index = Number(indexText);
  if (indexText === undefined || !Number.isSafeInteger(index)) throw invalid('index');
  if (lines.length > MAX_HASHES) throw invalid('hashes');
  const hashes = lines.map((line) => decoded(line, 'hash'));
  if (hashes.some((hash) => hash.length !== 32)) throw invalid('hash');
  const note = text.slice(split + 2);
  return { extra, index, hashes, note, checkpoint: readCheckpoint(encodeUtf8(note)) };
}

/** Whether the entry with these bytes stands at the proof's position under its checkpoint's root. Says nothing of signatures. */
export function provesEntry(
  primitives: Primitives,
  { index, hashes, checkpoint: { size, root } }: ReturnType<typeof readTlogProof>,
  entry: Uint8Array,
): boolean {
  return verifyInclusion(primitives, { index, size, leaf: leafHash(primitives, entry), root }, hashes);
}

function decoded(text: string | undefined, what: string): Uint8Array {
  const bytes = text === undefined ? null : decodeBase64(text);
  if (bytes === null) throw invalid(what);
  // A copy: what is decoded must not keep the whole file alive.
  return concatBytes(bytes);
}

function invalid(reason: string): Fault {
  return new Fault('RECEIPT_INVALID', { reason });
}
