import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Volume } from '../../../../shared/model/acquisition.ts';
import { wellFormed } from '../metadata/tags.ts';

/**
 * Volumes as Linux tells them: /proc/self/mountinfo (proc_pid_mountinfo(5)), the links that udev keeps in
 * /dev/disk, and sysfs. Everything there is read, nothing is opened on the medium.
 */
type Mount = {
  /** `major:minor` of the device. */
  readonly device: string;
  readonly point: string;
  readonly filesystem: string;
  readonly source: string;
  readonly readOnly: boolean;
};

/** Blanks, tabs, line feeds and backslashes stand as three octal digits. */
const unescapedOctal = (text: string) =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));

/** Lines that are no mount are passed over. */
export function readMounts(mountinfo: string): Mount[] {
  return mountinfo.split('\n').flatMap((line): Mount[] => {
    const [own = '', rest] = line.split(' - ', 2);
    const [, , device, , point, options] = own.split(' ');
    const [filesystem, source] = rest?.split(' ') ?? [];
    if (device === undefined || point === undefined || options === undefined) return [];
    if (filesystem === undefined || source === undefined) return [];
    return [
      {
        device,
        point: unescapedOctal(point),
        filesystem,
        source: unescapedOctal(source),
        readOnly: options.split(',').includes('ro'),
      },
    ];
  });
}

/** The mount that a path is seen through: the one whose point is nearest above it, and of several there the last. */
function mountOf(path: string, mounts: readonly Mount[]): Mount | null {
  let found: Mount | null = null;
  for (const mount of mounts) {
    const above = mount.point === '/' || path === mount.point || path.startsWith(`${mount.point}/`);
    if (above && mount.point.length >= (found?.point.length ?? 0)) found = mount;
  }
  return found;
}

/** udev writes what would not do in a name as `\x20`, byte for byte (util-linux, `blkid_encode_string`). */
function unescapedHex(name: string): string {
  const bytes: number[] = [];
  for (const [part, hex] of name.matchAll(/\\x([0-9a-f]{2})|./gsu))
    bytes.push(...(hex === undefined ? Buffer.from(part) : [Number.parseInt(hex, 16)]));
  return wellFormed(Buffer.from(bytes).toString('utf8'));
}

/** The name of the link in a folder of /dev/disk that leads to a device. */
async function nameOf(folder: string, device: string): Promise<string | null> {
  try {
    for (const name of (await readdir(folder)).sort())
      if ((await realpath(join(folder, name))) === device) return unescapedHex(name);
  } catch {
    // A system without udev keeps no such folder.
  }
  return null;
}

const textOf = (path: string): Promise<string | null> =>
  readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => null,
  );

/** Phones speak to file managers through FUSE (MTP, PTP, AFC), without a block device of their own. */
const phones = /^fuse\..*(mtp|gvfs|gphoto|ifuse)/;

async function isRemovable(system: string, { device, filesystem }: Mount): Promise<boolean | null> {
  if (phones.test(filesystem)) return true;
  let block: string;
  try {
    block = await realpath(join(system, 'sys/dev/block', device));
  } catch {
    return null;
  }
  // A partition's folder lies in that of its disk, and only the disk says whether it can be taken out.
  for (const folder of [block, dirname(block)]) {
    const said = await textOf(join(folder, 'removable'));
    if (said === null) continue;
    if (said === '1' || /\/usb\d+\//.test(block)) return true;
    // Cards in a built-in reader say no; their kind tells them from memory that is soldered in.
    return (await textOf(join(folder, 'device/type'))) === 'SD';
  }
  return null;
}

/** `system` is where /proc, /dev and /sys are. `null` where nothing is known of the path; throws where /proc can't be read. */
export async function mountedVolume(path: string, system = '/'): Promise<Volume | null> {
  const mounts = readMounts(await readFile(join(system, 'proc/self/mountinfo'), 'utf8'));
  const mount = mountOf(await realpath(path).catch(() => resolve(path)), mounts);
  if (mount === null) return null;
  const device = await realpath(join(system, mount.source)).catch(() => null);
  const [label, serial] =
    device === null
      ? [null, null]
      : [
          await nameOf(join(system, 'dev/disk/by-label'), device),
          await nameOf(join(system, 'dev/disk/by-uuid'), device),
        ];
  const removable = await isRemovable(system, mount);
  return { label, serial, filesystem: mount.filesystem, removable, readOnly: mount.readOnly };
}
