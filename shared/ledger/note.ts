/**
 * Signed notes (C2SP signed-note): a text, a blank line, and signature lines "— name b64(key id ‖ signature)". Lines of unknown
 * keys are carried along and ignored; a bad line of a known key is an error, never "one line fewer".
 */
import { Fault } from '../faults.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { concatBytes, decodeUtf8, encodeUtf8, equalBytes } from './bytes.ts';
import { verifySignature } from './ed25519.ts';
import { decodeHex, encodeHex } from './hex.ts';
import type { Primitives, Signer } from './primitives.ts';

/** The first byte of an encoded key: what kind of signature its lines carry. */
export const SIGNATURE_ED25519 = 0x01;
export const SIGNATURE_COSIGNATURE_V1 = 0x04;
export type SignatureType = typeof SIGNATURE_ED25519 | typeof SIGNATURE_COSIGNATURE_V1;

/** A key under the name by which notes call it. */
export type NoteKey = {
  readonly name: string;
  readonly type: SignatureType;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 4 bytes: the beginning of H(name ‖ LF ‖ type ‖ public key). */
  readonly id: Uint8Array;
};

export type SignatureLine = {
  readonly name: string;
  readonly keyId: Uint8Array;
  /** What follows the key id: for Ed25519 64 bytes, for a cosignature 8 bytes of time and 64 of signature. */
  readonly signature: Uint8Array;
};

export type Note = {
  /** Ends in a newline, which is part of what is signed. */
  readonly text: string;
  readonly lines: readonly SignatureLine[];
};

/** How a note stands to one key: no line, at least one and all good, or one that is bad. */
export type LineState = 'absent' | 'good' | 'bad';

export const MAX_NOTE_LENGTH = 64 * 1024;
/** Of a cosignature behind its key id: 8 bytes of time and 64 of signature. */
export const COSIGNATURE_LENGTH = 72;
/** As in Go's sumdb/note; the specification asks for at least 16. */
export const MAX_SIGNATURE_LINES = 100;

const separator = '\n\n';
// A name is anything without white space (Unicode's property, as in Go's unicode.IsSpace) and without plus.
const signatureLine = /^— ([^\p{White_Space}+]+) (\S+)$/u;

export function noteKey(primitives: Primitives, name: string, type: SignatureType, publicKey: Uint8Array): NoteKey {
  const hash = primitives.sha256(concatBytes(encodeUtf8(`${name}\n`), Uint8Array.of(type), publicKey));
  return { name, type, publicKey, id: hash.slice(0, 4) };
}

/** `name+hex(key id)+b64(type ‖ public key)`: how keys are handed to other programs. */
export function formatVerifierKey(key: NoteKey): string {
  return `${key.name}+${encodeHex(key.id)}+${encodeBase64(concatBytes(Uint8Array.of(key.type), key.publicKey))}`;
}

/** Throws NOTE_INVALID unless it is well-formed, of a known type, and its key id is the right one. */
export function readVerifierKey(primitives: Primitives, text: string): NoteKey {
  // Base64 may contain plus signs, a name and a key id may not.
  const parts = /^([^\p{White_Space}+]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(text);
  if (parts === null) throw new Fault('NOTE_INVALID', { reason: 'verifier key' });
  const [, name = '', id = '', encoded = ''] = parts;
  const bytes = decodeBase64(encoded);
  const type = bytes?.[0];
  if (bytes?.length !== 33 || (type !== SIGNATURE_ED25519 && type !== SIGNATURE_COSIGNATURE_V1)) {
    throw new Fault('NOTE_INVALID', { reason: 'verifier key' });
  }
  const key = noteKey(primitives, name, type, bytes.slice(1));
  if (!equalBytes(key.id, decodeHex(id) ?? new Uint8Array(0))) {
    throw new Fault('NOTE_INVALID', { reason: 'verifier key id' });
  }
  return key;
}

/** Signs a text, which must end in a newline, under `name` with each signer in turn. */
export function signNote(primitives: Primitives, name: string, text: string, signers: readonly Signer[]): string {
  const message = encodeUtf8(text);
  const lines = signers.map((signer) => {
    const { id } = noteKey(primitives, name, SIGNATURE_ED25519, signer.publicKey);
    return formatSignatureLine({ name, keyId: id, signature: signer.sign(message) });
  });
  return `${text}\n${lines.join('')}`;
}

export function formatSignatureLine({ name, keyId, signature }: SignatureLine): string {
  return `— ${name} ${encodeBase64(concatBytes(keyId, signature))}\n`;
}

/** Throws NOTE_INVALID for anything malformed or over the limits. Verifies nothing. */
export function readNote(bytes: Uint8Array): Note {
  if (bytes.length > MAX_NOTE_LENGTH) throw new Fault('NOTE_INVALID', { reason: 'size' });
  const whole = decodeUtf8(bytes);
  const hasControl = bytes.some((byte) => byte < 0x20 && byte !== 0x0a);
  if (whole === null || hasControl) throw new Fault('NOTE_INVALID', { reason: 'characters' });
  // The text may itself contain blank lines: the last one divides.
  const split = whole.lastIndexOf(separator);
  if (split < 0 || !whole.endsWith('\n') || split + 2 === whole.length) {
    throw new Fault('NOTE_INVALID', { reason: 'layout' });
  }
  const lines = whole.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURE_LINES) throw new Fault('NOTE_INVALID', { reason: 'signature lines' });
  return { text: whole.slice(0, split + 1), lines: lines.map(readSignatureLine) };
}

/** Whether the note carries the key's line. A note with several lines of one key is good only if all of them are. */
export function lineState(primitives: Primitives, note: Note, key: NoteKey): LineState {
  const lines = note.lines.filter((line) => line.name === key.name && equalBytes(line.keyId, key.id));
  if (lines.length === 0) return 'absent';
  const good = lines.every((line) => {
    const signed = signedMessage(note.text, key.type, line.signature);
    return signed !== null && verifySignature(primitives, key.publicKey, signed.message, signed.signature);
  });
  return good ? 'good' : 'bad';
}

function readSignatureLine(line: string): SignatureLine {
  const [, name, encoded] = signatureLine.exec(line) ?? [];
  const bytes = encoded === undefined ? null : decodeBase64(encoded);
  if (name === undefined || bytes === null || bytes.length < 5) {
    throw new Fault('NOTE_INVALID', { reason: 'signature line' });
  }
  return { name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) };
}

/** What a line of this type signs, and the bare signature; null where the line is too short or too long for it. */
function signedMessage(
  text: string,
  type: SignatureType,
  signature: Uint8Array,
): { message: Uint8Array; signature: Uint8Array } | null {
  if (type === SIGNATURE_ED25519) return { message: encodeUtf8(text), signature };
  const time = signature.length === COSIGNATURE_LENGTH ? readTime(signature) : null;
  return time === null ? null : { message: cosignedMessage(time, text), signature: signature.subarray(8) };
}

/** C2SP tlog-cosignature: "cosignature/v1", the time and the note's text, each on lines of its own. */
export function cosignedMessage(time: number, text: string): Uint8Array {
  return encodeUtf8(`cosignature/v1\ntime ${time}\n${text}`);
}

/** The big-endian time at the start of a cosignature, in seconds since 1970; null beyond 2^53 − 1. */
export function readTime(signature: Uint8Array): number | null {
  const view = new DataView(signature.buffer, signature.byteOffset, signature.byteLength);
  const time = view.getBigUint64(0);
  return time <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(time) : null;
}
