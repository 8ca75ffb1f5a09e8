import { describe, expect, test } from 'vitest';
import { daySpan } from '../../../shared/model/day-span.ts';

describe('the days on which something may have happened', () => {
  test.each([
    ['2016-04-27', '2016-04-27', '2016-04-27'],
    ['2016-04-27~', '2016-04-27', '2016-04-27'],
    ['2016-04', '2016-04-01', '2016-04-30'],
    ['2016-04-XX', '2016-04-01', '2016-04-30'],
    ['201X', '2010-01-01', '2019-12-31'],
    ['2016-04-27/2016-04-29', '2016-04-27', '2016-04-29'],
    ['2016-04-27/..', '2016-04-27', null],
    ['../2016', null, '2016-12-31'],
    ['[2016-04-27,2016-05-01]', '2016-04-27', '2016-05-01'],
    // A spring is March to May, not the first quarter of the year.
    ['2016-21', '2016-03-01', '2016-05-31'],
    ['2015-24', '2015-12-01', '2016-02-29'],
    ['2016-31', '2016-03-01', '2016-05-31'],
    ['2016-22/2016-09?', '2016-06-01', '2016-09-30'],
  ])('%s', (text, from, to) => expect(daySpan(text)).toEqual({ from, to }));

  test('an hour does not move the day, whatever its zone', () => {
    expect(daySpan('2016-04-27T01:45:00+03:00')).toEqual({ from: '2016-04-27', to: '2016-04-27' });
    expect(daySpan('2016-04-27T23:45:00-05:00/2016-04-28T01:00:00-05:00')).toEqual({
      from: '2016-04-27',
      to: '2016-04-28',
    });
  });

  test.each(['', '..', '../..', 'after isha', '2016-13-45', '2016-04-27/after'])('%j says nothing of a day', (text) =>
    expect(daySpan(text)).toBeNull(),
  );
});
