import { type RawTag, wellFormed } from '../metadata/tags.ts';
import type { PartSource } from '../part-source.ts';
import { fileChunks } from './chunks.ts';
import type { Said } from './said.ts';

/**
 * What field recorders write into WAVE files: the broadcast extension (EBU Tech 3285, `bext`), with the recorder's own clock and no
 * word of its time zone. Names as ExifTool's RIFF group has them.
 */
const longestChunk = 1_048_576;

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

/** Throws when the file is no WAVE file after all. */
export async function readWaveChunks(source: PartSource): Promise<Said> {
  const tags: RawTag[] = [];
  for await (const { name, from, size } of fileChunks(source, 'little')) {
    if (name === 'bext' && size >= 602 && size <= longestChunk)
      tags.push(...readBroadcastExtension(await source.read(from, size)));
    if (name === 'iXML' && size <= longestChunk) {
      const words = new TextDecoder('utf-8').decode(await source.read(from, size)).replace(/\0+$/, '');
      tags.push({ name: 'RIFF:IXML', value: wellFormed(words) });
    }
  }
  return { tags };
}
