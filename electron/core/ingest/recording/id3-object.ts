import type { PartSource } from '../part-source.ts';

/**
 * Files within the ID3 tag at the beginning of a recording: frames GEOB (id3.org, ID3v2.3 and 2.4, 4.15) and GEO (ID3v2.2, 4.16). A tag
 * that was unsynchronised is left alone.
 */
const longestTag = 16_777_216;

const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes);
/** Seven bits of each byte (ID3v2.4 structure, 6.2). */
const synchsafe = (bytes: Uint8Array) => bytes.reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
const plain = (bytes: Uint8Array) => bytes.reduce((sum, byte) => sum * 256 + byte, 0);

function* frames(tag: Uint8Array, version: number): Generator<{ name: string; content: Uint8Array }> {
  const [letters, head] = version === 2 ? [3, 6] : [4, 10];
  const length = version === 4 ? synchsafe : plain;
  for (let at = 0; at + head <= tag.length; ) {
    const name = latin(tag.subarray(at, at + letters));
    const size = length(tag.subarray(at + letters, at + letters * 2));
    if (!/^[A-Z0-9]+$/.test(name) || size === 0 || at + head + size > tag.length) return;
    yield { name, content: tag.subarray(at + head, at + head + size) };
    at += head + size;
  }
}

/** Behind a text that ends with a zero, or with two at an even place in UTF-16. */
function behindText(content: Uint8Array, from: number, wide: boolean): number {
  for (let at = from; at < content.length; at += wide ? 2 : 1)
    if (content[at] === 0 && (!wide || content[at + 1] === 0)) return at + (wide ? 2 : 1);
  return content.length;
}

/** The first object of one of those types; `null` where there is none, or no tag. */
export async function id3Object(source: PartSource, types: readonly string[]): Promise<Uint8Array | null> {
  if (source.size < 20) return null;
  const head = await source.read(0, 10);
  const [version = 0, , flags = 0] = head.subarray(3);
  const size = synchsafe(head.subarray(6));
  const readable = latin(head.subarray(0, 3)) === 'ID3' && version >= 2 && version <= 4 && (flags & 0x80) === 0;
  if (!readable || size > longestTag || 10 + size > source.size) return null;
  const tag = await source.read(10, size);
  // An extended header states its own length, in 2.4 with the four bytes that state it.
  const extended =
    (flags & 0x40) === 0 || version === 2
      ? 0
      : version === 4
        ? synchsafe(tag.subarray(0, 4))
        : 4 + plain(tag.subarray(0, 4));
  for (const { name, content } of frames(tag.subarray(extended), version)) {
    if (name !== 'GEOB' && name !== 'GEO') continue;
    const wide = content[0] === 1 || content[0] === 2;
    const typed = behindText(content, 1, false);
    if (!types.includes(latin(content.subarray(1, typed - 1)))) continue;
    return content.subarray(behindText(content, behindText(content, typed, wide), wide));
  }
  return null;
}
