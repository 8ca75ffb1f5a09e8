/** The first chunk of that name in a RIFF file (RFC 9649, 2.3); chunks begin at even places. */
const mostChunks = 10_000;

export function riffChunk(bytes: Uint8Array, name: string): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 12, count = 0; at + 8 <= bytes.length && count < mostChunks; count += 1) {
    const size = view.getUint32(at + 4, true);
    const from = at + 8;
    if (from + size > bytes.length) return null;
    if (String.fromCharCode(...bytes.subarray(at, at + 4)) === name) return bytes.subarray(from, from + size);
    at = from + size + (size % 2);
  }
  return null;
}
