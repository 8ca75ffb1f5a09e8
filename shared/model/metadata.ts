import { z } from 'zod';
import { credentials } from './credentials.ts';
import { capturePosition } from './position.ts';
import { documentInformation, recording } from './recording.ts';
import { captureTime } from './time.ts';

/**
 * What a file says about itself, in the groups that may have to be withheld one by one:
 * `camera` (technical values), `gps` (position), `other` (free text, serial numbers, names, anything not known to be harmless).
 */
export const readGroups = ['camera', 'gps', 'other'] as const;
export type ReadGroup = (typeof readGroups)[number];

/** One raw tag as the file has it. `name` is ExifTool's `Group:Tag`; `value` is text, long binary values are named by length and hash. */
export const readTag = z.strictObject({ name: z.string().max(200), value: z.string() });
export type ReadTag = z.infer<typeof readTag>;

export const camera = z.strictObject({
  make: z.string().nullable(),
  model: z.string().nullable(),
  lens: z.string().nullable(),
  software: z.string().nullable(),
});
export type Camera = z.infer<typeof camera>;

/** The one camera and the one lens, by their numbers: what points to a person, kept apart from what does not. */
export const device = z.strictObject({
  serial: z.string().max(200).nullable(),
  lensSerial: z.string().max(200).nullable(),
  from: z.array(z.string()).max(2),
});
export type Device = z.infer<typeof device>;

/** EXIF orientation 1 to 8 and pixel dimensions as stored, before any turning. */
export const picture = z.strictObject({
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  orientation: z.number().int().min(1).max(8),
});
export type Picture = z.infer<typeof picture>;

/** A value that the file has but that could not be used, with the reason as a closed list. */
export const refusedReasons = [
  'reference missing',
  'out of range',
  'not a date',
  'not an offset',
  'zero date',
  'conflicting',
  'not a number',
  'zero position',
  'incomplete',
] as const;
export const refused = z.strictObject({
  name: z.string().max(200),
  value: z.string().max(400),
  reason: z.enum(refusedReasons),
});
export type Refused = z.infer<typeof refused>;

/** Something about the file that a person should look at; shown, never resolved. */
export const conflictKinds = [
  'offset missing',
  'gps and clock disagree',
  'hemisphere in doubt',
  'daylight impossible',
  'edited with software',
  'metadata absent',
  'captured after acquisition',
  'content differs from name',
  'far from the case',
  'captured when sent',
  'read differently',
  'credentials faulty',
] as const;
export const conflict = z.strictObject({
  kind: z.enum(conflictKinds),
  /** Values the rule looked at, as text, for the sentence that is shown. */
  values: z.record(z.string(), z.string()),
});
export type Conflict = z.infer<typeof conflict>;

/** The result of reading one file: the read column, the derived column, what was refused, and which parsers did it. */
export const metadata = z.strictObject({
  parsers: z.array(z.string()),
  read: z.strictObject({ camera: z.array(readTag), gps: z.array(readTag), other: z.array(readTag) }),
  derived: z.strictObject({
    captured: captureTime.nullable(),
    position: capturePosition.nullable(),
    camera: camera.nullable(),
    picture: picture.nullable(),
    /** Left out where the file names neither. */
    device: device.optional(),
    /** Left out where the file carries none. */
    credentials: credentials.optional(),
    /** Of video and sound alone. */
    recording: recording.optional(),
    /** Of PDF documents alone. */
    document: documentInformation.optional(),
  }),
  refused: z.array(refused),
  conflicts: z.array(conflict),
});
export type Metadata = z.infer<typeof metadata>;
