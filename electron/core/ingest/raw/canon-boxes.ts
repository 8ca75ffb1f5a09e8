import { encodeHex } from '../../../../shared/ledger/hex.ts';
import { type Box, boxes, find } from '../metadata/boxes.ts';

/** Where Canon's CR3, a file of boxes (ISO/IEC 14496-12), keeps what other makers keep in TIFF directories: in `uuid` boxes. */
const metadata = '85c0b687820f11e08111f4ce462b6a48';
const preview = 'eaf42b5e1c984b88b9fbb7dc406e4d16';

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function numbered(bytes: Uint8Array, from: number, to: number, number: string): Box | null {
  for (const box of boxes(viewOf(bytes), from, to))
    if (box.type === 'uuid' && encodeHex(bytes.subarray(box.start, box.start + 16)) === number) return box;
  return null;
}

/** A TIFF structure: CMT1 holds what others have in IFD0, CMT2 the Exif IFD, CMT4 the GPS IFD. A copy, whose offsets begin at 0. */
export function canonBlock(bytes: Uint8Array, type: 'CMT1' | 'CMT2' | 'CMT4'): Uint8Array | null {
  const movie = find(viewOf(bytes), 0, bytes.length, 'moov');
  const box = movie === null ? null : numbered(bytes, movie.start, movie.end, metadata);
  const block = box === null ? null : find(viewOf(bytes), box.start + 16, box.end, type);
  return block === null ? null : bytes.slice(block.start, block.end);
}

/** Where the middle-sized picture lies, with a short header of its own in front. */
export function canonPreview(bytes: Uint8Array): Box | null {
  const box = numbered(bytes, 0, bytes.length, preview);
  return box === null ? null : find(viewOf(bytes), box.start + 24, box.end, 'PRVW');
}
