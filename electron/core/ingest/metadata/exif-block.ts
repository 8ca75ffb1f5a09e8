import exifr from 'exifr';
import exifrPackage from 'exifr/package.json' with { type: 'json' };
import { type RawTag, type RawValue, wellFormed } from './tags.ts';

export const exifrVersion = `exifr ${exifrPackage.version}`;

/** exifr's blocks under ExifTool's group names. */
const groups = { ifd0: 'IFD0', ifd1: 'IFD1', exif: 'ExifIFD', gps: 'GPS', interop: 'InteropIFD' } as const;
type BlockName = keyof typeof groups;

/**
 * Numeric keys and stored values only. exifr's own Dates ignore OffsetTimeOriginal and depend on this computer's time
 * zone, its computed `latitude` and `longitude` take a missing reference for north and east: neither is asked for.
 */
const options = {
  tiff: true,
  ifd0: {},
  ifd1: true,
  exif: true,
  gps: true,
  interop: true,
  xmp: { parse: false },
  iptc: false,
  icc: false,
  jfif: false,
  ihdr: false,
  makerNote: true,
  userComment: true,
  translateKeys: false,
  translateValues: false,
  reviveValues: false,
  sanitize: true,
  mergeOutput: false,
  chunked: false,
};

/** Tags whose bytes are characters (EXIF 2.32, type UNDEFINED holding ASCII). */
const characterTags = new Set(['ExifVersion', 'FlashpixVersion', 'InteropVersion']);
/** Tags with an eight-byte character code in front (EXIF 2.32, 4.6.6). */
const codedTags = new Set(['UserComment', 'GPSProcessingMethod', 'GPSAreaInformation']);

/** Text ends at its first NUL (TIFF 6.0, type ASCII); what an old camera left behind it in the buffer is not the value. */
const clean = (text: string): string => wellFormed((text.split('\0', 1)[0] ?? '').trim());

function codedText(bytes: Uint8Array): string {
  const code = String.fromCharCode(...bytes.subarray(0, 8)).replaceAll('\0', '');
  const rest = bytes.subarray(8);
  if (code === 'UNICODE') return clean(new TextDecoder(utf16Order(rest)).decode(rest));
  return clean(new TextDecoder('utf-8').decode(code === 'ASCII' || code === 'JIS' || code === '' ? rest : bytes));
}

/** EXIF leaves the byte order of UNICODE comments open; a zero first byte is Latin text in big-endian order. */
const utf16Order = (bytes: Uint8Array) => (bytes[0] === 0 && bytes[1] !== 0 ? 'utf-16be' : 'utf-16le');

function rawValue(name: string, value: unknown): RawValue | null {
  // Copyright has two parts with a NUL between: photographer and editor (EXIF 2.32, tag 0x8298).
  if (typeof value === 'string') return clean(name === 'Copyright' ? value.replaceAll('\0', ' ') : value);
  if (typeof value === 'number') return [value];
  if (value instanceof Uint8Array) {
    if (characterTags.has(name)) return clean(String.fromCharCode(...value.subarray(0, 16)));
    if (codedTags.has(name)) return codedText(value.subarray(0, 65_536));
    if (name.startsWith('XP')) return clean(new TextDecoder('utf-16le').decode(value.subarray(0, 65_536)));
    return value;
  }
  if (Array.isArray(value) && value.every((part) => typeof part === 'number')) return value;
  if (Array.isArray(value)) return clean(value.map(String).join('; '));
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as unknown as ArrayLike<number>, Number);
  return null;
}

function tagName(block: BlockName, key: string): string {
  // IFD1 has the tags of IFD0; exifr keeps one dictionary for both.
  const dictionary = exifr.tagKeys.get(block === 'ifd1' ? 'ifd0' : block);
  const code = Number(key);
  return (
    dictionary?.get(code) ?? exifr.tagKeys.get('ifd0')?.get(code) ?? `Exif_0x${code.toString(16).padStart(4, '0')}`
  );
}

export type ExifRead = { readonly tags: readonly RawTag[]; readonly packet: string | null };

type Blocks = Partial<Record<BlockName, Record<string, unknown>>> & {
  makerNote?: unknown;
  userComment?: unknown;
  xmp?: unknown;
};

/**
 * Reads EXIF and the XMP packet. `bytes` is a JPEG, a TIFF, or the TIFF structure out of another container.
 * `first` is what the structure's first directory holds: elsewhere than in Canon's CR3 that is IFD0.
 * Throws what exifr throws when nothing can be made of it; a block that is damaged half-way gives the tags before that.
 */
export async function readExif(bytes: Uint8Array, first: BlockName = 'ifd0'): Promise<ExifRead> {
  const found = (await exifr.parse(bytes, options as never)) as Blocks | undefined;
  if (found === undefined) return { tags: [], packet: null };
  const tags: RawTag[] = [];
  const add = (group: string, name: string, value: unknown) => {
    const raw = rawValue(name, value);
    if (raw !== null) tags.push({ name: `${group}:${name}`, value: raw });
  };
  for (const block of Object.keys(groups) as BlockName[]) {
    const held = block === 'ifd0' ? first : block;
    for (const [key, value] of Object.entries(found[block] ?? {})) {
      if (/^\d+$/.test(key)) add(groups[held], tagName(held, key), value);
    }
  }
  if (found.makerNote !== undefined) add('ExifIFD', 'MakerNote', found.makerNote);
  if (found.userComment !== undefined) add('ExifIFD', 'UserComment', found.userComment);
  return { tags, packet: typeof found.xmp === 'string' ? found.xmp : null };
}
