import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMounts } from '../../../../../electron/core/ingest/volume/mounts.ts';
import { volumeOf as volumeOnSystem } from '../../../../../electron/core/ingest/volume/volume.ts';
import { volume } from '../../../../../shared/model/acquisition.ts';

/** /proc, /dev and /sys as Linux lays them out, in a folder: real files and links, read by the real adapter. */
let system: string;
beforeEach(async () => {
  system = await mkdtemp(join(tmpdir(), 'sanad-system-'));
});
const volumeOf = (path: string, root: string) =>
  volumeOnSystem(path, {
    platform: 'linux',
    root,
    ask: () => Promise.reject(new Error('Linux is asked by files alone')),
  });
afterEach(() => rm(system, { recursive: true, force: true }));

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(system, path)), { recursive: true });
  await writeFile(join(system, path), text);
}

async function link(path: string, to: string): Promise<void> {
  await mkdir(dirname(join(system, path)), { recursive: true });
  await symlink(to, join(system, path));
}

const mounts = (...lines: string[]) => put('proc/self/mountinfo', `${lines.join('\n')}\n`);
const rootMount = '22 1 252:0 / / rw,relatime shared:1 - ext4 /dev/vda rw';

async function card(removable: string, kind?: string): Promise<void> {
  await mounts(
    rootMount,
    '90 22 8:17 / /media/nurse/OLD\\040CARD ro,nosuid,relatime shared:5 - vfat /dev/sdb1 rw,fmask=0022',
  );
  await put('dev/sdb1', '');
  await put('dev/vda', '');
  await link('dev/disk/by-label/OLD\\x20CARD', '../../sdb1');
  await link('dev/disk/by-uuid/1A2B-3C4D', '../../sdb1');
  await link('dev/disk/by-uuid/5d2a6e0c-0000-4000-8000-000000000000', '../../vda');
  await put('sys/devices/pci0/block/sdb/removable', `${removable}\n`);
  await put('sys/devices/pci0/block/sdb/sdb1/partition', '1\n');
  if (kind !== undefined) await put('sys/devices/pci0/block/sdb/device/type', `${kind}\n`);
  await link('sys/dev/block/8:17', '../../devices/pci0/block/sdb/sdb1');
}

describe('the volume that a source lies on, on Linux', () => {
  it('is told with its label, serial, file system, and whether it can be taken out', async () => {
    await card('1');
    expect(await volumeOf('/media/nurse/OLD CARD/DCIM/100CANON', system)).toEqual({
      label: 'OLD CARD',
      serial: '1A2B-3C4D',
      filesystem: 'vfat',
      removable: true,
      readOnly: true,
    });
  });

  it('is the nearest above, and a folder that only begins with the same letters lies on another', async () => {
    await card('1');
    expect(await volumeOf('/media/nurse/OLD CARDS/100CANON', system)).toMatchObject({
      label: null,
      serial: '5d2a6e0c-0000-4000-8000-000000000000',
      filesystem: 'ext4',
      removable: null,
      readOnly: false,
    });
  });

  it.each([
    ['0', undefined, false],
    ['0', 'SD', true],
    ['0', 'MMC', false],
  ])('where sysfs says %s and the kind is %s, can be taken out: %s', async (said, kind, expected) => {
    await card(said, kind);
    expect(await volumeOf('/media/nurse/OLD CARD', system)).toMatchObject({ removable: expected });
  });

  it('is a phone’s where the file manager speaks MTP with it', async () => {
    await mounts(rootMount, '95 22 0:60 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw');
    expect(await volumeOf('/run/user/1000/gvfs/mtp:host=Phone', system)).toMatchObject({
      removable: true,
      serial: null,
    });
  });

  it('of two mounts on one place is the one that was mounted last', async () => {
    await mounts(rootMount, '1 22 0:1 / /mnt rw - tmpfs none rw', '2 22 0:2 / /mnt rw - exfat /dev/sdz rw');
    expect(await volumeOf('/mnt/DCIM', system)).toMatchObject({ filesystem: 'exfat' });
  });

  it('is not known where the system does not say, and nothing is made up', async () => {
    expect(await volumeOf('/media/card', system)).toBeNull();
    await mounts('');
    expect(await volumeOf('/media/card', system)).toBeNull();
  });

  it.runIf(process.platform === 'linux')('is told of this computer’s own folders', async () => {
    const here = await volumeOnSystem(tmpdir());
    if (here === null) throw new Error('no volume');
    expect(volume.parse(here)).toEqual(here);
    expect(here.filesystem).not.toBe('');
  });

  it('whatever stands in mountinfo, reading it does not fail', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(Array.isArray(readMounts(text))).toBe(true);
        expect(Array.isArray(readMounts(`36 35 98:0 / ${text} - ${text}`))).toBe(true);
      }),
    );
  });
});
