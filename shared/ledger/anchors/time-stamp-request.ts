/** What is asked of a time-stamp authority (RFC 3161 section 2.4.1): a hash and a random number, and for its certificate. */
import { DerError, Members, numberOf, oidOf, readDer, tags, writeDer, writeOid, writeUnsigned } from './der.ts';

export const oidSha256 = '2.16.840.1.101.3.4.2.1';

export type TimeStampRequest = {
  /** 32 bytes: SHA-256 of what is to be stamped. */
  readonly digest: Uint8Array;
  /** Content of the DER integer; null where the request has none. */
  readonly nonce: Uint8Array | null;
};

/** The bytes of a .tsq file. `digest` has 32 bytes, `nonce` is a random number of at least 8 bytes. */
export function writeTimeStampRequest(digest: Uint8Array, nonce: Uint8Array): Uint8Array {
  if (digest.length !== 32) throw new RangeError('a SHA-256 digest has 32 bytes');
  const algorithm = writeDer(tags.sequence, writeOid(oidSha256), writeDer(tags.null));
  return writeDer(
    tags.sequence,
    writeUnsigned(Uint8Array.of(1)),
    writeDer(tags.sequence, algorithm, writeDer(tags.octetString, digest)),
    writeUnsigned(nonce),
    writeDer(tags.boolean, Uint8Array.of(0xff)),
  );
}

/** Reads a request that `writeTimeStampRequest` made; null for anything else. */
export function readTimeStampRequest(bytes: Uint8Array): TimeStampRequest | null {
  try {
    const request = new Members(readDer(bytes));
    if (numberOf(request.next(tags.integer)) !== 1) return null;
    const imprint = new Members(request.next(tags.sequence));
    if (oidOf(new Members(imprint.next(tags.sequence)).next(tags.oid)) !== oidSha256) return null;
    const digest = imprint.next(tags.octetString).content;
    return { digest, nonce: request.optional(tags.integer)?.content ?? null };
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}
