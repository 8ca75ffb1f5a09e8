import { z } from 'zod';
import { hex64 } from './scalars.ts';

/** What core tells without being asked. */
export const coreEvent = z.discriminatedUnion('event', [
  z.strictObject({
    event: z.literal('progress'),
    job: z.string(),
    /** `open`: a vault whose tables are made anew; then `done` is of a hundred. */
    kind: z.enum(['import', 'export', 'verify', 'many', 'open']),
    phase: z.enum(['listing', 'copying', 'checking', 'writing', 'done']),
    done: z.number().int(),
    total: z.number().int(),
    bytesDone: z.number(),
    bytesTotal: z.number(),
    secondsLeft: z.number().nullable(),
    /** Name of the file at hand: shown, never logged. */
    current: z.string().nullable(),
    /** Of an import: the acquisitions that its files go into, once they are listed. */
    acquisitions: z.array(z.number().int()).optional(),
  }),
  z.strictObject({
    event: z.literal('changed'),
    what: z.enum([
      'vault',
      'items',
      'incidents',
      'testimonies',
      'records',
      'persons',
      'recordings',
      'ledger',
      'proposals',
    ]),
  }),
  /** A browser has taken a whole bundle away: only now its digest is known. */
  z.strictObject({ event: z.literal('taken'), resource: z.string(), sha256: hex64 }),
  /** Somebody is being recorded, or not any more. */
  z.strictObject({ event: z.literal('recording'), goesOn: z.boolean() }),
  z.strictObject({ event: z.literal('locked') }),
]);
export type CoreEvent = z.infer<typeof coreEvent>;
