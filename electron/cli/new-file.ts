import { writeFile } from 'node:fs/promises';
import { Fault } from '../../shared/faults.ts';

/** Writes a file, never over something that is there. Throws EXPORT_TARGET_EXISTS, EXPORT_TARGET_UNWRITABLE. */
export async function writeNew(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, content, { flag: 'wx' });
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw new Fault(exists ? 'EXPORT_TARGET_EXISTS' : 'EXPORT_TARGET_UNWRITABLE', {}, { cause });
  }
}
