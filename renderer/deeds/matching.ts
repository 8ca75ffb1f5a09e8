import { fold } from '../../shared/search/folding.ts';

/** How well a typed word fits one of a name: its beginning, its inside, its beginning with one slip of the finger. Less is better. */
const beginning = 0;
const inside = 2;
const slipped = 3;
/** Shorter words are one slip away from nearly everything. */
const leastToSlip = 4;

/** True when one letter more, less, other or two changed places make `typed` the beginning of `word`. */
function isOneSlipFrom(typed: string, word: string): boolean {
  let same = 0;
  while (same < typed.length && typed[same] === word[same]) same++;
  const rest = typed.slice(same);
  const after = word.slice(same);
  const isRest = (left: string, right: string) => right.startsWith(left);
  return (
    isRest(rest.slice(1), after) ||
    isRest(rest, after.slice(1)) ||
    isRest(rest.slice(1), after.slice(1)) ||
    (rest.length > 1 && isRest(`${rest[1]}${rest[0]}${rest.slice(2)}`, after))
  );
}

function fitOf(typed: string, words: readonly string[]): number | null {
  let best: number | null = null;
  for (const word of words) {
    const fit = word.startsWith(typed)
      ? beginning
      : word.includes(typed)
        ? inside
        : typed.length >= leastToSlip && isOneSlipFrom(typed, word)
          ? slipped
          : null;
    if (fit !== null && (best === null || fit < best)) best = fit;
  }
  return best;
}

/**
 * How well what was typed fits one of several names of the same thing (its name in each language): 0 is best, `null` is not at all. Every
 * typed word has to fit a word of one and the same name, in any order. Folded as the search folds: case, diacritics and variants of Arabic
 * letters make no difference.
 */
export function fitness(typed: string, names: readonly string[]): number | null {
  const asked = fold(typed).split(' ').filter(Boolean);
  let best: number | null = null;
  for (const name of names) {
    const words = fold(name)
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean);
    let sum: number | null = 0;
    for (const word of asked) {
      const fit = fitOf(word, words);
      sum = sum === null || fit === null ? null : sum + fit;
    }
    if (sum !== null && (best === null || sum < best)) best = sum;
  }
  return best;
}
