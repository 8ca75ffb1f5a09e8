import { mostTracks, type RecordingTrack } from '../../../../shared/model/recording.ts';
import { listed, type RawTag, wellFormed } from '../metadata/tags.ts';
import type { PartSource } from '../part-source.ts';
import { type Chunk, chunksIn, fileChunks } from './chunks.ts';
import { type Said, secondsText } from './said.ts';
import { frameNames } from './tag-names.ts';

/**
 * AVI, as older cameras, dashboard cameras and recorders of watch cameras write it (Microsoft, AVI RIFF File Reference): headers in the
 * list `hdrl`, the camera's clock in `IDIT`, words in the list `INFO`. Names as ExifTool's RIFF group has them.
 */
const longestText = 65_536;
const longestHeader = 4_096;

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

async function head(source: PartSource, { from, size }: Chunk, least: number): Promise<DataView | null> {
  return size < least ? null : viewOf(await source.read(from, Math.min(size, longestHeader)));
}

async function textOf(source: PartSource, { from, size }: Chunk): Promise<string> {
  if (size > longestText) return '';
  return wellFormed(new TextDecoder('utf-8').decode(await source.read(from, size)).replace(/[\0\s]+$/, ''));
}

const fourLetters = (view: DataView, at: number): string =>
  String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, 4));

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** C's `ctime`, as the format asks ("Wed Apr 27 21:40:00 2016"), in EXIF's way of writing; anything else stays as it is. */
export function clockText(text: string): string {
  const match = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d{2}:\d{2}:\d{2}) (\d{4})$/.exec(text);
  const [, name = '', day = '', time = '', year = ''] = match ?? [];
  const month = months.indexOf(name) + 1;
  return month === 0 ? text : `${year}:${String(month).padStart(2, '0')}:${day.padStart(2, '0')} ${time}`;
}

type Stream = { readonly track: RecordingTrack; readonly seconds: number; readonly tags: readonly RawTag[] };

const positive = (value: number): number | null => (Number.isSafeInteger(value) && value > 0 ? value : null);

/** `wFormatTag` of WAVEFORMATEX for the sound that cameras record. */
const soundFormats: Readonly<Record<string, string>> = {
  1: 'pcm',
  2: 'adpcm-ms',
  6: 'alaw',
  7: 'ulaw',
  17: 'adpcm-ima',
  80: 'mp2',
  85: 'mp3',
  255: 'aac',
  8192: 'ac3',
};

/** One stream: its header `strh` and its format `strf`. */
async function readStream(source: PartSource, list: Chunk): Promise<Stream | null> {
  let header: DataView | null = null;
  let format: DataView | null = null;
  for await (const chunk of chunksIn(source, list.from + 4, list.from + list.size, 'little')) {
    if (chunk.name === 'strh') header ??= await head(source, chunk, 36);
    if (chunk.name === 'strf') format ??= await head(source, chunk, 16);
  }
  if (header === null) return null;
  const [scale, rate, length] = [20, 24, 32].map((at) => header.getUint32(at, true)) as [number, number, number];
  const seconds = rate > 0 ? (length * scale) / rate : 0;
  const kind = fourLetters(header, 0);
  const handler = wellFormed(fourLetters(header, 4).replace(/[\0 ]+$/, ''));
  if (kind === 'vids') {
    const codec = format === null || format.byteLength < 20 ? handler : fourLetters(format, 16).replace(/\0+$/, '');
    const track: RecordingTrack = {
      kind: 'picture',
      codec: wellFormed(codec) || null,
      width: positive(format?.getInt32(4, true) ?? 0),
      // Negative where the picture is stored from the top down.
      height: positive(Math.abs(format?.getInt32(8, true) ?? 0)),
      turned: 0,
    };
    const tags: RawTag[] = [{ name: 'RIFF:VideoFrameCount', value: [length] }];
    return { track, seconds, tags: handler === '' ? tags : [{ name: 'RIFF:VideoCodec', value: handler }, ...tags] };
  }
  if (kind === 'auds') {
    const tag = format?.getUint16(0, true) ?? 0;
    const track: RecordingTrack = {
      kind: 'sound',
      codec: listed(soundFormats, String(tag)) ?? (tag === 0 ? null : `wave format ${tag}`),
      rate: positive(format?.getUint32(4, true) ?? 0),
      channels: positive(format?.getUint16(2, true) ?? 0),
    };
    return { track, seconds, tags: [] };
  }
  return { track: { kind: 'other', codec: wellFormed(kind.trim()) || null }, seconds: 0, tags: [] };
}

async function readWords(source: PartSource, list: Chunk): Promise<RawTag[]> {
  const tags: RawTag[] = [];
  for await (const chunk of chunksIn(source, list.from + 4, list.from + list.size, 'little')) {
    const value = await textOf(source, chunk);
    if (value !== '') tags.push({ name: `RIFF:${listed(frameNames, chunk.name) ?? wellFormed(chunk.name)}`, value });
  }
  return tags;
}

async function readClock(source: PartSource, chunk: Chunk): Promise<RawTag[]> {
  const value = clockText(await textOf(source, chunk));
  return value === '' ? [] : [{ name: 'RIFF:DateTimeOriginal', value }];
}

async function readHeaders(source: PartSource, list: Chunk): Promise<{ tags: RawTag[]; streams: Stream[] }> {
  const tags: RawTag[] = [];
  const streams: Stream[] = [];
  for await (const chunk of chunksIn(source, list.from + 4, list.from + list.size, 'little')) {
    if (chunk.name === 'avih') {
      const main = await head(source, chunk, 40);
      const numbers = { FrameCount: 16, StreamCount: 24, ImageWidth: 32, ImageHeight: 36 };
      for (const [name, at] of Object.entries(main === null ? {} : numbers))
        tags.push({ name: `RIFF:${name}`, value: [main?.getUint32(at, true) ?? 0] });
    } else if (chunk.name === 'IDIT') tags.push(...(await readClock(source, chunk)));
    else if (chunk.name === 'LIST' && (await nameOf(source, chunk)) === 'strl' && streams.length < mostTracks) {
      const stream = await readStream(source, chunk);
      if (stream !== null) streams.push(stream);
    }
  }
  return { tags, streams };
}

const nameOf = async (source: PartSource, { from, size }: Chunk): Promise<string> =>
  size < 4 ? '' : fourLetters(viewOf(await source.read(from, 4)), 0);

/** Throws when the file has no list of headers. */
export async function readAviLists(source: PartSource): Promise<Said> {
  const tags: RawTag[] = [];
  let streams: readonly Stream[] | null = null;
  for await (const chunk of fileChunks(source, 'little')) {
    if (chunk.name === 'IDIT') tags.push(...(await readClock(source, chunk)));
    if (chunk.name !== 'LIST') continue;
    const name = await nameOf(source, chunk);
    if (name === 'INFO') tags.push(...(await readWords(source, chunk)));
    if (name !== 'hdrl' || streams !== null) continue;
    const headers = await readHeaders(source, chunk);
    streams = headers.streams;
    tags.push(...headers.tags, ...streams.flatMap((stream) => stream.tags));
  }
  if (streams === null) throw new Error('no headers');
  const seconds = Math.max(0, ...streams.map((stream) => stream.seconds));
  const tracks = streams.map(({ track }) => track);
  return { tags, recording: { seconds: seconds > 0 ? secondsText(seconds) : null, tracks } };
}
