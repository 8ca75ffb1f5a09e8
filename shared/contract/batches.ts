import { z } from 'zod';
import { messengers } from '../model/messengers.ts';
import { conflictKinds } from '../model/metadata.ts';
import { instant, seq } from './scalars.ts';

/** Flags of all files that one source brought, counted: hundreds of them are read as a few sentences. */
export const batchFlags = z.strictObject({
  /** By the program that gives such file names, for files that say nothing of when or where; `null` for other names. */
  kinds: z.array(
    z.strictObject({
      kind: z.enum(conflictKinds),
      messenger: z.enum(messengers).nullable(),
      count: z.number().int().positive(),
    }),
  ),
  /** Cameras whose clocks disagree, held against the time of GPS: how many seconds the first is ahead of the second. */
  clocks: z.array(z.strictObject({ device: z.string(), behind: z.string(), seconds: z.number().int().positive() })),
});
export type BatchFlags = z.infer<typeof batchFlags>;

/** One source as it was taken in, of those that have flags. */
export const batch = z.strictObject({
  acquisition: seq,
  at: instant,
  source: z.string(),
  archived: z.number().int(),
  flags: batchFlags,
});
export type Batch = z.infer<typeof batch>;
