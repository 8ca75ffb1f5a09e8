import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../../shared/faults.ts';
import { encryptAge, generateIdentity, openAge } from '../vault/age.ts';
import type { RandomAccess } from '../vault/random-access.ts';

/**
 * A bundle that arrives as a stream, made readable at any position: in a temporary file in `folder`, encrypted with a key that exists in
 * memory alone, so that nothing of a plain bundle is left on disk, whatever happens. `close` removes the file.
 * What reading `bytes` throws passes through. Throws VAULT_DISK_FULL.
 */
export async function receiveBundle(bytes: AsyncIterable<Uint8Array>, folder: string): Promise<RandomAccess> {
  const path = join(folder, `${randomUUID()}.part`);
  const remove = (): Promise<void> => rm(path, { force: true });
  try {
    const { identity, recipient } = await generateIdentity();
    const file = await open(path, 'wx', 0o600);
    try {
      for await (const piece of encryptAge({ recipients: [recipient] }, bytes)) await file.writeFile(piece);
    } finally {
      await file.close();
    }
    const reader = await openAge(path, { identities: [identity] });
    return {
      size: reader.size,
      read: (offset, length) => reader.read(offset, length),
      async close() {
        await reader.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw new Fault('VAULT_DISK_FULL', {}, { cause: error });
    throw error;
  }
}
