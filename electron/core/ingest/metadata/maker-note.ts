import { tiffTags } from '../raw/directories.ts';
import { type RawTag, type RawValue, wellFormed } from './tags.ts';

/**
 * The makers' own notes (tag 0x927c), which no standard describes: a directory like TIFF's, behind a beginning that each maker has
 * chosen (Image::ExifTool::MakerNotes). Of the makers here every entry is kept; those that tell one camera or its owner from others,
 * or name the lens, have ExifTool's names, the rest their numbers. What is in no maker's form that is known here stays with the file, and is said not
 * to be read.
 */
type Form = {
  readonly maker: string;
  /** Where the directory begins, from the beginning of the note. */
  readonly directory: number;
  /** What its offsets count from, in the whole structure. */
  readonly base: number;
  readonly little: boolean;
};

const names: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  Apple: { 17: 'MediaGroupUUID', 21: 'ImageUniqueID' },
  Canon: {
    6: 'CanonImageType',
    7: 'CanonFirmwareVersion',
    8: 'FileNumber',
    9: 'OwnerName',
    12: 'SerialNumber',
    16: 'CanonModelID',
    149: 'LensModel',
    150: 'InternalSerialNumber',
  },
  FujiFilm: { 16: 'InternalSerialNumber' },
  Nikon: { 29: 'SerialNumber', 132: 'Lens', 167: 'ShutterCount' },
  Olympus: { 519: 'CameraType', 521: 'CameraID' },
  OlympusEquipment: {
    257: 'SerialNumber',
    258: 'InternalSerialNumber',
    260: 'BodyFirmwareVersion',
    514: 'LensSerialNumber',
    515: 'LensModel',
  },
  Panasonic: { 37: 'InternalSerialNumber', 81: 'LensType', 82: 'LensSerialNumber' },
  Pentax: { 5: 'PentaxModelID', 553: 'SerialNumber' },
  Sony: { 45088: 'CreativeStyle', 45057: 'SonyModelID' },
};

/** Tags that hold characters in a type that says "bytes". */
const characters = new Set(['InternalSerialNumber', 'CameraID']);

const olympusEquipment = 0x2010;

/** Up to the first NUL behind the first letter: some begin with NULs. */
const text = (bytes: Uint8Array): string => {
  const letters = new TextDecoder('latin1').decode(bytes).replace(/^\0+/, '');
  return wellFormed((letters.split('\0', 1)[0] ?? '').trim());
};

const begins = (bytes: Uint8Array, letters: string) =>
  String.fromCharCode(...bytes.subarray(0, letters.length)) === letters;

/** Canon says at the end of its notes where they began when the camera wrote them: by as much as that they have been moved since. */
function canonBase(note: Uint8Array, at: number, little: boolean): number {
  const footer = note.subarray(note.length - 8);
  if (!begins(footer, 'II*\0') && !begins(footer, 'MM\0*')) return 0;
  return at - new DataView(footer.buffer, footer.byteOffset, 8).getUint32(4, little);
}

/** @param at where the note begins in the structure @param little the structure's own byte order */
function formOf(note: Uint8Array, at: number, little: boolean, make: string): Form | null {
  const order = (from: number) => begins(note.subarray(from), 'II');
  if (begins(note, 'Apple iOS\0')) return { maker: 'Apple', directory: 14, base: at, little: order(12) };
  if (begins(note, 'OLYMPUS\0')) return { maker: 'Olympus', directory: 12, base: at, little: order(8) };
  if (begins(note, 'OLYMP\0')) return { maker: 'Olympus', directory: 8, base: 0, little };
  if (begins(note, 'Panasonic\0')) return { maker: 'Panasonic', directory: 12, base: 0, little };
  if (begins(note, 'FUJIFILM')) return { maker: 'FujiFilm', directory: note[8] ?? 12, base: at, little: true };
  if (begins(note, 'SONY DSC \0') || begins(note, 'SONY CAM \0'))
    return { maker: 'Sony', directory: 12, base: 0, little };
  if (begins(note, 'PENTAX \0')) return { maker: 'Pentax', directory: 10, base: at, little: order(8) };
  if (begins(note, 'AOC\0')) {
    const stated = begins(note.subarray(4), 'II') || begins(note.subarray(4), 'MM');
    return { maker: 'Pentax', directory: 6, base: 0, little: stated ? order(4) : little };
  }
  if (begins(note, 'Nikon\0\x02')) {
    const inner = at + 10;
    const view = new DataView(note.buffer, note.byteOffset, note.byteLength);
    const own = order(10);
    return { maker: 'Nikon', directory: 10 + view.getUint32(14, own), base: inner, little: own };
  }
  if (begins(note, 'Nikon\0\x01')) return { maker: 'Nikon', directory: 8, base: 0, little };
  if (/^canon/i.test(make)) return { maker: 'Canon', directory: 0, base: canonBase(note, at, little), little };
  if (/^nikon/i.test(make)) return { maker: 'Nikon', directory: 0, base: 0, little };
  return null;
}

/** Bytes of one value by its TIFF type. */
const sizes: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
};
const mostEntries = 512;
const mostNumbers = 32;

type Entry = {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly at: number;
  readonly size: number;
};

function* entries(view: DataView, from: number, { base, little }: Form): Generator<Entry> {
  const count = view.getUint16(from, little);
  if (count === 0 || count > mostEntries) return;
  for (let index = 0; index < count; index += 1) {
    const entry = from + 2 + index * 12;
    const type = view.getUint16(entry + 2, little);
    const length = view.getUint32(entry + 4, little);
    const size = (sizes[type] ?? 0) * length;
    // A type that TIFF doesn't have: this is no directory, or its end.
    if (sizes[type] === undefined) return;
    const at = size <= 4 ? entry + 8 : base + view.getUint32(entry + 8, little);
    if (size > 0 && at + size <= view.byteLength)
      yield { tag: view.getUint16(entry, little), type, count: length, at, size };
  }
}

