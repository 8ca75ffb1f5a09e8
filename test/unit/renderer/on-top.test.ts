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

  describe('of an account', () => {
    const said = (...texts: string[]) => ({ paragraphs: texts.map((text) => ({ text, basis: 'saw' })) });
    const account = said('One', 'Two', 'Three');

    test('keeps each paragraph that either side changed, and what either added', () => {
      const mine = said('One', 'Two', 'Three, mine', 'Four, mine');
      const newest = said('One, theirs', 'Two', 'Three', 'Four, theirs');
      expect(laidOver(account, mine, newest)).toEqual({
        fields: said('One, theirs', 'Two', 'Three, mine', 'Four, theirs', 'Four, mine'),
        both: [],
      });
    });

    test('says which paragraph both changed', () => {
      const mine = said('One', 'Two, mine', 'Three, the same');
      const newest = said('One', 'Two, theirs', 'Three, the same');
      expect(laidOver(account, mine, newest)).toEqual({
        fields: said('One', 'Two, mine', 'Three, the same'),
        both: ['paragraphs 2'],
      });
    });

    test('has what both added alike once', () => {
      const both = said('One', 'Two', 'Three', 'Four');
      expect(laidOver(account, both, both)).toEqual({ fields: both, both: [] });
    });

    test('is what this side wrote as a whole where one was taken out, and says so where the other changed anything', () => {
      const mine = said('One', 'Three');
      expect(laidOver(account, mine, account)).toEqual({ fields: mine, both: [] });
      expect(laidOver(account, mine, said('One', 'Two, theirs', 'Three'))).toEqual({
        fields: mine,
        both: ['paragraphs'],
      });
    });
  });

  test('takes a value for unchanged whatever the order in which its fields were kept', () => {
    const mine = { ...base, place: { point: null, name: 'North' } };
    const newest = { ...base, place: { name: 'South', point: null } };
    expect(laidOver(base, mine, newest)).toEqual({ fields: newest, both: [] });
  });
});
