/**
 * The header of an age file for X25519 recipients (age specification, sections "Header" and "X25519 recipient stanza"). The age-encryption package
 * writes it through WebCrypto and streams, which takes five times as long, and every original and preview has one. Keys are given to Node as such: with
 * bytes, it first throws and catches an error of its own, which takes longer than the hashing.
 */
import { createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { base64nopad, bech32 } from '@scure/base';
import { INTRODUCTION } from './age-introduction.ts';
import { type ChaCha, NONCE_LENGTH } from './chacha.ts';
import { type Curve25519, curve25519 } from './curve25519.ts';

const POINT_LENGTH = 32;

/** The point that a recipient of this kind is; `null` for another kind, or none at all. */
function pointOf(recipient: string): Uint8Array | null {
  const read = bech32.decodeUnsafe(recipient, false);
  // Written small, as `age1…`: age takes no other.
  if (read?.prefix !== 'age' || !recipient.startsWith('age1')) return null;
  const bytes = bech32.fromWordsUnsafe(read.words);
  return bytes?.length === POINT_LENGTH ? bytes : null;
}

/** `null` where one of the recipients is of another kind. Throws for a point of low order. */
export async function headerFor(
  recipients: readonly string[],
  fileKey: Uint8Array,
  cipher: ChaCha,
): Promise<Uint8Array | null> {
  const curve = await curve25519();
  let text = INTRODUCTION;
  for (const recipient of recipients) {
    const point = pointOf(recipient);
    if (point === null) return null;
    text += stanza(point, fileKey, cipher, curve);
  }
  text += '---';
  const key = new Uint8Array(hkdfSync('sha256', createSecretKey(fileKey), '', 'header', 32));
  const mac = createHmac('sha256', createSecretKey(key)).update(text).digest();
  return Buffer.from(`${text} ${base64nopad.encode(mac)}\n`, 'latin1');
}

function stanza(point: Uint8Array, fileKey: Uint8Array, cipher: ChaCha, curve: Curve25519): string {
  const secret = randomBytes(POINT_LENGTH);
  const share = curve.publicOf(secret);
  const shared = curve.shared(secret, point);
  const salt = Buffer.concat([share, point]);
  const key = new Uint8Array(hkdfSync('sha256', createSecretKey(shared), salt, 'age-encryption.org/v1/X25519', 32));
  const body = cipher.under(key).seal(new Uint8Array(NONCE_LENGTH), fileKey);
  for (const bytes of [secret, shared, key]) bytes.fill(0);
  return `-> X25519 ${base64nopad.encode(share)}\n${base64nopad.encode(body)}\n`;
}
