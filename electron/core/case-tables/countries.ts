import { fold } from '../../../shared/search/folding.ts';

/**
 * What is known to be the name of a country or territory (ISO 3166-1, in the languages that records come in): where a place stays for being
 * exact, nothing but that may be said of it, and a name that is no country's could be a street's.
 */
const languages = ['en', 'ar', 'fr', 'es', 'ru', 'uk', 'tr', 'fa'];

/** As the lists of WHO SSA and SHCC write those that the Unicode names (CLDR) have otherwise. */
const inLists = [
  'Syrian Arab Republic',
  'occupied Palestinian territory',
  'oPt',
  'State of Palestine',
  'Democratic Republic of the Congo',
  'DRC',
  'CAR',
  'Iran (Islamic Republic of)',
  'Russian Federation',
  'Republic of Moldova',
  'Republic of Korea',
  'United Republic of Tanzania',
  'Viet Nam',
  'Myanmar',
  'Turkey',
  'United States of America',
];

let known: ReadonlySet<string> | null = null;

function allNames(): ReadonlySet<string> {
  if (known !== null) return known;
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  const names = languages.flatMap((language) => {
    const told = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    return codes.flatMap((code) => told.of(code) ?? []);
  });
  known = new Set([...names, ...inLists].map(fold));
  return known;
}

export const isCountry = (name: string): boolean => name !== '' && allNames().has(fold(name).trim());
