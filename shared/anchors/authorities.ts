import { Fault } from '../faults.ts';
import { type Certificate, readCertificate } from '../ledger/anchors/certificate.ts';
import { DerError } from '../ledger/anchors/der.ts';
import { decodeBase64, encodeBase64 } from '../ledger/base64.ts';
import { decodeLatin1, equalBytes } from '../ledger/bytes.ts';
import { isIssuedBy, type StampPrimitives } from './signatures.ts';

/** Who may say that a certificate is an authority's: roots that are trusted, and certificates that may stand in between. */
export type Authorities = {
  readonly roots: readonly Certificate[];
  readonly between: readonly Certificate[];
};

export const noAuthorities: Authorities = { roots: [], between: [] };

const pem = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;
const maxCertificates = 2_000;

/**
 * Certificates from PEM files. Those that name themselves as issuer are roots. Throws
 * ANCHOR_AUTHORITY_INVALID where a file holds no certificate, or all of them together hold no root.
 */
export function readAuthorities(texts: readonly string[]): Authorities {
  if (texts.length === 0) return noAuthorities;
  const certificates = texts.flatMap((text) => {
    const blocks = [...text.matchAll(pem)].map(([, body = '']) => body);
    if (blocks.length === 0 || blocks.length > maxCertificates) throw new Fault('ANCHOR_AUTHORITY_INVALID');
    return blocks.map(readOne);
  });
  const authorities = sorted(certificates);
  if (authorities.roots.length === 0) throw new Fault('ANCHOR_AUTHORITY_INVALID');
  return authorities;
}

export function sorted(certificates: readonly Certificate[]): Authorities {
  const isRoot = ({ issuer, subject }: Certificate) => equalBytes(issuer, subject);
  return { roots: certificates.filter(isRoot), between: certificates.filter((one) => !isRoot(one)) };
}

function readOne(body: string): Certificate {
  const bytes = decodeBase64(body.replace(/\s/g, ''));
  if (bytes === null) throw new Fault('ANCHOR_AUTHORITY_INVALID');
  try {
    return readCertificate(bytes);
  } catch (error) {
    if (error instanceof DerError) throw new Fault('ANCHOR_AUTHORITY_INVALID', {}, { cause: error });
    throw error;
  }
}

/** What a file of certificates says as text: PEM as it stands, and a single certificate in DER as PEM. */
export function certificateText(bytes: Uint8Array): string {
  // X.690: a certificate is a SEQUENCE, and PEM begins with text.
  if (bytes[0] !== 0x30) return decodeLatin1(bytes);
  return `-----BEGIN CERTIFICATE-----\n${encodeBase64(bytes)}\n-----END CERTIFICATE-----\n`;
}

/** Longer chains do not occur; a hostile reply must not make every order of its certificates be tried. */
const maxLength = 6;
const maxSignatures = 60;

/**
 * The chain from a certificate up to a trusted root, both included, as it was valid at a time (milliseconds): the check of RFC 5280
 * section 6 without policies and names, which no time-stamp authority's certificates use critically, and without revocation, which
 * needs a network. The root counts by its name and key (section 6.1.1): it may have expired since. Null where none leads there.
 */
export function chainOf(
  primitives: StampPrimitives,
  certificate: Certificate,
  between: readonly Certificate[],
  roots: readonly Certificate[],
  time: number,
): Certificate[] | null {
  let signatures = 0;
  const isIssued = (child: Certificate, issuer: Certificate): boolean =>
    equalBytes(child.issuer, issuer.subject) && ++signatures <= maxSignatures && isIssuedBy(primitives, child, issuer);
  const climb = (chain: Certificate[]): Certificate[] | null => {
    const top = chain.at(-1) as Certificate;
    if (time < top.notBefore || time > top.notAfter || top.hasUnknownCritical) return null;
    const root = roots.find((one) => isIssued(top, one));
    if (root !== undefined) return [...chain, root];
    if (chain.length >= maxLength) return null;
    for (const issuer of between) {
      if (chain.some((one) => equalBytes(one.bytes, issuer.bytes))) continue;
      // Between the signer's certificate and this one stand as many authorities as the chain has beyond the first.
      if (!isAuthority(issuer, chain.length - 1) || !isIssued(top, issuer)) continue;
      const found = climb([...chain, issuer]);
      if (found !== null) return found;
    }
    return null;
  };
  // A root that stamps by itself is its own chain.
  if (roots.some((root) => equalBytes(root.bytes, certificate.bytes))) {
    return time < certificate.notBefore || time > certificate.notAfter ? null : [certificate];
  }
  return climb([certificate]);
}

/** Bit 5 of KeyUsage: keyCertSign. */
function isAuthority({ isAuthority: stated, pathLength, keyUsage }: Certificate, below: number): boolean {
  return stated && (pathLength === null || below <= pathLength) && (keyUsage === null || keyUsage.has(5));
}
