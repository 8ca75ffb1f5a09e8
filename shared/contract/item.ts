import { z } from 'zod';
import { secondReading } from '../model/acquisition.ts';
import { timeBounds } from '../model/anchors.ts';
import { messengers } from '../model/messengers.ts';
import { conflict, metadata } from '../model/metadata.ts';
import { capturePosition } from '../model/position.ts';
import { assertionFields, reason, recordId } from '../model/records.ts';
import { captureTime } from '../model/time.ts';
import { type Calls, call } from './call.ts';
import { timeReading } from './camera-time.ts';
import { besideItem, itemAsCompanion } from './companion.ts';
import { historyLine } from './history.ts';
import { likeItem } from './likeness.ts';
import { hex64, instant, seq } from './scalars.ts';
import { acquisitionStatement } from './statement.ts';

export const itemSummary = z.strictObject({
  seq,
  name: z.string(),
  type: z.string(),
  size: z.number().int(),
  sha256: hex64,
  /** Day of capture `YYYY-MM-DD` in the camera's own wall time; `null` when the file says nothing. */
  day: z.string().nullable(),
  captured: captureTime.nullable(),
  positioned: z.boolean(),
  conflicts: z.number().int(),
  /** Pixel size as displayed (after orientation); `null` when unknown. */
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  /** Length of video or sound; `null` for everything else, and where the file doesn't say. */
  seconds: z.number().nonnegative().nullable(),
  /** Of a document; `null` for everything else, and where it doesn't say. */
  pages: z.number().int().nonnegative().nullable(),
  preview: z.boolean(),
  incidents: z.number().int(),
});
export type ItemSummary = z.infer<typeof itemSummary>;

const assertion = z.strictObject({
  seq,
  id: recordId,
  field: z.enum(assertionFields),
  value: z.string(),
  reason: z.string(),
  operator: z.string(),
  at: instant,
});

export const itemDetail = z.strictObject({
  summary: itemSummary,
  originalPath: z.string(),
  fileModified: z.string().nullable(),
  /** When the file was made on the volume that it came from. */
  fileBorn: z.string().nullable(),
  /** What reading the source a second time gave; `null` where it was read once. */
  reread: secondReading.nullable(),
  /** What people say of where it came from. */
  provenance: acquisitionStatement.nullable(),
  acquisition: seq,
  archivedAt: instant,
  operator: z.string(),
  metadata: metadata.nullable(),
  metadataProblem: z.string().nullable(),
  previewProblem: z.string().nullable(),
  conflicts: z.array(conflict),
  position: capturePosition.nullable(),
  /** What the time of capture means by what was recorded of its camera's clock, and of the time kept there. */
  readings: z.array(timeReading),
  assertions: z.array(assertion),
  duplicates: z.array(seq),
  /** Other files whose picture looks like this one. */
  alike: z.array(likeItem),
  /** By its name, where a program for messages gave it one. */
  namedFor: z.strictObject({ messenger: z.enum(messengers), day: z.string(), time: z.string().nullable() }).nullable(),
  /** What other files of its source say of it. */
  beside: z.array(besideItem),
  /** What it says of other files; `null` where it is no such file. */
  companion: itemAsCompanion.nullable(),
  incidents: z.array(z.strictObject({ id: recordId, title: z.string(), link: recordId })),
  history: z.array(historyLine),
  leaf: hex64,
  /** Between which times it was archived, and because of what. */
  bounds: timeBounds,
});
export type ItemDetail = z.infer<typeof itemDetail>;

export const itemCalls = {
  'item.list': call(
    z.strictObject({
      filter: z.enum(['all', 'no incident', 'conflicts', 'no position']).default('all'),
      offset: z.number().int().nonnegative().default(0),
      limit: z.number().int().min(1).max(500).default(200),
    }),
    z.strictObject({
      total: z.number().int(),
      counts: z.strictObject({
        all: z.number(),
        noIncident: z.number(),
        conflicts: z.number(),
        noPosition: z.number(),
      }),
      items: z.array(itemSummary),
    }),
  ),
  'item.get': call(z.strictObject({ seq }), itemDetail),
  'item.assert': call(
    z.strictObject({ item: seq, field: z.enum(assertionFields), value: z.string().trim().min(1).max(5_000), reason }),
    itemDetail,
  ),
} as const satisfies Calls;
