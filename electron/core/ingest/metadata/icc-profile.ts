import { type RawTag, wellFormed } from './tags.ts';

/**
 * Which colour profile a picture carries, and whose (ICC.1:2022): a camera's or phone's own name for it often survives where its
 * EXIF was taken off. The header and the texts; curves and matrices stay with the file. Names as ExifTool's.
 */
const textTags: Readonly<Record<string, string>> = {
  desc: 'ProfileDescription',
  cprt: 'ProfileCopyright',
  dmnd: 'DeviceMfgDesc',
  dmdd: 'DeviceModelDesc',
};

const mostTags = 100;

class Profile {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  short(at: number): number {
    return this.#view.getUint16(at);
  }

  long(at: number): number {
    return this.#view.getUint32(at);
  }

  letters(at: number, length = 4): string {
    return String.fromCharCode(...this.#bytes.subarray(at, at + length)).replaceAll('\0', '');
  }

  /** ICC.1:2022, 10.15 (multiLocalizedUnicode), 10.24 (text); ICC.1:2001, 6.5.17 (textDescription). Of several languages the first. */
  text(at: number, size: number): string {
    const type = this.letters(at);
    if (type === 'text') return this.letters(at + 8, size - 8);
    if (type === 'desc') return this.letters(at + 12, Math.min(this.long(at + 8), size - 12));
    if (type !== 'mluc' || this.long(at + 8) === 0) return '';
    const [length, offset] = [this.long(at + 20), this.long(at + 24)];
    const from = at + offset;
    return new TextDecoder('utf-16be').decode(this.#bytes.subarray(from, from + Math.min(length, size - offset)));
  }
}

/** What could be read before the first number that points outside. */
export function readIccProfile(bytes: Uint8Array): RawTag[] {
  const profile = new Profile(bytes);
  const tags: RawTag[] = [];
  const add = (name: string, value: string) => {
    const text = wellFormed(value.replaceAll('\0', '').trim());
    if (text !== '') tags.push({ name, value: text });
  };
  try {
    if (profile.letters(36) !== 'acsp') return [];
    const two = (value: number) => String(value).padStart(2, '0');
    const [year = 0, ...rest] = [24, 26, 28, 30, 32, 34].map((at) => profile.short(at));
    const [month = 0, day = 0, ...clock] = rest;
    tags.push({ name: 'ICC-header:ProfileVersion', value: [profile.short(8)] });
    add('ICC-header:ProfileClass', profile.letters(12));
    add('ICC-header:ColorSpaceData', profile.letters(16));
    if (year > 0) add('ICC-header:ProfileDateTime', `${year}:${two(month)}:${two(day)} ${clock.map(two).join(':')}`);
    add('ICC-header:DeviceManufacturer', profile.letters(48));
    add('ICC-header:DeviceModel', profile.letters(52));
    add('ICC-header:ProfileCreator', profile.letters(80));
    const count = Math.min(profile.long(128), mostTags);
    for (let index = 0; index < count; index += 1) {
      const entry = 132 + index * 12;
      const name = textTags[profile.letters(entry)];
      if (name !== undefined)
        add(`ICC_Profile:${name}`, profile.text(profile.long(entry + 4), profile.long(entry + 8)));
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return tags;
}
