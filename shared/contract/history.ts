import { z } from 'zod';
import { actions } from '../model/actions.ts';
import { recordId } from '../model/records.ts';
import { hex64, instant, seq } from './scalars.ts';

/** One line of something's history: who did what, when, in which entry. */
export const historyLine = z.strictObject({
  seq,
  leaf: hex64,
  at: instant,
  operator: z.string(),
  type: z.string(),
  /** What happened: a key of `history.<action>` in the locales. */
  action: z.enum(actions),
  reason: z.string().nullable(),
  /** For corrections: each changed field with the value before and after, as text; `null` where there was none. */
  changes: z.array(z.strictObject({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  /** What the records are called that those values name by their ids; an empty name where one is not there any more, or closed. */
  names: z.array(z.strictObject({ id: recordId, name: z.string() })),
});
export type HistoryLine = z.infer<typeof historyLine>;

/** A value of a history with the names of records in place of their ids; `unknown` for those that are not there. */
export const withNames = (text: string, names: HistoryLine['names'], unknown: string): string =>
  names.reduce((told, { id, name }) => told.replaceAll(id, name === '' ? unknown : name), text);
