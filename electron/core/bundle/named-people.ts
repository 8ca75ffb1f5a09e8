/** Code names in words that somebody writes freely: a name that stays in its own field is not to leave in a sentence beside it. */
import type { Json } from '../../../shared/ledger/canonical.ts';
import { fold } from '../../../shared/search/folding.ts';

/** A letter or digit right beside it makes another name of it: `witness-1` does not stand in `witness-12`. */
const partOfName = /[\p{L}\p{N}]/u;

const isApart = (text: string, from: number, to: number): boolean =>
  !partOfName.test(text.slice(0, from).at(-1) ?? '') && !partOfName.test(text.slice(to, to + 1));

function stands(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (isApart(text, at, at + name.length)) return true;
  return false;
}

/** The first of these code names that stands as a word in a value, however deep; null where none does. Case and accents don't matter. */
export function namedIn(value: Json, names: Iterable<string>): string | null {
  const said = textsOf(value).map(fold);
  if (said.length === 0) return null;
  for (const name of names) {
    const folded = fold(name);
    if (folded !== '' && said.some((text) => stands(text, folded))) return name;
  }
  return null;
}

/** Fields of a record of each kind in which somebody stands by their code name alone. */
const nameFields: Readonly<Record<string, readonly string[]>> = {
  person: ['code'],
  testimony: ['witness', 'interview.interpreter'],
  addition: ['interpreter'],
  recanting: ['interpreter'],
  recording: ['witness'],
  provenance: ['creator', 'giver', 'carrier'],
};
/** Kinds whose records show whom they name to whoever may see them. */
const shows: readonly string[] = ['person', 'testimony'];

/** Code names of a whole ledger, learnt entry by entry. */
export class CodeNames {
  /** By code name: the records that show it. */
  readonly #shownBy = new Map<string, Set<string>>();
  readonly #all = new Set<string>();

  learn(id: string, kind: string, fields: Readonly<Record<string, Json>>): void {
    for (const field of Object.hasOwn(nameFields, kind) ? (nameFields[kind] ?? []) : []) {
      const name = fields[field];
      if (typeof name !== 'string') continue;
      this.#all.add(name);
      if (shows.includes(kind) && field !== 'interview.interpreter')
        this.#shownBy.set(name, (this.#shownBy.get(name) ?? new Set()).add(id));
    }
  }

  get all(): ReadonlySet<string> {
    return this.#all;
  }

  /** Those that no record shows of which `isShown` says that it may be seen. */
  without(isShown: (id: string) => boolean): string[] {
    return [...this.#all].filter((name) => ![...(this.#shownBy.get(name) ?? [])].some(isShown));
  }
}

function textsOf(value: Json): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap((each: Json) => textsOf(each)) : [];
}
