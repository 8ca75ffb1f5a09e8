/** Words of the ledger that stand again in what people keep beside it: drafts, saved searches. */
import type { Json } from '../../../shared/ledger/canonical.ts';
import { en } from '../../../shared/locales/en.ts';
import type { Degrees } from '../../../shared/model/distance.ts';
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

/** What the values of fields hold, however deep: every text, and every point that is said in degrees. */
export interface Said {
  readonly texts: ReadonlySet<string>;
  readonly points: readonly Degrees[];
}

/** The words of prepared questions are their organisation's, the same in every testimony that was taken with them. */
const ofNobody: ReadonlySet<string> = new Set(['template']);

export function saidIn(vault: OpenVault, fields: readonly ErasedFields[]): Said {
  const texts = new Set<string>();
  const points: Degrees[] = [];
  const collect = (value: Json): void => {
    if (typeof value === 'string') texts.add(value);
    else if (Array.isArray(value)) for (const each of value as readonly Json[]) collect(each);
    else if (value !== null && typeof value === 'object') {
      const { latitude, longitude } = value as Readonly<Record<string, Json>>;
      if (typeof latitude === 'string' && typeof longitude === 'string') points.push({ latitude, longitude });
      for (const each of Object.values(value)) collect(each as Json);
    }
  };
  for (const { seq, names } of fields) {
    const values = vault.ledger.readFields(seq);
    for (const name of names) if (!ofNobody.has(name)) collect(values[name] ?? null);
  }
  return { texts, points };
}

/** Texts by which one tells what they are from. None of them is a word of a closed list, or shorter than `shortestText`. */
export const tellingTexts = ({ texts }: Said): string[] =>
  [...texts].filter((text) => text.trim().length >= shortestText && !closedWords.has(text));

/** Whether both are one place, however many digits it is written with. */
export const isSamePoint = (a: Degrees, b: Degrees): boolean =>
  Number(a.latitude) === Number(b.latitude) && Number(a.longitude) === Number(b.longitude);

/** Which of these texts stand in a value that is kept as JSON. */
export function quotedIn(json: string, texts: readonly string[]): string[] {
  return texts.filter((text) => json.includes(JSON.stringify(text).slice(1, -1)));
}
