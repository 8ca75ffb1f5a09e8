import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excerpt, fold, foldWithPlaces, joinedWords, mostTerms, termsOf } from '../../../shared/search/folding.ts';

describe('words are the same however a keyboard wrote them', () => {
  test.each([
    ['Arabic vowel signs', 'مُسْتَشْفَى الْقُدْس', 'مستشفي القدس'],
    ['alef maksura and ya', 'مستشفى على', 'مستشفي علي'],
    ['the seats of the hamza', 'إسعاف أُحُد آمنة مسؤول الرئة', 'اسعاف احد امنه مسوول الريه'],
    ['ta marbuta and ha', 'ممرضة', 'ممرضه'],
    ['tatweel', 'حـــلب', 'حلب'],
    ['Persian ya and kaf', 'کلینیک', 'كلينيك'],
    ['digits of any script', '٢٧/٤/٢٠١٦ ۲۷', '27/4/2016 27'],
    ['ligatures', 'ﷲ ﻻ', 'الله لا'],
    ['Cyrillic case and marks', 'Їжак Ґанок Ёлка', 'іжак ганок елка'],
    ['Ukrainian apostrophes', 'подвір’я подвірʼя', "подвір'я подвір'я"],
    ['Latin marks and ligatures', 'Łódź Straße Œuvre', 'lodz strasse oeuvre'],
    ['marks of direction and spaces of all kinds', '\u200Fa\u00A0\tb\u2028', 'a b'],
  ])('%s', (_what, written, folded) => {
    expect(fold(written)).toBe(fold(folded));
    expect(fold(folded)).toBe(folded);
  });

  test('what is folded stays as it is when folded again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const once = fold(text);
        expect(fold(once)).toBe(once);
      }),
    );
  });

  test('every folded sign knows the character that it comes from', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const { folded, places } = foldWithPlaces(text);
        expect(places).toHaveLength(folded.length);
        expect([...places].sort((a, b) => a - b)).toEqual(places);
        expect(places.every((place) => place < text.length)).toBe(true);
      }),
    );
  });
});

describe('a query is taken apart', () => {
  test('into words, and what stands in quotation marks as one', () => {
    expect(termsOf(' Hospital "Al  Quds" “نهاية الشارع” ').terms).toEqual(['hospital', 'al quds', 'نهايه الشارع']);
    expect(termsOf('«east wing» „south wing“').terms).toEqual(['east wing', 'south wing']);
  });

  test('as names in one word, unless they stand in quotation marks', () => {
    expect(termsOf('Al-Quds O\'Brien подвір’я ez-Zor.jpg "al-quds"').terms).toEqual([
      ...['alquds', 'obrien', 'подвіря', 'ezzor.jpg', 'al-quds'],
    ]);
    expect(termsOf("IMG-2016-04-27 a-b -quds al- rock 'n").terms).toEqual([
      ...['img-2016-04-27', 'a-b', '-quds', 'al-', 'rock', "'n"],
    ]);
  });

  test('without the article, where enough of the word is left', () => {
    expect(termsOf('المستشفى العام الحي "المستشفى العام"').terms).toEqual([
      ...['مستشفي', 'العام', 'الحي', 'المستشفي العام'],
    ]);
  });

  test('an open quotation mark reaches to the end, and nothing counts twice', () => {
    expect(termsOf('clinic CLINIC "street clinic').terms).toEqual(['clinic', 'street clinic']);
  });

  test('and no further than is looked for', () => {
    const { terms, more } = termsOf(Array.from({ length: 40 }, (_, index) => `word${index}`).join(' '));
    expect(terms).toHaveLength(mostTerms);
    expect(more).toBe(true);
  });
});

describe('words of a text that are others when their parts are joined', () => {
  test('are names with hyphens, apostrophes, or the article apart', () => {
    expect(joinedWords(fold('Near Al-Quds, Ma’arat al-Numan and El Bab: 2016-04-27, final.'))).toEqual([
      ...['alquds,', 'maarat', 'alnuman', 'elbab:'],
    ]);
  });

  test('have every part of a query in them that is looked for joined', () => {
    const name = fc.stringMatching(/^[A-Za-z]{1,5}(['-][A-Za-z]{1,5}){1,3}(\.[a-z]{2,3})?$/);
    fc.assert(
      fc.property(name, fc.nat(20), fc.integer({ min: 3, max: 20 }), (text, from, length) => {
        const { terms } = termsOf(text.slice(from, from + length));
        const folded = fold(text);
        for (const term of terms)
          expect(
            [folded, ...joinedWords(folded)].some((words) => words.includes(term)),
            term,
          ).toBe(true);
      }),
    );
  });
});

describe('an excerpt', () => {
  const joined = (text: string, terms: readonly string[]) =>
    excerpt(text, terms)
      ?.map(({ text: piece, hit }) => (hit ? `[${piece}]` : piece))
      .join('');

  test('marks the words as they were written', () => {
    expect(joined('قُصِفَ مُسْتَشْفَى الْقُدْس في حلب', ['مستشفي', 'القدس'])).toBe('قُصِفَ [مُسْتَشْفَى] [الْقُدْس] في حلب');
  });

  test('shows a stretch of a long text around the first of them', () => {
    const text = `${'before '.repeat(60)}strike${' after'.repeat(60)}`;
    const shown = joined(text, ['strike']) ?? '';
    expect(shown).toMatch(/^…before .*\[strike\] after.*…$/);
    expect(shown.length).toBeLessThan(300);
  });

  test('marks a name however its parts are joined', () => {
    expect(joined('near Al-Quds Hospital', ['alquds'])).toBe('near [Al-Quds] Hospital');
    expect(joined('near Al Quds Hospital', ['alquds', 'hosp'])).toBe('near [Al Quds] [Hosp]ital');
  });

  test('is none where nothing of it is there', () => {
    expect(excerpt('nothing of that', ['strike'])).toBeNull();
  });

  test('never loses or makes up a character, whatever the text', () => {
    let found = 0;
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.nat(400),
        fc.integer({ min: 1, max: 3 }),
        (text, from, length) => {
          const at = from % (text.length + 1);
          const { terms } = termsOf(text.slice(at, at + length));
          const pieces = terms.length === 0 ? null : excerpt(text, terms);
          if (pieces === null) return;
          found++;
          const shown = pieces.map((piece) => piece.text).join('');
          expect(text).toContain(shown.replace(/^…/, '').replace(/…$/, ''));
        },
      ),
      { numRuns: 200 },
    );
    expect(found).toBeGreaterThan(50);
  });
});
