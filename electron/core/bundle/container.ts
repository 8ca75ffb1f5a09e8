import { Fault } from '../../../shared/faults.ts';
import { AgeFailure, type AgeKeys, looksLikeAge, openAge } from '../vault/age.ts';
import { openFile, type RandomAccess } from '../vault/random-access.ts';
import { isFolder, listFolder } from './folder-container.ts';
import {
  type ContainerFile,
  type ContainerFinding,
  containerFinding,
  isLitter,
  isPlainName,
  type Listing,
  showName,
} from './listing.ts';
import { listZip } from './zip-container.ts';

/**
 * A bundle's files, out of a zip, an age-encrypted zip or an unpacked folder. Whoever made the container may be hostile: names are
 * compared and shown, never used as paths of a zip's content; nothing is unpacked or decrypted to disk; what is wrong becomes
 * a finding and the rest is still looked at.
 */
export interface Container {
  readonly form: 'zip' | 'folder';
  readonly encrypted: boolean;
  /** By place in the bundle, a single top folder taken off. */
  readonly files: ReadonlyMap<string, ContainerFile>;
  readonly findings: readonly ContainerFinding[];
  /** What operating systems leave behind, outside the payload: named, not part of the bundle. */
  readonly litter: readonly string[];
  close(): Promise<void>;
}

export type BundleSource = string | RandomAccess;

/**
 * Opens a bundle. Throws BUNDLE_NOT_A_BUNDLE where it is neither zip, age file nor folder (or cut short), BUNDLE_ENCRYPTED where a key is
 * needed and none given, BUNDLE_KEY_WRONG where the one given does not fit, BUNDLE_TOO_LARGE, SOURCE_NOT_FOUND, SOURCE_UNREADABLE.
 */
export async function openContainer(source: BundleSource, keys: AgeKeys): Promise<Container> {
  if (typeof source === 'string' && (await isFolder(source))) {
    return { form: 'folder', encrypted: false, ...place(await listFolder(source)), close: async () => {} };
  }
  const file = typeof source === 'string' ? await openSource(source) : source;
  try {
    const encrypted = await looksLikeAge(file);
    const zip = encrypted ? await decrypt(file, keys) : file;
    return { form: 'zip', encrypted, ...place(await listZip(zip)), close: () => zip.close() };
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
  try {
    return await openAge(file, keys);
  } catch (cause) {
    if (cause instanceof AgeFailure && cause.kind === 'no match') throw new Fault('BUNDLE_KEY_WRONG', {}, { cause });
    if (cause instanceof AgeFailure) throw new Fault('BUNDLE_NOT_A_BUNDLE', { reason: cause.kind }, { cause });
    throw cause;
  }
}

/** Takes litter and a single top folder off, and refuses names that are not the only one of their kind on every system. */
function place({ files, findings }: Listing): Pick<Container, 'files' | 'findings' | 'litter'> {
  const litter = files.filter(({ path }) => isLitter(path)).map(({ path }) => showName(path));
  const own = files.filter(({ path }) => !isLitter(path));
  const top = topFolder(own.map(({ path }) => path));
  const placed = new Map<string, ContainerFile>();
  const folded = new Set<string>();
  const faults = [...findings];
  for (const file of own) {
    const path = file.path.slice(top.length);
    if (!isPlainName(path)) faults.push(containerFinding('container.name', path));
    else if (placed.has(path)) faults.push(containerFinding('container.duplicate', path));
    else if (folded.has(path.toLowerCase())) faults.push(containerFinding('container.case-clash', path));
    else {
      placed.set(path, { path, size: file.size, stream: () => file.stream() });
      folded.add(path.toLowerCase());
    }
  }
  const bare = faults.map((finding) =>
    top !== '' && finding.path?.startsWith(top) ? { ...finding, path: finding.path.slice(top.length) } : finding,
  );
  return { files: placed, findings: bare, litter };
}

/** `name/` where everything stands in one folder and the bundle is in it; else ''. */
function topFolder(paths: readonly string[]): string {
  const first = paths[0] ?? '';
  const top = first.slice(0, first.indexOf('/') + 1);
  if (top === '' || top === 'data/' || !paths.every((path) => path.startsWith(top))) return '';
  const bagged = paths.includes(`${top}bagit.txt`) || paths.includes(`${top}data/ledger/entries.jsonl`);
  return bagged && isPlainName(top.slice(0, -1)) ? top : '';
}
