/** Words of the ledger that stand again in what people keep beside it: drafts, saved searches. */
import type { Json } from '../../../shared/ledger/canonical.ts';
import { en } from '../../../shared/locales/en.ts';
import type { ErasedFields } from '../ledger/erasures.ts';
import type { OpenVault } from '../vault/vault.ts';

/** Shorter texts are words that anybody uses. */
export const shortestText = 12;

/** Words of closed lists are keys of what screens call them: they say nothing of anybody in particular. */
const closedWords: ReadonlySet<string> = new Set(keysOf(en));

function keysOf(tree: object): string[] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? [key, ...keysOf(value)] : [key],
  );
}

/** Texts among the values of these fields: paragraphs, names, paths. None of them is a word of a closed list, or shorter than `shortestText`. */
export function textsOf(vault: OpenVault, fields: readonly ErasedFields[]): string[] {
  const texts = new Set<string>();
  const collect = (value: Json): void => {
    if (typeof value === 'string') texts.add(value);
    else if (Array.isArray(value)) for (const each of value as readonly Json[]) collect(each);
    else if (value !== null && typeof value === 'object')
      for (const each of Object.values(value)) collect(each as Json);
  };
  for (const { seq, names } of fields) {
    const values = vault.ledger.readFields(seq);
    for (const name of names) collect(values[name] ?? null);
  }
  return [...texts].filter((text) => text.trim().length >= shortestText && !closedWords.has(text));
}

/** Which of these texts stand in a value that is kept as JSON. */
export function quotedIn(json: string, texts: readonly string[]): string[] {
  return texts.filter((text) => json.includes(JSON.stringify(text).slice(1, -1)));
}
