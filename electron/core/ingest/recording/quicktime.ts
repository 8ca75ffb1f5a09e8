import { encodeHex } from '../../../../shared/ledger/hex.ts';
import { type Box, boxes, find } from '../metadata/boxes.ts';
import { type RawTag, type RawValue, wellFormed } from '../metadata/tags.ts';
import { readXmpPacket } from '../metadata/xmp-packet.ts';
import type { PartSource } from '../part-source.ts';
import { readLocation } from './location-box.ts';
import { metadataItems } from './metadata-items.ts';
import { thirdGenerationTexts, userDataNames } from './quicktime-names.ts';
import type { Said } from './said.ts';
import { topBoxes } from './top-boxes.ts';

/**
 * What a file of the ISO base media format (ISO/IEC 14496-12: MP4, 3GPP, and QuickTime, from which it comes) says of itself: headers
 * of movie and tracks, user data, metadata items, XMP. Only boxes that hold words are read, never pictures or sound.
 */
/** A movie box of two hours of video takes a few megabytes. */
const longestMovieBox = 67_108_864;
const longestOther = 1_048_576;
const mostTags = 2_000;

/** Seconds between 1904, from which QuickTime counts, and 1970. */
const since1904 = 2_082_844_800;

const fourLetters = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

/** As ExifTool writes times, which are UTC in this format; nothing but zeros for "not set". */
export function timeText(seconds: number): string {
  if (seconds === 0) return '0000:00:00 00:00:00';
  const date = new Date((seconds - since1904) * 1_000);
  if (Number.isNaN(date.getTime())) return String(seconds);
  return date.toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ');
}

class Reader {
  readonly tags: RawTag[] = [];
  readonly view: DataView;

  constructor(view: DataView) {
    this.view = view;
  }

  add(group: string, name: string, value: RawValue): void {
    if (this.tags.length < mostTags && value.length > 0)
      this.tags.push({ name: `${group}:${name}`, value: typeof value === 'string' ? wellFormed(value) : value });
  }

  bytes(from: number, to: number): Uint8Array {
    return new Uint8Array(this.view.buffer, this.view.byteOffset + from, Math.max(0, to - from));
  }

  /** Times, scale and duration, as `mvhd` and `mdhd` begin (14496-12, 8.2.2 and 8.4.2). */
  header(box: Box): { created: number; changed: number; scale: number; duration: number; next: number } {
    const { view } = this;
    const at = box.start + 4;
    if (view.getUint8(box.start) === 1)
      return {
        created: Number(view.getBigUint64(at)),
        changed: Number(view.getBigUint64(at + 8)),
        scale: view.getUint32(at + 16),
        duration: Number(view.getBigUint64(at + 20)),
        next: at + 28,
      };
    return {
      created: view.getUint32(at),
      changed: view.getUint32(at + 4),
      scale: view.getUint32(at + 8),
      duration: view.getUint32(at + 12),
      next: at + 16,
    };
  }
}

/** Nine fixed-point numbers (14496-12, 6.2.2): two columns of 16.16, one of 2.30. */
const matrix = (view: DataView, at: number): number[] =>
  Array.from({ length: 9 }, (_, index) => view.getInt32(at + index * 4) / (index % 3 === 2 ? 2 ** 30 : 2 ** 16));

function readMovieHeader(reader: Reader, box: Box): void {
  const { created, changed, scale, duration } = reader.header(box);
  reader.add('QuickTime', 'CreateDate', timeText(created));
  reader.add('QuickTime', 'ModifyDate', timeText(changed));
  reader.add('QuickTime', 'TimeScale', [scale]);
  if (scale > 0) reader.add('QuickTime', 'Duration', [duration / scale]);
}

