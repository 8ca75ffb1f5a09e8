import { type WordList, wordLists } from '../../../shared/model/case-list.ts';

/**
 * Words of a list that somebody else keeps, looked up among those that were mapped. A word may hold the sign that stands between words (WHO:
 * "Removal of health care assets (e.g. transport, supplies, materials)"), so the longest known one is looked for first.
 */

/** By the normal form of a stated word: our word, or `null` where it is left as stated. */
export interface KnownWords {
  readonly byForm: ReadonlyMap<string, string | null>;
  /** The longest first. */
  readonly forms: readonly string[];
  /** What cells came to before: a list says few things often. */
  readonly seen: Map<string, readonly FoundWord[]>;
}

export interface FoundWord {
  /** `undefined`: nobody mapped it. */
  readonly word: string | null | undefined;
  readonly stated: string;
}

/** Cells of one column that are remembered. */
const mostSeen = 2_000;

/** Without regard to case and to how many spaces there are. */
export const normal = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').toLowerCase();

export function knownWords(list: WordList, mapped: Readonly<Record<string, string | null>>): KnownWords {
  const byForm = new Map<string, string | null>(wordLists[list].map((word) => [normal(word), word]));
  for (const [stated, word] of Object.entries(mapped)) byForm.set(normal(stated), word);
  const forms = [...byForm.keys()].filter((form) => form !== '').sort((a, b) => b.length - a.length);
  return { byForm, forms, seen: new Map() };
}

/** The words of a cell, in their order. `separator` is empty where a cell holds one. */
export function wordsIn(cell: string, separator: string, known: KnownWords): readonly FoundWord[] {
  const before = known.seen.get(cell);
  if (before !== undefined) return before;
  const found = separator === '' ? [whole(cell, known)] : several(cell, separator.trim() || separator, known);
  if (known.seen.size < mostSeen) known.seen.set(cell, found);
  return found;
}

const whole = (cell: string, { byForm }: KnownWords): FoundWord => ({ word: byForm.get(normal(cell)), stated: cell });

function several(cell: string, separator: string, known: KnownWords): FoundWord[] {
  const found: FoundWord[] = [];
  let rest = cell.trim().replaceAll(/\s+/g, ' ');
  while (rest !== '') {
    const lower = rest.toLowerCase();
    const form = known.forms.find((each) => lower.startsWith(each) && endsThere(lower, each.length, separator));
    const next = rest.indexOf(separator);
    const length = form?.length ?? (next < 0 ? rest.length : next);
    const stated = rest.slice(0, length).trim();
    if (stated !== '') found.push({ word: form === undefined ? undefined : known.byForm.get(form), stated });
    rest = rest.slice(length).trimStart();
    if (rest.startsWith(separator)) rest = rest.slice(separator.length).trimStart();
  }
  return found;
}

function endsThere(text: string, length: number, separator: string): boolean {
  const after = text.slice(length).trimStart();
  return after === '' || after.startsWith(separator);
}
