import { judgeCredentials } from '../metadata/credentials.ts';
import type { CredentialsFound } from '../metadata/credentials-report.ts';
import { storeAtStart } from '../metadata/manifest-store.ts';

/** What stands behind length and type of a manifest store: its description's type. */
const mark = 'jumdc2pa';
const before = 12;

/**
 * In a PDF document the manifest store is an embedded file, neither compressed nor encrypted (C2PA specification 2.2, annex A.4.3). Where a
 * document was signed again, the last one is that which counts.
 */
export async function readDocumentCredentials(bytes: Uint8Array): Promise<CredentialsFound | null> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = whole.lastIndexOf(mark); at >= before; at = whole.lastIndexOf(mark, at - 1)) {
    const store = storeAtStart(bytes.subarray(at - before));
    if (store !== null) return judgeCredentials(store, bytes, 'application/pdf');
  }
  return null;
}
