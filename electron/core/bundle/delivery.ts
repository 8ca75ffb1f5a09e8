import { randomBytes } from 'node:crypto';
import { type FileHandle, link, lstat, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { Fault } from '../../../shared/faults.ts';
import { systemCalls } from '../vault/durable.ts';

/** A file in the making beside the place where it will stand. */
export interface Target {
  readonly path: string;
  readonly name: string;
  /** Throws EXPORT_TARGET_UNWRITABLE. */
  write(bytes: Uint8Array): Promise<void>;
  /** Makes the file durable and gives it its name. Throws EXPORT_TARGET_EXISTS, EXPORT_TARGET_UNWRITABLE. */
  finish(): Promise<void>;
  /** Removes what is unfinished. Nothing happens after `finish`. */
  close(): Promise<void>;
}

/**
 * Opens a target before anything is recorded, so that a full or missing medium is found out first. `path` is a new file, or an existing
 * folder, in which the file is called `neutralName`. Throws EXPORT_TARGET_EXISTS, EXPORT_TARGET_UNWRITABLE.
 */
export async function openTarget(path: string, neutralName: string, vaultPath: string): Promise<Target> {
  const place = (await isFolder(path)) ? join(resolve(path), neutralName) : resolve(path);
  const insideVault = relative(resolve(vaultPath), place);
  if (
    insideVault === '' ||
    !(insideVault === '..' || insideVault.startsWith(`..${sep}`) || resolve(insideVault) === insideVault)
  ) {
    throw new Fault('EXPORT_TARGET_UNWRITABLE');
  }
  await requireFree(place);
  const temporary = join(dirname(place), `.${randomBytes(8).toString('hex')}.part`);
  const file = await open(temporary, 'wx', 0o600).catch(unwritable);
  let finished = false;
  return {
    path: place,
    name: basename(place),
    write: async (bytes) => {
      await writeAll(file, bytes).catch(unwritable);
    },
    async finish() {
      await file.sync().catch(unwritable);
      await file.close().catch(unwritable);
      await giveName(temporary, place);
      finished = true;
      systemCalls.syncFolder(dirname(place));
    },
    async close() {
      if (finished) return;
      await file.close().catch(() => {});
      await rm(temporary, { force: true });
    },
  };
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (status) => status.isDirectory(),
    () => false,
  );
}

async function requireFree(place: string): Promise<void> {
  const taken = await lstat(place).then(
    () => true,
    () => false,
  );
  if (taken) throw new Fault('EXPORT_TARGET_EXISTS');
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done);
    done += bytesWritten;
  }
}

/** A hard link fails where the name is taken; renaming would overwrite. Sticks with FAT know no links: there it is looked for first. */
async function giveName(temporary: string, place: string): Promise<void> {
  try {
    await link(temporary, place);
    await rm(temporary, { force: true });
    return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new Fault('EXPORT_TARGET_EXISTS', {}, { cause: error });
  }
  await requireFree(place);
  await rename(temporary, place).catch(unwritable);
}

function unwritable(cause: unknown): never {
  throw new Fault('EXPORT_TARGET_UNWRITABLE', {}, { cause });
}
