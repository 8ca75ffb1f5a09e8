import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Whether a folder is a vault: either of the two copies of its header is there. */
export const isVaultFolder = (folder: string): boolean =>
  existsSync(join(folder, 'vault.json')) || existsSync(join(folder, 'vault.copy.json'));
