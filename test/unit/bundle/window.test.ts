import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Window } from '../../../shared/bundle/window.ts';

const length = 200_000;
const content = Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) % 251);

/** As a disk does: what is given as memory is written to while others wait, and only then is the read done. */
function file(takesMemory: boolean) {
  return {
    size: length,
    async read(offset: number, wanted: number, into?: Uint8Array) {
      const bytes = takesMemory && into !== undefined ? into.subarray(0, wanted) : new Uint8Array(wanted);
      bytes.fill(0xff);
      await setTimeout(0);
      bytes.set(content.subarray(offset, offset + wanted));
      return bytes;
    },
    async close() {},
  };
}

describe('a window on a file', () => {
  it('gives each of several that ask at once what stands there, though its memory is used again', async () => {
    const stretch = fc.record({ position: fc.nat(length), wanted: fc.nat(40_000) });
    await fc.assert(
      fc.asyncProperty(fc.array(stretch, { maxLength: 12 }), fc.boolean(), async (stretches, takesMemory) => {
        const window = new Window(file(takesMemory), length, 64 * 1024);
        const right = stretches.map(async ({ position, wanted }) => {
          if (position + wanted > length) return window.bytes(position, wanted).then(null, () => true);
          const bytes = await window.bytes(position, wanted);
          return Buffer.compare(bytes, content.subarray(position, position + wanted)) === 0;
        });
        expect(await Promise.all(right)).toEqual(stretches.map(() => true));
      }),
      { numRuns: 50 },
    );
  });
});
