import { ascii } from './type-signatures.ts';

/**
 * Streams without a header: what they are is told by frames that follow one another at the distance that each of them states. One
 * frame's two or three fixed bits occur by chance in any file; two in the right distance don't.
 */

/** Kilobits a second by version and layer; nobody uses layer I, whose sync looks like UTF-16's byte order mark (ISO/IEC 11172-3, 2.4.2.3; 13818-3, 2.4.2.3). */
const bitrates: Readonly<Record<string, readonly number[]>> = {
  '1.2': [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  '1.3': [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  '2.2': [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  '2.3': [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const sampleRates = [44_100, 48_000, 32_000];

/** Bytes of the MPEG audio frame that begins at `at`; `null` when none does. */
function mpegFrame(bytes: Uint8Array, at: number): number | null {
  const [sync = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
  if (sync !== 0xff || (second & 0xe0) !== 0xe0) return null;
  const version = (second >> 3) & 3; // 0: 2.5, 2: 2, 3: 1
  const layer = 4 - ((second >> 1) & 3); // 4: reserved, and what AAC in ADTS has there
  const rate = sampleRates[(third >> 2) & 3];
  if (version === 1 || rate === undefined) return null;
  const bitrate = bitrates[`${version === 3 ? 1 : 2}.${layer}`]?.[third >> 4];
  // 0 is "free format", whose length cannot be known.
  if (bitrate === undefined || bitrate === 0) return null;
  const samplesRate = rate / (version === 3 ? 1 : version === 2 ? 2 : 4);
  const padding = (third >> 1) & 1;
  const factor = layer === 3 && version !== 3 ? 72_000 : 144_000;
  return Math.floor((factor * bitrate) / samplesRate) + padding;
}

/** Bytes of the ADTS frame at `at` (ISO/IEC 14496-3, 1.A.2); `null` when none begins there. */
function adtsFrame(bytes: Uint8Array, at: number): number | null {
  const header = bytes.subarray(at, at + 7);
  if (header.length < 7 || header[0] !== 0xff || ((header[1] ?? 0) & 0xf6) !== 0xf0) return null;
  const length = (((header[3] ?? 0) & 3) << 11) | ((header[4] ?? 0) << 3) | ((header[5] ?? 0) >> 5);
  return length >= 7 ? length : null;
}

function twoFrames(bytes: Uint8Array, from: number, frame: (bytes: Uint8Array, at: number) => number | null): boolean {
  const first = frame(bytes, from);
  return first !== null && frame(bytes, from + first) !== null;
}

const soundAt = (bytes: Uint8Array, from: number): string | null =>
  twoFrames(bytes, from, mpegFrame) ? 'audio/mpeg' : twoFrames(bytes, from, adtsFrame) ? 'audio/aac' : null;

/** Behind an ID3v2 tag (id3.org, ID3v2.4 structure, 3.1) stands MPEG sound, or, by the habit of some programs, AAC or FLAC. */
function behindId3(head: Uint8Array): string {
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((head[at] ?? 0) & 0x7f), 0);
  const from = 10 + size;
  if (ascii(head, from, from + 4) === 'fLaC') return 'audio/flac';
  return soundAt(head, from) ?? 'audio/mpeg';
}

/** Packets of 188 bytes, or 192 with a time in front (Blu-ray, AVCHD), each with 0x47 first (ISO/IEC 13818-1, 2.4.3.2). */
function isTransportStream(head: Uint8Array): boolean {
  const packets = (from: number, length: number) =>
    [0, 1, 2, 3, 4].every((packet) => head[from + packet * length] === 0x47);
  return packets(0, 188) || packets(4, 192);
}

export function typeOfStream(head: Uint8Array): string | null {
  if (ascii(head, 0, 3) === 'ID3') return behindId3(head);
  if (isTransportStream(head)) return 'video/mp2t';
  return soundAt(head, 0);
}
