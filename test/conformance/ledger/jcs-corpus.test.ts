/** The test data of RFC 8785's authors. Our profile has no fractions and no large numbers; all else must come out as theirs. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalise, canonicalText, parseCanonical, parseJson } from '../../../shared/ledger/canonical.ts';
import { corpora, hasCorpus } from './handed-material.ts';

const data = join(corpora, 'jcs/testdata');
const names = hasCorpus('jcs') ? readdirSync(join(data, 'input')) : [];

/** 56.0 in structures, fractions and exponents in values: numbers that the profile refuses in any spelling. */
const refusedForTheirNumbers = ['structures.json', 'values.json'];

describe.skipIf(!hasCorpus('jcs'))('the JCS corpus (needs ../shared/corpora/jcs)', () => {
  it('is the one these tests know', () => {
    expect([...names].sort()).toEqual([
      'arrays.json',
      'french.json',
      'structures.json',
      'unicode.json',
      'values.json',
      'weird.json',
    ]);
  });

  for (const name of names.filter((file) => !refusedForTheirNumbers.includes(file))) {
    it(`${name} is canonicalised to the expected bytes`, () => {
      const expected = Uint8Array.from(
        readFileSync(join(data, 'outhex', name.replace('.json', '.txt')), 'utf8')
          .trim()
          .split(/\s+/),
        (byte) => Number.parseInt(byte, 16),
      );
      expect(canonicalise(parseJson(readFileSync(join(data, 'input', name), 'utf8')))).toEqual(expected);
      expect(canonicalise(parseCanonical(expected))).toEqual(expected);
    });
  }

  for (const name of refusedForTheirNumbers) {
    it(`${name} is refused for its numbers, and comes out as expected with integers in their place`, () => {
      const input = readFileSync(join(data, 'input', name), 'utf8');
      expect(() => parseJson(input)).toThrow('CANONICAL_INVALID');
      const inputWithIntegers = input.replace('56.0', '56').replace(/"numbers": *\[[^\]]*\]/, '"numbers":[1,2]');
      const output = readFileSync(join(data, 'output', name), 'utf8');
      const outputWithIntegers = output.replace(/"numbers":\[[^\]]*\]/, '"numbers":[1,2]');
      expect(canonicalText(parseJson(inputWithIntegers))).toBe(outputWithIntegers);
    });
  }

  it('values.json is refused number by number', () => {
    for (const number of ['333333333.33333329', '1E30', '4.50', '2e-3', '0.000000000000000000000000001']) {
      expect(() => parseJson(number), number).toThrow('CANONICAL_INVALID');
    }
  });
});
