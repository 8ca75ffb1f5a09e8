import { z } from 'zod';
import { camera, conflict, picture, readTag, refused } from './metadata.ts';
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

/** `acquisition`: `source.kind`, `source.path`, `count`, `part`, `holds.1` … `holds.n` (at most 1,000 an entry). */
export const acquisitionFields = {
  'source.kind': z.enum(['folder', 'file', 'upload']),
  'source.path': z.string(),
  /** Files in the whole acquisition, which may span several entries. */
  count: z.number().int().nonnegative(),
  /** `first` is the sequence number of the acquisition's first entry (`null` in it), `from` the number of its first file, from 1. */
  part: z.strictObject({ first: z.number().int().nullable(), from: z.number().int() }),
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
  parsers: z.array(z.string()),
  'read.camera': z.array(readTag),
  'read.gps': z.array(readTag),
  'read.other': z.array(readTag),
  refused: z.array(refused),
  conflicts: z.array(conflict),
  'derived.captured': captureTime,
  'derived.position': capturePosition,
  'derived.camera': camera,
  'derived.picture': picture,
  'derived.recording': recording,
  'derived.document': documentInformation,
  /** Fault code when nothing could be read from the file. */
  unread: z.string(),
  preview: previewRecord,
} as const;

/** A public value that nobody could know before: a block's hash, a pulse of a randomness beacon. The source in words of a neutral form. */
export const beacon = z.strictObject({
  source: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 .:/#-]{0,99}$/),
  value: z.string().regex(/^[A-Za-z0-9+/=_-]{8,1024}$/),
  /** When it became public, as far as the person who typed it knows. */
  at: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/)
    .refine((text) => !Number.isNaN(Date.parse(text)))
    .nullable(),
});
export type Beacon = z.infer<typeof beacon>;

/** `anchor`: a time stamp over a state of the ledger (`rfc3161` or `ots`, with its `checkpoint`), or a `beacon`. */
export const anchorEntry = z.object({
  checkpoint: z
    .strictObject({ root: z.string().regex(/^[0-9a-f]{64}$/), size: z.number().int().positive() })
    .optional(),
  /** Base64 of the authority's reply. */
  rfc3161: z.string().optional(),
  /** Base64 of a detached OpenTimestamps proof. */
  ots: z.string().optional(),
  beacon: beacon.optional(),
  /** Base64 of the certificates above the authority's own that were trusted when it was taken in, the root last. */
  authority: z.array(z.string()).optional(),
  /** Block headers that were trusted when it was taken in. */
  headers: z.array(z.string()).optional(),
});
export type AnchorFields = z.infer<typeof anchorEntry>;

/** `record`: every kind carries `kind` and `id`; an amendment repeats them, names what it amends, and gives `reason`. */
export const recordKinds = ['incident', 'testimony', 'identity', 'assertion', 'operator'] as const;
export type RecordKind = (typeof recordKinds)[number];

/** `link`: `kind`, `id`, `from`, `to`, `reason`. An item is named by the sequence number of its entry. */
export const linkEnd = z.union([z.strictObject({ record: recordId }), z.strictObject({ item: z.number().int() })]);

/** An identity as it stands in the ledger: a complete age file, standard base64, and for whom it can be opened. */
export const sealedIdentity = z.strictObject({
  for: z.enum(['headquarters', 'passphrase']),
  age: z.string(),
});
export type SealedIdentity = z.infer<typeof sealedIdentity>;
