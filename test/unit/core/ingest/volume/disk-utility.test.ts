import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPropertyList } from '../../../../../electron/core/ingest/volume/disk-utility.ts';
import { volumeOf } from '../../../../../electron/core/ingest/volume/volume.ts';

/** As `diskutil info -plist` prints it of a card with a FAT file system; the keys are those of macOS 10.13 and later. */
const card = (volumeName: string) => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>BusProtocol</key>
	<string>USB</string>
	<key>DeviceBlockSize</key>
	<integer>512</integer>
	<key>FilesystemType</key>
	<string>msdos</string>
	<key>Internal</key>
	<false/>
	<key>MountPoint</key>
	<string>/Volumes/CARD</string>
	<key>RemovableMediaOrExternalDevice</key>
	<true/>
	<key>VolumeName</key>
	<string>${volumeName}</string>
	<key>VolumeUUID</key>
	<string>0E239BC6-F960-3107-89CF-1C97F78BB46B</string>
	<key>WritableVolume</key>
	<false/>
</dict>
</plist>
`;

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sanad-volume-')));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const mac = (answer: string, asked: string[][] = []) => ({
  platform: 'darwin' as const,
  root: '/',
  ask: async (program: string, args: readonly string[]) => {
    asked.push([program, ...args]);
    return answer;
  },
});

describe('the volume that a source lies on, on macOS', () => {
  it('is what diskutil says of the place where it is mounted', async () => {
    const asked: string[][] = [];
    expect(await volumeOf(folder, mac(card('Ward 3 &amp; 4'), asked))).toEqual({
      label: 'Ward 3 & 4',
      serial: '0E239BC6-F960-3107-89CF-1C97F78BB46B',
      filesystem: 'msdos',
      removable: true,
      readOnly: true,
    });
    const [question] = asked;
    expect(question?.slice(0, -1)).toEqual(['/usr/sbin/diskutil', 'info', '-plist']);
    const mounted = question?.at(-1) ?? '';
    expect(folder === mounted || folder.startsWith(mounted.replace(/\/?$/, '/'))).toBe(true);
  });

  it('has no label where it was given none, and nothing is said that diskutil does not say', async () => {
    const short =
      '<plist><dict><key>FilesystemType</key><string>exfat</string><key>VolumeName</key><string/></dict></plist>';
    expect(await volumeOf(folder, mac(short))).toEqual({
      label: null,
      serial: null,
      filesystem: 'exfat',
      removable: null,
      readOnly: null,
    });
  });

  it('is not known where diskutil fails, names no file system or prints something else', async () => {
    expect(await volumeOf(folder, mac('<plist><dict/></plist>'))).toBeNull();
    expect(await volumeOf(folder, mac('Could not find disk'))).toBeNull();
    expect(await volumeOf(join(folder, 'gone'), mac(card('CARD')))).toBeNull();
    const failing = { ...mac(''), ask: () => Promise.reject(new Error('exit 1')) };
    expect(await volumeOf(folder, failing)).toBeNull();
  });

  it('whatever stands in the list, reading it does not fail', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(readPropertyList(text)).toBeInstanceOf(Map);
        expect(readPropertyList(card(text))).toBeInstanceOf(Map);
      }),
    );
  });
});
