/**
 * Folding: how words are made comparable before they are indexed and looked for, so that a search finds what a person means
 * whatever keyboard wrote it. Case, diacritics (Latin, Greek, Cyrillic), Arabic vowel signs and tatweel go; letter variants that
 * people write for one another become one letter; digits of any script become 0 to 9; runs of white space become one space.
 *
 * Unicode: UAX 15 (NFKD), UAX 44 general categories Mn, Me and Cf. Arabic: the variants of alef, of ya and alef maksura, of
 * ta marbuta and ha, of the hamza's seats; Persian and Kurdish forms of kaf, ya and ha.
 */

/** Letters that decomposition leaves apart though people write one for the other. */
const letters: Readonly<Record<string, string>> = {
  // Arabic. The seats of hamza lose it by decomposition already; the wasla does not.
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ێ: 'ي',
  ة: 'ه',
  ۀ: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ە: 'ه',
  ک: 'ك',
  ڪ: 'ك',
  ۆ: 'و',
  ء: '',
  ـ: '',
  // Cyrillic
  ґ: 'г',
  // Latin
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  // Signs that keyboards write in several ways
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '`': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‐': '-',
  '‑': '-',
  '–': '-',
  '—': '-',
  '−': '-',
};

/** Signs on letters, and what steers the display without being seen. */
const unseen = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const space = /^[\s\p{Cc}\p{Z}]$/u;
const digit = /^\p{Nd}$/u;

/** Digits of a script stand in blocks of ten that begin with zero (Unicode Standard, 4.6). */
function digitValue(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && digit.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
}

/** Digits of any script as 0 to 9; everything else stays. */
export const latinDigits = (text: string): string => text.replaceAll(/\p{Nd}/gu, digitValue);

const known = new Map<string, string>();

function foldCharacter(character: string): string {
  const before = known.get(character);
  if (before !== undefined) return before;
  let folded = '';
  for (const part of character.normalize('NFKD').toLowerCase().normalize('NFKD')) {
    if (unseen.test(part)) continue;
    if (space.test(part)) folded += ' ';
    else if (digit.test(part)) folded += digitValue(part);
    else folded += letters[part] ?? part;
  }
  // All of a script fits; hostile text must not make it grow for ever.
  if (known.size < 20_000) known.set(character, folded);
  return folded;
}

/** A text made comparable, without white space at its ends. */
export function fold(text: string): string {
  return foldWithPlaces(text).folded;
}

export interface Folded {
  readonly folded: string;
  /** For each UTF-16 unit of `folded`, the index in the original of the character that it comes from. */
  readonly places: readonly number[];
}

/** Folds and keeps where each folded unit comes from, so that a hit is marked in the words as they were written. */
export function foldWithPlaces(text: string): Folded {
  let folded = '';
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    const made = foldCharacter(character);
    for (const unit of made) {
      if (unit === ' ' && (folded === '' || folded.endsWith(' '))) continue;
      folded += unit;
      for (let n = 0; n < unit.length; n++) places.push(at);
    }
    at += character.length;
  }
  if (folded.endsWith(' ')) {
    folded = folded.slice(0, -1);
    places.pop();
  }
  return { folded, places };
}

/** Most terms that a query is taken apart into; what comes after is not looked at, and the answer says so. */
export const mostTerms = 12;

/**
 * A word without the article, where enough is left: who looks for the hospital (المستشفى) finds a hospital (مستشفى). What is written with it
 * is found as well, because words are found anywhere in others.
 */
const withoutArticle = (word: string): string => (/^ال\p{L}{4,}$/u.test(word) ? word.slice(2) : word);

/**
 * What stands within a name and is left out by some: hyphens and apostrophes between letters (Al-Quds, Ma'arat, подвір'я), and the space after
 * the Arabic article in Latin letters (Al Quds). In folded text.
 */
