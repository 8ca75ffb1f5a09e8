import { describe, expect, test } from 'vitest';
import { type DateOrder, statedDate } from '../../../shared/model/stated-date.ts';

const read = (text: string, order: DateOrder) => {
  const date = statedDate(text, order);
  return 'broken' in date ? date.broken : date.time === '' ? date.edtf : `${date.edtf} (${date.time})`;
};

describe('a date of a list', () => {
  test('is read in the order that was stated, and in no other', () => {
    expect(read('03/04/2016', 'day month year')).toBe('2016-04-03');
    expect(read('03/04/2016', 'month day year')).toBe('2016-03-04');
    expect(read('2016-04-03', 'year month day')).toBe('2016-04-03');
    expect(read('27/04/2016', 'month day year')).toBe('no such day');
    expect(read('2016-04-03', 'day month year')).toBe('not a date');
  });

  test('may stand with points, dashes, spaces or the name of a month', () => {
    for (const text of ['3.4.2016', '03-04-2016', '3 4 2016', '3 April 2016', '3 Apr. 2016', '3rd April, 2016'])
      expect([text, read(text, 'day month year')]).toEqual([text, '2016-04-03']);
    expect(read('April 3, 2016', 'month day year')).toBe('2016-04-03');
  });

  test('of two digits for the year is of this century, but not where the year stands first', () => {
    expect(read('2/8/24', 'month day year')).toBe('2024-02-08');
    expect(read('24-02-08', 'year month day')).toBe('not a date');
  });

  test('keeps what is missing unknown', () => {
    expect(read('2016', 'day month year')).toBe('2016');
    expect(read('04/2016', 'day month year')).toBe('2016-04');
    expect(read('2016-04', 'year month day')).toBe('2016-04');
    expect(read('16', 'day month year')).toBe('not a date');
  });

  test('has the time beside it that was stated; midnight, which programs write, is none', () => {
    expect(read('2/8/24 12:00 AM', 'month day year')).toBe('2024-02-08');
    expect(read('2024-02-08T00:00:00Z', 'year month day')).toBe('2024-02-08');
    expect(read('2024-02-08 00:00:00', 'year month day')).toBe('2024-02-08');
    expect(read('2024-02-08 21:45', 'year month day')).toBe('2024-02-08 (21:45)');
    expect(read('2/8/24 9:45 PM', 'month day year')).toBe('2024-02-08 (9:45 PM)');
  });

  test('that no calendar has is none', () => {
    expect(read('30/02/2016', 'day month year')).toBe('no such day');
    expect(read('29/02/2016', 'day month year')).toBe('2016-02-29');
    expect(read('29/02/2015', 'day month year')).toBe('no such day');
    expect(read('00/00/2016', 'day month year')).toBe('no such day');
    for (const text of ['yesterday', '', '1/2/3/2016', '2016-04-27~', '42', '=NOW()'])
      expect([text, read(text, 'year month day')]).toEqual([text, 'not a date']);
  });

  test('may be a spreadsheet’s number of a day, where a person says so', () => {
    expect(read('42487', 'spreadsheet days')).toBe('2016-04-27');
    expect(read('42487.90625', 'spreadsheet days')).toBe('2016-04-27 (21:45)');
    expect(read('42487,99999', 'spreadsheet days')).toBe('2016-04-28');
    expect(read('2016', 'spreadsheet days')).toBe('not a date');
    expect(read('42487', 'day month year')).toBe('not a date');
  });

  test('may be written in the digits of any script', () => {
    expect(read('٢٠١٦-٠٤-٢٧', 'year month day')).toBe('2016-04-27');
    expect(read('۲۷/۰۴/۲۰۱۶ ۲۱:۴۵', 'day month year')).toBe('2016-04-27 (21:45)');
  });
});
