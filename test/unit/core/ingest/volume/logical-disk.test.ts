import { describe, expect, it } from 'vitest';
import { volumeOf } from '../../../../../electron/core/ingest/volume/volume.ts';

/** What PowerShell prints; the values as Win32_LogicalDisk and MSFT_Disk have them. */
const camera = {
  label: 'EOS_DIGITAL',
  serial: '1A2B3C4D',
  filesystem: 'FAT32',
  drive: 2,
  bus: 'USB',
  readOnly: false,
};

function windows(answer: unknown, asked: string[] = []) {
  return {
    platform: 'win32' as const,
    root: '/',
    ask: async (program: string, args: readonly string[]) => {
      asked.push(program, ...args);
      return typeof answer === 'string' ? answer : JSON.stringify(answer);
    },
  };
}

describe('the volume that a source lies on, on Windows', () => {
  it('is what Windows says of its drive letter, with the serial as the same card has it elsewhere', async () => {
    const asked: string[] = [];
    expect(await volumeOf('e:\\DCIM\\100CANON', windows(camera, asked))).toEqual({
      label: 'EOS_DIGITAL',
      serial: '1A2B-3C4D',
      filesystem: 'FAT32',
      removable: true,
      readOnly: false,
    });
    expect(asked[0]).toMatch(/\\System32\\WindowsPowerShell\\v1\.0\\powershell\.exe$/);
    expect(asked.slice(1, 4)).toEqual(['-NoProfile', '-NonInteractive', '-Command']);
    expect(asked[4]).toContain(`"DeviceID='E:'"`);
  });

  it('of a path, nothing but the letter comes into what is run', async () => {
    const asked: string[] = [];
    await volumeOf(`E:\\$(Stop-Computer)'; "`, windows(camera, asked));
    expect(asked.join(' ')).not.toContain('Stop-Computer');
  });

  it.each([
    ['a card in a reader', 2, 'SD', true],
    ['a disc', 5, '', true],
    ['a disk on a cable that calls itself fixed', 3, 'USB', true],
    ['the disk of the computer', 3, 'NVMe', false],
    ['a folder of another computer', 4, '', false],
    ['a disk whose connection is not told', 3, '', null],
  ])('%s can be taken out: (kind %s, %s) %s', async (_, drive, bus, removable) => {
    expect(await volumeOf('E:\\', windows({ ...camera, drive, bus }))).toMatchObject({ removable });
  });

  it('says nothing of what Windows leaves open', async () => {
    const open = { label: '', serial: null, filesystem: 'NTFS', drive: 3, bus: '', readOnly: null };
    expect(await volumeOf('E:\\', windows(open))).toEqual({
      label: null,
      serial: null,
      filesystem: 'NTFS',
      removable: null,
      readOnly: null,
    });
  });

  it('is not known of a path without a letter, of an empty reader, and where PowerShell prints something else', async () => {
    expect(await volumeOf('\\\\server\\share\\DCIM', windows(camera))).toBeNull();
    expect(await volumeOf('E:\\', windows({ ...camera, filesystem: null }))).toBeNull();
    expect(await volumeOf('E:\\', windows('Get-CimInstance : Access denied'))).toBeNull();
    expect(await volumeOf('E:\\', windows({ ...camera, drive: 'two' }))).toBeNull();
  });
});
