import type { Certificate } from '../ledger/anchors/certificate.ts';
import { type CurveKey, fits, type PublicKey, type RsaKey } from '../ledger/anchors/public-key.ts';
import type { SignatureScheme, SignedHash } from '../ledger/anchors/signature-algorithms.ts';
import { equalBytes } from '../ledger/bytes.ts';
import { verifySignature } from '../ledger/ed25519.ts';
import type { Primitives } from '../ledger/primitives.ts';

/**
 * The cryptography that time stamps need beside the ledger's own. The desktop has OpenSSL for it, a browser has JavaScript; which keys
 * and algorithms count is decided before either is asked, so that both give the same answer.
 */
export interface StampPrimitives extends Primitives {
  digest(hash: SignedHash | 'sha1', bytes: Uint8Array): Uint8Array;

  /** RSASSA-PKCS1-v1_5 or RSASSA-PSS with MGF1 of the same hash (RFC 8017 section 8). False, never an error, for what is no signature. */
  rsaVerify(key: RsaKey, scheme: RsaScheme, message: Uint8Array, signature: Uint8Array): boolean;

  /** ECDSA (FIPS 186-5) with its signature in DER; either of s and n − s counts. False for a point that is not on the curve. */
  ecdsaVerify(key: CurveKey, hash: SignedHash, message: Uint8Array, signature: Uint8Array): boolean;
}
export type RsaScheme = Extract<SignatureScheme, { kind: 'rsa' } | { kind: 'pss' }>;

/** Whether `signature` over `message` was made in this way with this key. */
export function isSignedWith(
  primitives: StampPrimitives,
  key: PublicKey | null,
  scheme: SignatureScheme | null,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (key === null || scheme === null || !fits(key, scheme)) return false;
  switch (key.kind) {
    case 'ed25519':
      return verifySignature(primitives, key.point, message, signature);
    case 'ec':
      return scheme.kind === 'ecdsa' && primitives.ecdsaVerify(key, scheme.hash, message, signature);
    case 'rsa':
      return (
        (scheme.kind === 'rsa' || scheme.kind === 'pss') &&
        signature.length === key.modulus.length &&
        primitives.rsaVerify(key, scheme, message, signature)
      );
  }
}

/** Whether `certificate` names `issuer` and is signed with its key. */
export function isIssuedBy(primitives: StampPrimitives, certificate: Certificate, issuer: Certificate): boolean {
  const { signed, scheme, signature } = certificate;
  return (
    equalBytes(certificate.issuer, issuer.subject) &&
    isSignedWith(primitives, issuer.publicKey, scheme, signed, signature)
  );
}
