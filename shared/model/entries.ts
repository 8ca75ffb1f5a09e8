import { z } from 'zod';
import { secondReading, skippedThings, volume } from './acquisition.ts';
import { credentials } from './credentials.ts';
import { camera, conflict, device, picture, readTag, refused } from './metadata.ts';
import { capturePosition } from './position.ts';
import { documentInformation, recording } from './recording.ts';
import { recordId } from './records.ts';
import { captureTime } from './time.ts';

/**
 * What stands behind the fields of each entry type that Sanad writes, beside the reserved ones of the ledger format
 * (`at type operator file amends given …`). A field is the unit of withholding, so what may have to be kept back
 * alone has a name of its own; names are neutral, because whoever gets a body reads them.
 */

/** One file that a source holds, before anything is copied. Path as the source names it. */
export const held = z.strictObject({
  path: z.string(),
  size: z.number().int().nonnegative(),
  modified: z.string().nullable(),
});
export type Held = z.infer<typeof held>;

/**
 * `acquisition`: `source.kind`, `source.path`, `count`, `part`, `holds.1` … `holds.n` (at most 1,000 an entry); the first entry also
 * `volume` where the system tells it, and `skipped` where there was something. A `recorder` is this program's own.
 */
export const acquisitionFields = {
  'source.kind': z.enum(['folder', 'file', 'upload', 'zip', 'recorder']),
  /** Of a `zip`: the item that is the zip. */
  'source.item': z.number().int().nonnegative().optional(),
  'source.path': z.string(),
  /** Files in the whole acquisition, which may span several entries. */
  count: z.number().int().nonnegative(),
  /** `first` is the sequence number of the acquisition's first entry (`null` in it), `from` the number of its first file, from 1. */
  part: z.strictObject({ first: z.number().int().nullable(), from: z.number().int() }),
  volume: volume.optional(),
  skipped: skippedThings.optional(),
} as const;
export const holdsPerEntry = 1_000;

/** What a picture looks like, in 64 bits, for finding its copies. */
export const likenessBits = z.string().regex(/^[0-9a-f]{16}$/);

/** A preview kept beside the original, or the reason why there is none. */
export const previewRecord = z.union([
  z.strictObject({
    thumb: z.strictObject({
      sha256: z.string(),
      size: z.number().int(),
      width: z.number().int(),
      height: z.number().int(),
    }),
    view: z.strictObject({
      sha256: z.string(),
      size: z.number().int(),
      width: z.number().int(),
      height: z.number().int(),
    }),
    tool: z.string(),
    likeness: likenessBits.optional(),
  }),
  z.strictObject({ problem: z.string() }),
]);
export type PreviewRecord = z.infer<typeof previewRecord>;

/** `item`: one file, archived. `file` is reserved by the format: sha256, size, media type. */
export const itemFields = {
  /** Which file of which acquisition: the acquisition's first entry, and the file's number in it, from 1. */
  acquisition: z.strictObject({ seq: z.number().int(), number: z.number().int() }),
  name: z.string(),
  path: z.string(),
  modified: z.string().nullable(),
  /** When the file was made on the volume it was taken from: of a card the camera's own time, of a copy the copying's. */
  born: z.string(),
  /** Where the source was read twice, as removable media are. */
  reread: secondReading,
  parsers: z.array(z.string()),
  'read.camera': z.array(readTag),
  'read.gps': z.array(readTag),
  'read.other': z.array(readTag),
  refused: z.array(refused),
  conflicts: z.array(conflict),
  'derived.captured': captureTime,
  'derived.position': capturePosition,
  'derived.camera': camera,
  'derived.device': device,
  'derived.credentials': credentials,
  'derived.picture': picture,
  'derived.recording': recording,
  'derived.document': documentInformation,
  /** Fault code when nothing could be read from the file. */
  unread: z.string(),
  preview: previewRecord,
} as const;

/** `record`: every kind carries `kind` and `id`; an amendment repeats them, names what it amends, and gives `reason`. */
export const recordKinds = [
  'incident',
  'testimony',
  'addition',
  'recanting',
  'identity',
  'assertion',
  'operator',
  'hold',
  'erasure',
  'facility',
  'site',
  'notification',
  'agreement',
  'organisation',
  'device',
  'companion',
  'person',
  'consent',
  'involvement',
  'mark',
  'restriction',
  'override',
  'order',
  'notice',
  'clock',
  'civil time',
  'provenance',
  'signoff',
  'recording',
  'transcript',
  'translation',
  'import',
  'claim',
  'tag',
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** `link`: `kind`, `id`, `from`, `to`, `reason`. An item is named by the sequence number of its entry. */
export const linkEnd = z.union([z.strictObject({ record: recordId }), z.strictObject({ item: z.number().int() })]);

/** An identity as it stands in the ledger: a complete age file, standard base64, and for whom it can be opened. */
export const sealedIdentity = z.strictObject({
  for: z.enum(['headquarters', 'passphrase']),
  age: z.string(),
});
export type SealedIdentity = z.infer<typeof sealedIdentity>;
