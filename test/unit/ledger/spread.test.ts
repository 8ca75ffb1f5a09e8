import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spread } from '../../../shared/ledger/spread.ts';

const ofSizes = (sizes: readonly number[]) => sizes.map((size, index) => ({ size, index }));

describe('which of many checkpoints are kept', () => {
  it('is all of them where they fit', () => {
    expect(spread(ofSizes([3, 1, 2]), 3).map(({ size }) => size)).toEqual([1, 2, 3]);
  });

  it('is the newest densely and the older ever more sparsely', () => {
    const kept = spread(ofSizes(Array.from({ length: 1_000 }, (_none, index) => index + 1)), 20).map(
      ({ size }) => size,
    );
    expect(kept[0]).toBe(1);
    expect(kept.slice(-4)).toEqual([997, 998, 999, 1_000]);
    const gaps = kept.slice(1).map((size, index) => size - (kept[index] ?? 0));
    expect(Math.max(...gaps.slice(0, 5))).toBeGreaterThan(8 * Math.max(...gaps.slice(-5)));
  });

  it('is the first seen of many at one size: a flood of them does not wash it away', () => {
    const flooded = [{ size: 5, index: -1 }, ...ofSizes(Array.from({ length: 50 }, () => 5)), { size: 9, index: 99 }];
    expect(spread(flooded, 4)).toContainEqual({ size: 5, index: -1 });
  });

  it('keeps the limit, the smallest, the largest and nothing that was not there', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 80 }),
        fc.integer({ min: 2, max: 40 }),
        (sizes, limit) => {
          const all = ofSizes(sizes);
          const kept = spread(all, limit);
          expect(kept).toHaveLength(Math.min(limit, all.length));
          expect(new Set(kept).size).toBe(kept.length);
          expect(all).toEqual(expect.arrayContaining(kept));
          expect(kept[0]?.size).toBe(Math.min(...sizes));
          expect(kept.at(-1)?.size).toBe(Math.max(...sizes));
        },
      ),
    );
  });
});