function readTrack(reader: Reader, track: Box, group: string): void {
  const { view } = reader;
  const header = find(view, track.start, track.end, 'tkhd');
  if (header !== null) {
    const wide = view.getUint8(header.start) === 1;
    const at = header.start + 4;
    reader.add(group, 'TrackCreateDate', timeText(wide ? Number(view.getBigUint64(at)) : view.getUint32(at)));
    reader.add(group, 'TrackModifyDate', timeText(wide ? Number(view.getBigUint64(at + 8)) : view.getUint32(at + 4)));
    reader.add(group, 'TrackID', [view.getUint32(at + (wide ? 16 : 8))]);
    const rest = at + (wide ? 32 : 20);
    reader.add(group, 'MatrixStructure', matrix(view, rest + 16));
    const [width, height] = [view.getUint32(rest + 52) / 65_536, view.getUint32(rest + 56) / 65_536];
    if (width > 0 && height > 0) {
      reader.add(group, 'ImageWidth', [width]);
      reader.add(group, 'ImageHeight', [height]);
    }
  }
  const media = find(view, track.start, track.end, 'mdia');
  if (media !== null) readMedia(reader, media, group);
  const userData = find(view, track.start, track.end, 'udta');
  if (userData !== null) readUserData(reader, userData, group);
  const meta = find(view, track.start, track.end, 'meta');
  if (meta !== null) readMeta(reader, meta, group);
}

function readMedia(reader: Reader, media: Box, group: string): void {
  const { view } = reader;
  const header = find(view, media.start, media.end, 'mdhd');
  if (header !== null) {
    const { created, changed, scale, duration, next } = reader.header(header);
    reader.add(group, 'MediaCreateDate', timeText(created));
    reader.add(group, 'MediaModifyDate', timeText(changed));
    reader.add(group, 'MediaTimeScale', [scale]);
    if (scale > 0) reader.add(group, 'MediaDuration', [duration / scale]);
    const language = view.getUint16(next);
    // Three letters of five bits each; below 0x400 a number of Macintosh's own list.
    if (language >= 0x400 && language < 0x7fff)
      reader.add(
        group,
        'MediaLanguageCode',
        String.fromCharCode(...[10, 5, 0].map((shift) => ((language >> shift) & 31) + 0x60)),
      );
  }
  const handler = find(view, media.start, media.end, 'hdlr');
  const kind = handler === null ? '' : fourLetters(view, handler.start + 8);
  if (handler !== null) {
    reader.add(group, 'HandlerType', kind);
    const name = reader.bytes(handler.start + 24, handler.end);
    // A C string in MP4, one with its length in front in QuickTime.
    const counted = name[0] !== undefined && name[0] === name.length - 1;
    const text = textOf(counted ? name.subarray(1) : name);
    reader.add(group, 'HandlerDescription', text);
  }
  const description = ['minf', 'stbl', 'stsd'].reduce<Box | null>(
    (within, type) => (within === null ? null : find(view, within.start, within.end, type)),
    media,
  );
  if (description === null) return;
  const [entry] = boxes(view, description.start + 8, description.end);
  if (entry === undefined) return;
  if (kind === 'vide') {
    reader.add(group, 'CompressorID', entry.type);
    const length = Math.min(view.getUint8(entry.start + 42), 31);
    reader.add(group, 'CompressorName', textOf(reader.bytes(entry.start + 43, entry.start + 43 + length)));
  } else if (kind === 'soun') reader.add(group, 'AudioFormat', entry.type);
  else reader.add(group, 'MetaFormat', entry.type);
}

/** Up to the first NUL, as UTF-8, or as Latin-1 where it isn't. */
function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const whole = end < 0 ? bytes : bytes.subarray(0, end);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(whole);
  } catch {
    return String.fromCharCode(...whole.subarray(0, 4_096));
  }
}

/** QuickTime's texts: length, language, text, one behind the other for several languages; the first is taken as it stands. */
function internationalText(reader: Reader, box: Box): string {
  if (box.end - box.start < 4) return '';
  const length = reader.view.getUint16(box.start);
  return textOf(reader.bytes(box.start + 4, Math.min(box.start + 4 + length, box.end)));
}

