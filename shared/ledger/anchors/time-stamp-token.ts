/**
 * Time stamps (RFC 3161, RFC 5816) in CMS SignedData (RFC 5652): reads what a reply says and what is signed. Nothing is verified here;
 * that needs RSA and the like, which only core has.
 */
import { equalBytes } from '../bytes.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import { context, type Der, DerError, Members, numberOf, oidOf, only, readDer, tags, timeOf, writeDer } from './der.ts';
import { algorithmOf, hashOf, readScheme, type SignatureScheme, type SignedHash } from './signature-algorithms.ts';
import { oidSha256 } from './time-stamp-request.ts';

const oids = {
  signedData: '1.2.840.113549.1.7.2',
  timeStampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

/** Which certificate a signer says that it is. */
export type SignerId =
  | { readonly issuer: Uint8Array; readonly serial: Uint8Array }
  | { readonly keyIdentifier: Uint8Array };

/** ESSCertID (RFC 5035): the certificate that the signer bound itself to. */
export type BoundCertificate = {
  readonly hash: SignedHash | 'sha1';
  readonly digest: Uint8Array;
  /** Issuer names are left to the digest; the serial number must agree where it is there. */
  readonly serial: Uint8Array | null;
};

export type TimeStamp = {
  /** SHA-256 of what was stamped. */
  readonly digest: Uint8Array;
  /** Milliseconds since 1970, as the authority has it. */
  readonly time: number;
  /** Milliseconds by which the time may be off, as stated; null where nothing is stated. */
  readonly accuracy: number | null;
  readonly nonce: Uint8Array | null;
  readonly policy: string;
  /** The TSTInfo, which `messageDigest` is the digest of. */
  readonly content: Uint8Array;
  readonly messageDigest: Uint8Array;
  readonly digestHash: SignedHash;
  /** The signed attributes as they are signed. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  readonly scheme: SignatureScheme;
  readonly signer: SignerId;
  /** The first of each attribute that names one; at least one. */
  readonly bound: readonly BoundCertificate[];
  readonly certificates: readonly Certificate[];
};

/** The authority answered, and gave no stamp. */
export class Refused extends DerError {}

/** Reads a reply (.tsr) or the token alone. Throws DerError; Refused where the authority gave none. */
export function readTimeStamp(bytes: Uint8Array): TimeStamp {
  const value = readDer(bytes);
  return readToken(new Members(value).next().tag === tags.oid ? value : tokenOf(value));
}

function tokenOf(reply: Der): Der {
  const members = new Members(reply);
  const status = numberOf(new Members(members.next(tags.sequence)).next(tags.integer));
  // 0: granted, 1: granted with modifications (RFC 3161 section 2.4.2).
  if (status !== 0 && status !== 1) throw new Refused('refused');
  const token = members.next(tags.sequence);
  members.end();
  return token;
}

function readToken(token: Der): TimeStamp {
  const content = new Members(token);
  if (oidOf(content.next(tags.oid)) !== oids.signedData) throw new DerError('content type');
  const data = new Members(only(content.next(context(0, true))));
  content.end();
  if (numberOf(data.next(tags.integer)) !== 3) throw new DerError('version');
  data.next(tags.set);
  const encapsulated = new Members(data.next(tags.sequence));
  if (oidOf(encapsulated.next(tags.oid)) !== oids.timeStampInfo) throw new DerError('content type');
  const info = only(encapsulated.next(context(0, true)));
  if (info.tag !== tags.octetString) throw new DerError('content');
  encapsulated.end();
  const certificates = data.optional(context(0, true))?.children ?? [];
  data.optional(context(1, true));
  // RFC 3161 section 2.4.2: the authority's signature and no other.
  const signer = only(data.next(tags.set));
  data.end();
  return {
    ...readInfo(info.content),
    content: info.content,
    ...readSigner(signer),
    certificates: certificates.filter(({ tag }) => tag === tags.sequence).map(({ bytes }) => readCertificate(bytes)),
  };
}

function readInfo(bytes: Uint8Array): Pick<TimeStamp, 'digest' | 'time' | 'accuracy' | 'nonce' | 'policy'> {
  const info = new Members(readDer(bytes));
  if (numberOf(info.next(tags.integer)) !== 1) throw new DerError('version');
  const policy = oidOf(info.next(tags.oid));
  const imprint = new Members(info.next(tags.sequence));
  if (algorithmOf(imprint.next(tags.sequence)) !== oidSha256) throw new DerError('imprint');
  const digest = imprint.next(tags.octetString).content;
  imprint.end();
  info.next(tags.integer);
  const time = timeOf(info.next(tags.generalizedTime));
  const accuracy = info.optional(tags.sequence);
  info.optional(tags.boolean);
  const nonce = info.optional(tags.integer)?.content ?? null;
  info.optional(context(0, true));
  for (const extension of info.optional(context(1, true))?.children ?? []) {
    if (extension.children.some(({ tag, content }) => tag === tags.boolean && content[0] === 0xff)) {
      throw new DerError('critical extension');
    }
  }
  info.end();
  return { digest, time, accuracy: accuracy === null ? null : readAccuracy(accuracy), nonce, policy };
}

function readAccuracy(value: Der): number {
  const members = new Members(value);
  const seconds = members.optional(tags.integer);
  const millis = members.optional(context(0, false));
  const micros = members.optional(context(1, false));
  members.end();
  const small = (part: Der | null): number => {
    if (part === null) return 0;
    const number = numberOf({ ...part, tag: tags.integer });
    if (part.content.length === 0 || number < 1 || number > 999) throw new DerError('accuracy');
    return number;
  };
  const whole = seconds === null ? 0 : numberOf(seconds);
  if (whole < 0 || whole > 1e9) throw new DerError('accuracy');
  return whole * 1000 + small(millis) + Math.ceil(small(micros) / 1000);
}

type Signer = Pick<TimeStamp, 'messageDigest' | 'digestHash' | 'signed' | 'signature' | 'scheme' | 'signer' | 'bound'>;

function readSigner(value: Der): Signer {
  const members = new Members(value);
  const version = numberOf(members.next(tags.integer));
  const id = members.next(tags.sequence, context(0, false));
  const signer = readSignerId(id);
  if (version !== ('keyIdentifier' in signer ? 3 : 1)) throw new DerError('version');
  const digestHash = hashOf(members.next(tags.sequence));
  const attributes = members.next(context(0, true));
  const scheme = readScheme(members.next(tags.sequence), digestHash);
  const signature = members.next(tags.octetString).content;
  members.optional(context(1, true));
  members.end();
  const values = readAttributes(attributes);
  const contentType = values.get(oids.contentType);
  if (contentType === undefined || oidOf(contentType) !== oids.timeStampInfo) throw new DerError('content type');
  const messageDigest = values.get(oids.messageDigest);
  if (messageDigest?.tag !== tags.octetString) throw new DerError('message digest');
  const bound = [values.get(oids.signingCertificate), values.get(oids.signingCertificateV2)].flatMap((value, index) =>
    value === undefined ? [] : [readBound(value, index === 1)],
  );
  if (bound.length === 0) throw new DerError('signing certificate');
  return {
    messageDigest: messageDigest.content,
    digestHash,
    // RFC 5652 section 5.4: signed is the encoding with the tag of a SET OF.
    signed: writeDer(tags.set, attributes.content),
    signature,
    scheme,
    signer,
    bound,
  };
}

function readSignerId(id: Der): SignerId {
  if (id.tag !== tags.sequence) return { keyIdentifier: id.content };
  const members = new Members(id);
  const issuer = members.next(tags.sequence).bytes;
  const serial = members.next(tags.integer).content;
  members.end();
  return { issuer, serial };
}

/** Each attribute's one value. A SET OF in DER is sorted (X.690 section 11.6): an unsorted one was not signed in this form. */
function readAttributes(attributes: Der): Map<string, Der> {
  const values = new Map<string, Der>();
  let before: Uint8Array | null = null;
  for (const attribute of attributes.children) {
    if (before !== null && compare(before, attribute.bytes) > 0) throw new DerError('attributes not sorted');
    before = attribute.bytes;
    const members = new Members(attribute);
    const oid = oidOf(members.next(tags.oid));
    const set = members.next(tags.set);
    members.end();
    if (values.has(oid)) throw new DerError('attribute twice');
    values.set(oid, only(set));
  }
  return values;
}

function compare(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number);
  }
  return a.length - b.length;
}

