import { typeByBrand, typeOfEbml, typeOfOgg, typeOfRiff, typeOfZip } from './type-containers.ts';
import { rawTypeOfTiff } from './type-raw.ts';
import { ascii, bySignature } from './type-signatures.ts';
import { typeOfStream } from './type-streams.ts';

/** What a file is, by its first bytes and never by its name. Each sort of looking is in a file of its own beside this one. */

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

const isTiff = (head: Uint8Array) => ['II*\0', 'MM\0*'].includes(ascii(head, 0, 4));
const isBigTiff = (head: Uint8Array) => ['II+\0', 'MM\0+'].includes(ascii(head, 0, 4));

/** Control characters other than tab, line feed, form feed, carriage return. */
const isForeignToText = (code: number) => code === 0x7f || (code < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d].includes(code));

/** Text when no byte is a control character that text does not have; a sequence cut off at the end of `head` does not count. */
function looksLikeText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  const order = ascii(bytes, 0, 2);
  if (order === '\xff\xfe' || order === '\xfe\xff')
    return looksLikeUtf16(bytes, order === '\xff\xfe' ? 'utf-16le' : 'utf-16be');
  if (bytes.some(isForeignToText)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    // Older programs write Arabic, Cyrillic and Western text with one byte a letter. Of bytes that mean something else, one in
    // nine is a control character: as many as this without any are not there by chance.
    return bytes.length >= 64 && bytes.includes(0x0a);
  }
}

function looksLikeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): boolean {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    // U+FFFE and U+FFFF are no characters.
    return (
      text.length > 1 &&
      !Array.from(text, (letter) => letter.charCodeAt(0)).some((code) => isForeignToText(code) || code >= 0xfffe)
    );
  } catch {
    return false;
  }
}

/** Media type from the first bytes (`headLength` of them, or all of a shorter file); `application/octet-stream` when unknown. */
export function mediaType(head: Uint8Array): string {
  if (head.length >= 16 && isTiff(head)) return rawTypeOfTiff(head) ?? 'image/tiff';
  if (isTiff(head) || isBigTiff(head)) return 'image/tiff';
  const signed = bySignature(head);
  if (signed !== null) return signed;
  const [first, boxed, form] = [ascii(head, 0, 4), ascii(head, 4, 8), ascii(head, 8, 12)];
  if (first === 'PK\x03\x04') return typeOfZip(head);
  if (first === '\x1aE\xdf\xa3') return typeOfEbml(head);
  if (first === 'OggS') return typeOfOgg(head);
  if (head.length >= 12) {
    if (['RIFF', 'RF64', 'BW64'].includes(first)) return typeOfRiff(head);
    if (first === 'FORM' && (form === 'AIFF' || form === 'AIFC')) return 'audio/aiff';
    if (boxed === 'ftyp') return typeByBrand(head);
    // QuickTime files older than the ftyp box begin with one of these.
    if (['moov', 'mdat', 'wide', 'pnot'].includes(boxed)) return 'video/quicktime';
  }
  return typeOfStream(head) ?? (looksLikeText(head) ? 'text/plain' : opaque);
}

const heif = ['image/heic', 'image/heif'];
const basedOnMp4 = ['video/mp4', 'audio/mp4'];
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

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
  heic: heif,
  heif,
  hif: heif,
  dng: ['image/x-adobe-dng'],
  cr2: ['image/x-canon-cr2'],
  cr3: ['image/x-canon-cr3'],
  // Some programs keep the maker's extension on what they have converted.
  nef: ['image/x-nikon-nef', 'image/x-adobe-dng'],
  arw: ['image/x-sony-arw', 'image/x-adobe-dng'],
  raf: ['image/x-fujifilm-raf'],
  orf: ['image/x-olympus-orf'],
  rw2: ['image/x-panasonic-rw2'],
  pef: ['image/x-pentax-pef'],
  pdf: ['application/pdf'],
  // Text in an encoding that shows no text in its bytes stays unknown.
  txt: ['text/plain', opaque],
  zip: ['application/zip'],
  docx: [word],
  xlsx: [sheet],
  mp4: basedOnMp4,
  m4v: basedOnMp4,
  // QuickTime and 3GPP files are of the same build as MP4, and cameras name one as the other.
  mov: ['video/quicktime', ...basedOnMp4],
  '3gp': ['video/3gpp', ...basedOnMp4],
  '3g2': ['video/3gpp', ...basedOnMp4],
  webm: ['video/webm'],
  mkv: ['video/x-matroska', 'video/webm'],
  avi: ['video/x-msvideo'],
  mp3: ['audio/mpeg'],
  m4a: [...basedOnMp4, 'video/3gpp', 'video/quicktime'],
  aac: ['audio/aac', ...basedOnMp4],
  amr: ['audio/amr', 'audio/amr-wb', 'video/3gpp'],
  ogg: ['audio/ogg', 'video/ogg', 'application/ogg'],
  oga: ['audio/ogg'],
  opus: ['audio/ogg'],
  flac: ['audio/flac'],
  wav: ['audio/wav'],
};

export function extensionOf(name: string): string | null {
  const dot = name.lastIndexOf('.');
  return dot > 0 && dot < name.length - 1 ? name.slice(dot + 1).toLowerCase() : null;
}

/** True when the name's extension promises something else than what the content is. */
export function contradictsName(name: string, type: string): boolean {
  const extension = extensionOf(name) ?? '';
  // A name may end in what every object inherits, such as `.constructor`.
  return Object.hasOwn(promised, extension) && promised[extension]?.includes(type) === false;
}
