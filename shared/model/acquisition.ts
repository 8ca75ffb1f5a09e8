import { z } from 'zod';

/** How files came here, as far as the computer itself could see it. What people say of it is apart, in statements. */

/** The volume that a source lies on, as the operating system names it. Where it does not, nothing is filled in. */
export const volume = z.strictObject({
  /** What people called it, or the maker of the card. */
  label: z.string().max(256).nullable(),
  /** The file system's own serial or UUID, as the system writes it. */
  serial: z.string().max(128).nullable(),
  /** Linux names: `vfat`, `exfat`, `ext4`, `fuse.jmtpfs`. */
  filesystem: z.string().max(64),
  /** Whether the medium can be taken out; `null` where the system does not say. */
  removable: z.boolean().nullable(),
  /** Mounted so that nothing could have been written to it. */
  readOnly: z.boolean(),
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
