import { z } from 'zod';

/** What video, sound and documents say of themselves beyond what pictures have: derived from their containers, never from a name. */
const side = z.number().int().positive();

/** `codec` as the container names it (a sample entry, a Matroska codec id, a library's short name), `null` when it doesn't. */
export const recordingTrack = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('picture'),
    codec: z.string().max(60).nullable(),
    /** As stored, before any turning. */
    width: side.nullable(),
    height: side.nullable(),
    /** Degrees clockwise that a player turns it by. */
    turned: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  }),
  z.strictObject({
    kind: z.literal('sound'),
    codec: z.string().max(60).nullable(),
    /** Samples a second. */
    rate: z.number().int().positive().nullable(),
    channels: z.number().int().positive().nullable(),
  }),
  z.strictObject({ kind: z.literal('other'), codec: z.string().max(60).nullable() }),
]);
export type RecordingTrack = z.infer<typeof recordingTrack>;

export const mostTracks = 64;

export const recording = z.strictObject({
  /** Length in seconds, at most three decimals, as text; `null` when the file doesn't say and it can't be found out cheaply. */
  seconds: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,3})?$/)
    .nullable(),
  tracks: z.array(recordingTrack).max(mostTracks),
});
export type Recording = z.infer<typeof recording>;

export const documentInformation = z.strictObject({
  /** `null` when it can't be told without the document's password. */
  pages: z.number().int().nonnegative().nullable(),
  /** Whether the document asks for a password before it shows anything. */
  locked: z.boolean(),
});
