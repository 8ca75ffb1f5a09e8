import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOf } from '../../../shared/anchors/bounds.ts';
import { type AnchorView, anchorKinds, anchorStates } from '../../../shared/model/anchors.ts';

const stamp = (
  size: number | null,
  seq: number | null,
  time: string | null,
  more: Partial<AnchorView> = {},
): AnchorView => ({
  kind: 'rfc3161',
  seq,
  path: null,
  size,
  time,
  within: 0,
  by: 'authority',
  state: 'confirmed',
  reason: null,
  ...more,
});

describe('when an entry was recorded', () => {
  const early = stamp(10, 10, '2016-05-01T00:00:00.000Z');
  const late = stamp(20, 20, '2016-06-01T00:00:00.000Z');

  it('is bounded by the nearest anchor on either side', () => {
    expect(boundsOf(5, [early, late])).toMatchObject({ before: { seq: 10 }, after: null });
    expect(boundsOf(15, [early, late])).toMatchObject({ before: { seq: 20 }, after: { seq: 10 } });
    expect(boundsOf(25, [early, late])).toMatchObject({ before: null, after: { seq: 20 } });
  });

  it('is not bounded by the stamp over a state that it is not in: the size itself is the first entry outside', () => {
    expect(boundsOf(9, [early]).before?.seq).toBe(10);
    expect(boundsOf(10, [early]).before).toBeNull();
  });

  it('follows from an anchor that no entry carries on one side alone', () => {
    const later = stamp(10, null, '2016-05-01T00:00:00.000Z', { path: 'data/later/a.tsr' });
    expect(boundsOf(5, [later]).before?.time).toBe('2016-05-01T00:00:00.000Z');
    expect(boundsOf(50, [later]).after).toBeNull();
  });

  it('takes what a time may be off by on the safe side', () => {
    const block = stamp(10, 10, '2016-05-01T00:00:00.000Z', { within: 7_200 });
    expect(boundsOf(5, [block]).before?.time).toBe('2016-05-01T02:00:00.000Z');
    expect(boundsOf(15, [block]).after?.time).toBe('2016-04-30T22:00:00.000Z');
  });

  it('rests on what was confirmed before anything that was not, and never on a promise or what is bad', () => {
    const claimed = stamp(10, 10, '2016-04-01T00:00:00.000Z', { state: 'unchecked' });
    expect(boundsOf(5, [claimed, early]).before).toMatchObject({ time: early.time, state: 'confirmed' });
    expect(boundsOf(5, [claimed]).before?.state).toBe('unchecked');
    for (const state of ['pending', 'bad'] as const) {
      expect(boundsOf(5, [{ ...early, state }])).toEqual({ before: null, after: null });
      expect(boundsOf(15, [{ ...early, state }])).toEqual({ before: null, after: null });
    }
  });

  it('has no upper bound from a beacon', () => {
    const beacon = stamp(null, 10, '2016-05-01T00:00:00.000Z', { kind: 'beacon' });
    expect(boundsOf(5, [beacon])).toEqual({ before: null, after: null });
    expect(boundsOf(10, [beacon]).after?.kind).toBe('beacon');
  });

  it('never gets looser by one more confirmed anchor, whatever the anchors are', () => {
    const anchor = fc.record({
      kind: fc.constantFrom(...anchorKinds),
      seq: fc.option(fc.nat(30)),
      path: fc.constant(null),
      size: fc.option(fc.integer({ min: 1, max: 30 })),
      time: fc.option(fc.date({ min: new Date('1970-01-02'), max: new Date('2100-01-01'), noInvalidDate: true })),
      within: fc.nat(10_000),
      by: fc.constant(''),
      state: fc.constantFrom(...anchorStates),
      reason: fc.constant(null),
    });
    const views = fc.array(
      anchor.map((one) => ({ ...one, time: one.time?.toISOString() ?? null })),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(fc.nat(30), views, views, (seq, some, more) => {
        const confirmed = more.map((one) => ({ ...one, state: 'confirmed' as const }));
        const less = boundsOf(seq, some);
        const both = boundsOf(seq, [...some, ...confirmed]);
        const at = (time: string | null | undefined, otherwise: number): number =>
          time == null ? otherwise : Date.parse(time);
        if (less.before?.state === 'confirmed') {
          expect(at(both.before?.time, Infinity)).toBeLessThanOrEqual(at(less.before.time, Infinity));
        }
        if (less.after?.state === 'confirmed') {
          expect(at(both.after?.time, -Infinity)).toBeGreaterThanOrEqual(at(less.after.time, -Infinity));
        }
      }),
    );
  });
});
