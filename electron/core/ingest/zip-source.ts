import { Unreadable, type Listing as ZipListing } from '../../../shared/bundle/listing.ts';
import { listZip } from '../../../shared/bundle/zip-container.ts';
import { Fault } from '../../../shared/faults.ts';
import { isHex64 } from '../../../shared/ledger/hex.ts';
import { platform } from '../bundle/platform.ts';
import type { OpenVault } from '../vault/vault.ts';
import type { ArchivedZip } from './holdings.ts';
import { wellFormed } from './metadata/tags.ts';
import type { FileSource, Skipped, SourceFile } from './source.ts';

/**
 * The members of a zip that was chosen as a source, read from the zip that stands in the vault by now: nothing is unpacked to disk, and the source
 * is not needed for it any more. What a zip says of itself is not believed: limits as for bundles (`zip-container.ts`), names are shown
 * and never opened, and what two readers could see differently is not taken in. The zip itself is archived as it is, whatever its inside.
 */
export interface ZipSource extends FileSource {
  readonly kind: 'zip';
  close(): Promise<void>;
}

/** Far more than any export has. */
const mostMembers = 100_000;
/** All members together, against the zip's own size: text compresses ten to one, an empty disk image a thousand to one. */
const mostExpansion = 200;
const expansionFree = 67_108_864;

/** Throws ZIP_UNREADABLE where there is no list of members, or one that only a bomb has; OBJECT_MISSING, OBJECT_DAMAGED. */
export async function zipSource(
  vault: OpenVault,
  { sha256, path }: Pick<ArchivedZip, 'sha256' | 'path'>,
): Promise<ZipSource> {
  if (!isHex64(sha256)) throw new Fault('OBJECT_MISSING');
  const object = await vault.objects.open('original', sha256);
  try {
    const listing = await listed(() => listZip(object, platform));
    const total = Array.from(listing.order, (number) => listing.files.sizeAt(number)).reduce(
      (sum, size) => sum + size,
      0,
    );
    const overlapping = listing.findings.some(({ code }) => code === 'container.overlap');
    if (listing.order.length > mostMembers || total > object.size * mostExpansion + expansionFree || overlapping)
      throw new Fault('ZIP_UNREADABLE');
    return {
      kind: 'zip',
      label: path,
      volume: async () => null,
      list: async () => membersOf(listing),
      close: () => object.close(),
    };
  } catch (error) {
    await object.close();
    throw error;
  }
}

async function listed(list: () => Promise<ZipListing>): Promise<ZipListing> {
  try {
    return await list();
  } catch (cause) {
    if (cause instanceof Fault && cause.code.startsWith('OBJECT_')) throw cause;
    throw new Fault('ZIP_UNREADABLE', {}, { cause });
  }
}

/** A name that is a place within the zip on every system, shown as it stands. */
const isWithin = (name: string): boolean =>
  !/^[/\\]|^[A-Za-z]:|\p{Cc}/u.test(name) &&
  name.split(/[/\\]/).every((segment) => segment !== '' && segment !== '.' && segment !== '..');

function membersOf(listing: ZipListing): { files: SourceFile[]; skipped: Skipped[] } {
  const files: SourceFile[] = [];
  const skipped: Skipped[] = [];
  const names = new Set<string>();
  for (const number of listing.order) {
    const path = wellFormed(listing.files.nameAt(number));
    // Of two members with one name, two programs show two files.
    if (!isWithin(path) || names.has(path)) {
      skipped.push({ path, code: 'ZIP_MEMBER_REFUSED' });
      continue;
    }
    names.add(path);
    files.push({
      path,
      name: path.slice(path.lastIndexOf('/') + 1),
      size: listing.files.sizeAt(number),
      // A zip's own times have no zone (APPNOTE 4.4.6).
      modified: null,
      born: null,
      open: () => memberOf(listing, number),
      openAgain: null,
    });
  }
  return { files, skipped };
}

async function* memberOf(listing: ZipListing, number: number): AsyncGenerator<Uint8Array> {
  try {
    yield* listing.open(number);
  } catch (cause) {
    throw cause instanceof Unreadable ? new Fault('ZIP_MEMBER_REFUSED', {}, { cause }) : cause;
  }
}
