import type { RawPictureType } from '../../../../shared/model/media-kinds.ts';
import { PreviewProblem } from '../preview-problem.ts';
import { canonBlock, canonPreview } from './canon-boxes.ts';
import { type Directory, directories, tiffTags } from './directories.ts';

/**
 * The picture that the camera made of its raw data and put into the same file: what a raw picture is looked at by. Developing the
 * raw data would be a choice of ours; this one was the camera's.
 */
export type EmbeddedPicture = {
  readonly jpeg: Uint8Array;
  /** EXIF orientation that the file states for it, 1 where it states none. */
  readonly orientation: number;
};

/** Width times height of a JPEG that a decoder can show; `null` for lossless JPEG (SOF3), which raw data is kept in. */
function shownArea(bytes: Uint8Array, start: number): number | null {
  let at = start + 2;
  // A camera's JPEG has a dozen segments before its frame header (ITU-T T.81, B.1.1.4).
  for (let count = 0; count < 64 && at + 9 < bytes.length; count += 1) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    if (marker >= 0xc0 && marker <= 0xc2) {
      const height = ((bytes[at + 5] ?? 0) << 8) | (bytes[at + 6] ?? 0);
      const width = ((bytes[at + 7] ?? 0) << 8) | (bytes[at + 8] ?? 0);
      return width * height > 0 ? width * height : null;
    }
    if (marker === 0xc3 || marker === 0xda || marker === 0xd9 || length < 2) return null;
    at += 2 + length;
  }
  return null;
}

const beginsJpeg = (bytes: Uint8Array, at: number) =>
  bytes[at] === 0xff && bytes[at + 1] === 0xd8 && bytes[at + 2] === 0xff;

type Candidate = { readonly jpeg: Uint8Array; readonly area: number };

function candidate(bytes: Uint8Array, from: number, length: number): Candidate[] {
  if (length < 4 || from + length > bytes.length || !beginsJpeg(bytes, from)) return [];
  const jpeg = bytes.subarray(from, from + length);
  const area = shownArea(jpeg, 0);
  return area === null ? [] : [{ jpeg, area }];
}

function inDirectory(bytes: Uint8Array, directory: Directory): Candidate[] {
  const found: Candidate[] = [];
  const [offset] = directory.numbers(tiffTags.jpegOffset);
  const [length] = directory.numbers(tiffTags.jpegLength);
  if (offset !== undefined && length !== undefined) found.push(...candidate(bytes, offset, length));
  const strips = directory.numbers(tiffTags.stripOffsets);
  const counts = directory.numbers(tiffTags.stripByteCounts);
  if (strips.length === 1 && counts.length === 1) found.push(...candidate(bytes, strips[0] ?? 0, counts[0] ?? 0));
  const panasonic = directory.bytes(tiffTags.jpegFromRaw);
  if (panasonic !== null) found.push(...candidate(panasonic, 0, panasonic.length));
  return found;
}

/** Fujifilm states where its JPEG lies in the header (offset 84, length 88, big-endian). */
function inFujifilm(bytes: Uint8Array): Candidate[] {
  if (bytes.length < 92) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return candidate(bytes, view.getUint32(84), view.getUint32(88));
}

/** Canon's preview has its size in front, the JPEG within the first few bytes. */
function inCanonBoxes(bytes: Uint8Array): Candidate[] {
  const preview = canonPreview(bytes);
  if (preview === null) return [];
  for (let at = preview.start; at < Math.min(preview.start + 64, preview.end); at += 1)
    if (beginsJpeg(bytes, at)) return candidate(bytes, at, preview.end - at);
  return [];
}

const mostTried = 256;

/** Where no structure led to a picture: every place where a JPEG begins. A decoder stops at its end by itself. */
function anywhere(bytes: Uint8Array): Candidate[] {
  const found: Candidate[] = [];
  for (let at = bytes.indexOf(0xff), tried = 0; at >= 0 && tried < mostTried; at = bytes.indexOf(0xff, at + 1)) {
    if (!beginsJpeg(bytes, at)) continue;
    tried += 1;
    const area = shownArea(bytes, at);
    if (area !== null) found.push({ jpeg: bytes.subarray(at), area });
  }
  return found;
}

const largest = (candidates: readonly Candidate[]): Uint8Array | null =>
  candidates.reduce<Candidate | null>((best, each) => (best === null || each.area > best.area ? each : best), null)
    ?.jpeg ?? null;

function candidates(bytes: Uint8Array, type: RawPictureType): Candidate[] {
  if (type === 'image/x-canon-cr3') return inCanonBoxes(bytes);
  if (type === 'image/x-fujifilm-raf') return inFujifilm(bytes);
  return directories(bytes).flatMap((directory) => inDirectory(bytes, directory));
}

/** As the file's first directory states it, 1 where it doesn't. */
export function statedOrientation(bytes: Uint8Array, type: RawPictureType): number {
  const structure = type === 'image/x-canon-cr3' ? (canonBlock(bytes, 'CMT1') ?? new Uint8Array(0)) : bytes;
  const [orientation = 1] = directories(structure)[0]?.numbers(tiffTags.orientation) ?? [];
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

/** The largest picture inside. Throws `PreviewProblem` PREVIEW_UNSUPPORTED where there is none. */
export function embeddedPicture(bytes: Uint8Array, type: RawPictureType): EmbeddedPicture {
  const jpeg = largest(candidates(bytes, type)) ?? largest(anywhere(bytes));
  if (jpeg === null) throw new PreviewProblem('PREVIEW_UNSUPPORTED');
  return { jpeg, orientation: statedOrientation(bytes, type) };
}
