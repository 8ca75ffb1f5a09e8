import { z } from 'zod';
import { origins, statementFields, takenCounts, takenProblems, volume } from '../model/acquisition.ts';
import { acquisitionFields } from '../model/entries.ts';
import { reason, recordId } from '../model/records.ts';
import { type Calls, call } from './call.ts';
import { itemSummary } from './item.ts';
import { hex64, instant, seq } from './scalars.ts';
import { acquisitionStatement } from './statement.ts';

/** One source as it was listed. */
export const acquisitionLine = z.strictObject({
  acquisition: seq,
  at: instant,
  /** Who imported. */
  operator: z.string(),
  kind: acquisitionFields['source.kind'],
  source: z.string(),
  listed: z.number().int(),
  /** Of those, what is archived: here, or from the same place by another import. */
  archived: z.number().int(),
  origin: z.enum(origins).nullable(),
  signedOff: instant.nullable(),
});

const listedFile = z.strictObject({ number: z.number().int(), name: z.string() });

/** How an acquisition stands now. */
const acquisitionTaken = z.strictObject({
  counts: takenCounts,
  /** Over the hashes of what is archived, as in `signOffFields`. */
  digest: hex64,
  gaps: z.array(
    z.strictObject({
      folder: z.string(),
      /** Make and model. */
      camera: z.string().nullable(),
      after: listedFile,
      before: listedFile,
      missing: z.number().int().positive(),
    }),
  ),
  problems: z.array(listedFile.extend({ what: z.enum(takenProblems) })),
  removable: z.boolean(),
  /** Names exactly this state and statement, for signing them off. */
  seen: hex64,
});
export type AcquisitionTaken = z.infer<typeof acquisitionTaken>;

export const acquisitionDetail = acquisitionLine.extend({
  volume: volume.nullable(),
  skipped: z.array(z.strictObject({ path: z.string(), code: z.string() })),
  statement: acquisitionStatement.nullable(),
  taken: acquisitionTaken,
  signOffs: z.array(
    z.strictObject({
      seq,
      at: instant,
      operator: z.string(),
      counts: takenCounts,
      /** `null` once a file of it was erased. */
      digest: hex64.nullable(),
      removable: z.boolean(),
      /** What was signed is still how it is. */
      stands: z.boolean(),
    }),
  ),
  /** The first of what was archived. */
  items: z.array(itemSummary),
});
export type AcquisitionDetail = z.infer<typeof acquisitionDetail>;

export const acquisitionCalls = {
  /** The newest first. */
  'acquisition.list': call(
    z.strictObject({
      offset: z.number().int().nonnegative().default(0),
      limit: z.number().int().min(1).max(500).default(200),
    }),
    z.strictObject({ total: z.number().int(), acquisitions: z.array(acquisitionLine) }),
  ),
  'acquisition.get': call(z.strictObject({ acquisition: seq }), acquisitionDetail),
  /** The first statement about acquisitions that have none. Gives the first of them. */
  'acquisition.state': call(
    z.strictObject({ acquisitions: z.array(seq).min(1).max(1_000), fields: statementFields }),
    acquisitionDetail,
  ),
  'acquisition.amend': call(
    z.strictObject({ id: recordId, head: seq, fields: statementFields, reason }),
    acquisitionDetail,
  ),
  'acquisition.signOff': call(z.strictObject({ acquisition: seq, seen: hex64 }), acquisitionDetail),
} as const satisfies Calls;
