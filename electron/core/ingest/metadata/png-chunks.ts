import { inflateSync } from 'node:zlib';
import { type RawTag, wellFormed } from './tags.ts';

/** The chunks of a PNG file (ISO/IEC 15948:2004, clause 5) that say something: texts, times, the colour profile. */
type Chunk = { readonly type: string; readonly data: Uint8Array };

const mostChunks = 10_000;
/** Of one text or profile, unpacked: a crafted kilobyte unpacks to a gigabyte. */
const longestUnpacked = 4_194_304;

const latin = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

export function* pngChunks(bytes: Uint8Array): Generator<Chunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 8;
  for (let count = 0; count < mostChunks && at + 12 <= bytes.length; count += 1) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length) return;
    yield { type: latin(bytes.subarray(at + 4, at + 8)), data: bytes.subarray(at + 8, end) };
    at = end + 4;
  }
}

function unpacked(bytes: Uint8Array): Uint8Array | null {
  try {
    return inflateSync(bytes, { maxOutputLength: longestUnpacked });
  } catch {
    return null;
  }
}

/** A keyword up to the first NUL, and what is behind it. */
function keyword(data: Uint8Array): [name: string, rest: Uint8Array] {
  const end = data.indexOf(0);
  return end < 0 ? [latin(data), data.subarray(data.length)] : [latin(data.subarray(0, end)), data.subarray(end + 1)];
}

/** 11.3.4.3 (tEXt, Latin-1), 11.3.4.4 (zTXt, the same packed), 11.3.4.5 (iTXt, UTF-8, packed or not). */
function textOf({ type, data }: Chunk): { name: string; text: string | null } | null {
  const [name, rest] = keyword(data);
  if (type === 'tEXt') return { name, text: latin(rest) };
  if (type === 'zTXt') {
    const bytes = unpacked(rest.subarray(1));
    return { name, text: bytes === null ? null : latin(bytes) };
  }
  if (type !== 'iTXt') return null;
  const [, behindLanguage] = keyword(rest.subarray(2));
  const [, value] = keyword(behindLanguage);
  const bytes = rest[0] === 1 ? unpacked(value) : value;
  return { name, text: bytes === null ? null : new TextDecoder('utf-8').decode(bytes) };
}

/** tIME, 11.3.6.1: when the picture was last changed, in UTC. As ExifTool writes it. */
function changed(data: Uint8Array): string | null {
  if (data.length !== 7) return null;
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = data.subarray(2);
  const two = (value: number) => String(value).padStart(2, '0');
  const year = ((data[0] ?? 0) << 8) | (data[1] ?? 0);
  return `${String(year).padStart(4, '0')}:${two(month)}:${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}

/** Blocks of other formats are packed into texts of these names; XMP and EXIF are read as what they are. */
const isOtherFormat = (name: string) => name.startsWith('XML:') || name.startsWith('Raw profile');

export function readPngTexts(bytes: Uint8Array): RawTag[] {
  const tags: RawTag[] = [];
  for (const chunk of pngChunks(bytes)) {
    const found = textOf(chunk);
    if (found !== null && !isOtherFormat(found.name)) {
      const name = wellFormed(`PNG:${found.name.replaceAll(' ', '')}`.slice(0, 200));
      tags.push({ name, value: found.text === null ? chunk.data : wellFormed(found.text) });
    }
    const time = chunk.type === 'tIME' ? changed(chunk.data) : null;
    if (time !== null) tags.push({ name: 'PNG:ModifyDate', value: time });
  }
  return tags;
}

/** iCCP, 11.3.3.3; `null` where there is none or it can't be unpacked. */
export function pngProfile(bytes: Uint8Array): Uint8Array | null {
  for (const { type, data } of pngChunks(bytes)) if (type === 'iCCP') return unpacked(keyword(data)[1].subarray(1));
  return null;
}
