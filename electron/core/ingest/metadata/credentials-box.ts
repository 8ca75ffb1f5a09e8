import { concatBytes } from '../../../../shared/ledger/bytes.ts';
import { directories } from '../raw/directories.ts';
import type { PictureType } from '../type.ts';
import { boxes } from './boxes.ts';
import { gifApplication } from './gif-blocks.ts';
import { app, segmentsNamed } from './jpeg-segments.ts';
import { isStore, storeInUuidBox } from './manifest-store.ts';
import { pngChunks } from './png-chunks.ts';
import { riffChunk } from './riff-chunks.ts';

/** Where Content Credentials lie in a picture (C2PA specification 2.2, annex A). */
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

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

/** What stands in place of the code of an application extension (annex A.3.6). */
const gifCode = [1, 0, 0];

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
    case 'image/gif': {
      const block = gifApplication(bytes, 'C2PA_GIF', gifCode);
      return block !== null && isStore(block) ? block : null;
    }
  }
}
