/**
 * The one rule by which every verifier of this format accepts an Ed25519 signature: A and R are canonical encodings and neither
 * is one of the 8 points of small order, S < L, and encode([S]B − [k]A) equals R byte for byte, without cofactor. RFC 8032
 * leaves these cases open and libraries differ (Chalkias, Garillot, Nikolaenko, "Taming the many EdDSAs", 2020), so that a
 * crafted signature could verify for one side and not for the other.
 */
import type { Primitives } from './primitives.ts';

/** p − 1 = 2^255 − 20, little-endian: the y of a canonical encoding is at most this. */
const LARGEST_Y = littleEndian('7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec');

/** L = 2^252 + 27742317777372353535851937790883648493, the order of the base point, little-endian. */
const ORDER = littleEndian('1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed');

/** The y of the points of order 1, 2, 4 and 8 (two of those): each but the first two belongs to two points, ±x. */
const SMALL_ORDER_Y = [
  littleEndian('0000000000000000000000000000000000000000000000000000000000000001'),
  LARGEST_Y,
  littleEndian('0000000000000000000000000000000000000000000000000000000000000000'),
  littleEndian('05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826'),
  littleEndian('7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7'),
];

/**
 * Whether `signature` (64 bytes) over `message` is good under `publicKey` (32 bytes). Never throws: other lengths are false.
 */
export function verifySignature(
  primitives: Primitives,
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (!isAcceptablePoint(publicKey) || signature.length !== 64) return false;
  if (!isAcceptablePoint(signature.subarray(0, 32))) return false;
  if (compareLittleEndian(signature.subarray(32), ORDER) >= 0) return false;
  return primitives.ed25519Verify(publicKey, message, signature);
}

/** A canonical encoding of 32 bytes that is not of small order. "−0", x = 0 with the sign set, has y = ±1: of small order. */
function isAcceptablePoint(encoding: Uint8Array): boolean {
  if (encoding.length !== 32) return false;
  // A true copy: `slice` of a Node Buffer would share the caller's bytes.
  const y = Uint8Array.from(encoding);
  // The top bit is the sign of x.
  y[31] = (y[31] as number) & 0x7f;
  if (compareLittleEndian(y, LARGEST_Y) > 0) return false;
  return SMALL_ORDER_Y.every((small) => compareLittleEndian(y, small) !== 0);
}

function compareLittleEndian(a: Uint8Array, b: Uint8Array): number {
  for (let i = 31; i >= 0; i--) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

function littleEndian(bigEndianHex: string): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(bigEndianHex.slice(62 - 2 * i, 64 - 2 * i), 16));
}
