import { concatBytes } from '../../../../shared/ledger/bytes.ts';
import { encodeHex } from '../../../../shared/ledger/hex.ts';
import { directories } from '../raw/directories.ts';
import type { PictureType } from '../type.ts';
import { boxes } from './boxes.ts';
import { app, segmentsNamed } from './jpeg-segments.ts';
import { pngChunks } from './png-chunks.ts';
import { riffChunk } from './riff-chunks.ts';

/**
 * Where Content Credentials lie in a file (C2PA specification 2.2, annex A): a manifest store, which is a JUMBF superbox
 * (ISO/IEC 19566-5) with the label `c2pa`, in a place of its own in each format.
 */
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes);

/** A superbox whose description says that it holds credentials: JUMBF holds other things as well. */
function isStore(bytes: Uint8Array): boolean {
  if (bytes.length < 38 || latin(bytes.subarray(4, 8)) !== 'jumb' || latin(bytes.subarray(12, 16)) !== 'jumd')
    return false;
  // The type of the content (its first four bytes are letters), toggles, and the label.
  return latin(bytes.subarray(16, 20)) === 'c2pa' || latin(bytes.subarray(33, 38)) === 'c2pa\0';
}

type Piece = { readonly sequence: number; readonly bytes: Uint8Array };

/**
 * APP11 segments (ISO/IEC 19566-5, annex D): `JP`, the number of the box, the number of the piece, then the box's header, which every
 * piece repeats.
 */
function inJpeg(bytes: Uint8Array): Uint8Array | null {
  const pieces = new Map<number, Piece[]>();
  for (const segment of segmentsNamed(bytes, app[11], 'JP')) {
    if (segment.length < 14) continue;
    const view = viewOf(segment);
    const number = view.getUint16(0);
    pieces.set(number, [...(pieces.get(number) ?? []), { sequence: view.getUint32(2), bytes: segment.subarray(6) }]);
  }
  for (const found of pieces.values()) {
    found.sort((a, b) => a.sequence - b.sequence);
    const [first, ...rest] = found;
    if (first === undefined) continue;
    const header = viewOf(first.bytes).getUint32(0) === 1 ? 16 : 8;
    const store = concatBytes(first.bytes, ...rest.map((piece) => piece.bytes.subarray(header)));
    if (isStore(store)) return store;
  }
  return null;
}

/** The number of the `uuid` box (annex A.5.1). */
const boxNumber = 'd8fec3d61b0e483c92975828877ec481';
const purpose = 'manifest\0';

/** A `uuid` box's content from its number on: version and flags, a purpose, the place of other parts, then the store. */
function storeInUuidBox(content: Uint8Array): Uint8Array | null {
  if (encodeHex(content.subarray(0, 16)) !== boxNumber) return null;
  const from = 20 + purpose.length;
  if (latin(content.subarray(20, from)) !== purpose) return null;
  const store = content.subarray(from + 8);
  return isStore(store) ? store : null;
}

function inBoxes(bytes: Uint8Array): Uint8Array | null {
  for (const { type, start, end } of boxes(viewOf(bytes), 0, bytes.length)) {
    const store = type === 'uuid' ? storeInUuidBox(bytes.subarray(start, end)) : null;
    if (store !== null) return store;
  }
  return null;
}

function inPng(bytes: Uint8Array): Uint8Array | null {
  for (const { type, data } of pngChunks(bytes)) if (type === 'caBX' && isStore(data)) return data;
  return null;
}

/** Annex A.3.5. */
const tiffTag = 0xcd41;

function inTiff(bytes: Uint8Array): Uint8Array | null {
  for (const directory of directories(bytes)) {
    const store = directory.bytes(tiffTag);
    if (store !== null && isStore(store)) return store;
  }
  return null;
}

/** The manifest store of a picture, bit for bit as the file has it; `null` where there is none. */
export function credentialsStore(bytes: Uint8Array, type: PictureType): Uint8Array | null {
  switch (type) {
    case 'image/jpeg':
      return inJpeg(bytes);
    case 'image/png':
      return inPng(bytes);
    case 'image/tiff':
      return inTiff(bytes);
    case 'image/heic':
    case 'image/heif':
    case 'image/avif':
      return inBoxes(bytes);
    case 'image/webp': {
      const chunk = riffChunk(bytes, 'C2PA');
      return chunk !== null && isStore(chunk) ? chunk : null;
    }
    case 'image/gif':
      return null;
  }
}
