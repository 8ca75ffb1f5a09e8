import { p256, p384, p521 } from '@noble/curves/nist.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { type Curve, readCurveSignature } from '../ledger/anchors/public-key.ts';
import { concatBytes } from '../ledger/bytes.ts';
import { noblePrimitives } from '../ledger/primitives-noble.ts';
import { verifyRsa } from './rsa.ts';
import type { StampPrimitives } from './signatures.ts';

const hashes = { sha1, sha256, sha384, sha512 } as const;
const byName = {
  'P-256': { curve: p256, length: 32 },
  'P-384': { curve: p384, length: 48 },
  'P-521': { curve: p521, length: 66 },
} as const satisfies Record<Curve, unknown>;

/** What time stamps need, in JavaScript alone. */
export const nobleStampPrimitives: StampPrimitives = {
  ...noblePrimitives,
  digest: (hash, bytes) => hashes[hash](bytes),
  rsaVerify(key, scheme, message, signature) {
    return verifyRsa(key, scheme, hashes[scheme.hash](message), signature, (hash, bytes) => hashes[hash](bytes));
  },
  ecdsaVerify({ curve: name, point }, hash, message, signature) {
    const { curve, length } = byName[name];
    const numbers = readCurveSignature(signature);
    if (numbers === null || numbers.r.length > length || numbers.s.length > length) return false;
    const compact = concatBytes(padded(numbers.r, length), padded(numbers.s, length));
    try {
      return curve.verify(compact, hashes[hash](message), point, { prehash: false, lowS: false });
    } catch {
      // A point that is not on the curve.
      return false;
    }
  },
};

function padded(bytes: Uint8Array, length: number): Uint8Array {
  return concatBytes(new Uint8Array(length - bytes.length), bytes);
}
