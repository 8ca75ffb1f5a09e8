import { listed, type RawTag, wellFormed } from '../metadata/tags.ts';
import type { PartSource } from '../part-source.ts';
import { type Chunk, fileChunks } from './chunks.ts';
import { type Said, secondsText } from './said.ts';

/** AIFF and AIFF-C (Apple, Audio Interchange File Format 1.3 and -C draft): the common chunk, and what people wrote. Names as ExifTool's AIFF group has them. */
const longestText = 65_536;
const words: Readonly<Record<string, string>> = {
  NAME: 'Name',
  AUTH: 'Author',
  '(c) ': 'Copyright',
  ANNO: 'Annotation',
};

/** IEEE 754 double-extended, 80 bits: sign and exponent in two bytes, then 64 bits with the one before the point written out. */
function extended(view: DataView, at: number): number {
  const exponent = (view.getUint16(at) & 0x7fff) - 16_383 - 63;
  return Number(view.getBigUint64(at + 2)) * 2 ** exponent;
}

type Common = {
  readonly channels: number;
  readonly frames: number;
  readonly bits: number;
  readonly rate: number;
  readonly codec: string;
};

async function readCommon(source: PartSource, { from, size }: Chunk): Promise<Common | null> {
  if (size < 18) return null;
  const bytes = await source.read(from, Math.min(size, 22));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const codec = size < 22 ? 'pcm' : wellFormed(String.fromCharCode(...bytes.subarray(18, 22)).trim());
  return {
    channels: view.getInt16(0),
    frames: view.getUint32(2),
    bits: view.getInt16(6),
    rate: extended(view, 8),
    codec,
  };
}

/** Throws when the file has no common chunk. */
export async function readAiffChunks(source: PartSource): Promise<Said> {
  const tags: RawTag[] = [];
  let common: Common | null = null;
  for await (const chunk of fileChunks(source, 'big')) {
    if (chunk.name === 'COMM') common ??= await readCommon(source, chunk);
    const name = listed(words, chunk.name);
    if (name === undefined || chunk.size > longestText) continue;
    const value = new TextDecoder('utf-8').decode(await source.read(chunk.from, chunk.size)).replace(/[\0\s]+$/, '');
    if (value !== '') tags.push({ name: `AIFF:${name}`, value: wellFormed(value) });
  }
  if (common === null) throw new Error('no common chunk');
  const { channels, frames, bits, rate, codec } = common;
  const isRate = Number.isFinite(rate) && rate > 0;
  tags.push(
    { name: 'AIFF:NumChannels', value: [channels] },
    { name: 'AIFF:NumSampleFrames', value: [frames] },
    { name: 'AIFF:SampleSize', value: [bits] },
    ...(isRate ? [{ name: 'AIFF:SampleRate', value: [rate] }] : []),
  );
  return {
    tags,
    recording: {
      seconds: isRate ? secondsText(frames / rate) : null,
      tracks: [
        {
          kind: 'sound',
          codec: codec === '' ? null : codec,
          rate: isRate && Number.isSafeInteger(Math.round(rate)) ? Math.max(1, Math.round(rate)) : null,
          channels: channels > 0 ? channels : null,
        },
      ],
    },
  };
}
