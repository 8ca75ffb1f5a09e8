import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantsOf, isInPeriod } from '../../../shared/model/civil-time.ts';
import {
  instantByClock,
  measure,
  readClockCode,
  sameCamera,
  writeClockCode,
} from '../../../shared/model/measured-clock.ts';
import type { CaptureTime } from '../../../shared/model/time.ts';

const taken = (
  wall: string,
  offset: string | null = null,
  offsetBasis: CaptureTime['offsetBasis'] = offset === null ? 'unknown' : 'written',
): CaptureTime => ({
  wall,
  subsecond: null,
  offset,
  offsetBasis,
  from: [],
});

describe('the code on the page', () => {
  it('says the second it was shown in, whichever that is', () => {
    const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, (at) => {
        expect(readClockCode(writeClockCode(at))).toBe(`${at.toISOString().slice(0, 19)}Z`);
      }),
    );
  });

  it.each([
    '',
    '2016-05-01T09:00:00Z',
    'SANAD CLOCK 2016-05-01T09:00:00',
    'SANAD CLOCK 2016-02-30T09:00:00Z',
    'SANAD CLOCK 2016-05-01T25:00:00Z',
    ' SANAD CLOCK 2016-05-01T09:00:00Z',
  ])('%j is none', (text) => expect(readClockCode(text)).toBeNull());

  it('fits the smallest kinds of code: letters and digits that need five and a half bits each', () => {
    expect(writeClockCode(new Date(0))).toMatch(/^[0-9A-Z $%*+./:-]+$/);
  });
});

describe('a measured clock', () => {
  const shown = '2016-05-01T09:00:00Z';

  it.each([
    ['ahead', taken('2016-05-01T12:03:12', '+03:00'), 192],
    ['behind', taken('2016-05-01T11:59:59', '+03:00'), -1],
    ['west of Greenwich', taken('2016-05-01T05:00:00', '-04:00'), 0],
    ['in another zone than it says', taken('2016-05-01T13:00:00', '+03:00'), 3_600],
    ['without an offset: its zone included', taken('2016-05-01T12:03:12'), 10_992],
    [
      'with an offset that GPS implied: the same, for GPS hides the error',
      taken('2016-05-01T12:00:12', '+03:00', 'gps'),
      10_812,
    ],
  ])('%s', (_, captured, ahead) => expect(measure(captured, shown).ahead).toBe(ahead));

  const measured = (captured: CaptureTime) => ({
    item: 1,
    camera: { make: 'Training', model: 'C1' },
    serial: '42',
    shown,
    ...measure(captured, shown),
  });

  it('gives the instant that the page would have shown, whatever the clock’s error', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5_000_000, max: 5_000_000 }),
        fc.integer({ min: 0, max: 3_000_000 }),
        (error, later) => {
          const wallAt = (seconds: number) =>
            new Date(Date.parse(shown) + (seconds + error) * 1_000).toISOString().slice(0, 19);
          const instant = `${new Date(Date.parse(shown) + later * 1_000).toISOString().slice(0, 19)}Z`;
          expect(instantByClock(measured(taken(wallAt(0))), taken(wallAt(later)))).toBe(instant);
          expect(instantByClock(measured(taken(wallAt(0), 'Z')), taken(wallAt(later), 'Z'))).toBe(instant);
        },
      ),
    );
  });

  it('says nothing of a time that is known in another way', () => {
    const withOffset = measured(taken('2016-05-01T12:03:12', '+03:00'));
    expect(instantByClock(withOffset, taken('2016-04-27T21:45:12'))).toBeNull();
    expect(instantByClock(measured(taken('2016-05-01T12:03:12')), taken('2016-04-27T21:45:12', '+03:00'))).toBeNull();
    expect(instantByClock(withOffset, taken('2016-04-27T21:45:12', 'Z', 'format'))).toBeNull();
  });

  it('is about the camera with that number, perhaps about one that doesn’t say, and about no other', () => {
    const clock = measured(taken('2016-05-01T12:03:12', '+03:00'));
    const camera = { make: 'TRAINING ', model: 'C1' };
    const device = (serial: string) => ({ serial, lensSerial: null, from: [] });
    expect(sameCamera(clock, camera, device('42'))).toBe('same');
    expect(sameCamera(clock, camera, undefined)).toBe('model');
    expect(sameCamera(clock, camera, device('43'))).toBeNull();
    expect(sameCamera(clock, { ...camera, model: 'C2' }, device('42'))).toBeNull();
    expect(sameCamera(clock, null, device('42'))).toBeNull();
  });
});

describe('civil time', () => {
  const damascus = [
    { since: '2015-12-31T09:00:00Z', offset: '+02:00' },
    { since: '2016-03-24T22:00:00Z', offset: '+03:00' },
    { since: '2016-10-27T21:00:00Z', offset: '+02:00' },
  ];

  it.each([
    ['in winter', '2016-01-10T12:00:00', ['2016-01-10T10:00:00Z']],
    ['in summer', '2016-04-27T21:40:00', ['2016-04-27T18:40:00Z']],
    ['in the hour left out', '2016-03-25T00:30:00', []],
    ['in the hour shown twice', '2016-10-27T23:30:00', ['2016-10-27T20:30:00Z', '2016-10-27T21:30:00Z']],
    ['at the first second of summer', '2016-03-25T01:00:00', ['2016-03-24T22:00:00Z']],
  ])('%s', (_, wall, instants) => expect(instantsOf(wall, damascus)).toEqual(instants));

  it('is asked of times in its days that leave their offset open', () => {
    const period = { from: '2016-04-27', to: '2016-04-27' };
    expect(isInPeriod(taken('2016-04-27T23:59:59'), period)).toBe(true);
    expect(isInPeriod(taken('2016-04-28T00:00:00'), period)).toBe(false);
    expect(isInPeriod(taken('2016-04-27T12:00:00', '+03:00'), period)).toBe(false);
  });
});
