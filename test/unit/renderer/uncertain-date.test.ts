import edtf from 'edtf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DateParts,
  type Entered,
  edtfDate,
  edtfOf,
  enteredFrom,
  noDate,
  possibleDays,
  readEdtf,
} from '../../../renderer/cases/uncertain-date.ts';

const date = (year: string, month = '', day = '', time = ''): DateParts => ({ year, month, day, time });

describe('a date as people know it', () => {
  it('keeps what is not known out of it', () => {
    expect(edtfDate(date('2016', '4', '27'))).toBe('2016-04-27');
    expect(edtfDate(date('2016', '4'))).toBe('2016-04');
    expect(edtfDate(date('2016'))).toBe('2016');
  });

  it('is none where the calendar has no such day', () => {
    expect(edtfDate(date('2016', '2', '29'))).toBe('2016-02-29');
    expect(edtfDate(date('2015', '2', '29'))).toBeNull();
    expect(edtfDate(date('2016', '13'))).toBeNull();
    expect(edtfDate(date('2016', '4', '0'))).toBeNull();
    expect(edtfDate(date('16', '4', '27'))).toBeNull();
  });

  it('has no day without a month', () => {
    expect(edtfDate(date('2016', '', '27'))).toBeNull();
  });
});

describe('what was entered', () => {
  it('becomes EDTF', () => {
    expect(edtfOf({ how: 'unknown', from: noDate, to: noDate })).toEqual({ edtf: '' });
    expect(edtfOf({ how: 'about', from: date('2016', '4', '27'), to: noDate })).toEqual({ edtf: '2016-04-27~' });
    expect(edtfOf({ how: 'between', from: date('2016', '4'), to: date('2016', '5', '2') })).toEqual({
      edtf: '2016-04/2016-05-02',
    });
  });

  it('names the part that can’t be', () => {
    const from = date('2016', '4', '27');
    expect(edtfOf({ how: 'day', from: noDate, to: noDate })).toEqual({ fault: 'from' });
    expect(edtfOf({ how: 'between', from, to: noDate })).toEqual({ fault: 'to' });
    expect(edtfOf({ how: 'between', from, to: date('2016', '4', '26') })).toEqual({ fault: 'order' });
  });

  it('allows a year as the end of an interval that begins in it', () => {
    expect(edtfOf({ how: 'between', from: date('2016', '4'), to: date('2016') })).toEqual({
      edtf: '2016-04-01/2016-12-31',
    });
    expect(edtfOf({ how: 'between', from: date('2016', '4'), to: date('2016', '4') })).toEqual({ edtf: '2016-04' });
  });
});

describe('a time of day', () => {
  const evening = date('2016', '4', '27', '21:30');
  const later = date('2016', '4', '27', '22:00');

  it('stands with a whole date, as a moment or at the ends of an interval', () => {
    expect(edtfOf({ how: 'day', from: date('2016', '4', '27', '9:05'), to: noDate })).toEqual({
      edtf: '2016-04-27T09:05',
    });
    expect(edtfOf({ how: 'between', from: evening, to: later })).toEqual({
      edtf: '2016-04-27T21:30/2016-04-27T22:00',
    });
    expect(edtfOf({ how: 'between', from: evening, to: date('2016', '4') })).toEqual({
      edtf: '2016-04-27T21:30/2016-04-30',
    });
  });

  it('is none without its day, past midnight, or where it is no time', () => {
    for (const from of [
      date('2016', '4', '', '21:30'),
      date('2016', '4', '27', '24:00'),
      date('2016', '4', '27', '21'),
    ]) {
      expect(edtfOf({ how: 'day', from, to: noDate })).toEqual({ fault: 'fromTime' });
      expect(edtfOf({ how: 'between', from: date('2015'), to: from })).toEqual({ fault: 'toTime' });
    }
  });

  it('is needed at both ends of one day or at neither, and in their order', () => {
    const day = date('2016', '4', '27');
    expect(edtfOf({ how: 'between', from: evening, to: day })).toEqual({ fault: 'bothTimes' });
    expect(edtfOf({ how: 'between', from: day, to: evening })).toEqual({ fault: 'bothTimes' });
    expect(edtfOf({ how: 'between', from: later, to: evening })).toEqual({ fault: 'order' });
    expect(edtfOf({ how: 'between', from: later, to: later })).toEqual({ edtf: '2016-04-27T22:00' });
  });

  it('is left out of a date that is only about, as EDTF has it', () => {
    expect(edtfOf({ how: 'about', from: evening, to: noDate })).toEqual({ edtf: '2016-04-27~' });
  });

  it('keeps the offset that a record was written with', () => {
    const written = '2016-04-27T21:30:00+03:00/2016-04-27T22:00:00+03:00';
    const again = enteredFrom(written);
    expect(again).toMatchObject({ how: 'between', from: { time: '21:30' }, to: { time: '22:00' } });
    expect(again && edtfOf(again)).toEqual({ edtf: written });
    const moved = again && edtfOf({ ...again, to: later });
    expect(moved).toEqual({ edtf: written });
    expect(enteredFrom('2016-04-27T21:30:00+03:00/2016-04-27T22:00:00Z')).toBeNull();
  });

  it('comes back into the form from a record', () => {
    expect(enteredFrom('2016-04-27T21:30/2016-04-27T22:00')).toEqual({ how: 'between', from: evening, to: later });
    expect(enteredFrom('2016-04-27T21:30')).toEqual({ how: 'day', from: evening, to: noDate });
  });
});

