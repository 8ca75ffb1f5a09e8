/**
 * Where a file is, as its file system sees it. A copy has the same bytes, but another number or another time of birth: so a file that
 * says of itself where it was written shows whether its folder is still the one that was written, or was copied, restored from a
 * backup, or moved to another disk. Renaming and moving on one file system, a restart and mounting again change neither.
 *
 * Not noticed: a copy of the whole disk block by block, a snapshot (of Btrfs, ZFS or a virtual machine), and whatever lies on a file
 * system of which this can't be relied on.
 */
import { fstatSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

export const whereabouts = z.strictObject({
  /** `process.platform` of the program that looked. */
  system: z.string(),
  /** The file's number on its file system (inode, on Windows the file index), in decimal. */
  number: z.string(),
  /** When the file came into being there, in nanoseconds since 1970, in decimal; 0 where the file system doesn't keep it. */
  born: z.string(),
});
export type Whereabouts = z.infer<typeof whereabouts>;

/**
 * File systems of Linux that give a file one number for its life and nobody a way to choose it, by `f_type` (statfs(2), linux/magic.h;
 * OpenZFS's and ntfs3's own). FAT and exFAT number files anew at each mounting; what comes over the network or through FUSE may do so.
 */
const steady = new Set([
  0xef53, // ext2, ext3, ext4
  0x58465342, // XFS
  0x9123683e, // Btrfs
  0xf2f52010, // F2FS
  0xca451a4e, // bcachefs
  0x2fc12fc1, // ZFS
  0x7366746e, // NTFS, by ntfs3
  0x01021994, // tmpfs
]);

/** Whether copies of files in this folder can be told from them at all. Elsewhere than on Linux nothing tells beforehand. */
export function noticesCopies(folder: string): boolean {
  return process.platform !== 'linux' || steady.has(statfsSync(folder).type);
}

/** Where an open file at `path` is; null where its file system's word can't be relied on. Throws what the file system throws. */
export function whereaboutsOf(file: number, path: string): Whereabouts | null {
  if (!noticesCopies(dirname(path))) return null;
  const { ino, birthtimeNs } = fstatSync(file, { bigint: true });
  return { system: process.platform, number: String(ino), born: String(birthtimeNs) };
}

/**
 * Whether a file is another than the one that was written, or lies on another file system. Never where nothing was known when it was
 * written.
 * On Linux, a different number or birth is enough. On macOS and Windows nothing tells FAT from other file systems, and FAT's numbers
 * don't last: there only both together count, so a copy that keeps the time of birth, as the Finder's, isn't noticed.
 */
export function isElsewhere(written: Whereabouts | null, now: Whereabouts | null): boolean {
  if (written === null) return false;
  if (now === null) return true;
  const differences = Number(written.number !== now.number) + Number(written.born !== now.born);
  return differences >= (written.system === 'linux' && now.system === 'linux' ? 1 : 2);
}
