import { win32 } from 'node:path';
import { z } from 'zod';
import type { Volume } from '../../../../shared/model/acquisition.ts';
import type { Ask } from './ask.ts';

/**
 * Volumes as Windows tells them, by CIM: Win32_LogicalDisk has name, serial, file system and kind of a drive letter, MSFT_Disk how it is
 * connected and whether it is locked against writing.
 */
const answer = z.object({
  label: z.string().nullable(),
  serial: z.string().nullable(),
  filesystem: z.string().nullable(),
  /** Win32_LogicalDisk, DriveType. */
  drive: z.number().nullable(),
  /** MSFT_Disk, BusType, by name; empty where there is none. */
  bus: z.string(),
  readOnly: z.boolean().nullable(),
});

const driveTypes = { removable: 2, network: 4, compactDisc: 5 } as const;
/** Connections that are pulled out, of disks that call themselves fixed. */
const pulledOut: ReadonlySet<string> = new Set(['USB', 'SD', 'MMC', '1394']);

/** `letter` is one letter, checked by the caller: nothing else of a path comes into the script. */
const question = (letter: string): string =>
  [
    '[Console]::OutputEncoding = [Text.Encoding]::UTF8',
    `$drive = Get-CimInstance Win32_LogicalDisk -Filter "DeviceID='${letter}:'"`,
    '$bus = ""; $locked = $null',
    `try { $part = Get-Partition -DriveLetter ${letter} -ErrorAction Stop; $disk = $part | Get-Disk -ErrorAction Stop; ` +
      '$bus = [string]$disk.BusType; $locked = [bool]($disk.IsReadOnly -or $part.IsReadOnly) } catch { }',
    '@{ label = $drive.VolumeName; serial = $drive.VolumeSerialNumber; filesystem = $drive.FileSystem; ' +
      'drive = $drive.DriveType; bus = $bus; readOnly = $locked } | ConvertTo-Json -Compress',
  ].join('; ');

/** Eight hexadecimal digits in two groups, as `vol` writes them and as the same card is called on Linux. */
const serialOf = (digits: string): string => digits.replace(/^([0-9A-F]{4})([0-9A-F]{4})$/i, '$1-$2');

const textOrNull = (text: string | null): string | null => (text === null || text === '' ? null : text);

function isRemovable({ drive, bus }: z.infer<typeof answer>): boolean | null {
  if (drive === driveTypes.removable || drive === driveTypes.compactDisc || pulledOut.has(bus)) return true;
  return bus === '' && drive !== driveTypes.network ? null : false;
}

/** `null` for a path without a drive letter, and where Windows names no file system. Throws where PowerShell fails. */
export async function volumeByDriveLetter(path: string, ask: Ask): Promise<Volume | null> {
  const letter = /^([A-Z]):\\$/i.exec(win32.parse(win32.resolve(path)).root)?.[1]?.toUpperCase();
  if (letter === undefined) return null;
  const folder = process.env.SystemRoot ?? 'C:\\Windows';
  const program = win32.join(folder, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  const said = answer.parse(
    JSON.parse(await ask(program, ['-NoProfile', '-NonInteractive', '-Command', question(letter)])),
  );
  const filesystem = textOrNull(said.filesystem);
  if (filesystem === null) return null;
  const serial = textOrNull(said.serial);
  return {
    label: textOrNull(said.label),
    serial: serial === null ? null : serialOf(serial),
    filesystem,
    removable: isRemovable(said),
    readOnly: said.readOnly,
  };
}
