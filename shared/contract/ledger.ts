import { z } from 'zod';
import { actions } from '../model/actions.ts';
import { timeBounds } from '../model/anchors.ts';
import { statedUse } from '../model/stated-use.ts';
import { audiences } from '../model/vocabulary.ts';
import { type Calls, call } from './call.ts';
import { hex64, instant, nothing, seq } from './scalars.ts';

export const ledgerLine = z.strictObject({
  seq,
  leaf: hex64,
  at: instant,
  operator: z.string(),
  type: z.string(),
  /**
   * Key of `story.<action>` in the locales, and the values its sentence may use: `name` (file, title, code name or
   * operator), `item` (file name), `count`, `audience`, `recipient`.
   */
  action: z.enum(actions),
  values: z.record(z.string(), z.string()),
  bytes: z.number().int(),
  /** What two people had destroyed of it, if they had. `whole`: nothing but when, who and what kind is left. */
  erased: z
    .strictObject({
      entry: seq,
      at: instant,
      operator: z.string(),
      requester: z.string(),
      ground: z.string(),
      whole: z.boolean(),
    })
    .nullable(),
  /** Between which times it was recorded, and because of what. */
  bounds: timeBounds,
});
export type LedgerLine = z.infer<typeof ledgerLine>;

export const checkpointView = z.strictObject({
  size: z.number().int(),
  root: hex64,
  note: z.string(),
  spoken: z.string(),
  at: instant,
});
export type CheckpointView = z.infer<typeof checkpointView>;

export const ledgerCalls = {
  'ledger.list': call(
    z.strictObject({
      offset: z.number().int().nonnegative().default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.strictObject({
      total: z.number().int(),
      lines: z.array(ledgerLine),
      checkpoints: z.array(z.strictObject({ size: z.number().int(), at: instant })),
    }),
  ),
  'ledger.checkpoint': call(nothing, checkpointView),

  /** Goes on with a fresh signing key at once; locking does it by itself when it is due. */
  'ledger.changeKey': call(nothing, checkpointView),

  /** A membership receipt for one entry, a C2SP tlog-proof. `use` null: it does not show which file the entry names. */
  'ledger.receipt': call(
    z.strictObject({ seq, use: z.strictObject({ audience: z.enum(audiences), ...statedUse }).nullable() }),
    z.strictObject({
      entry: seq,
      size: z.number().int(),
      showsFile: z.boolean(),
      keys: z.array(z.string()),
      text: z.string(),
    }),
  ),
} as const satisfies Calls;
