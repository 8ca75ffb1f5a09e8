import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { difference, merged, type RecordState } from '../../../../electron/core/records/merging.ts';

const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string(), { maxLength: 3 }));
const state: fc.Arbitrary<RecordState> = fc.dictionary(
  fc
    .stringMatching(/^[a-z]{2,8}(\.[1-9])?$/)
    .filter((name) => !['at', 'type', 'operator', 'amends', 'reason'].includes(name)),
  value,
  { maxKeys: 8, noNullPrototype: true },
);

describe('a record and its amendments', () => {
  test('an amendment carries only what changes', () => {
    expect(difference({ title: 'a', place: 'b' }, { title: 'a', place: 'c' })).toEqual({ place: 'c' });
  });

  test('a field that is gone is removed with null', () => {
    expect(difference({ title: 'a', 'account.2': 'b' }, { title: 'a' })).toEqual({ 'account.2': null });
    expect(merged({ title: 'a', 'account.2': 'b' }, { 'account.2': null })).toEqual({ title: 'a' });
  });

  test('who, when and why an entry was written is no part of the record', () => {
    expect(merged({}, { title: 'a', reason: 'because', amends: [1] })).toEqual({ title: 'a' });
  });

  test('the difference of any two states leads from one to the other', () => {
    fc.assert(
      fc.property(state, state, (before, after) => {
        expect(merged(before, difference(before, after))).toEqual(after);
      }),
    );
  });
});
