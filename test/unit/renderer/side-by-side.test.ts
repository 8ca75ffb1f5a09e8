import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compared } from '../../../renderer/side-by-side/compared.ts';
import { scaled, within } from '../../../renderer/side-by-side/view.ts';
import type { ItemDetail } from '../../../shared/contract.ts';

const part = fc.double({ min: -0.5, max: 0.5, noNaN: true });
const factor = fc.double({ min: 0.2, max: 5, noNaN: true });

describe('a view that two pictures share', () => {
  test('is never smaller than whole, and never leaves its frame empty', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ factor, at: fc.record({ x: part, y: part }) })), (steps) => {
        let view = { scale: 1, x: 0, y: 0 };
        for (const step of steps) {
          view = scaled(view, step.factor, step.at);
          const most = (view.scale - 1) / 2 + 1e-9;
          expect(view.scale).toBeGreaterThanOrEqual(1);
          expect(Math.abs(view.x)).toBeLessThanOrEqual(most);
          expect(Math.abs(view.y)).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  test('keeps what is under the pointer under it while it grows', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 2, noNaN: true }), fc.record({ x: part, y: part }), (by, at) => {
        const before = { scale: 2, x: 0.1, y: -0.2 };
        const after = scaled(before, by, at);
        expect((at.x - after.x) / after.scale).toBeCloseTo((at.x - before.x) / before.scale, 9);
        expect((at.y - after.y) / after.scale).toBeCloseTo((at.y - before.y) / before.scale, 9);
      }),
    );
  });

  test('is moved no further than its picture reaches', () => {
    expect(within({ scale: 3, x: 9, y: -9 })).toEqual({ scale: 3, x: 1, y: -1 });
  });
});

describe('what two files say', () => {
  const item = (camera: { name: string; value: string }[]) =>
    ({ metadata: { read: { camera, gps: [], other: [] } } }) as unknown as ItemDetail;

  test('is set beside each other tag by tag, with what only one of them has', () => {
    const one = item([
      { name: 'Make', value: 'A' },
      { name: 'Model', value: 'B' },
    ]);
    const other = item([
      { name: 'Make', value: 'A' },
      { name: 'Software', value: 'C' },
    ]);
    expect(compared(one, other)).toEqual([
      { name: 'Make', values: ['A', 'A'], same: true },
      { name: 'Model', values: ['B', null], same: false },
      { name: 'Software', values: [null, 'C'], same: false },
    ]);
  });

  test('counts every time that a tag stands in a file', () => {
    const twice = item([
      { name: 'Keyword', value: 'a' },
      { name: 'Keyword', value: 'b' },
    ]);
    expect(compared(twice, item([{ name: 'Keyword', value: 'a' }]))).toMatchObject([{ same: false }]);
  });

  test('is nothing where nothing was read', () => {
    const silent = { metadata: null } as unknown as ItemDetail;
    expect(compared(silent, silent)).toEqual([]);
  });
});
