import type { RawTag } from '../metadata/tags.ts';
import { wellFormed } from '../metadata/tags.ts';
import type { PartSource } from '../part-source.ts';
import type { Said } from './said.ts';

/** The Info element of a Matroska or WebM file (RFC 9559, 5.1.2), which libraries pass over: when and with what it was written. */
const ids = { ebml: 0x1a45dfa3, segment: 0x18538067, info: 0x1549a966, cluster: 0x1f43b675 } as const;
const infoNames: Readonly<Record<number, string>> = {
  17505: 'DateTimeOriginal',
  31657: 'Title',
  19840: 'MuxingApp',
  22337: 'WritingApp',
};

const longestInfo = 65_536;
const mostElements = 1_000;

type Element = { readonly id: number; readonly from: number; readonly size: number };

/** Id and size of the element at `at` (RFC 8794, 4 and 5); a size of all ones means "unknown" and is taken to reach to `end`. */
function elementAt(view: DataView, at: number, end: number): Element | null {
  const idLength = at < view.byteLength ? Math.clz32(view.getUint8(at)) - 23 : 9;
  const sizeAt = at + idLength;
  if (idLength > 4 || sizeAt >= view.byteLength) return null;
  const sizeLength = Math.clz32(view.getUint8(sizeAt)) - 23;
  if (sizeLength > 8 || sizeAt + sizeLength > view.byteLength) return null;
  let id = 0;
  for (let index = 0; index < idLength; index += 1) id = id * 256 + view.getUint8(at + index);
  let size = view.getUint8(sizeAt) & (0xff >> sizeLength);
  let unknown = size === 0xff >> sizeLength;
  for (let index = 1; index < sizeLength; index += 1) {
    const byte = view.getUint8(sizeAt + index);
    unknown &&= byte === 0xff;
    size = size * 256 + byte;
  }
  const from = sizeAt + sizeLength;
  return { id, from, size: unknown ? end - from : size };
}

/** 2001-01-01T00:00:00 UTC, from which dates count in nanoseconds (RFC 8794, 7.6). */
const since2001 = Date.UTC(2001, 0, 1);

function dateText(view: DataView, at: number, size: number): string | null {
  if (size !== 8) return null;
  const date = new Date(since2001 + Number(view.getBigInt64(at) / 1_000_000n));
  if (Number.isNaN(date.getTime())) return null;
  return `${date.toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ')}Z`;
}

function readInfo(view: DataView): RawTag[] {
  const tags: RawTag[] = [];
  for (let at = 0; at < view.byteLength; ) {
    const element = elementAt(view, at, view.byteLength);
    if (element === null || element.from + element.size > view.byteLength) break;
    const name = infoNames[element.id];
    if (name !== undefined) {
      const bytes = new Uint8Array(view.buffer, view.byteOffset + element.from, element.size);
      const value =
        name === 'DateTimeOriginal'
          ? dateText(view, element.from, element.size)
          : wellFormed(new TextDecoder('utf-8').decode(bytes).replace(/\0+$/, ''));
      if (value !== null && value !== '') tags.push({ name: `Matroska:${name}`, value });
    }
    at = element.from + element.size;
  }
  return tags;
}

/** Throws when the file has no segment. */
export async function readMatroskaInfo(source: PartSource): Promise<Said> {
  let inSegment = false;
  for (let at = 0, count = 0; at < source.size && count < mostElements; count += 1) {
    const head = await source.read(at, Math.min(12, source.size - at));
    const element = elementAt(new DataView(head.buffer, head.byteOffset, head.byteLength), 0, source.size - at);
    if (element === null) break;
    const from = at + element.from;
    if (element.id === ids.segment) {
      inSegment = true;
      at = from;
      continue;
    }
    // Info stands before the clusters, which hold the recording itself.
    if (element.id === ids.cluster) return { tags: [] };
    if (inSegment && element.id === ids.info && element.size <= longestInfo && from + element.size <= source.size) {
      const bytes = await source.read(from, element.size);
      return { tags: readInfo(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)) };
    }
    at = from + element.size;
  }
  if (!inSegment) throw new Error('no segment');
  return { tags: [] };
}
