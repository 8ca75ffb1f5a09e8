import type { PartSource } from '../part-source.ts';

const mostTopBoxes = 20_000;

/** `start` and `end` of what is inside. */
export type TopBox = { readonly type: string; readonly start: number; readonly end: number };

/**
 * The outermost boxes (ISO/IEC 14496-12, 4.2), of which only the headers are looked at: what holds the pictures may be gigabytes.
 */
export async function topBoxes(source: PartSource): Promise<TopBox[]> {
  const found: TopBox[] = [];
  for (let at = 0; at + 8 <= source.size && found.length < mostTopBoxes; ) {
    const head = await source.read(at, Math.min(16, source.size - at));
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    const short = view.getUint32(0);
    if (short === 1 && head.length < 16) break;
    const size = short === 0 ? source.size - at : short === 1 ? Number(view.getBigUint64(8)) : short;
    const start = at + (short === 1 ? 16 : 8);
    if (at + size < start || !Number.isSafeInteger(at + size)) break;
    // A recording that was cut off has less than its last box states.
    found.push({ type: String.fromCharCode(...head.subarray(4, 8)), start, end: Math.min(at + size, source.size) });
    at += size;
  }
  return found;
}
