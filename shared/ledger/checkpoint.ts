/** Checkpoints (C2SP tlog-checkpoint, without extension lines): one signature vouches for every entry below its size. */
import { Fault } from '../faults.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { encodeUtf8 } from './bytes.ts';
import { type Hex64, isHex64 } from './hex.ts';
import { type LineState, lineState, type Note, type NoteKey, noteKey, readNote, SIGNATURE_ED25519 } from './note.ts';
import type { Primitives } from './primitives.ts';

export type Checkpoint = {
  readonly ledger: Hex64;
  /** How many entries it covers: at least 1. */
  readonly size: number;
  /** 32 bytes: the tree's root over them. */
  readonly root: Uint8Array;
};

export type SignedCheckpoint = Checkpoint & { readonly note: Note };

const originPrefix = 'sanad/ledger/';

/** The first line of a ledger's checkpoints, and the name of its keys. */
export function ledgerOrigin(ledger: Hex64): string {
  return `${originPrefix}${ledger}`;
}

/** A signing key of a ledger, as notes name it. */
export function ledgerKey(primitives: Primitives, ledger: Hex64, publicKey: Uint8Array): NoteKey {
  return noteKey(primitives, ledgerOrigin(ledger), SIGNATURE_ED25519, publicKey);
}

/** The text to be signed. */
export function checkpointText({ ledger, size, root }: Checkpoint): string {
  return `${ledgerOrigin(ledger)}\n${size}\n${encodeBase64(root)}\n`;
}

/** Reads a note whose text is a checkpoint of some ledger. Throws NOTE_INVALID. Verifies nothing. */
export function readCheckpoint(bytes: Uint8Array): SignedCheckpoint {
  const note = readNote(bytes);
  const [origin = '', sizeText = '', rootText = '', end, ...more] = note.text.split('\n');
  if (end !== '' || more.length > 0) throw new Fault('NOTE_INVALID', { reason: 'checkpoint lines' });
  const ledger = origin.slice(originPrefix.length);
  if (!origin.startsWith(originPrefix) || !isHex64(ledger)) throw new Fault('NOTE_INVALID', { reason: 'origin' });
  const size = Number(sizeText);
  if (!/^[1-9][0-9]{0,15}$/.test(sizeText) || !Number.isSafeInteger(size)) {
    throw new Fault('NOTE_INVALID', { reason: 'checkpoint size' });
  }
  const root = decodeBase64(rootText);
  if (root?.length !== 32) throw new Fault('NOTE_INVALID', { reason: 'root' });
  return { ledger, size, root, note };
}

/** A signing key and the entry that names it. It signs for sizes beyond `seq`, until the next key's entry. */
export type KeyRange = { readonly seq: number; readonly key: NoteKey };

/**
 * The keys whose good lines a checkpoint of `size` must carry: the last key named below `size`, and where the last of those
 * entries names it (a key change), the key before it as well. `keys` in ascending order of `seq`, the first at 0.
 */
export function requiredKeys(keys: readonly KeyRange[], size: number): readonly NoteKey[] {
  // By halving: a hostile ledger can name a key in each of a million entries and carry ten thousand checkpoints.
  let below = 0;
  let above = keys.length;
  while (below < above) {
    const middle = (below + above) >> 1;
    if ((keys[middle] as KeyRange).seq < size) below = middle + 1;
    else above = middle;
  }
  const last = keys[below - 1];
  if (last === undefined) return [];
  const before = last.seq === size - 1 ? keys[below - 2] : undefined;
  return before === undefined ? [last.key] : [before.key, last.key];
}

/** The worst state among the required lines: 'good' only if every one is there and good. */
export function requiredLinesState(primitives: Primitives, note: Note, keys: readonly NoteKey[]): LineState {
  const states = keys.map((key) => lineState(primitives, note, key));
  if (states.includes('bad')) return 'bad';
  return states.length === 0 || states.includes('absent') ? 'absent' : 'good';
}

/** What an RFC 3161 imprint and an OpenTimestamps proof commit to: H(note text without signature lines). */
export function anchorDigest(primitives: Primitives, noteText: string): Uint8Array {
  return primitives.sha256(encodeUtf8(noteText));
}
