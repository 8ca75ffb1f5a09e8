import { describe, expect, test } from 'vitest';
import { laidOver } from '../../../renderer/records/on-top.ts';

describe('a correction on top of what was saved meanwhile', () => {
  const base = { title: 'One', account: 'First', place: { name: 'North', point: null }, harm: [1, 2] };

  test('keeps what each side changed', () => {
    const mine = { ...base, title: 'Mine' };
    const newest = { ...base, account: 'First, and more', harm: [1, 2, 3] };
    expect(laidOver(base, mine, newest)).toEqual({ fields: { ...newest, title: 'Mine' }, both: [] });
  });

  test('has what this side wrote where both changed one thing, and says so', () => {
    const mine = { ...base, title: 'Mine', harm: [] };
    const newest = { ...base, title: 'Theirs', harm: [] };
    expect(laidOver(base, mine, newest)).toEqual({ fields: mine, both: ['title'] });
  });

  test('takes a value for unchanged whatever the order in which its fields were kept', () => {
    const mine = { ...base, place: { point: null, name: 'North' } };
    const newest = { ...base, place: { name: 'South', point: null } };
    expect(laidOver(base, mine, newest)).toEqual({ fields: newest, both: [] });
  });
});
