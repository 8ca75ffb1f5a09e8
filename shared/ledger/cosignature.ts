/** Cosignatures (C2SP tlog-cosignature, version 1): a witness says that it saw this checkpoint, and nothing older after it. */
import { concatBytes, equalBytes } from './bytes.ts';
import type { NoteKey } from './note.ts';
import {
  COSIGNATURE_LENGTH,
  cosignedMessage,
  formatSignatureLine,
  type Note,
  noteKey,
  readTime,
  SIGNATURE_COSIGNATURE_V1,
} from './note.ts';
import type { Primitives, Signer } from './primitives.ts';

/** The key by which a witness called `name` cosigns. A witness uses it for nothing else. */
export function witnessKey(primitives: Primitives, name: string, publicKey: Uint8Array): NoteKey {
  return noteKey(primitives, name, SIGNATURE_COSIGNATURE_V1, publicKey);
}

/** The note `signedNote` with a witness's line added. `time`: seconds since 1970, a whole number. */
export function cosign(
  primitives: Primitives,
  signedNote: string,
  witness: { readonly name: string; readonly signer: Signer; readonly time: number },
): string {
  const text = signedNote.slice(0, signedNote.lastIndexOf('\n\n') + 1);
  const { id } = witnessKey(primitives, witness.name, witness.signer.publicKey);
  const bigEndianTime = new Uint8Array(8);
  new DataView(bigEndianTime.buffer).setBigUint64(0, BigInt(witness.time));
  const signature = concatBytes(bigEndianTime, witness.signer.sign(cosignedMessage(witness.time, text)));
  return signedNote + formatSignatureLine({ name: witness.name, keyId: id, signature });
}

/** When the witness says it cosigned, in seconds since 1970, by its own clock; null where it has no line here. */
export function cosignedAt(note: Note, key: NoteKey): number | null {
  const line = note.lines.find(({ name, keyId }) => name === key.name && equalBytes(keyId, key.id));
  return line?.signature.length === COSIGNATURE_LENGTH ? readTime(line.signature) : null;
}
