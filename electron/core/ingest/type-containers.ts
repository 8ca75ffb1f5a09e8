import { ascii } from './type-signatures.ts';

/** Containers that hold this or that: which of them is told by a name somewhere near their beginning. */
const opaque = 'application/octet-stream';

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** RIFF forms, and RF64 and BW64 (EBU Tech 3306, ITU-R BS.2088), which are WAVE above 4 GiB. */
const riffForms: Readonly<Record<string, string>> = {
  WEBP: 'image/webp',
  WAVE: 'audio/wav',
  'AVI ': 'video/x-msvideo',
};

export function typeOfRiff(head: Uint8Array): string {
  return riffForms[ascii(head, 8, 12)] ?? opaque;
}

/** Brands of the `ftyp` box that name the type by themselves (ISO/IEC 14496-12, 23008-12; MP4RA's list of registered brands). */
const brands: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  avis: 'image/avif',
  heic: 'image/heic',
  heix: 'image/heic',
  heim: 'image/heic',
  heis: 'image/heic',
  hevc: 'image/heic',
  hevx: 'image/heic',
  'crx ': 'image/x-canon-cr3',
  'qt  ': 'video/quicktime',
  'M4A ': 'audio/mp4',
  'M4B ': 'audio/mp4',
  'M4P ': 'audio/mp4',
  isom: 'video/mp4',
  iso2: 'video/mp4',
  iso4: 'video/mp4',
  iso5: 'video/mp4',
  iso6: 'video/mp4',
  iso8: 'video/mp4',
  mp41: 'video/mp4',
  mp42: 'video/mp4',
  mp71: 'video/mp4',
  avc1: 'video/mp4',
  'M4V ': 'video/mp4',
  M4VH: 'video/mp4',
  M4VP: 'video/mp4',
  MSNV: 'video/mp4',
  NDSM: 'video/mp4',
  XAVC: 'video/mp4',
  caqv: 'video/mp4',
  mmp4: 'video/mp4',
  dash: 'video/mp4',
};

/** 3GPP TS 26.244, 5.4: 3gp4 … 3gp9, 3gr, 3gs, 3ge, 3gg; 3GPP2's are 3g2a to 3g2c. */
const isThirdGeneration = (brand: string) => /^3g[2egprs]/.test(brand);

/** `mif1` and `msf1` only say "some HEIF": the other brands are asked, as they are where the first is not known. */
export function typeByBrand(head: Uint8Array): string {
  const major = ascii(head, 8, 12);
  const named = brands[major];
  if (named !== undefined) return named;
  if (isThirdGeneration(major)) return 'video/3gpp';
  const someHeif = major === 'mif1' || major === 'msf1';
  const end = Math.min(viewOf(head).getUint32(0), head.length);
  for (let at = 16; at + 4 <= end; at += 4) {
    const brand = ascii(head, at, at + 4);
    if (someHeif) {
      if (brands[brand] === 'image/avif') return 'image/avif';
    } else {
      const type = isThirdGeneration(brand) ? 'video/3gpp' : brands[brand];
      if (type !== undefined) return type;
    }
  }
  return someHeif ? 'image/heif' : opaque;
}

/** Length and value of a variable-length integer (RFC 8794, section 4); `null` beyond the end or longer than 8 bytes. */
function vint(bytes: Uint8Array, at: number, keepMarker: boolean): { length: number; value: number } | null {
  const first = bytes[at] ?? 0;
  if (first === 0) return null;
  const length = Math.clz32(first) - 23;
  if (at + length > bytes.length) return null;
  let value = keepMarker ? first : first & (0xff >> length);
  for (let index = 1; index < length; index += 1) value = value * 256 + (bytes[at + index] ?? 0);
  return { length, value };
}

/** Matroska and its restricted form WebM differ in the header's DocType (RFC 9559, section 5.2; RFC 8794, 11.2.4). */
export function typeOfEbml(head: Uint8Array): string {
  const header = vint(head, 4, false);
  if (header === null) return opaque;
  let at = 4 + header.length;
  const end = Math.min(at + header.value, head.length);
  while (at < end) {
    const id = vint(head, at, true);
    const size = id && vint(head, at + id.length, false);
    if (id === null || size === null) break;
    const from = at + id.length + size.length;
    if (id.value === 0x4282) {
      const name = ascii(head, from, Math.min(from + size.value, from + 16)).replaceAll('\0', '');
      return name === 'webm' ? 'video/webm' : name === 'matroska' ? 'video/x-matroska' : opaque;
    }
    at = from + size.value;
  }
  return opaque;
}

/** The first packet of the first stream (RFC 3533, section 6; RFC 7845 Opus; Vorbis I, 4.2.1; Theora, 6.2). */
export function typeOfOgg(head: Uint8Array): string {
  const from = 27 + (head[26] ?? 0);
  const begins = (text: string) => ascii(head, from, from + text.length) === text;
  if (['OpusHead', '\x01vorbis', '\x7fFLAC', 'Speex   ', 'PCM     '].some(begins)) return 'audio/ogg';
  // A skeleton comes first where there are several streams, sound or picture.
  if (begins('\x80theora') || begins('BBCD') || begins('fishead\0')) return 'video/ogg';
  return 'application/ogg';
}

/** What the first entries of a zip are called: office documents are zips, and their types stand in the first file. */
export function typeOfZip(head: Uint8Array): string {
  const view = viewOf(head);
  const names: string[] = [];
  for (let at = 0; at + 30 <= head.length && view.getUint32(at) === 0x504b0304 && names.length < 16; ) {
    const nameLength = view.getUint16(at + 26, true);
    const name = ascii(head, at + 30, Math.min(at + 30 + nameLength, head.length));
    const from = at + 30 + nameLength + view.getUint16(at + 28, true);
    const stored = view.getUint16(at + 8, true) === 0;
    const size = view.getUint32(at + 18, true);
    // OpenDocument 1.3 part 2, 3.3 and OCF 3.3, 4.3: an uncompressed first file named `mimetype`.
    if (names.length === 0 && name === 'mimetype' && stored) {
      const type = ascii(head, from, Math.min(from + size, head.length)).trim();
      return /^application\/(vnd\.oasis\.opendocument\.[a-z-]{1,40}|epub\+zip)$/.test(type) ? type : 'application/zip';
    }
    names.push(name);
    // Bit 3: the size follows the data, and where the next entry begins is not known (APPNOTE 6.3.10, 4.4.4).
    if ((view.getUint16(at + 6, true) & 8) !== 0 && size === 0) break;
    at = from + size;
  }
  const part = (folder: string) => names.some((name) => name.startsWith(folder));
  // ECMA-376 part 2: [Content_Types].xml, and the parts of each program in a folder of its own.
  if (part('word/')) return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  if (part('xl/')) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  if (part('ppt/')) return 'application/vnd.openxmlformats-officedocument.presentationml.presentation';
  if (part('AndroidManifest.xml')) return 'application/vnd.android.package-archive';
  return 'application/zip';
}
