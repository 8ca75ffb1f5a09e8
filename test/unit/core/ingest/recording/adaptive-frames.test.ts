import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecording } from '../../../../../electron/core/ingest/recording/read-recording.ts';
import { inMemory } from '../../../../../electron/core/vault/random-access.ts';

const lengthOf = async (bytes: Uint8Array, type: 'audio/amr' | 'audio/amr-wb' = 'audio/amr') =>
  (await readRecording(inMemory(bytes), type)).derived.recording?.seconds;

/** A frame begins with its kind; the sizes are those of RFC 4867, table 1, and one for the first byte. */
const narrowSizes = [13, 14, 16, 18, 20, 21, 27, 32, 6] as const;
const frame = (kind: number, size: number) => [(kind << 3) | 4, ...new Array<number>(size - 1).fill(0xff)];
const narrowFile = (...kinds: number[]) =>
  Uint8Array.from([...Buffer.from('#!AMR\n'), ...kinds.flatMap((kind) => frame(kind, narrowSizes[kind] ?? 1))]);

describe('a voice note in AMR', () => {
  it('is as long as its frames of 20 ms, of whatever kinds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7, 8, 15), { maxLength: 60 }), async (kinds) => {
        expect(Number(await lengthOf(narrowFile(...kinds)))).toBeCloseTo(kinds.length * 0.02, 9);
      }),
    );
  });

  it('is counted over more than what is read at once', async () => {
    expect(await lengthOf(narrowFile(...new Array<number>(30_000).fill(7)))).toBe('600');
  });

  it('has no length where it breaks off within a frame or holds something else, and says so nowhere else', async () => {
    const whole = narrowFile(0, 7, 7);
    expect(await lengthOf(whole.subarray(0, -1))).toBeNull();
    expect(await lengthOf(narrowFile(0, 9, 0))).toBeNull();
  });

  it('tells the wide band from the narrow one', async () => {
    const wide = Uint8Array.from([...Buffer.from('#!AMR-WB\n'), ...frame(8, 61), ...frame(9, 6), ...frame(14, 1)]);
    const { derived } = await readRecording(inMemory(wide), 'audio/amr-wb');
    expect(derived.recording).toEqual({
      seconds: '0.06',
      tracks: [{ kind: 'sound', codec: 'amr-wb', rate: 16_000, channels: 1 }],
    });
  });

  it('as FFmpeg wrote it is two seconds and a frame long', async () => {
    const note = readFileSync(new URL('../../../../fixtures/recordings/note.amr', import.meta.url));
    expect(await lengthOf(new Uint8Array(note))).toBe('2.02');
  });
});
