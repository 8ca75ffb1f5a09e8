import type { PartSource } from '../part-source.ts';
import { type Said, secondsText } from './said.ts';

/**
 * AMR, the voice notes of older phones (RFC 4867, 5): a header of letters, then frames of 20 ms whose first byte says how long they are. It
 * says nothing of when or where; how long it is comes from counting.
 */
const frameSeconds = 0.02;
/** Bytes behind the first, by frame type (RFC 4867, 3.6 and table 1; the last kinds hold nothing). */
const narrow: readonly (number | undefined)[] = [12, 13, 15, 17, 19, 20, 26, 31, 5];
const wide: readonly (number | undefined)[] = [17, 23, 32, 36, 40, 46, 50, 58, 60, 5];
const noData = 15;
const speechLost = 14;

const partLength = 65_536;
/** Some six hours: above this nothing is counted. */
const longestCounted = 67_108_864;

/** The number of frames up to the end; `null` where something else stands between them. */
async function countFrames(source: PartSource, from: number, sizes: typeof narrow): Promise<number | null> {
  let frames = 0;
  let part: Uint8Array = new Uint8Array(0);
  let partAt = from;
  for (let at = from; at < source.size; frames += 1) {
    if (at >= partAt + part.length) {
      partAt = at;
      part = await source.read(at, Math.min(partLength, source.size - at));
    }
    const type = ((part[at - partAt] ?? 0) >> 3) & 0x0f;
    const length = type === noData || (type === speechLost && sizes === wide) ? 0 : sizes[type];
    if (length === undefined) return null;
    at += 1 + length;
    if (at > source.size) return null;
  }
  return frames;
}

export async function readAdaptiveFrames(source: PartSource): Promise<Said> {
  const start = new TextDecoder('latin1').decode(await source.read(0, Math.min(9, source.size)));
  const isWide = start === '#!AMR-WB\n';
  if (!isWide && !start.startsWith('#!AMR\n')) throw new Error('no frames');
  const countable = source.size <= longestCounted;
  const frames = countable ? await countFrames(source, isWide ? 9 : 6, isWide ? wide : narrow) : null;
  return {
    tags: [],
    recording: {
      seconds: frames === null ? null : secondsText(frames * frameSeconds),
      tracks: [{ kind: 'sound', codec: isWide ? 'amr-wb' : 'amr', rate: isWide ? 16_000 : 8_000, channels: 1 }],
    },
  };
}