const joiner =
  /(?<=[\p{Script=Latin}\p{Script=Cyrillic}])['-](?=[\p{Script=Latin}\p{Script=Cyrillic}])|(?<=(?<![\p{L}\p{N}])[ae]l) (?=\p{Script=Latin}{3})/gu;

/** Folded text with its names in one word each: `alquds` for `al-quds` and `al quds`. */
export const joined = (folded: string): string => folded.replaceAll(joiner, '');

/** The words of a folded text that are others when they are joined, joined. */
export function joinedWords(folded: string): string[] {
  const marked = folded.replaceAll(joiner, '\0');
  return [...new Set(marked.match(/\S*\0\S*/g) ?? [])].map((word) => word.replaceAll('\0', ''));
}

/** The same with the places of what is left. */
function joinedWithPlaces({ folded, places }: Folded): Folded {
  const out = new Set([...folded.matchAll(joiner)].map(({ index }) => index));
  return { folded: joined(folded), places: places.filter((_, at) => !out.has(at)) };
}

/** A word as it is looked for: joined, where enough is left to be found anywhere in a word; what stands at its ends joins nothing then. */
function asLookedFor(word: string): string {
  const name = joined(word);
  if (name === word) return word;
  const between = name.replaceAll(/^['-]+|['-]+$/g, '');
  return [...between].length >= 3 ? between : word;
}

/**
 * A query taken apart: words, and what stands in quotation marks as one. Folded; nothing empty, nothing twice. Words are joined, and so found
 * in `joinedWords` of a text; what stands in quotation marks is looked for as it is written.
 */
export function termsOf(query: string): { terms: string[]; more: boolean } {
  const terms = new Set<string>();
  for (const [, quoted, word] of fold(query).matchAll(/"([^"]*)"?|([^\s"]+)/g)) {
    const term = (quoted ?? asLookedFor(withoutArticle(word ?? ''))).trim();
    if (term !== '') terms.add(term);
  }
  return { terms: [...terms].slice(0, mostTerms), more: terms.size > mostTerms };
}

/** A stretch of text as it was written, and whether it is what was looked for. */
export interface Marked {
  readonly text: string;
  readonly hit: boolean;
}

/** In UTF-16 units, of the original. */
const before = 40;
const longest = 220;

/**
 * The stretch of a text around the first of the terms, in pieces, hits marked; `null` where none of them occurs in it. Beginning and
 * end that were cut off are marked with an ellipsis.
 */
export function excerpt(text: string, terms: readonly string[]): Marked[] | null {
  const asWritten = foldWithPlaces(text);
  const isThere = (term: string): boolean => asWritten.folded.includes(term);
  const asJoined = terms.every(isThere) ? asWritten : joinedWithPlaces(asWritten);
  const found: { from: number; to: number }[] = [];
  for (const term of terms) {
    const { folded, places } = isThere(term) ? asWritten : asJoined;
    for (let at = folded.indexOf(term); at >= 0 && found.length < 200; at = folded.indexOf(term, at + term.length)) {
      const end = at + term.length;
      found.push({ from: places[at] ?? 0, to: end < places.length ? (places[end] ?? text.length) : text.length });
    }
  }
  if (found.length === 0) return null;
  found.sort((a, b) => a.from - b.from || b.to - a.to);
  const first = found[0]?.from ?? 0;
  const start = first <= before ? 0 : wordStart(text, first - before, first);
  const stop = characterEnd(text, Math.min(text.length, start + longest));
  const pieces: Marked[] = start > 0 ? [{ text: '…', hit: false }] : [];
  let at = start;
  for (const { from, to } of found) {
    if (from < at || from >= stop) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), hit: false });
    at = Math.min(to, stop);
    pieces.push({ text: text.slice(from, at), hit: true });
  }
  if (at < stop) pieces.push({ text: text.slice(at, stop), hit: false });
  if (stop < text.length) pieces.push({ text: '…', hit: false });
  return pieces;
}

/** The first beginning of a word in a stretch, so that an excerpt does not begin in the middle of a character or word. */
function wordStart(text: string, from: number, to: number): number {
  const space = text.slice(from, to).search(/\s\S/);
  return space < 0 ? to : from + space + 1;
}

/** Not between the halves of a surrogate pair. */
function characterEnd(text: string, at: number): number {
  return /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) ? at - 1 : at;
}
