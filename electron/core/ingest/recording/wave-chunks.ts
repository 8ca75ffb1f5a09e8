import { type RawTag, wellFormed } from '../metadata/tags.ts';
import type { PartSource } from '../part-source.ts';

/**
 * What field recorders write into WAVE files: the broadcast extension (EBU Tech 3285, `bext`), with the recorder's own clock and no
 * word of its time zone. Names as ExifTool's RIFF group has them.
 */
const longestChunk = 1_048_576;
const mostChunks = 1_000;

const text = (bytes: Uint8Array, from: number, to: number): string => {
  const part = bytes.subarray(from, to);
  const end = part.indexOf(0);
  return wellFormed(new TextDecoder('utf-8').decode(end < 0 ? part : part.subarray(0, end)).trim());
};

function readBroadcastExtension(bytes: Uint8Array): RawTag[] {
  const date = text(bytes, 320, 330);
  const time = text(bytes, 330, 338);
  const tags = {
    Description: text(bytes, 0, 256),
    Originator: text(bytes, 256, 288),
    OriginatorReference: text(bytes, 288, 320),
    DateTimeOriginal: `${date} ${time}`.trim().replaceAll('-', ':'),
    CodingHistory: text(bytes, 602, bytes.length),
  };
  return Object.entries(tags).flatMap(([name, value]) => (value === '' ? [] : [{ name: `RIFF:${name}`, value }]));
}

export type WaveChunk = { readonly name: string; readonly from: number; readonly size: number };

/** The chunks behind the first header (RIFF, 2). Throws when the file is too short for one. */
export async function* waveChunks(source: PartSource): AsyncGenerator<WaveChunk> {
  if (source.size < 12) throw new Error('no chunks');
  for (let at = 12, count = 0; at + 8 <= source.size && count < mostChunks; count += 1) {
    const head = await source.read(at, 8);
    const view = new DataView(head.buffer, head.byteOffset, 8);
    const size = view.getUint32(4, true);
    const from = at + 8;
    // In RF64 the length of `data` is all ones, and what follows it is told elsewhere: the words come before.
    if (size === 0xffffffff || from + size > source.size) return;
    yield { name: String.fromCharCode(...head.subarray(0, 4)), from, size };
    // Chunks begin at even places.
    at = from + size + (size % 2);
  }
}

/** Throws when the file is no WAVE file after all. */
export async function readWaveChunks(source: PartSource): Promise<RawTag[]> {
  const tags: RawTag[] = [];
  for await (const { name, from, size } of waveChunks(source)) {
    if (name === 'bext' && size >= 602 && size <= longestChunk)
      tags.push(...readBroadcastExtension(await source.read(from, size)));
    if (name === 'iXML' && size <= longestChunk) {
      const words = new TextDecoder('utf-8').decode(await source.read(from, size)).replace(/\0+$/, '');
      tags.push({ name: 'RIFF:IXML', value: wellFormed(words) });
    }
  }
  return tags;
}
