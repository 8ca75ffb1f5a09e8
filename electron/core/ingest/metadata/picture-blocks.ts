import { concatBytes } from '../../../../shared/ledger/bytes.ts';
import { directories } from '../raw/directories.ts';
import type { PictureType } from '../type.ts';
import { readBeforeExif } from './before-exif.ts';
import { boxes, find } from './boxes.ts';
import { extendedPacket } from './extended-xmp.ts';
import { readIccProfile } from './icc-profile.ts';
import { iptcResource, readIptc } from './iptc.ts';
import { app, segmentsNamed } from './jpeg-segments.ts';
import { readMakerNote } from './maker-note.ts';
import { pngProfile, readPngTexts } from './png-chunks.ts';
import { riffChunk } from './riff-chunks.ts';
import { type RawTag, type RawTags, textOf } from './tags.ts';
import { readXmpPacket } from './xmp-packet.ts';

/** Our own readers of what follows, all of them together. */
export const blocksVersion = 'sanad-blocks 1';

/** Blocks beside EXIF and the XMP packet, wherever each format puts them: IPTC, colour profile, makers' notes, texts. */
type Blocks = {
  readonly iptc: Uint8Array | null;
  readonly profile: Uint8Array | null;
  /** The TIFF structure, for the makers' notes in it. */
  readonly tiff: Uint8Array | null;
  readonly tags: readonly RawTag[];
};

const nothing: Blocks = { iptc: null, profile: null, tiff: null, tags: [] };

function inJpeg(bytes: Uint8Array): Blocks {
  const resources = concatBytes(...segmentsNamed(bytes, app[13], 'Photoshop 3.0\0'));
  // ICC.1:2022, annex B.4: behind the name, the piece's number and how many there are.
  const pieces = segmentsNamed(bytes, app[2], 'ICC_PROFILE\0').sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  const [exif = null] = segmentsNamed(bytes, app[1], 'Exif\0\0');
  return {
    iptc: iptcResource(resources),
    profile: pieces.length === 0 ? null : concatBytes(...pieces.map((piece) => piece.subarray(2))),
    tiff: exif,
    tags: readBeforeExif(bytes),
  };
}

const tiffTags = { iptc: 0x83bb, profile: 0x8773 } as const;

function inTiff(bytes: Uint8Array): Blocks {
  const [first] = directories(bytes);
  if (first === undefined) return nothing;
  return { ...nothing, iptc: first.bytes(tiffTags.iptc), profile: first.bytes(tiffTags.profile), tiff: bytes };
}

/** `colr` of type `prof` or `rICC` among the properties (ISO/IEC 14496-12, 12.1.5). */
function profileInBoxes(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const meta = find(view, 0, bytes.length, 'meta');
  const iprp = meta === null ? null : find(view, meta.start + 4, meta.end, 'iprp');
  const ipco = iprp === null ? null : find(view, iprp.start, iprp.end, 'ipco');
  if (ipco === null) return null;
  for (const { type, start, end } of boxes(view, ipco.start, ipco.end)) {
    const kind = String.fromCharCode(...bytes.subarray(start, start + 4));
    if (type === 'colr' && (kind === 'prof' || kind === 'rICC')) return bytes.subarray(start + 4, end);
  }
  return null;
}

function blocksOf(bytes: Uint8Array, type: PictureType, exif: Uint8Array | null): Blocks {
  switch (type) {
    case 'image/jpeg':
      return inJpeg(bytes);
    case 'image/tiff':
      return inTiff(bytes);
    case 'image/png':
      return { iptc: null, profile: pngProfile(bytes), tiff: exif, tags: readPngTexts(bytes) };
    case 'image/webp':
      return { ...nothing, profile: riffChunk(bytes, 'ICCP'), tiff: exif };
    case 'image/heic':
    case 'image/heif':
    case 'image/avif':
      return { ...nothing, profile: profileInBoxes(bytes), tiff: exif };
    case 'image/gif':
      return nothing;
  }
}

/** @param exif the TIFF structure where the format keeps it in a block of its own @param read what EXIF and XMP have given so far */
export function readBlocks(bytes: Uint8Array, type: PictureType, exif: Uint8Array | null, read: RawTags): RawTag[] {
  const { iptc, profile, tiff, tags } = blocksOf(bytes, type, exif);
  const notes = tiff === null ? [] : readMakerNote(tiff, textOf(read.get('IFD0:Make')) ?? '');
  return [
    ...notes,
    ...(iptc === null ? [] : readIptc(iptc)),
    ...(profile === null ? [] : readIccProfile(profile)),
    ...tags,
  ];
}

/** The part of an XMP packet that did not fit into one segment; nothing where there is none or it is no XML. */
export function readExtendedPacket(bytes: Uint8Array, type: PictureType, packet: string): RawTag[] {
  const rest = type === 'image/jpeg' ? extendedPacket(bytes, packet) : null;
  if (rest === null) return [];
  try {
    return readXmpPacket(rest);
  } catch {
    return [{ name: 'XMP:ExtendedXMP', value: rest }];
  }
}
