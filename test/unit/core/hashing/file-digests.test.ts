import { createHash, randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileDigests } from '../../../../electron/core/hashing/file-digests.ts';

const mebibyte = 1_048_576;
/** Longer than two of the stretches that a thread is asked for. */
const content = randomBytes(17 * mebibyte + 5);
const digests = new FileDigests();
let folder = '';
let descriptor = -1;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sanad-digests-'));
  writeFileSync(join(folder, 'file'), content);
  descriptor = openSync(join(folder, 'file'), 'r');
});
afterAll(async () => {
  await digests.close();
  closeSync(descriptor);
  rmSync(folder, { recursive: true, force: true });
});

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');
const nobody = (): void => {};

describe('checksums taken in threads', () => {
  it('of a whole file are those of its bytes, and every byte is told of once', async () => {
    const passed: number[] = [];
    const found = await digests.both(descriptor, 0, content.length, (bytes) => passed.push(bytes));
    expect(hex(found?.sha256)).toBe(hashOf(content));
    expect(found?.crc32).toBe(crc32(content));
    expect(passed.reduce((sum, bytes) => sum + bytes, 0)).toBe(content.length);
    expect(passed.length).toBeGreaterThan(1);
    expect(hex((await digests.sha256(descriptor, content.length, nobody)) ?? undefined)).toBe(hashOf(content));
  });

  it('of any stretches, many at once, are those of the same bytes', async () => {
    const end = fc.integer({ min: 0, max: content.length });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(end, end), { minLength: 1, maxLength: 6 }), async (ends) => {
        const stretches = ends.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
        const found = await Promise.all(
          stretches.map(([from, to]) => digests.both(descriptor, from, to - from, nobody)),
        );
        for (const [number, [from, to]] of stretches.entries()) {
          expect(hex(found[number]?.sha256)).toBe(hashOf(content.subarray(from, to)));
          expect(found[number]?.crc32).toBe(crc32(content.subarray(from, to)));
        }
      }),
      { numRuns: 10, examples: [[[[0, 0]]], [[[5, 8 * mebibyte + 5]]], [[[0, mebibyte + 1]]]] },
    );
  });

  it('are refused where the file ends before or cannot be read, and what follows is taken all the same', async () => {
    await expect(digests.both(descriptor, content.length - 10, 11, nobody)).rejects.toThrow(RangeError);
    await expect(digests.both(descriptor, 0, content.length + 1, nobody)).rejects.toThrow(RangeError);
    await expect(digests.sha256(999_999, 10, nobody)).rejects.toThrow(RangeError);
    expect((await digests.both(descriptor, 0, 10, nobody))?.crc32).toBe(crc32(content.subarray(0, 10)));
  });

  it('end where whoever is told of the bytes wants no more', async () => {
    let told = 0;
    const stop = (): never => {
      told++;
      throw new Error('enough');
    };
    await expect(digests.both(descriptor, 0, content.length, stop)).rejects.toThrow('enough');
    expect(told).toBe(1);
    expect((await digests.both(descriptor, 1, 10, nobody))?.crc32).toBe(crc32(content.subarray(1, 11)));
  });

  it('are not to be had of threads that were ended under way', async () => {
    const short = new FileDigests();
    const under = short.both(descriptor, 0, content.length, nobody);
    await short.close();
    expect(await under).toBeNull();
    expect((await short.both(descriptor, 0, 3, nobody))?.crc32).toBe(crc32(content.subarray(0, 3)));
    await short.close();
  });
});
