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

const date = (year: string, month = '', day = ''): DateParts => ({ year, month, day });

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

const parts = fc
  .record({
    year: fc.integer({ min: 1970, max: 2099 }),
    month: fc.integer({ min: 0, max: 12 }),
    day: fc.integer({ min: 0, max: 28 }),
  })
  .map(({ year, month, day }) => date(String(year), month ? String(month) : '', month && day ? String(day) : ''));

const entered: fc.Arbitrary<Entered> = fc.oneof(
  parts.map((from): Entered => ({ how: 'day', from, to: noDate })),
  parts.map((from): Entered => ({ how: 'about', from, to: noDate })),
  fc.tuple(parts, parts).map(([from, to]): Entered => ({ how: 'between', from, to })),
  fc.constant<Entered>({ how: 'unknown', from: noDate, to: noDate }),
);

describe('whatever can be entered', () => {
  it('is EDTF in the eyes of an independent reader, and comes back into the form saying the same', () => {
    fc.assert(
      fc.property(entered, (value) => {
        const result = edtfOf(value);
        if ('fault' in result) {
          expect(result.fault).toBe('order');
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
        if ('fault' in result || result.edtf === '') return;
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
