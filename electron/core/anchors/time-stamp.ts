import { constants, createHash, type KeyObject, verify, X509Certificate } from 'node:crypto';
import type { Certificate } from '../../../shared/ledger/anchors/certificate.ts';
import { DerError } from '../../../shared/ledger/anchors/der.ts';
import type { SignatureScheme } from '../../../shared/ledger/anchors/signature-algorithms.ts';
import {
  type BoundCertificate,
  isSigner,
  Refused,
  readTimeStamp,
  type TimeStamp,
} from '../../../shared/ledger/anchors/time-stamp-token.ts';
import { equalBytes } from '../../../shared/ledger/bytes.ts';
import type { AnchorReason } from '../../../shared/model/anchors.ts';
import { type Authorities, chainOf, LEAST_MODULUS } from './authorities.ts';

export type JudgedStamp = {
  /** Milliseconds since 1970; null where the reply could not be read. */
  readonly time: number | null;
  /** Milliseconds. */
  readonly accuracy: number;
  readonly digest: Uint8Array | null;
  readonly nonce: Uint8Array | null;
  /** As the signer's certificate names it, and the root where one was found. */
  readonly by: string;
  readonly state: 'confirmed' | 'unchecked' | 'bad';
  readonly reason: AnchorReason | null;
  /** From the signer's certificate up to the root, where it was found. */
  readonly chain: readonly Certificate[];
};

const timeStamping = '1.3.6.1.5.5.7.3.8';

/**
 * Judges a time-stamp reply (RFC 3161) or token, offline: one signer, the signed attributes, the certificate that the signer bound
 * itself to, its purpose, and the chain to a trusted root as it stood at the stamp's own time. So a stamp stays good after its
 * certificates have expired. That assumes that the authority's key was not misused since, and that SHA-2 and the algorithm of the
 * signature still hold: revocation can't be asked for without a network. Whatever the bytes are, the answer is a judgement.
 */
export function judgeTimeStamp(bytes: Uint8Array, authorities: Authorities): JudgedStamp {
  let stamp: TimeStamp;
  try {
    stamp = readTimeStamp(bytes);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return failed(error instanceof Refused ? 'refused' : 'malformed');
  }
  const { time, digest, nonce } = stamp;
  const accuracy = stamp.accuracy ?? 0;
  const signer = stamp.certificates.find((certificate) => isBound(stamp, certificate));
  const by = signer?.name ?? '';
  const bad = (reason: AnchorReason): JudgedStamp => {
    return { time, accuracy, digest, nonce, by, state: 'bad', reason, chain: [] };
  };
  if (signer === undefined) return bad('certificate');
  if (!equalBytes(hashed(stamp.digestHash, stamp.content), stamp.messageDigest)) return bad('signature');
  if (!isSigned(stamp, signer)) return bad('signature');
  if (!mayStamp(signer)) return bad('certificate');
  const between = [...stamp.certificates, ...authorities.between];
  const chain = chainOf(signer, between, authorities.roots, time);
  if (chain === null) {
    return { time, accuracy, digest, nonce, by, state: 'unchecked', reason: 'authority unknown', chain: [] };
  }
  const root = chain.at(-1)?.name ?? '';
  const named = root === '' || root === by ? by : `${by} (${root})`;
  return { time, accuracy, digest, nonce, by: named, state: 'confirmed', reason: null, chain };
}

function failed(reason: AnchorReason): JudgedStamp {
  return { time: null, accuracy: 0, digest: null, nonce: null, by: '', state: 'bad', reason, chain: [] };
}

function hashed(hash: BoundCertificate['hash'], bytes: Uint8Array): Uint8Array {
  return createHash(hash).update(bytes).digest();
}

/** Named by the signer's id, and by every attribute that binds a certificate (RFC 5816: of either version). */
function isBound({ signer, bound }: TimeStamp, certificate: Certificate): boolean {
  return (
    isSigner(signer, certificate) &&
    bound.every(
      ({ hash, digest, serial }) =>
        equalBytes(hashed(hash, certificate.bytes), digest) &&
        (serial === null || equalBytes(serial, certificate.serial)),
    )
  );
}

/** RFC 3161 section 2.3: a key for time stamps alone, and said critically. Bits 0 and 1 of KeyUsage: signatures. */
function mayStamp({ extendedKeyUsage, keyUsage, hasUnknownCritical }: Certificate): boolean {
  const [purpose, ...others] = extendedKeyUsage?.purposes ?? [];
  if (extendedKeyUsage?.critical !== true || purpose !== timeStamping || others.length > 0) return false;
  return !hasUnknownCritical && (keyUsage === null || keyUsage.has(0) || keyUsage.has(1));
}

function isSigned({ scheme, signed, signature }: TimeStamp, certificate: Certificate): boolean {
  try {
    const key = new X509Certificate(certificate.bytes).publicKey;
    return fits(key, scheme) && verifyWith(key, scheme, signed, signature);
  } catch {
    // A key that the runtime does not know, or numbers that are none.
    return false;
  }
}

function fits({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject, { kind }: SignatureScheme): boolean {
  const modulus = asymmetricKeyDetails?.modulusLength ?? LEAST_MODULUS;
  if (modulus < LEAST_MODULUS) return false;
  if (kind === 'ecdsa') return asymmetricKeyType === 'ec';
  if (kind === 'ed25519') return asymmetricKeyType === 'ed25519';
  return asymmetricKeyType === 'rsa' || (kind === 'pss' && asymmetricKeyType === 'rsa-pss');
}

function verifyWith(key: KeyObject, scheme: SignatureScheme, signed: Uint8Array, signature: Uint8Array): boolean {
  switch (scheme.kind) {
    case 'ed25519':
      return verify(null, signed, key, signature);
    case 'pss': {
      const { saltLength } = scheme;
      return verify(scheme.hash, signed, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, signature);
    }
    case 'rsa':
      return verify(scheme.hash, signed, { key, padding: constants.RSA_PKCS1_PADDING }, signature);
    case 'ecdsa':
      return verify(scheme.hash, signed, key, signature);
  }
}
