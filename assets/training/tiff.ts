/**
 * Writes TIFF structures as raw pictures are built of them (TIFF 6.0, section 2; DNG 1.4, "DNG Format Overview"): what is in which directory
 * is for the caller.
 */
export type Value =
  | string
  | readonly number[]
  | Uint8Array
  | { readonly directories: readonly Directory[] }
  | { readonly lies: Uint8Array };
export type Directory = Readonly<Record<number, Value>>;

export const tags = {
  subfileType: 0xfe,
  width: 0x100,
  height: 0x101,
  compression: 0x103,
  make: 0x10f,
  model: 0x110,
  stripOffsets: 0x111,
  orientation: 0x112,
  stripByteCounts: 0x117,
  subIfds: 0x14a,
  jpegOffset: 0x201,
  jpegLength: 0x202,
  jpegFromRaw: 0x2e,
  exif: 0x8769,
  taken: 0x9003,
  offset: 0x9011,
  exifWidth: 0xa002,
  exifHeight: 0xa003,
  dngVersion: 0xc612,
} as const;

/**
 * One structure. Values: text as ASCII, numbers as LONG (orientation and compression as SHORT), bytes as UNDEFINED (the version of DNG as
 * BYTE); `lies` puts bytes elsewhere and their place here. The tags have numbers of their own, apart from those that Sanad reads by, so that
 * a mistake in these is seen.
 */
export function tiff(
  first: Directory,
  { little = true, magic = 42 }: { little?: boolean; magic?: number } = {},
): Uint8Array {
  const parts: { offset: number; bytes: Uint8Array }[] = [];
  let end = 8;
  const reserve = (bytes: Uint8Array): number => {
    const offset = end;
    parts.push({ offset, bytes });
    end += bytes.length + (bytes.length % 2);
    return offset;
  };
  const number = (value: number, length: 2 | 4): Uint8Array => {
    const view = new DataView(new ArrayBuffer(length));
    if (length === 2) view.setUint16(0, value, little);
    else view.setUint32(0, value, little);
    return new Uint8Array(view.buffer);
  };
  const joined = (pieces: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(pieces));
  const write = (directory: Directory): number => {
    const entries = Object.entries(directory)
      .map(([tag, value]) => [Number(tag), value] as const)
      .sort(([a], [b]) => a - b);
    const bytes = new Uint8Array(2 + entries.length * 12 + 4);
    const offset = reserve(bytes);
    bytes.set(number(entries.length, 2), 0);
    for (const [index, [tag, value]] of entries.entries()) {
      let type = 4;
      let count = 1;
      let content: Uint8Array;
      if (typeof value === 'string') {
        type = 2;
        content = new TextEncoder().encode(`${value}\0`);
        count = content.length;
      } else if (value instanceof Uint8Array) {
        type = tag === tags.dngVersion ? 1 : 7;
        content = value;
        count = value.length;
      } else if ('directories' in value) {
        content = joined(value.directories.map((inner) => number(write(inner), 4)));
        count = value.directories.length;
      } else if ('lies' in value) content = number(reserve(value.lies), 4);
      else {
        const short = tag === tags.orientation || tag === tags.compression;
        type = short ? 3 : 4;
        content = joined(value.map((each) => number(each, short ? 2 : 4)));
        count = value.length;
      }
      const at = 2 + index * 12;
      bytes.set(number(tag, 2), at);
      bytes.set(number(type, 2), at + 2);
      bytes.set(number(count, 4), at + 4);
      if (content.length <= 4) bytes.set(content, at + 8);
      else bytes.set(number(reserve(content), 4), at + 8);
    }
    return offset;
  };
  const offset = write(first);
  const file = new Uint8Array(end);
  file.set(new TextEncoder().encode(little ? 'II' : 'MM'), 0);
  file.set(number(magic, 2), 2);
  file.set(number(offset, 4), 4);
  for (const part of parts) file.set(part.bytes, part.offset);
  return file;
}
