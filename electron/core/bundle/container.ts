import { type PlacedFiles, place } from '../../../shared/bundle/placing.ts';
import { listZip } from '../../../shared/bundle/zip-container.ts';
import { Fault } from '../../../shared/faults.ts';
import { FileDigests } from '../hashing/file-digests.ts';
import type { AgeKeys } from '../vault/age.ts';
import { looksLikeAge } from '../vault/age-introduction.ts';
import { openFile, type RandomAccess } from '../vault/random-access.ts';
import { isFolder, listFolder } from './folder-container.ts';
import { platform } from './platform.ts';

/**
 * A bundle's files, out of a zip, an age-encrypted zip or an unpacked folder. Whoever made the container may be hostile: names are
 * compared and shown, never used as paths of a zip's content; nothing is unpacked or decrypted to disk; what is wrong becomes
 * a finding and the rest is still looked at.
 */
export interface Container extends PlacedFiles {
  readonly form: 'zip' | 'folder';
  readonly encrypted: boolean;
  close(): Promise<void>;
}

export type BundleSource = string | RandomAccess;

/**
 * Opens a bundle. Throws BUNDLE_NOT_A_BUNDLE where it is neither zip, age file nor folder (or cut short), BUNDLE_ENCRYPTED where a key is
 * needed and none given, BUNDLE_KEY_WRONG where the one given does not fit, BUNDLE_TOO_LARGE, SOURCE_NOT_FOUND, SOURCE_UNREADABLE.
 */
export async function openContainer(source: BundleSource, keys: AgeKeys): Promise<Container> {
  if (typeof source === 'string' && (await isFolder(source))) {
    const digests = new FileDigests();
    const placed = place(await listFolder(source, digests));
    return { form: 'folder', encrypted: false, ...placed, close: () => digests.close() };
  }
  const file = typeof source === 'string' ? await openSource(source) : source;
  try {
    const encrypted = await looksLikeAge(file);
    const zip = encrypted ? await decrypt(file, keys) : file;
    return { form: 'zip', encrypted, ...place(await listZip(zip, platform)), close: () => zip.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openSource(path: string): Promise<RandomAccess> {
  try {
    return await openFile(path);
  } catch (cause) {
    throw new Fault('SOURCE_UNREADABLE', {}, { cause });
  }
}

async function decrypt(file: RandomAccess, keys: AgeKeys): Promise<RandomAccess> {
  if ((keys.identities ?? []).length === 0 && keys.passphrase === undefined) throw new Fault('BUNDLE_ENCRYPTED');
  // Few bundles are encrypted, and what opens those is half as much as all else that a verification loads.
  const { AgeFailure, openAge } = await import('../vault/age.ts');
  try {
    return await openAge(file, keys);
  } catch (cause) {
    if (cause instanceof AgeFailure && cause.kind === 'no match') throw new Fault('BUNDLE_KEY_WRONG', {}, { cause });
    if (cause instanceof AgeFailure) throw new Fault('BUNDLE_NOT_A_BUNDLE', { reason: cause.kind }, { cause });
    throw cause;
  }
}
