import { lstat, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DOMParser, type Element, onErrorStopParsing } from '@xmldom/xmldom';
import type { Volume } from '../../../../shared/model/acquisition.ts';
import type { Ask } from './ask.ts';

/**
 * Volumes as macOS tells them: `diskutil info -plist` of the place where the volume is mounted. FAT has no UUID of its own; macOS makes
 * one of the serial (msdos.util(8)), so that a card has another name here than on Linux and Windows.
 */

/** What a property list of one dictionary says by text or by yes and no; other values are passed over. Empty for anything else. */
export function readPropertyList(xml: string): ReadonlyMap<string, string | boolean> {
  const said = new Map<string, string | boolean>();
  let dictionary: Element | undefined;
  try {
    const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(xml, 'text/xml');
    [dictionary] = document.getElementsByTagName('dict');
  } catch {
    return said;
  }
  let key: string | null = null;
  for (let node = dictionary?.firstChild ?? null; node !== null; node = node.nextSibling) {
    if (node.nodeName === 'key') key = node.textContent;
    else if (key !== null && node.nodeName === 'string') said.set(key, node.textContent ?? '');
    else if (key !== null && (node.nodeName === 'true' || node.nodeName === 'false'))
      said.set(key, node.nodeName === 'true');
  }
  return said;
}

/** The topmost folder above a path that lies on the same device. */
async function mountPointOf(path: string): Promise<string> {
  let at = await realpath(path);
  const { dev } = await lstat(at);
  while (dirname(at) !== at && (await lstat(dirname(at))).dev === dev) at = dirname(at);
  return at;
}

const textIn = (said: ReadonlyMap<string, string | boolean>, key: string): string | null => {
  const value = said.get(key);
  return typeof value === 'string' && value !== '' ? value : null;
};

const answerIn = (said: ReadonlyMap<string, string | boolean>, key: string): boolean | null => {
  const value = said.get(key);
  return typeof value === 'boolean' ? value : null;
};

/** `null` where diskutil names no file system. Throws where it fails. */
export async function volumeByDiskUtility(path: string, ask: Ask): Promise<Volume | null> {
  const said = readPropertyList(await ask('/usr/sbin/diskutil', ['info', '-plist', await mountPointOf(path)]));
  const filesystem = textIn(said, 'FilesystemType');
  if (filesystem === null) return null;
  const writable = answerIn(said, 'WritableVolume');
  return {
    label: textIn(said, 'VolumeName'),
    serial: textIn(said, 'VolumeUUID'),
    filesystem,
    removable: answerIn(said, 'RemovableMediaOrExternalDevice') ?? answerIn(said, 'RemovableMedia'),
    readOnly: writable === null ? null : !writable,
  };
}
