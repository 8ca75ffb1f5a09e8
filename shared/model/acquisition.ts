import { z } from 'zod';
import { codeName } from './records.ts';
import { uncertainTime } from './time.ts';

/** How files came here, as far as the computer itself could see it. What people say of it is apart, in statements. */

/** The volume that a source lies on, as the operating system names it. Where it does not, nothing is filled in. */
export const volume = z.strictObject({
  /** What people called it, or the maker of the card. */
  label: z.string().max(256).nullable(),
  /** The file system's own serial or UUID, as the system writes it: that of a FAT card reads the same on Linux and Windows, not on macOS. */
  serial: z.string().max(128).nullable(),
  /** As the system calls it: `vfat` on Linux, `msdos` on macOS and `FAT32` on Windows are the same. */
  filesystem: z.string().max(64),
  /** Whether the medium can be taken out; `null` where the system does not say. */
  removable: z.boolean().nullable(),
  /** Mounted or locked so that nothing could have been written to it; `null` where the system does not say. */
  readOnly: z.boolean().nullable(),
});
export type Volume = z.infer<typeof volume>;

/** Something the source has that was not archived: a link, a device, a folder that can't be read. `code` is a fault's. */
export const skippedThings = z.strictObject({
  count: z.number().int().positive(),
  /** The first of them, by their path in the source. */
  named: z.array(z.strictObject({ path: z.string(), code: z.string() })),
});
export const mostSkippedNamed = 1_000;

/**
 * The source read once more after the copy was made. `direct`: past the system's memory of the file, to the medium itself. Where it gave
 * something else than the first time, `others` has the SHA-256 of every later reading that did; what was archived is named by `file`
 * alone, so that nothing else gives it away. `problem`: a fault's code where the second reading could not be finished.
 */
export const secondReading = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('same'), direct: z.boolean() }),
  z.strictObject({
    outcome: z.literal('different'),
    direct: z.boolean(),
    others: z.array(z.string().regex(/^[0-9a-f]{64}$/)).min(1),
  }),
  z.strictObject({ outcome: z.literal('unreadable'), problem: z.string() }),
]);
export type SecondReading = z.infer<typeof secondReading>;

/** What a person says that files came from. */
export const origins = ['card', 'phone', 'folder', 'person', 'messaging app', 'other', 'not known'] as const;
/** How they reached whoever imported them. */
export const handings = [
  'collected by us',
  'in person',
  'courier',
  'messaging app',
  'download',
  'other',
  'not known',
] as const;
/** How they were taken from where they were. */
export const methods = [
  'copied from the medium',
  'copied behind a write blocker',
  'exported by the device',
  'received as files',
  'scanned or photographed',
  'other',
  'not known',
] as const;
/** Where the originals are now. */
export const whereabouts = [
  'with the creator',
  'with the giver',
  'with the carrier',
  'with us',
  'elsewhere',
  'lost or destroyed',
  'not known',
] as const;
/** Whether whoever made the files would testify. */
export const willingness = ['yes', 'under conditions', 'no', 'not asked'] as const;

const person = codeName.nullable().default(null);

/**
 * `record` of kind `provenance`: what is said of how the files of one or more acquisitions came here. People stand in it by code name;
 * whoever imported is the operator of the acquisition itself. Only what was said becomes a field of the entry.
 */
export const statementFields = z.strictObject({
  origin: z.enum(origins),
  /** Who made the files. */
  creator: person,
  /** The source: who gave them away. */
  giver: person,
  /** Who brought them. */
  carrier: person,
  original: z
    .strictObject({ where: z.enum(whereabouts), words: z.string().trim().max(500).default('') })
    .default({ where: 'not known', words: '' }),
  testifies: z.enum(willingness).default('not asked'),
  received: uncertainTime.default({ edtf: '', words: '' }),
  handed: z.enum(handings).default('not known'),
  method: z.enum(methods).default('not known'),
  note: z.string().trim().max(5_000).default(''),
});
export type StatementFields = z.infer<typeof statementFields>;

/** Frames of one camera's numbering that are not there: between two files, by their number in the acquisition. */
export const signedGap = z.strictObject({
  after: z.number().int().positive(),
  before: z.number().int().positive(),
  missing: z.number().int().positive(),
});

export const takenProblems = ['missing', 'read differently', 'not read again'] as const;

export const takenCounts = z.strictObject({
  listed: z.number().int().nonnegative(),
  archived: z.number().int().nonnegative(),
  missing: z.number().int().nonnegative(),
  erased: z.number().int().nonnegative(),
  skipped: z.number().int().nonnegative(),
  readTwice: z.number().int().nonnegative(),
  gaps: z.number().int().nonnegative(),
});

/**
 * `record` of kind `signoff`: how an acquisition stood when an operator signed it off. It names files by their number alone. `digest`:
 * SHA-256 over the SHA-256 of every archived file, in lower-case hex, sorted, each once and followed by a line feed, so that
 * `sort -u | sha256sum` over the hashes gives it.
 */
export const signOffFields = z.strictObject({
  acquisition: z.number().int().nonnegative(),
  counts: takenCounts,
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  gaps: z.array(signedGap),
  problems: z.array(z.strictObject({ number: z.number().int().positive(), what: z.enum(takenProblems) })),
  /** Whether everything the source held is archived, so that it need not be kept for this archive's sake. */
  removable: z.boolean(),
  /** The newest entry of the statement that stood then, where there was one. */
  statement: z.number().int().optional(),
});
/** Gaps and problems that a sign-off lists; the counts say how many there were. */
export const mostSigned = 500;
