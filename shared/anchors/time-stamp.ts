import type { Certificate } from '../ledger/anchors/certificate.ts';
import { DerError } from '../ledger/anchors/der.ts';
import { isSigner, Refused, readTimeStamp, type TimeStamp } from '../ledger/anchors/time-stamp-token.ts';
import { equalBytes } from '../ledger/bytes.ts';
import type { AnchorReason } from '../model/anchors.ts';
import { type Authorities, chainOf } from './authorities.ts';
import { isSignedWith, type StampPrimitives } from './signatures.ts';

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
export function judgeTimeStamp(primitives: StampPrimitives, bytes: Uint8Array, authorities: Authorities): JudgedStamp {
  let stamp: TimeStamp;
  try {
    stamp = readTimeStamp(bytes);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return failed(error instanceof Refused ? 'refused' : 'malformed');
  }
  const { time, digest, nonce } = stamp;
  const accuracy = stamp.accuracy ?? 0;
  const signer = stamp.certificates.find((certificate) => isBound(primitives, stamp, certificate));
  const by = signer?.name ?? '';
  const bad = (reason: AnchorReason): JudgedStamp => {
    return { time, accuracy, digest, nonce, by, state: 'bad', reason, chain: [] };
  };
  if (signer === undefined) return bad('certificate');
  const { scheme, signed, signature } = stamp;
  if (!equalBytes(primitives.digest(stamp.digestHash, stamp.content), stamp.messageDigest)) return bad('signature');
  if (!isSignedWith(primitives, signer.publicKey, scheme, signed, signature)) return bad('signature');
  if (!mayStamp(signer)) return bad('certificate');
  const between = [...stamp.certificates, ...authorities.between];
  const chain = chainOf(primitives, signer, between, authorities.roots, time);
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

/** Named by the signer's id, and by every attribute that binds a certificate (RFC 5816: of either version). */
function isBound(primitives: StampPrimitives, { signer, bound }: TimeStamp, certificate: Certificate): boolean {
  return (
    isSigner(signer, certificate) &&
    bound.every(
      ({ hash, digest, serial }) =>
        equalBytes(primitives.digest(hash, certificate.bytes), digest) &&
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
