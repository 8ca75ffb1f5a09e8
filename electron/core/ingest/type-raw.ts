import type { RawPictureType } from '../../../shared/model/media-kinds.ts';
import { ascii } from './type-signatures.ts';

/**
 * Cameras' raw formats are TIFF files (TIFF 6.0) with an IFD of their own kind, so that what they are is told by tags and not by the
 * first bytes: DNGVersion (DNG 1.7, tag 50706), or the maker beside what only that maker's raw files have.
 */
const tags = { subfileType: 0xfe, compression: 0x103, make: 0x10f, subIfds: 0x14a, dngVersion: 0xc612 } as const;

type FirstIfd = {
  readonly make: string;
  readonly compression: number | null;
  readonly subfileType: number | null;
  readonly has: (tag: number) => boolean;
};

/** As much of the first IFD as lies within `head`; `null` when it does not begin there. */
function firstIfd(head: Uint8Array): FirstIfd | null {
  const little = head[0] === 0x49;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const offset = view.getUint32(4, little);
  if (offset < 8 || offset + 2 > head.length) return null;
  const places = new Map<number, number>();
  const count = view.getUint16(offset, little);
  for (let index = 0; index < count; index += 1) {
    const at = offset + 2 + index * 12;
    if (at + 12 > head.length) break;
    places.set(view.getUint16(at, little), at);
  }
  const number = (tag: number): number | null => {
    const at = places.get(tag);
    if (at === undefined) return null;
    // Types 3 (SHORT) and 4 (LONG), one value: it stands in the entry itself.
    return view.getUint16(at + 2, little) === 3 ? view.getUint16(at + 8, little) : view.getUint32(at + 8, little);
  };
  const text = (tag: number): string => {
    const at = places.get(tag);
    if (at === undefined) return '';
    const length = Math.min(view.getUint32(at + 4, little), 64);
    const from = length <= 4 ? at + 8 : view.getUint32(at + 8, little);
    return from + length <= head.length ? ascii(head, from, from + length) : '';
  };
  return {
    make: text(tags.make).toUpperCase(),
    compression: number(tags.compression),
    subfileType: number(tags.subfileType),
    has: (tag) => places.has(tag),
  };
}

/** @param head of a file that begins as a classic TIFF does, 16 bytes of it at least */
export function rawTypeOfTiff(head: Uint8Array): RawPictureType | null {
  // Canon's own mark behind the TIFF header.
  if (ascii(head, 8, 10) === 'CR' && head[10] === 2) return 'image/x-canon-cr2';
  const ifd = firstIfd(head);
  if (ifd === null) return null;
  if (ifd.has(tags.dngVersion)) return 'image/x-adobe-dng';
  // What a scanner or a program of the same maker writes as TIFF has its picture in the first IFD, not a small one.
  const smallOne = ifd.has(tags.subIfds) && ((ifd.subfileType ?? 0) & 1) === 1;
  if (ifd.make.startsWith('NIKON') && (smallOne || ifd.compression === 34_713)) return 'image/x-nikon-nef';
  if (ifd.make.startsWith('SONY') && smallOne) return 'image/x-sony-arw';
  if (ifd.make.startsWith('SAMSUNG') && smallOne) return 'image/x-samsung-srw';
  if (/^(PENTAX|RICOH)/.test(ifd.make) && ifd.compression === 65_535) return 'image/x-pentax-pef';
  return null;
}
