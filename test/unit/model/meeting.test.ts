import { describe, expect, test } from 'vitest';
import { daySpan } from '../../../shared/model/day-span.ts';
import { during, lies, order, type Whereabouts } from '../../../shared/model/meeting.ts';

describe('whether something happened during an agreement', () => {
  const truce = (when: string, begins: string, ends: string) => during(daySpan(when), daySpan(begins), daySpan(ends));

  test.each([
    ['a day within', '2016-04-27', '2016-02-27', '', 'during'],
    ['a day within a month that is certain', '2016-04-27', '2016-02-27', '2016-07', 'during'],
    ['the day before it began', '2016-02-26', '2016-02-27', '', 'apart'],
    ['a day after the last on which it can have ended', '2016-08-01', '2016-02-27', '2016-07', 'apart'],
    ['a day in the month in which it ended', '2016-07-10', '2016-02-27', '2016-07', 'perhaps'],
    ['a day in the month in which it began', '2016-02-10', '2016-02', '', 'perhaps'],
    ['a month that it began in', '2016-02', '2016-02-27', '', 'perhaps'],
    ['an event that may have ended later', '2016-04-27/..', '2016-02-27', '2016-07-01', 'perhaps'],
    ['an event of which no time is known', '', '2016-02-27', '', 'perhaps'],
    ['an agreement of which no time is known', '2016-04-27', '', '', 'perhaps'],
  ])('%s: %s from %s to %s is %s', (_what, when, begins, ends, expected) => {
    expect(truce(when, begins, ends)).toBe(expected);
  });
});

test.each([
  ['2015-04', '2016-04-27', 'before'],
  ['2016-04', '2016-04-27', 'perhaps before'],
  ['', '2016-04-27', 'perhaps before'],
  ['2016-05', '2016-04-27', 'after'],
])('%s came, against %s, %s', (earlier, event, expected) => {
  expect(order(daySpan(earlier), daySpan(event))).toBe(expected);
});

describe('whether a place lies in an area', () => {
  const at = (said: Partial<Whereabouts>): Whereabouts => ({ name: '', precision: 'unknown', point: null, ...said });
  const square = at({
    name: 'Training district',
    precision: 'district',
    area: [
      { latitude: '33', longitude: '30' },
      { latitude: '33', longitude: '31' },
      { latitude: '34', longitude: '31' },
      { latitude: '34', longitude: '30' },
    ],
  });
  const point = (latitude: string, longitude: string, precision = 'street') =>
    at({ name: 'somewhere', precision, point: { latitude, longitude } });

  test('by its outline, where both have coordinates', () => {
    expect(lies(point('33.5', '30.5'), square)).toBe('inside');
    expect(lies(point('33.5', '31.5'), square)).toBe('outside');
  });

  test('is never said to be outside because of a point that stands for a larger area', () => {
    expect(lies(point('33.5', '31.5', 'governorate'), square)).toBe('unknown');
  });

  test('by what people call it, in any script and spelling, whole words alone', () => {
    expect(lies(at({ name: 'Street 7', within: ['Training District', 'Training'] }), square)).toBe('named');
    expect(lies(at({ name: 'شارع ٧، حلب' }), at({ name: 'حلب' }))).toBe('named');
    expect(lies(at({ name: 'Aleppoville' }), at({ name: 'Aleppo' }))).toBe('unknown');
  });

  test('nothing is concluded from a place of which nothing is known', () => {
    expect(lies(at({}), square)).toBe('unknown');
    expect(lies(at({ name: 'x' }), at({}))).toBe('unknown');
  });
});
