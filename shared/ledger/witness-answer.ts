/** What a witness hands back: the checkpoint with its line, or why it refused and what it holds instead. */
import { Fault } from '../faults.ts';
import { decodeUtf8, encodeUtf8 } from './bytes.ts';
import { ledgerOrigin, readCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import { cosign } from './cosignature.ts';
import { type Hex64, isHex64 } from './hex.ts';
import { formatSignatureLine, lineState, type NoteKey } from './note.ts';
import type { Primitives, Signer } from './primitives.ts';

/** Why a witness refuses. `unsigned` and `stale` say nothing against the ledger. */
export const refusals = ['unsigned', 'stale', 'rollback', 'inconsistent', 'fork'] as const;
export type Refusal = (typeof refusals)[number];

export type WitnessAnswer =
  | { readonly answer: 'cosigned'; readonly checkpoint: SignedCheckpoint; readonly note: string }
  | {
      readonly answer: 'refused';
      readonly refusal: Refusal;
      readonly ledger: Hex64;
      /** The largest checkpoint of this ledger that the witness holds; null where it holds none. */
      readonly held: SignedCheckpoint | null;
    };

const MAGIC = 'sanad/witness-refusal/v1';

export function composeRefusal(refusal: Refusal, ledger: Hex64, heldNote: string | null): string {
  return `${MAGIC}\n${refusal}\n${ledger}\n${heldNote === null ? '' : `\n${heldNote}`}`;
}

/** Throws NOTE_INVALID. Verifies nothing. */
export function readWitnessAnswer(bytes: Uint8Array): WitnessAnswer {
  const text = decodeUtf8(bytes);
  if (text === null) throw new Fault('NOTE_INVALID', { reason: 'characters' });
  if (!text.startsWith(`${MAGIC}\n`)) return { answer: 'cosigned', checkpoint: readCheckpoint(bytes), note: text };
  const [, word, ledger, empty, ...rest] = text.split('\n');
  const refusal = refusals.find((known) => known === word);
  if (refusal === undefined || !isHex64(ledger) || empty !== '') throw new Fault('NOTE_INVALID', { reason: 'refusal' });
  const note = rest.join('\n');
  return { answer: 'refused', refusal, ledger, held: note === '' ? null : readCheckpoint(encodeUtf8(note)) };
}

/** The checkpoint with the good lines of these keys alone: what others added is theirs to hand on. */
export function withLinesOf(primitives: Primitives, { note }: SignedCheckpoint, keys: readonly NoteKey[]): string {
  const kept = keys.flatMap((key) =>
    lineState(primitives, note, key) !== 'good'
      ? []
      : note.lines.filter(({ name, keyId }) => name === key.name && keyId.every((byte, at) => byte === key.id[at])),
  );
  return `${note.text}\n${kept.map(formatSignatureLine).join('')}`;
}

/** A checkpoint whose lines are known to be good, with the ledger's own lines and the witness's. */
export function cosignOwnLines(
  primitives: Primitives,
  checkpoint: SignedCheckpoint,
  keys: readonly NoteKey[],
  witness: { readonly name: string; readonly signer: Signer; readonly time: number },
): string {
  const own = keys.filter(({ name }) => name === ledgerOrigin(checkpoint.ledger));
  return cosign(primitives, withLinesOf(primitives, checkpoint, own), witness);
}
