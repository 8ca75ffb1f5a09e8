import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumberColumn } from '../../../shared/bundle/number-column.ts';

describe('a column of whole numbers', () => {
  it('gives back what was put into it, however large and however far on', () => {
    const value = fc.oneof(fc.nat(), fc.maxSafeNat(), fc.constantFrom(0xffff_ffff, 0x1_0000_0000));
    fc.assert(
      fc.property(fc.array(value), fc.nat(10), (values, length) => {
        const column = new NumberColumn(length);
        for (const [place, one] of values.entries()) column.set(place, one);
        expect(values.map((_, place) => column.at(place))).toEqual(values);
      }),
    );
  });
});