function readUserData(reader: Reader, userData: Box, group: string): void {
  for (const box of boxes(reader.view, userData.start, userData.end)) {
    const name = userDataNames[box.type] ?? box.type;
    if (box.type === 'meta') readMeta(reader, box, group === 'UserData' ? 'ItemList' : group);
    else if (box.type === 'XMP_') readPacket(reader, reader.bytes(box.start, box.end));
    else if (box.type === 'loci') readLocation(reader.view, box, (value) => reader.add(group, name, value));
    else if (box.type.startsWith('©')) reader.add(group, name, internationalText(reader, box));
    else if (thirdGenerationTexts.has(box.type)) reader.add(group, name, textOf(reader.bytes(box.start + 6, box.end)));
    else reader.add(group, name, reader.bytes(box.start, box.end));
  }
}

function readMeta(reader: Reader, meta: Box, group: string): void {
  for (const { keyed, name, value } of metadataItems(reader.view, meta))
    reader.add(keyed && !group.startsWith('Track') ? 'Keys' : group, name, value);
}

function readPacket(reader: Reader, bytes: Uint8Array): void {
  try {
    reader.tags.push(...readXmpPacket(new TextDecoder('utf-8').decode(bytes)).slice(0, mostTags - reader.tags.length));
  } catch {
    reader.add('XMP', 'XMP', bytes);
  }
}

/** Adobe's number for XMP in a `uuid` box (XMP specification part 3, 1.2.6). */
const xmpUuid = 'be7acfcb97a942e89c71999491e3afac';

/** What stands between two places, or what could be read before the first box that makes no sense. */
function tolerant(reader: Reader, read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    reader.add('Sanad', 'DamagedBox', 'the reading ended early');
  }
}

function readMovie(bytes: Uint8Array): RawTag[] {
  const reader = new Reader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  let tracks = 0;
  for (const box of boxes(reader.view, 0, bytes.length)) {
    tolerant(reader, () => {
      if (box.type === 'mvhd') readMovieHeader(reader, box);
      if (box.type === 'trak') {
        tracks += 1;
        readTrack(reader, box, `Track${tracks}`);
      }
      if (box.type === 'udta') readUserData(reader, box, 'UserData');
      if (box.type === 'meta') readMeta(reader, box, 'ItemList');
    });
  }
  return reader.tags;
}

/** Throws when no box of a movie is there at all. */
export async function readQuickTime(source: PartSource): Promise<Said> {
  const tags: RawTag[] = [];
  let isMovie = false;
  for (const { type, start, end } of await topBoxes(source)) {
    const longest = type === 'moov' ? longestMovieBox : longestOther;
    if (!['ftyp', 'moov', 'uuid'].includes(type) || end - start > longest) continue;
    const bytes = await source.read(start, end - start);
    if (type === 'moov') {
      isMovie = true;
      tags.push(...readMovie(bytes));
    } else if (type === 'ftyp' && bytes.length >= 8) {
      isMovie = true;
      const letters = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
      const others = Array.from({ length: Math.min((bytes.length - 8) / 4, 32) }, (_, index) => letters(8 + index * 4));
      tags.push({ name: 'QuickTime:MajorBrand', value: letters(0) });
      if (others.length > 0) tags.push({ name: 'QuickTime:CompatibleBrands', value: others.join(' ') });
    } else if (type === 'uuid' && bytes.length >= 16) {
      const number = encodeHex(bytes.subarray(0, 16));
      const reader = new Reader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      if (number === xmpUuid) readPacket(reader, bytes.subarray(16));
      else reader.add('QuickTime', `UUID_${number}`, bytes.subarray(16));
      tags.push(...reader.tags);
    }
  }
  if (!isMovie) throw new Error('no movie box');
  return { tags };
}
