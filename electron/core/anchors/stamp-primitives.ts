import { constants, createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { StampPrimitives } from '../../../shared/anchors/signatures.ts';
import type { PublicKey } from '../../../shared/ledger/anchors/public-key.ts';
import { primitives } from '../ledger/primitives.ts';

/** What time stamps need, from OpenSSL. Which keys and algorithms count was decided before. */
export const stampPrimitives: StampPrimitives = {
  ...primitives,
  digest: (hash, bytes) => new Uint8Array(createHash(hash).update(bytes).digest()),
  rsaVerify: (key, scheme, message, signature) =>
    withKey(key, (publicKey) => {
      const padding = scheme.kind === 'pss' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
      const salt = scheme.kind === 'pss' ? { saltLength: scheme.saltLength } : {};
      return verify(scheme.hash, message, { key: publicKey, padding, ...salt }, signature);
    }),
  ecdsaVerify: (key, hash, message, signature) =>
    withKey(key, (publicKey) => verify(hash, message, publicKey, signature)),
};

function withKey({ bytes }: PublicKey, check: (key: KeyObject) => boolean): boolean {
  try {
    return check(createPublicKey({ key: Buffer.from(bytes), format: 'der', type: 'spki' }));
  } catch {
    // Numbers that are no key, such as a point beside the curve.
    return false;
  }
}
