import { z } from 'zod';
import { statementFields } from '../model/acquisition.ts';
import { batch, batchFlags } from './batches.ts';
import { type Calls, call } from './call.ts';
import { companionFound, zipOpened } from './companion.ts';
import { instant, nothing, seq, source } from './scalars.ts';

const importProblem = z.strictObject({ name: z.string(), code: z.string() });

export const importSummary = z.strictObject({
  job: z.string(),
  /** The first of these. */
  acquisition: seq.nullable(),
  /** One for each source with files. */
  acquisitions: z.array(seq),
  listed: z.number().int(),
  archived: z.number().int(),
  /** How many of the archived files are pictures, by their content. */
  pictures: z.number().int(),
  /** Same bytes already here from another place: recorded again, stored once. */
  duplicates: z.number().int(),
  /** Same bytes already here from the very same place: nothing to do. */
  alreadyHere: z.number().int(),
  failed: z.array(importProblem),
  missing: z.array(z.string()),
  withoutMetadata: z.array(importProblem),
  withoutPreview: z.array(importProblem),
  /** Files whose second reading gave the same bytes. */
  readTwice: z.number().int(),
  readDifferently: z.array(importProblem),
  notReadAgain: z.array(importProblem),
  /** Of everything these sources brought, now and before where an import was finished. */
  flags: batchFlags,
  /** Files that say something of others: lists of hashes, sidecars, exports of chats. */
  companions: z.array(companionFound),
  zips: z.array(zipOpened),
  cancelled: z.boolean(),
  bytes: z.number(),
  mayRemoveSource: z.boolean(),
});
export type ImportSummary = z.infer<typeof importSummary>;

export const interruptedImport = z.strictObject({
  acquisition: seq,
  at: instant,
  source: z.string(),
  listed: z.number().int(),
  archived: z.array(z.string()),
  missing: z.array(z.string()),
  /** Whether what is archived was looked through to the end: its zips opened, what speaks of other files read. */
  lookedThrough: z.boolean(),
  /** Whether what is missing has to come from its source once more; not where all of it lies in a zip that is archived. */
  needsSource: z.boolean(),
});
export type InterruptedImport = z.infer<typeof interruptedImport>;

export const importCalls = {
  'import.start': call(
    z.strictObject({
      sources: z.array(source).min(1).max(10_000),
      job: z.string().max(64),
      /** Whether sources are read a second time and compared; left out: media that the system says can be taken out. */
      readAgain: z.boolean().optional(),
      /** Where the files come from, as a person says; about every source alike. */
      statement: statementFields.optional(),
    }),
    importSummary,
  ),
  'import.cancel': call(z.strictObject({ job: z.string() }), nothing),
  'import.interrupted': call(nothing, z.array(interruptedImport)),
  /** What was taken in and has flags, the newest first. */
  'import.flagged': call(z.strictObject({ limit: z.number().int().min(1).max(50).default(3) }), z.array(batch)),
  /** Goes on with an interrupted import: from the same source, or from the vault alone where nothing is missing. */
  'import.resume': call(z.strictObject({ acquisition: seq, job: z.string().max(64) }), importSummary),
} as const satisfies Calls;
