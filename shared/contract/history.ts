import { z } from 'zod';
import { actions } from '../model/actions.ts';
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
});
export type HistoryLine = z.infer<typeof historyLine>;
