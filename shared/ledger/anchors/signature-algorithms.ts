/** Signature algorithms of CMS and X.509 that still hold: nothing older than SHA-2. */
import { context, type Der, DerError, Members, numberOf, oidOf, only, tags } from './der.ts';
import { oidSha256 } from './time-stamp-request.ts';

export const oidPss = '1.2.840.113549.1.1.10';

const oids = {
  rsa: '1.2.840.113549.1.1.1',
  pss: oidPss,
  mgf1: '1.2.840.113549.1.1.8',
  ed25519: '1.3.101.112',
} as const;

export type SignedHash = 'sha256' | 'sha384' | 'sha512';

const hashes: Readonly<Record<string, SignedHash>> = {
  [oidSha256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const rsaWith: Readonly<Record<string, SignedHash>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
};
const ecdsaWith: Readonly<Record<string, SignedHash>> = {
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};

export type SignatureScheme =
  | { readonly kind: 'rsa'; readonly hash: SignedHash }
  | { readonly kind: 'ecdsa'; readonly hash: SignedHash }
  | { readonly kind: 'pss'; readonly hash: SignedHash; readonly saltLength: number }
  | { readonly kind: 'ed25519' };

/** How a certificate is signed (AlgorithmIdentifier); null for an algorithm that does not hold any more, or is not understood. */
export function readCertificateScheme(value: Der): SignatureScheme | null {
  const oid = algorithmOf(value);
  if (oid === oids.ed25519) return { kind: 'ed25519' };
  if (oid !== oids.pss) {
    const hash = rsaWith[oid] ?? ecdsaWith[oid];
    return hash === undefined ? null : { kind: oid in rsaWith ? 'rsa' : 'ecdsa', hash };
  }
  try {
    return readPss(value);
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}

/** What an AlgorithmIdentifier says beside the hash that was stated apart from it. Throws DerError. */
export function readScheme(value: Der, digestHash: SignedHash): SignatureScheme {
  const oid = algorithmOf(value);
  if (oid === oids.rsa) return { kind: 'rsa', hash: digestHash };
  if (oid === oids.ed25519) return { kind: 'ed25519' };
  if (oid === oids.pss) {
    const scheme = readPss(value);
    if (scheme.hash !== digestHash) throw new DerError('signature algorithm');
    return scheme;
  }
  const kind = oid in rsaWith ? 'rsa' : 'ecdsa';
  if ((rsaWith[oid] ?? ecdsaWith[oid]) !== digestHash) throw new DerError('signature algorithm');
  return { kind, hash: digestHash };
}

/** The parameters of RSASSA-PSS (RFC 4055 section 3.1) in an AlgorithmIdentifier. Their defaults mean SHA-1, so all must be there. Throws DerError. */
export function readPss(value: Der): { kind: 'pss'; hash: SignedHash; saltLength: number } {
  const outer = new Members(value);
  outer.next(tags.oid);
  const members = new Members(outer.next(tags.sequence));
  const hash = hashOf(only(members.next(context(0, true))));
  const generator = new Members(only(members.next(context(1, true))));
  if (oidOf(generator.next(tags.oid)) !== oids.mgf1 || hashOf(generator.next(tags.sequence)) !== hash) {
    throw new DerError('mask generation');
  }
  const saltLength = numberOf(only(members.next(context(2, true))));
  if (saltLength < 0 || saltLength > 1_024) throw new DerError('signature algorithm');
  return { kind: 'pss', hash, saltLength };
}

/** The object identifier of an AlgorithmIdentifier. */
export function algorithmOf(value: Der): string {
  return oidOf(new Members(value).next(tags.oid));
}

/** A hash that counts as strong. Throws DerError. */
export function hashOf(value: Der): SignedHash {
  const hash = hashes[algorithmOf(value)];
  if (hash === undefined) throw new DerError('hash');
  return hash;
}

export function oidOfHash(hash: SignedHash): string {
  return Object.keys(hashes).find((oid) => hashes[oid] === hash) as string;
}
