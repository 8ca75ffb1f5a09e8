import { readCertificate } from '../ledger/anchors/certificate.ts';
import { DerError } from '../ledger/anchors/der.ts';
import { decodeBase64 } from '../ledger/base64.ts';
import type { AnchorFields } from '../model/anchor-entry.ts';
import { type Authorities, sorted } from './authorities.ts';

/** The bytes that an entry of type `anchor` carries; null for a beacon. */
export function carriedBytes({ rfc3161, ots }: Pick<AnchorFields, 'rfc3161' | 'ots'>): Uint8Array | null {
  return decodeBase64(rfc3161 ?? ots ?? '');
}

/** Certificates that an entry says were trusted. */
export function recordedAuthorities({ authority = [] }: Pick<AnchorFields, 'authority'>): Authorities {
  return sorted(
    authority.flatMap((text) => {
      const bytes = decodeBase64(text);
      try {
        return bytes === null ? [] : [readCertificate(bytes)];
      } catch (error) {
        // Written by another program: then nothing is recorded.
        if (error instanceof DerError) return [];
        throw error;
      }
    }),
  );
}
