import type { RawPictureType } from '../../../../shared/model/media-kinds.ts';
import type { Metadata, Picture } from '../../../../shared/model/metadata.ts';
import { derive } from '../metadata/derive.ts';
import { exifrVersion, readExif } from '../metadata/exif-block.ts';
import { readColumn } from '../metadata/groups.ts';
import { readMetadata, Unreadable } from '../metadata/read.ts';
import { byName, numberOf, type RawTag } from '../metadata/tags.ts';
import { canonBlock } from './canon-boxes.ts';
import { directories, tiffTags } from './directories.ts';
import { embeddedPicture, statedOrientation } from './embedded-picture.ts';

/**
 * What a raw picture says of itself. Nearly all of them are TIFF files, and are read as such; where a maker changed the four bytes
 * at the beginning, the reader gets a copy that has TIFF's.
 */
function asTiff(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  const little = copy[0] === 0x49;
  copy[2] = little ? 0x2a : 0;
  copy[3] = little ? 0 : 0x2a;
  return copy;
}

/** The first directory often describes a small picture; the whole one is the largest that any directory states. */
function wholePicture(bytes: Uint8Array, orientation: number): Picture | null {
  let whole: Picture | null = null;
  for (const directory of directories(bytes)) {
    for (const [wide, high] of [
      [tiffTags.imageWidth, tiffTags.imageHeight],
      [tiffTags.exifWidth, tiffTags.exifHeight],
    ] as const) {
      const [width = 0] = directory.numbers(wide);
      const [height = 0] = directory.numbers(high);
      if (width * height > (whole?.width ?? 0) * (whole?.height ?? 0)) whole = { width, height, orientation };
    }
  }
  return whole;
}

const canonBlocks = [
  ['CMT1', 'ifd0'],
  ['CMT2', 'exif'],
  ['CMT4', 'gps'],
] as const;

async function readCanonBoxes(bytes: Uint8Array): Promise<Metadata> {
  const tags: RawTag[] = [];
  for (const [type, first] of canonBlocks) {
    const block = canonBlock(bytes, type);
    if (block !== null) tags.push(...(await readExif(block, first)).tags);
  }
  if (tags.length === 0) throw new Unreadable('no metadata boxes');
  const named = byName(tags);
  const width = numberOf(named.get('ExifIFD:ExifImageWidth'));
  const height = numberOf(named.get('ExifIFD:ExifImageHeight'));
  const size = width !== null && height !== null ? { width, height } : null;
  return { parsers: [exifrVersion], read: readColumn(tags), ...derive(named, { size, turning: null }) };
}

/** `bytes` are hostile: called in the media worker alone. Throws `Unreadable`. */
export async function readRaw(bytes: Uint8Array, type: RawPictureType): Promise<Metadata> {
  if (type === 'image/x-canon-cr3') return readCanonBoxes(bytes);
  if (type === 'image/x-fujifilm-raf') return readMetadata(embeddedPicture(bytes, type).jpeg.slice(), 'image/jpeg');
  const renamed = type === 'image/x-olympus-orf' || type === 'image/x-panasonic-rw2';
  const metadata = await readMetadata(renamed ? asTiff(bytes) : bytes, 'image/tiff');
  const picture = wholePicture(bytes, statedOrientation(bytes, type));
  return { ...metadata, derived: { ...metadata.derived, picture } };
}
