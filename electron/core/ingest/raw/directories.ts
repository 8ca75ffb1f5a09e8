/**
 * The image file directories of a TIFF structure (TIFF 6.0, section 2): the chain of IFDs, their SubIFDs (tag 330, TIFF technical
 * note 1) and the Exif IFD. Values are read where a directory says they lie, and nothing is followed twice.
 */
export const tiffTags = {
  imageWidth: 0x100,
  imageHeight: 0x101,
  compression: 0x103,
  stripOffsets: 0x111,
  orientation: 0x112,
  stripByteCounts: 0x117,
  subIfds: 0x14a,
  jpegOffset: 0x201,
  jpegLength: 0x202,
  /** Panasonic's JpgFromRaw. */
  jpegFromRaw: 0x2e,
  exifIfd: 0x8769,
  exifWidth: 0xa002,
  exifHeight: 0xa003,
} as const;

export type Directory = {
  /** Unsigned numbers of one tag, at most 64 of them; empty where it is absent or of another type. */
  numbers(tag: number): readonly number[];
  /** The bytes of one tag. */
  bytes(tag: number): Uint8Array | null;
};

const mostDirectories = 64;
const mostEntries = 1_024;
const mostValues = 64;
const sizes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 6: 1, 7: 1, 13: 4 };

export function directories(bytes: Uint8Array): Directory[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8) return [];
  const little = view.getUint16(0) === 0x4949;
  const short = (at: number) => view.getUint16(at, little);
  const long = (at: number) => view.getUint32(at, little);
  const found: Directory[] = [];
  const seen = new Set<number>();
  const waiting = [long(4)];
  while (waiting.length > 0 && found.length < mostDirectories) {
    const offset = waiting.shift() ?? 0;
    if (offset < 8 || offset + 2 > bytes.length || seen.has(offset)) continue;
    seen.add(offset);
    const count = Math.min(short(offset), mostEntries);
    if (offset + 2 + count * 12 > bytes.length) continue;
    const entries = new Map<number, number>();
    for (let index = 0; index < count; index += 1) {
      const at = offset + 2 + index * 12;
      entries.set(short(at), at);
    }
    const place = (tag: number): { type: number; count: number; at: number } | null => {
      const entry = entries.get(tag);
      if (entry === undefined) return null;
      const type = short(entry + 2);
      const length = long(entry + 4);
      const size = (sizes[type] ?? 0) * length;
      const at = size <= 4 ? entry + 8 : long(entry + 8);
      return size === 0 || at + size > bytes.length ? null : { type, count: length, at };
    };
    const directory: Directory = {
      numbers(tag) {
        const value = place(tag);
        if (value === null) return [];
        const read = value.type === 3 ? short : value.type === 4 || value.type === 13 ? long : view.getUint8.bind(view);
        const size = sizes[value.type] ?? 1;
        return Array.from({ length: Math.min(value.count, mostValues) }, (_, index) => read(value.at + index * size));
      },
      bytes(tag) {
        const value = place(tag);
        return value === null ? null : bytes.subarray(value.at, value.at + value.count * (sizes[value.type] ?? 1));
      },
    };
    found.push(directory);
    waiting.push(...directory.numbers(tiffTags.subIfds), ...directory.numbers(tiffTags.exifIfd));
    const next = offset + 2 + count * 12;
    if (next + 4 <= bytes.length) waiting.push(long(next));
  }
  return found;
}
