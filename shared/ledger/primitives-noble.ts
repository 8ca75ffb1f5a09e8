/**
 * The ledger's cryptography in JavaScript alone, for where Node's is absent. Its Ed25519 computes on points: noble's own
 * `verify` multiplies by the cofactor, which the format's rule does not allow.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { decodeBase64UrlForNow, encodeBase64Url } from './base64.ts';
import { concatBytes, decodeUtf8, encodeUtf8, equalBytes } from './bytes.ts';
import type { Primitives } from './primitives.ts';

const { Point } = ed25519;

export const noblePrimitives: Primitives = {
  sha256: (bytes) => sha256(bytes),
  sha256OfText: (text) => encodeBase64Url(sha256(encodeUtf8(text))),
  base64UrlOfText: (text) => encodeBase64Url(encodeUtf8(text)),
  textOfBase64Url(base64) {
    const bytes = decodeBase64UrlForNow(base64);
    return bytes === null ? null : decodeUtf8(bytes);
  },
  createSha256() {
    const running = sha256.create();
    return {
      update(bytes) {
        running.update(bytes);
        return this;
      },
      digest: () => running.digest(),
    };
  },
  ed25519Verify(publicKey, message, signature) {
    const R = signature.subarray(0, 32);
    const s = littleEndian(signature.subarray(32));
    if (s >= Point.Fn.ORDER) return false;
    // RFC 8032 section 5.1.7, step 2, as OpenSSL, Go and BoringSSL compute it: encode([S]B − [k]A) and compare with R.
    const k = littleEndian(sha512(concatBytes(R, publicKey, message))) % Point.Fn.ORDER;
    try {
      const A = Point.fromBytes(publicKey);
      // Nothing here is secret, so the faster multiplication whose time depends on its numbers is the right one.
      return equalBytes(Point.BASE.multiplyUnsafe(s).subtract(A.multiplyUnsafe(k)).toBytes(), R);
    } catch {
      // fromBytes throws for an encoding that is no point.
      return false;
    }
  },
};

function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] as number);
  return value;
}