const clock = fc.option(
  fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((time) => time.map((part) => String(part).padStart(2, '0')).join(':')),
  { nil: '' },
);

const dates = fc
  .record({
    year: fc.integer({ min: 1970, max: 2099 }),
    month: fc.integer({ min: 0, max: 12 }),
    day: fc.integer({ min: 0, max: 28 }),
  })
  .map(({ year, month, day }) => date(String(year), month ? String(month) : '', month && day ? String(day) : ''));
const parts = fc.tuple(dates, clock).map(([whole, time]) => (whole.day === '' ? whole : { ...whole, time }));

const entered: fc.Arbitrary<Entered> = fc.oneof(
  parts.map((from): Entered => ({ how: 'day', from, to: noDate })),
  dates.map((from): Entered => ({ how: 'about', from, to: noDate })),
  fc.tuple(parts, parts).map(([from, to]): Entered => ({ how: 'between', from, to })),
  fc.constant<Entered>({ how: 'unknown', from: noDate, to: noDate }),
);

describe('whatever can be entered', () => {
  it('is EDTF in the eyes of an independent reader, and comes back into the form saying the same', () => {
    fc.assert(
      fc.property(entered, (value) => {
        const result = edtfOf(value);
        if ('fault' in result) {
          expect(['order', 'bothTimes']).toContain(result.fault);
          return;
        }
        if (result.edtf !== '') expect(() => edtf(result.edtf)).not.toThrow();
        const again = enteredFrom(result.edtf);
        expect(again && edtfOf(again)).toEqual(result);
        if (value.how !== 'between') expect(again).toEqual(value);
      }),
    );
  });

  it('spans the days that an independent reader gives it', () => {
    fc.assert(
      fc.property(entered, (value) => {
        const result = edtfOf(value);
        // The independent reader gives a time to the zone that it runs in, which can move it to another day.
        if ('fault' in result || result.edtf === '' || result.edtf.includes('T')) return;
        const { min, max } = edtf(result.edtf) as unknown as { min: number; max: number };
        const day = (time: number) => new Date(time).toISOString().slice(0, 10);
        const possible = possibleDays(result.edtf);
        expect(possible).toMatchObject({ first: day(min), last: day(max) });
      }),
    );
  });
});

describe('a record that says more than the form can', () => {
  it.each([
    '2016-04-27?',
    '2016-04-27T21:45:00',
    '2016-04-27T21:45+03:00',
    '2016-04-27T21:30Z/2016-04-27T22:00Z',
    '../2016-04',
    '2016-04/',
    '201X',
    '2016-04-27~/2016-04-28',
    '{2016,2017}',
  ])('is kept as written: %s', (text) => expect(enteredFrom(text)).toBeNull());

  it('is read as far as it goes', () => {
    expect(readEdtf('../2016-04')).toMatchObject({ kind: 'interval', from: 'open', to: { date: '2016-04' } });
    expect(readEdtf('2016-04-27T21:45:00+03:00')).toMatchObject({ kind: 'date', date: { time: '21:45' } });
    expect(readEdtf('201X')).toEqual({ kind: 'other', text: '201X' });
    expect(possibleDays('../2016-04')).toBeNull();
  });
});
