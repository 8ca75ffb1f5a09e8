import shipped from '../../../assets/authorities/roots.json' with { type: 'json' };
import { type Certificate, readCertificate } from '../../../shared/ledger/anchors/certificate.ts';
import { DerError } from '../../../shared/ledger/anchors/der.ts';
import { decodeBase64 } from '../../../shared/ledger/base64.ts';

let roots: readonly Certificate[] | null = null;

/**
 * The public roots that come with Sanad (assets/authorities): for where a person names none. Not the runtime's own, because Node,
 * Electron and the years differ. Those of a form that is not understood are left out.
 */
export function shippedRoots(): readonly Certificate[] {
  roots ??= shipped.certificates.flatMap((text) => {
    try {
      return readCertificate(decodeBase64(text) ?? new Uint8Array(0));
    } catch (error) {
      if (error instanceof DerError) return [];
      throw error;
    }
  });
  return roots;
}
