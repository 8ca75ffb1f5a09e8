/** SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7): the keys that time-stamp authorities sign with. Others are not understood. */
import { type Der, DerError, Members, oidOf, readDer, tags } from './der.ts';
import { oidPss, readPss, type SignatureScheme, type SignedHash } from './signature-algorithms.ts';

const oids = { rsa: '1.2.840.113549.1.1.1', ec: '1.2.840.10045.2.1', ed25519: '1.3.101.112' } as const;

/** Named curves (RFC 5480 section 2.1.1.1) that every runtime of ours knows, and the length of a coordinate in bytes. */
export const curves = {
  '1.2.840.10045.3.1.7': { name: 'P-256', length: 32 },
  '1.3.132.0.34': { name: 'P-384', length: 48 },
  '1.3.132.0.35': { name: 'P-521', length: 66 },
} as const;
export type Curve = (typeof curves)[keyof typeof curves]['name'];

export type RsaKey = {
  readonly kind: 'rsa';
  /** The whole SubjectPublicKeyInfo. */
  readonly bytes: Uint8Array;
  /** Big-endian, without leading zeros. */
  readonly modulus: Uint8Array;
  readonly exponent: Uint8Array;
  /** What the key binds itself to (RFC 4055 section 3.3); null where it signs in any way. */
  readonly only: { readonly hash: SignedHash; readonly saltLength: number } | 'pss' | null;
};
export type CurveKey = {
  readonly kind: 'ec';
  readonly bytes: Uint8Array;
  readonly curve: Curve;
  /** SEC 1 section 2.3.3: uncompressed, or compressed. */
  readonly point: Uint8Array;
};
export type EdwardsKey = { readonly kind: 'ed25519'; readonly bytes: Uint8Array; readonly point: Uint8Array };
export type PublicKey = RsaKey | CurveKey | EdwardsKey;

/** Bits of a modulus: shorter ones can be broken today or soon, longer ones only cost time. */
export const LEAST_MODULUS = 2_048;
const MOST_MODULUS = 16_384;
/** Longer exponents are nobody's, and make every signature cost seconds. */
const MOST_EXPONENT = 8;

/** Null for a key of another kind, too short, or of a form that is not understood. */
export function readPublicKey(value: Der): PublicKey | null {
  try {
    return read(value);
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}

function read(value: Der): PublicKey | null {
  const members = new Members(value);
  const algorithm = members.next(tags.sequence);
  const [unused = 1, ...key] = members.next(tags.bitString).content;
  members.end();
  if (unused !== 0) throw new DerError('public key');
  const parts = new Members(algorithm);
  const oid = oidOf(parts.next(tags.oid));
  const { bytes } = value;
  const point = Uint8Array.from(key);
  switch (oid) {
    case oids.rsa:
      return { ...readRsa(point), bytes, only: null };
    case oidPss: {
      const isBound = parts.optional(tags.sequence) !== null;
      return { ...readRsa(point), bytes, only: isBound ? readPss(algorithm) : 'pss' };
    }
    case oids.ec: {
      const curve = curves[oidOf(parts.next(tags.oid)) as keyof typeof curves];
      parts.end();
      if (curve === undefined || !isPoint(point, curve.length)) return null;
      return { kind: 'ec', bytes, curve: curve.name, point };
    }
    case oids.ed25519:
      parts.end();
      return point.length === 32 ? { kind: 'ed25519', bytes, point } : null;
    default:
      return null;
  }
}

/** RSAPublicKey (RFC 8017 appendix A.1.1). */
function readRsa(bytes: Uint8Array): Pick<RsaKey, 'kind' | 'modulus' | 'exponent'> {
  const members = new Members(readDer(bytes));
  const modulus = unsigned(members.next(tags.integer));
  const exponent = unsigned(members.next(tags.integer));
  members.end();
  const bits = bitLength(modulus);
  const isOdd = ((modulus.at(-1) as number) & (exponent.at(-1) ?? 0) & 1) === 1;
  const isOne = exponent.length === 1 && exponent[0] === 1;
  if (bits < LEAST_MODULUS || bits > MOST_MODULUS || !isOdd || isOne || exponent.length > MOST_EXPONENT) {
    throw new DerError('public key');
  }
  return { kind: 'rsa', modulus, exponent };
}

function unsigned({ content }: Der): Uint8Array {
  const [first = 0] = content;
  if (first >= 0x80) throw new DerError('public key');
  return first === 0 ? content.subarray(1) : content;
}

/** Of a big-endian number without leading zeros. */
export function bitLength(bytes: Uint8Array): number {
  return bytes.length === 0 ? 0 : 8 * bytes.length - (Math.clz32(bytes[0] as number) - 24);
}

function isPoint(point: Uint8Array, length: number): boolean {
  const [form] = point;
  return form === 4 ? point.length === 1 + 2 * length : (form === 2 || form === 3) && point.length === 1 + length;
}

/** Whether a key may sign in a way. */
export function fits(key: PublicKey, scheme: SignatureScheme): boolean {
  switch (key.kind) {
    case 'ed25519':
      return scheme.kind === 'ed25519';
    case 'ec':
      return scheme.kind === 'ecdsa';
    case 'rsa':
      if (key.only === null) return scheme.kind === 'rsa' || scheme.kind === 'pss';
      if (scheme.kind !== 'pss') return false;
      return key.only === 'pss' || (scheme.hash === key.only.hash && scheme.saltLength >= key.only.saltLength);
  }
}

/** ECDSA-Sig-Value (RFC 3279 section 2.2.3): r and s, big-endian without leading zeros; null for anything else. */
export function readCurveSignature(bytes: Uint8Array): { r: Uint8Array; s: Uint8Array } | null {
  try {
    const members = new Members(readDer(bytes));
    const [r, s] = [unsigned(members.next(tags.integer)), unsigned(members.next(tags.integer))];
    members.end();
    return { r, s };
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}
