import exifReader from 'exifreader';
import exifReaderPackage from 'exifreader/package.json' with { type: 'json' };
import type { PictureType } from '../type.ts';
import { heifPicture } from './heif-picture.ts';

export const exifReaderVersion = `exifreader ${exifReaderPackage.version}`;

export type Size = { readonly width: number; readonly height: number };

/**
 * What the container around the pixels says: its size in pixels, and where the EXIF and XMP blocks lie.
 * `turning` is the orientation of HEIC and AVIF, which their boxes decide and not EXIF; `null` in other formats.
 */
export type Container = {
  readonly size: Size | null;
  readonly turning: number | null;
  /** The TIFF structure of the EXIF block, for formats that exifr does not open itself. */
  readonly exif: Uint8Array | null;
  readonly packet: string | null;
};

type Tag = { value?: unknown; description?: unknown };

function sizeFrom(group: Record<string, Tag | undefined> | undefined, width: string, height: string): Size | null {
  const w = group?.[width]?.value;
  const h = group?.[height]?.value;
  return Number.isSafeInteger(w) && Number.isSafeInteger(h) && (w as number) > 0 && (h as number) > 0
    ? { width: w as number, height: h as number }
    : null;
}

/** Where `II*\0` or `MM\0*` stands within the first bytes of a block: after `Exif\0\0`, an offset, a chunk name. */
function tiffWithin(block: Uint8Array): Uint8Array | null {
  for (let at = 0; at < Math.min(block.length - 8, 64); at += 1) {
    const little = block[at] === 0x49 && block[at + 1] === 0x49 && block[at + 2] === 0x2a && block[at + 3] === 0;
    const big = block[at] === 0x4d && block[at + 1] === 0x4d && block[at + 2] === 0 && block[at + 3] === 0x2a;
    // A copy: exifr counts offsets from the start of the buffer it gets.
    if (little || big) return block.slice(at);
  }
  return null;
}

/** Size of a WebP without the VP8X chunk (RFC 9649, 2.5 and 2.6; RFC 6386, 9.1). */
function simpleWebpSize(bytes: Uint8Array): Size | null {
  if (bytes.length < 30) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunk = String.fromCharCode(...bytes.subarray(12, 16));
  if (chunk === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (chunk !== 'VP8L') return null;
  const bits = view.getUint32(21, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

/** Throws what ExifReader throws for a container it cannot walk. */
export function readContainer(bytes: Uint8Array, type: PictureType): Container {
  const nothing = { size: null, turning: null, exif: null, packet: null };
  // exifr walks TIFF and JPEG itself, and a TIFF's size is a tag among others.
  if (type === 'image/tiff') return nothing;
  const found = exifReader.loadView(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    expanded: true,
    includeOffsets: true,
    includeTags: { file: true, png: true, riff: true, gif: true },
  });
  const block = (kind: string) => {
    const range = found.metadataRange?.blocks.find((candidate) => candidate.type === kind);
    return range === undefined ? null : bytes.subarray(range.start, range.end);
  };
  const group = (name: 'file' | 'pngFile' | 'riff' | 'gif') =>
    found[name] as Record<string, Tag | undefined> | undefined;
  if (type === 'image/jpeg') return { ...nothing, size: sizeFrom(group('file'), 'Image Width', 'Image Height') };
  const exifBlock = block('exif');
  const packetBlock = block('xmp');
  const blocks = {
    exif: exifBlock === null ? null : tiffWithin(exifBlock),
    packet: packetBlock === null ? null : new TextDecoder('utf-8').decode(packetBlock),
  };
  switch (type) {
    case 'image/heic':
    case 'image/heif':
    case 'image/avif': {
      const picture = heifPicture(bytes);
      return { ...blocks, size: picture, turning: picture?.orientation ?? 1 };
    }
    case 'image/png':
      return {
        ...blocks,
        size: sizeFrom(group('pngFile'), 'Image Width', 'Image Height'),
        turning: null,
      };
    case 'image/webp':
      return {
        ...blocks,
        size: sizeFrom(group('riff'), 'ImageWidth', 'ImageHeight') ?? simpleWebpSize(bytes),
        turning: null,
      };
    case 'image/gif':
      return { ...blocks, size: sizeFrom(group('gif'), 'Image Width', 'Image Height'), turning: null };
  }
}
