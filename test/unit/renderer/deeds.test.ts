import { describe, expect, it } from 'vitest';
import { fitness } from '../../../renderer/deeds/matching.ts';

const recordACase = ['Record a case', 'سجّل حالة'];
const fits = (typed: string, names: readonly string[]) => fitness(typed, names) !== null;

describe('What is typed to go somewhere or do something', () => {
  it('fits by the beginnings of words, in any order', () => {
    expect(fitness('rec', recordACase)).toBe(0);
    expect(fitness('case rec', recordACase)).toBe(0);
  });

  it('fits a name of any language, without its vowel signs and however alef and ta marbuta are written', () => {
    expect(fitness('سجل حاله', recordACase)).toBe(0);
    expect(fits('الأوقات', ['Times', 'الاوقات'])).toBe(true);
  });

  it('does not take one word from one language and the next from another', () => {
    expect(fits('record حالة', recordACase)).toBe(false);
  });

  it('fits inside a word, behind what begins so', () => {
    const inside = fitness('سجل', ['Ledger', 'السجل']);
    expect(inside).toBeGreaterThan(fitness('سجل', recordACase) ?? Number.NaN);
  });

  it.each(['recrod', 'rcord', 'recoord', 'recird'])('forgives one slip of the finger in a longer word: %s', (slip) => {
    expect(fitness(slip, recordACase)).toBeGreaterThan(0);
  });

  it.each(['rxcxrd', 'cxe', 'clinic', 'record clinic'])('does not fit what is meant otherwise: %s', (other) => {
    expect(fits(other, recordACase)).toBe(false);
  });

  it('fits everything when nothing was typed', () => {
    expect(fitness('  ', recordACase)).toBe(0);
  });
});
