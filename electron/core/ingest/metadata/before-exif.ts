import { app, segmentsNamed } from './jpeg-segments.ts';
import { listed, type RawTag, wellFormed } from './tags.ts';

/**
 * What cameras of the nineties wrote into JPEG files before there was EXIF: lines of text in APP12 (Olympus, Agfa, Epson:
 * Image::ExifTool::APP12), and Canon's CIFF in APP0 (CIFF 1.0 revision 4; Image::ExifTool::CanonRaw). Of the latter the time, the
 * camera and whose it is.
 */
const two = (value: number) => String(value).padStart(2, '0');

/** Seconds since 1970 by the camera's own clock, which knew no zone. */
function clockText(seconds: number): string {
  const date = new Date(seconds * 1_000);
  const day = [date.getUTCFullYear(), two(date.getUTCMonth() + 1), two(date.getUTCDate())].join(':');
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

const pictureInfoNames: Readonly<Record<string, string>> = {
  TimeDate: 'DateTimeOriginal',
  'Serial#': 'SerialNumber',
  Type: 'CameraType',
};
const mostLines = 200;

function readPictureInfo(bytes: Uint8Array): RawTag[] {
  const words = new TextDecoder('latin1').decode(bytes);
  if (!/\[picture info\]|Type=|^OLYMPUS|^AGFA|^SEIKO/i.test(words.slice(0, 200))) return [];
  return words
    .split(/[\r\n\0]+/)
    .slice(0, mostLines)
    .flatMap((line): RawTag[] => {
      const [, key, value = ''] = /^\s*([\w#-]{1,40})\s*=\s*(.*?)\s*$/.exec(line) ?? [];
      if (key === undefined || value === '') return [];
      const name = `PictureInfo:${listed(pictureInfoNames, key) ?? key}`;
      const isTime = key === 'TimeDate' && /^\d{9,10}$/.test(value);
      return [{ name, value: isTime ? clockText(Number(value)) : wellFormed(value) }];
    });
}

const directoryType = 0x2800;
const mostEntries = 512;
const deepest = 4;

function readHeap(bytes: Uint8Array, from: number, to: number, little: boolean, depth: number): RawTag[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = from + view.getUint32(to - 4, little);
  const count = Math.min(view.getUint16(directory, little), mostEntries);
  const tags: RawTag[] = [];
  for (let index = 0; index < count; index += 1) {
    const entry = directory + 2 + index * 10;
    const tag = view.getUint16(entry, little);
    // Bits 14 and 15: the value stands in the entry itself.
    const inside = (tag & 0xc000) === 0x4000;
    const size = inside ? 8 : view.getUint32(entry + 2, little);
    const at = inside ? entry + 2 : from + view.getUint32(entry + 6, little);
    if (at + size > to && !inside) continue;
    const kind = tag & 0x3fff;
    const words = () =>
      new TextDecoder('latin1')
        .decode(bytes.subarray(at, at + size))
        .split('\0')
        .map((word) => wellFormed(word.trim()));
    const add = (name: string, value: string | undefined) => {
      if (value !== undefined && value !== '') tags.push({ name: `CIFF:${name}`, value });
    };
    if ((kind & 0x3800) === directoryType || (kind & 0x3800) === 0x3000) {
      if (depth < deepest) tags.push(...readHeap(bytes, at, at + size, little, depth + 1));
    } else if (kind === 0x180e) add('DateTimeOriginal', clockText(view.getUint32(at, little)));
    else if (kind === 0x080a) {
      const [make, model] = words();
      add('Make', make);
      add('Model', model);
    } else if (kind === 0x0810) add('OwnerName', words()[0]);
    else if (kind === 0x080b) add('CanonFirmwareVersion', words()[0]);
    else if (kind === 0x0816) add('OriginalFileName', words()[0]);
    else if (kind === 0x0817) add('ThumbnailFileName', words()[0]);
    else if (kind === 0x180b) add('SerialNumber', String(view.getUint32(at, little)).replace(/^0$/, ''));
  }
  return tags;
}

function readCiff(bytes: Uint8Array): RawTag[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const little = view.getUint16(0) === 0x4949;
    return readHeap(bytes, view.getUint32(2, little), bytes.length, little, 0);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

export function readBeforeExif(bytes: Uint8Array): RawTag[] {
  const infos = segmentsNamed(bytes, app[12], '').flatMap(readPictureInfo);
  const heaps = ['II', 'MM'].flatMap((order) => segmentsNamed(bytes, app[0], order).map((rest) => ({ order, rest })));
  const ciff = heaps
    .filter(({ rest }) => new TextDecoder('latin1').decode(rest.subarray(4, 12)) === 'HEAPJPGM')
    .flatMap(({ rest }) => readCiff(new Uint8Array(rest.buffer, rest.byteOffset - 2, rest.length + 2)));
  return [...infos, ...ciff];
}
