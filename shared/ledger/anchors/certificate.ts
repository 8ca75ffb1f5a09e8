/** X.509 certificates (RFC 5280 section 4), as far as judging who may stamp times needs them. */
import { decodeLatin1, decodeUtf8, equalBytes } from '../bytes.ts';
import { context, type Der, DerError, Members, numberOf, oidOf, readDer, tags, timeOf } from './der.ts';
import { type PublicKey, readPublicKey } from './public-key.ts';
import { readCertificateScheme, type SignatureScheme } from './signature-algorithms.ts';

const oids = {
  commonName: '2.5.4.3',
  organisation: '2.5.4.10',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
} as const;

/** Extensions that may be critical: those read here, and those that only tell more (policies, mapping none of them to anything). */
const understood: readonly string[] = [oids.keyUsage, oids.basicConstraints, oids.extendedKeyUsage, '2.5.29.32'];

export type Certificate = {
  readonly bytes: Uint8Array;
  /** Content octets of the serial number. */
  readonly serial: Uint8Array;
  /** The names' encodings: compared byte for byte. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** Common name or organisation; empty where there is neither. From whoever made the certificate. */
  readonly name: string;
  /** Milliseconds since 1970, both inclusive. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** What the issuer signed, how, and the signature. The scheme is null for an algorithm that does not hold any more. */
  readonly signed: Uint8Array;
  readonly scheme: SignatureScheme | null;
  readonly signature: Uint8Array;
  /** Null for a key of a kind that is not understood, or too short. */
  readonly publicKey: PublicKey | null;
  readonly keyIdentifier: Uint8Array | null;
  readonly isAuthority: boolean;
  /** How many authorities may stand between it and the end of the chain; null: any number. */
  readonly pathLength: number | null;
  /** Bits of KeyUsage by number; null where the extension is absent. */
  readonly keyUsage: ReadonlySet<number> | null;
  readonly extendedKeyUsage: { readonly purposes: readonly string[]; readonly critical: boolean } | null;
  /** An extension is critical and means nothing here: the certificate must not be relied on. */
  readonly hasUnknownCritical: boolean;
};

/** Throws DerError. Verifies nothing. */
export function readCertificate(bytes: Uint8Array): Certificate {
  const outer = new Members(readDer(bytes));
  const certified = outer.next(tags.sequence);
  const body = new Members(certified);
  const algorithm = outer.next(tags.sequence);
  const [unusedBits, ...signature] = outer.next(tags.bitString).content;
  outer.end();
  if (unusedBits !== 0) throw new DerError('signature');

  body.optional(context(0, true));
  const serial = body.next(tags.integer).content;
  const stated = body.next(tags.sequence);
  const issuer = body.next(tags.sequence).bytes;
  const validity = new Members(body.next(tags.sequence));
  const notBefore = timeOf(validity.next());
  const notAfter = timeOf(validity.next());
  validity.end();
  const subject = body.next(tags.sequence);
  const publicKey = readPublicKey(body.next(tags.sequence));
  body.optional(context(1, false));
  body.optional(context(2, false));
  const extensions = readExtensions(body.optional(context(3, true)));
  body.end();

  const constraints = extensions.get(oids.basicConstraints);
  const { isAuthority, pathLength } = readConstraints(constraints?.value);
  const usage = extensions.get(oids.keyUsage);
  const purposes = extensions.get(oids.extendedKeyUsage);
  const keyIdentifier = extensions.get(oids.subjectKeyIdentifier);
  return {
    bytes,
    serial,
    issuer,
    subject: subject.bytes,
    name: nameOf(subject),
    notBefore,
    notAfter,
    signed: certified.bytes,
    // RFC 5280 section 4.1.1.2: what is signed names the same algorithm.
    scheme: equalBytes(stated.bytes, algorithm.bytes) ? readCertificateScheme(algorithm) : null,
    signature: Uint8Array.from(signature),
    publicKey,
    keyIdentifier: keyIdentifier === undefined ? null : readDer(keyIdentifier.value).content,
    isAuthority,
    pathLength,
    keyUsage: usage === undefined ? null : readBits(usage.value),
    extendedKeyUsage:
      purposes === undefined
        ? null
        : { purposes: readDer(purposes.value).children.map(oidOf), critical: purposes.critical },
    hasUnknownCritical: [...extensions].some(([oid, { critical }]) => critical && !understood.includes(oid)),
  };
}

type Extension = { readonly critical: boolean; readonly value: Uint8Array };

function readExtensions(wrapper: Der | null): Map<string, Extension> {
  const extensions = new Map<string, Extension>();
  if (wrapper === null) return extensions;
  const [list, ...more] = wrapper.children;
  if (list === undefined || list.tag !== tags.sequence || more.length > 0) throw new DerError('extensions');
  for (const child of list.children) {
    const members = new Members(child);
    const oid = oidOf(members.next(tags.oid));
    const critical = members.optional(tags.boolean)?.content[0] === 0xff;
    const value = members.next(tags.octetString).content;
    members.end();
    // RFC 5280 section 4.2: not more than one of each.
    if (extensions.has(oid)) throw new DerError('extension twice');
    extensions.set(oid, { critical, value });
  }
  return extensions;
}

function readConstraints(value: Uint8Array | undefined): { isAuthority: boolean; pathLength: number | null } {
  if (value === undefined) return { isAuthority: false, pathLength: null };
  const members = new Members(readDer(value));
  const isAuthority = members.optional(tags.boolean)?.content[0] === 0xff;
  const length = members.optional(tags.integer);
  members.end();
  return { isAuthority, pathLength: length === null ? null : numberOf(length) };
}

function readBits(value: Uint8Array): Set<number> {
  const bits = readDer(value);
  if (bits.tag !== tags.bitString) throw new DerError('bit string');
  const set = new Set<number>();
  for (const [index, byte] of bits.content.subarray(1).entries()) {
    for (let bit = 0; bit < 8; bit++) if ((byte & (0x80 >> bit)) !== 0) set.add(8 * index + bit);
  }
  return set;
}

function nameOf(subject: Der): string {
  const parts = new Map<string, string>();
  for (const set of subject.children) {
    for (const attribute of set.children) {
      const members = new Members(attribute);
      const oid = oidOf(members.next(tags.oid));
      const { content } = members.next();
      parts.set(oid, decodeUtf8(content) ?? decodeLatin1(content));
    }
  }
  return (parts.get(oids.commonName) ?? parts.get(oids.organisation) ?? '').slice(0, 200);
}
