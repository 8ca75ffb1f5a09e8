/** By whom a paragraph of an account was told: a field of its own, so that it can be withheld while the words are not. */
import type { Json } from '../../../shared/ledger/canonical.ts';
import { type Told, told as toldParagraph } from '../../../shared/model/testimony.ts';
import type { RecordState } from './merging.ts';

const toldField = (number: number) => `told.${number}`;

/** Paragraphs without who told them, and who did in fields by the paragraph's number. */
export function apartFromTold(paragraphs: readonly Told[]): { account: Json[]; told: RecordState } {
  const told: RecordState = {};
  paragraphs.forEach(({ toldBy }, index) => {
    if (toldBy !== undefined) told[toldField(index + 1)] = toldBy;
  });
  return { account: paragraphs.map(({ text, basis }) => ({ text, basis })), told };
}

/** Paragraphs as they stand in an entry, each with who told it where that stands there. */
export const withTold = (paragraphs: unknown, state: RecordState): Json[] =>
  ((paragraphs ?? []) as readonly Json[]).map((each, index) => {
    const toldBy = state[toldField(index + 1)];
    return toldBy === undefined ? each : { ...(each as object), toldBy };
  });

/** One paragraph of an account as it stands; null where there is none, or not as this version understands it. */
export function paragraphIn(state: RecordState, number: number): Told | null {
  const toldBy = state[toldField(number)];
  const said = { ...(state[`account.${number}`] as object | undefined), ...(toldBy === undefined ? {} : { toldBy }) };
  return toldParagraph.loose().safeParse(said).data ?? null;
}