/** SigningCertificate (RFC 2634 section 5.4) or SigningCertificateV2 (RFC 5035): the first is the signer's own. */
function readBound(value: Der, second: boolean): BoundCertificate {
  const members = new Members(value);
  const [own] = members.next(tags.sequence).children;
  members.optional(tags.sequence);
  members.end();
  if (own === undefined) throw new DerError('signing certificate');
  const id = new Members(own);
  const algorithm = second ? id.optional(tags.sequence) : null;
  const digest = id.next(tags.octetString).content;
  const issuerSerial = id.optional(tags.sequence);
  id.end();
  let serial: Uint8Array | null = null;
  if (issuerSerial !== null) {
    const issuer = new Members(issuerSerial);
    issuer.next(tags.sequence);
    serial = issuer.next(tags.integer).content;
    issuer.end();
  }
  return { hash: second ? (algorithm === null ? 'sha256' : hashOf(algorithm)) : 'sha1', digest, serial };
}

/** Whether a certificate is the one that the signer says that it is. */
export function isSigner(id: SignerId, certificate: Certificate): boolean {
  if ('keyIdentifier' in id) {
    return certificate.keyIdentifier !== null && equalBytes(certificate.keyIdentifier, id.keyIdentifier);
  }
  return equalBytes(certificate.issuer, id.issuer) && equalBytes(certificate.serial, id.serial);
}
