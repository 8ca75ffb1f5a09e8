/** RSA signatures (RFC 8017), verified with nothing but numbers: for browsers, where Node's own is absent. Nothing here is secret. */

import { tags, writeDer, writeOid } from '../ledger/anchors/der.ts';
import { bitLength, type RsaKey } from '../ledger/anchors/public-key.ts';
import { oidOfHash, type SignedHash } from '../ledger/anchors/signature-algorithms.ts';
import { concatBytes, equalBytes } from '../ledger/bytes.ts';
import { encodeHex } from '../ledger/hex.ts';
import type { RsaScheme } from './signatures.ts';

type Digest = (hash: SignedHash, bytes: Uint8Array) => Uint8Array;

/** `signature` has as many bytes as the modulus. */
export function verifyRsa(
  { modulus, exponent }: RsaKey,
  scheme: RsaScheme,
  digested: Uint8Array,
  signature: Uint8Array,
  digest: Digest,
): boolean {
  const n = numberOf(modulus);
  const s = numberOf(signature);
  if (s >= n) return false;
  const encoded = bytesOf(power(s, numberOf(exponent), n), modulus.length);
  return scheme.kind === 'rsa'
    ? equalBytes(encoded, encodePkcs1(scheme.hash, digested, modulus.length))
    : isPss(encoded, bitLength(modulus) - 1, scheme, digested, digest);
}

/** EMSA-PKCS1-v1_5 (section 9.2): compared as a whole, so that nothing hides in the padding. */
function encodePkcs1(hash: SignedHash, digested: Uint8Array, length: number): Uint8Array {
  const algorithm = writeDer(tags.sequence, writeOid(oidOfHash(hash)), writeDer(tags.null));
  const info = writeDer(tags.sequence, algorithm, writeDer(tags.octetString, digested));
  const padding = new Uint8Array(length - info.length - 3).fill(0xff);
  return concatBytes(Uint8Array.of(0, 1), padding, Uint8Array.of(0), info);
}

/** EMSA-PSS-VERIFY (section 9.1.2). `bits`: one less than the modulus has. */
function isPss(
  encoded: Uint8Array,
  bits: number,
  { hash, saltLength }: Extract<RsaScheme, { kind: 'pss' }>,
  digested: Uint8Array,
  digest: Digest,
): boolean {
  const length = Math.ceil(bits / 8);
  // A modulus of 8k + 1 bits leaves a whole byte, which must be empty.
  if (encoded.subarray(0, encoded.length - length).some((byte) => byte !== 0)) return false;
  const message = encoded.subarray(encoded.length - length);
  if (length < digested.length + saltLength + 2 || message.at(-1) !== 0xbc) return false;
  const masked = message.subarray(0, length - digested.length - 1);
  const h = message.subarray(masked.length, length - 1);
  const unused = 8 * length - bits;
  if ((masked[0] as number) >> (8 - unused) !== 0) return false;
  const mask = generateMask(hash, h, masked.length, digest);
  const block = masked.map((byte, at) => byte ^ (mask[at] as number));
  block[0] = (block[0] as number) & (0xff >> unused);
  const zeros = block.length - saltLength - 1;
  if (block.subarray(0, zeros).some((byte) => byte !== 0) || block[zeros] !== 1) return false;
  const salt = block.subarray(zeros + 1);
  return equalBytes(digest(hash, concatBytes(new Uint8Array(8), digested, salt)), h);
}

/** MGF1 (appendix B.2.1). */
function generateMask(hash: SignedHash, seed: Uint8Array, length: number, digest: Digest): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let made = 0; made < length; made += (pieces.at(-1) as Uint8Array).length) {
    const counter = pieces.length;
    pieces.push(digest(hash, concatBytes(seed, Uint8Array.of(0, 0, counter >> 8, counter & 0xff))));
  }
  return concatBytes(...pieces).subarray(0, length);
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x0${encodeHex(bytes)}`);
}

function bytesOf(value: bigint, length: number): Uint8Array {
  const hex = value.toString(16).padStart(2 * length, '0');
  return Uint8Array.from({ length }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16));
}
