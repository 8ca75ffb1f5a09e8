/**
 * What a file is, by its first bytes and never by its name. Signatures: ITU-T T.81 (JPEG), ISO/IEC 15948 (PNG), TIFF 6.0
 * with BigTIFF, RFC 9649 (WebP), ISO/IEC 14496-12 brands (HEIF 23008-12, AVIF, MP4, QuickTime), GIF89a, ISO 32000 (PDF).
 */

/** How many of a file's first bytes `mediaType` wants to see; fewer are enough for a shorter file. */
export const headLength = 4_096;

/** Pictures that Sanad reads metadata from and makes previews of. */
export const pictureTypes = [
  'image/jpeg',
  'image/png',
  'image/tiff',
  'image/webp',
  'image/avif',
  'image/heic',
  'image/heif',
  'image/gif',
] as const;
export type PictureType = (typeof pictureTypes)[number];

export const isPictureType = (type: string): type is PictureType => (pictureTypes as readonly string[]).includes(type);

const opaque = 'application/octet-stream';

const ascii = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));

function startsWith(bytes: Uint8Array, signature: readonly number[], at = 0): boolean {
  return bytes.length >= at + signature.length && signature.every((byte, index) => bytes[at + index] === byte);
}

const signatures: readonly (readonly [type: string, signature: readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38, 0x37, 0x61]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38, 0x39, 0x61]],
  ['image/tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['image/tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['image/tiff', [0x49, 0x49, 0x2b, 0x00]],
  ['image/tiff', [0x4d, 0x4d, 0x00, 0x2b]],
  ['image/jxl', [0xff, 0x0a]],
  ['image/jxl', [0x00, 0x00, 0x00, 0x0c, 0x4a, 0x58, 0x4c, 0x20, 0x0d, 0x0a, 0x87, 0x0a]],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['application/zip', [0x50, 0x4b, 0x03, 0x04]],
  ['video/x-matroska', [0x1a, 0x45, 0xdf, 0xa3]],
  ['audio/ogg', [0x4f, 0x67, 0x67, 0x53]],
  ['audio/flac', [0x66, 0x4c, 0x61, 0x43]],
  ['audio/mpeg', [0x49, 0x44, 0x33]],
  ['audio/mpeg', [0xff, 0xfb]],
  ['audio/mpeg', [0xff, 0xf3]],
  ['audio/amr', [0x23, 0x21, 0x41, 0x4d, 0x52]],
];

const riffForms: Readonly<Record<string, string>> = {
  WEBP: 'image/webp',
  WAVE: 'audio/wav',
  'AVI ': 'video/x-msvideo',
};

/** Brands of the `ftyp` box that name the type by themselves; `mif1` and `msf1` only say "some HEIF" and leave it to the others. */
const brands: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  avis: 'image/avif',
  heic: 'image/heic',
  heix: 'image/heic',
  heim: 'image/heic',
  heis: 'image/heic',
  hevc: 'image/heic',
  hevx: 'image/heic',
  'qt  ': 'video/quicktime',
  'M4A ': 'audio/mp4',
  'M4B ': 'audio/mp4',
  isom: 'video/mp4',
  iso2: 'video/mp4',
  iso4: 'video/mp4',
  iso5: 'video/mp4',
  iso6: 'video/mp4',
  mp41: 'video/mp4',
  mp42: 'video/mp4',
  avc1: 'video/mp4',
  'M4V ': 'video/mp4',
  MSNV: 'video/mp4',
  dash: 'video/mp4',
};

function typeByBrand(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const major = ascii(bytes, 8, 12);
  const named = brands[major];
  if (named !== undefined) return named;
  if (/^3g[2gprs]/.test(major)) return 'video/3gpp';
  if (major !== 'mif1' && major !== 'msf1') return opaque;
  const end = Math.min(view.getUint32(0), bytes.length);
  for (let at = 16; at + 4 <= end; at += 4) {
    if (brands[ascii(bytes, at, at + 4)] === 'image/avif') return 'image/avif';
  }
  return 'image/heif';
}

/** Text when every byte is UTF-8 and none a control character; a sequence cut off at the end of `head` does not count. */
function looksLikeText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  if (bytes.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Media type from the first bytes (`headLength` of them, or all of a shorter file); `application/octet-stream` when unknown. */
export function mediaType(head: Uint8Array): string {
  for (const [type, signature] of signatures) if (startsWith(head, signature)) return type;
  if (head.length >= 12 && ascii(head, 0, 4) === 'RIFF') return riffForms[ascii(head, 8, 12)] ?? opaque;
  if (head.length >= 12 && ascii(head, 4, 8) === 'ftyp') return typeByBrand(head);
  // QuickTime files older than the ftyp box begin with one of these.
  if (head.length >= 12 && ['moov', 'mdat', 'wide'].includes(ascii(head, 4, 8))) return 'video/quicktime';
  return looksLikeText(head) ? 'text/plain' : opaque;
}

/** What a name's extension promises. Extensions that promise nothing definite are not here. */
const promised: Readonly<Record<string, readonly string[]>> = {
  jpg: ['image/jpeg'],
  jpeg: ['image/jpeg'],
  jpe: ['image/jpeg'],
  jfif: ['image/jpeg'],
  png: ['image/png'],
  gif: ['image/gif'],
  tif: ['image/tiff'],
  tiff: ['image/tiff'],
  webp: ['image/webp'],
  avif: ['image/avif'],
  heic: ['image/heic', 'image/heif'],
  heif: ['image/heic', 'image/heif'],
  hif: ['image/heic', 'image/heif'],
  pdf: ['application/pdf'],
  zip: ['application/zip'],
  mp4: ['video/mp4'],
  m4v: ['video/mp4'],
  mov: ['video/quicktime'],
  '3gp': ['video/3gpp'],
  avi: ['video/x-msvideo'],
  mp3: ['audio/mpeg'],
  m4a: ['audio/mp4'],
  wav: ['audio/wav'],
};

export function extensionOf(name: string): string | null {
  const dot = name.lastIndexOf('.');
  return dot > 0 && dot < name.length - 1 ? name.slice(dot + 1).toLowerCase() : null;
}

/** True when the name's extension promises something else than what the content is. */
export function contradictsName(name: string, type: string): boolean {
  const expected = promised[extensionOf(name) ?? ''];
  return expected !== undefined && !expected.includes(type);
}
