import { app, segmentsNamed } from './jpeg-segments.ts';

/**
 * An XMP packet too long for one segment of a JPEG file: the rest lies in pieces, each under the packet's digest, the whole's length
 * and the piece's own place (XMP specification part 3, 1.1.3.1). Only the one that the main packet names by its digest counts.
 */
const name = 'http://ns.adobe.com/xmp/extension/\0';
const digestLength = 32;
const longest = 4_194_304;

/** `null` where the main packet names none, or a piece of it is missing. */
export function extendedPacket(bytes: Uint8Array, main: string): string | null {
  const digest = /HasExtendedXMP\s*(?:=\s*["']|>\s*)([0-9A-Fa-f]{32})/.exec(main)?.[1]?.toUpperCase();
  if (digest === undefined) return null;
  let whole: Uint8Array | null = null;
  let filled = 0;
  for (const piece of segmentsNamed(bytes, app[1], name)) {
    if (piece.length < digestLength + 8) continue;
    if (String.fromCharCode(...piece.subarray(0, digestLength)).toUpperCase() !== digest) continue;
    const view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength);
    const [length, offset] = [view.getUint32(digestLength), view.getUint32(digestLength + 4)];
    const part = piece.subarray(digestLength + 8);
    if (length > longest || offset + part.length > length) return null;
    whole ??= new Uint8Array(length);
    if (whole.length !== length) return null;
    whole.set(part, offset);
    filled += part.length;
  }
  return whole === null || filled !== whole.length ? null : new TextDecoder('utf-8').decode(whole);
}