function number(view: DataView, type: number, at: number, little: boolean): number {
  switch (type) {
    case 1:
      return view.getUint8(at);
    case 3:
      return view.getUint16(at, little);
    case 4:
    case 13:
      return view.getUint32(at, little);
    case 5:
      return view.getUint32(at, little) / view.getUint32(at + 4, little);
    case 6:
      return view.getInt8(at);
    case 8:
      return view.getInt16(at, little);
    case 9:
      return view.getInt32(at, little);
    case 10:
      return view.getInt32(at, little) / view.getInt32(at + 4, little);
    case 11:
      return view.getFloat32(at, little);
    default:
      return view.getFloat64(at, little);
  }
}

function entryValue(
  view: DataView,
  { type, count, at, size }: Entry,
  little: boolean,
  name: string | undefined,
): RawValue {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at, size);
  if (type === 2 || (type === 7 && name !== undefined && characters.has(name))) return text(bytes);
  if (type === 7 || count > mostNumbers) return bytes;
  const step = sizes[type] ?? 1;
  return Array.from({ length: count }, (_, index) => number(view, type, at + index * step, little));
}

type Place = { readonly at: number; readonly length: number };

/** Bytes that makers leave between a directory and the first value behind it. */
const mostBetween = 64;

/**
 * Whether values lie where the directory says: programs that write a picture anew often move the notes, whose offsets then point at
 * something else, and what stands there is nobody's serial number. Canon's first value stands right behind the directory; what other
 * makers' notes point at has to lie in the notes.
 */
function isInPlace(found: readonly Entry[], from: number, { maker }: Form): boolean {
  if (maker !== 'Canon') return true;
  const end = from + 2 + found.length * 12;
  const first = Math.min(...found.filter(({ size }) => size > 4).map(({ at }) => at));
  return first === Number.POSITIVE_INFINITY || (first >= end && first <= end + mostBetween);
}

function readDirectory(view: DataView, from: number, form: Form, maker: string, note: Place): RawTag[] {
  const tags: RawTag[] = [];
  const found = [...entries(view, from, form)];
  const within = ({ at, size }: Entry) => at >= note.at && at + size <= note.at + note.length;
  const inPlace = isInPlace(found, from, form);
  for (const entry of found) {
    if (entry.size > 4 && !(inPlace && within(entry))) continue;
    if (maker === 'Olympus' && entry.tag === olympusEquipment) {
      // In older notes the directory itself, in newer ones where it lies.
      const at = entry.type === 7 ? entry.at : form.base + view.getUint32(entry.at, form.little);
      tags.push(...readDirectory(view, at, form, 'OlympusEquipment', note));
      continue;
    }
    const name = names[maker]?.[entry.tag];
    const value = entryValue(view, entry, form.little, name);
    if (value === '') continue;
    const shown = name ?? `${maker}_0x${entry.tag.toString(16).padStart(4, '0')}`;
    tags.push({ name: `${form.maker}:${shown}`, value });
  }
  return tags;
}

/** Reconyx' trail cameras write no directory but numbers at fixed places (Image::ExifTool::Reconyx, HyperFire). */
function readReconyx(note: Uint8Array): RawTag[] {
  const view = new DataView(note.buffer, note.byteOffset, note.byteLength);
  const [second, minute, hour, month, day, year] = [0, 2, 4, 6, 8, 10].map((at) => view.getUint16(0x16 + at, true));
  const two = (value: number | undefined) => String(value).padStart(2, '0');
  return [
    {
      name: 'Reconyx:DateTimeOriginal',
      value: `${String(year).padStart(4, '0')}:${two(month)}:${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`,
    },
    { name: 'Reconyx:SerialNumber', value: wide(note.subarray(0x2a, 0x2a + 30)) },
  ];
}

const wide = (bytes: Uint8Array) =>
  wellFormed((new TextDecoder('utf-16le').decode(bytes).split('\0', 1)[0] ?? '').trim());

const reconyxVersion = 0xf101;

/** Where the note lies: the tag of that number in the directory that the first one names as EXIF's. */
function findNote(view: DataView, little: boolean): Place | null {
  const form = { maker: '', directory: 0, base: 0, little };
  const first = [...entries(view, view.getUint32(4, little), form)].find(({ tag }) => tag === tiffTags.exifIfd);
  if (first === undefined) return null;
  const note = [...entries(view, view.getUint32(first.at, little), form)].find(({ tag }) => tag === 0x927c);
  return note === undefined ? null : { at: note.at, length: note.size };
}

/**
 * @param tiff a TIFF structure from its first byte @param make as IFD0 has it, `''` where it doesn't
 * What could be read; nothing where there are no notes, or they are in no form that is known here.
 */
export function readMakerNote(tiff: Uint8Array, make: string): RawTag[] {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  try {
    const little = view.getUint16(0) === 0x4949;
    const place = findNote(view, little);
    if (place === null || place.length < 16) return [];
    const note = tiff.subarray(place.at, place.at + place.length);
    // These cameras often leave out who made them: the note's own version is what they are known by.
    if (view.getUint16(place.at, true) === reconyxVersion && note.length >= 0x48) return readReconyx(note);
    const form = formOf(note, place.at, little, make);
    return form === null ? [] : readDirectory(view, place.at + form.directory, form, form.maker, place);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
