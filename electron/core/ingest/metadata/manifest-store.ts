import { encodeHex } from '../../../../shared/ledger/hex.ts';

/**
 * The manifest store of Content Credentials (C2PA specification 2.2, 11.1): a JUMBF superbox (ISO/IEC 19566-5) with the label `c2pa`. Each
 * format has a place of its own for it (annex A).
 */
const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes);

/** A superbox whose description says that it holds credentials: JUMBF holds other things as well. */
export function isStore(bytes: Uint8Array): boolean {
  if (bytes.length < 38 || latin(bytes.subarray(4, 8)) !== 'jumb' || latin(bytes.subarray(12, 16)) !== 'jumd')
    return false;
  // The type of the content (its first four bytes are letters), toggles, and the label.
  return latin(bytes.subarray(16, 20)) === 'c2pa' || latin(bytes.subarray(33, 38)) === 'c2pa\0';
}

/** The store alone of bytes that begin with it; `null` where they don't, or end before it does. */
export function storeAtStart(bytes: Uint8Array): Uint8Array | null {
  if (!isStore(bytes)) return null;
  const size = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  return size >= 38 && size <= bytes.length ? bytes.subarray(0, size) : null;
}

/** The number of the `uuid` box in the ISO base media format (annex A.5.1). */
const boxNumber = 'd8fec3d61b0e483c92975828877ec481';
const purpose = 'manifest\0';

/** A `uuid` box's content from its number on: version and flags, a purpose, the place of other parts, then the store. */
export function storeInUuidBox(content: Uint8Array): Uint8Array | null {
  if (encodeHex(content.subarray(0, 16)) !== boxNumber) return null;
  const from = 20 + purpose.length;
  if (latin(content.subarray(20, from)) !== purpose) return null;
  const store = content.subarray(from + 8);
  return isStore(store) ? store : null;
}
