import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encryptAge, generateIdentity, openAge } from '../vault/age.ts';
import type { RandomAccess } from '../vault/random-access.ts';

/**
 * Keeps a stream where it can be read at any position, as a zip must be: in a temporary file, encrypted to a key that is
 * in this process alone and forgotten with it, so that nothing readable touches the disk. `close` removes the file.
 */
export async function spool(bytes: AsyncIterable<Uint8Array>): Promise<RandomAccess> {
  const folder = await mkdtemp(join(tmpdir(), 'spool-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const { identity, recipient } = await generateIdentity();
    const path = join(folder, 'bytes');
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
    throw error;
  }
}
