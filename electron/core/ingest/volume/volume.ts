import { type Volume, volume } from '../../../../shared/model/acquisition.ts';
import { type Ask, askSystem } from './ask.ts';
import { volumeByDiskUtility } from './disk-utility.ts';
import { volumeByDriveLetter } from './logical-disk.ts';
import { mountedVolume } from './mounts.ts';

/** Who is asked: the system's own programs, and where Linux keeps what it says. */
export type System = { readonly platform: NodeJS.Platform; readonly ask: Ask; readonly root: string };
const thisSystem: System = { platform: process.platform, ask: askSystem, root: '/' };

function asked(path: string, { platform, ask, root }: System): Promise<Volume | null> | null {
  if (platform === 'linux') return mountedVolume(path, root);
  if (platform === 'darwin') return volumeByDiskUtility(path, ask);
  return platform === 'win32' ? volumeByDriveLetter(path, ask) : null;
}

/** Which volume a source lies on. `null` where the system does not say, or says what no volume can be. */
export async function volumeOf(path: string, system: System = thisSystem): Promise<Volume | null> {
  try {
    return volume.nullable().parse(await asked(path, system));
  } catch {
    return null;
  }
}
