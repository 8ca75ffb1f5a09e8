import { equalBytes } from '../ledger/bytes.ts';
import { type FileTable, textOf } from './file-table.ts';
import { type ContainerFinding, containerFinding, isLitter, isPlainName, type Listing, showName } from './listing.ts';
import { topLength, undone } from './packed-names.ts';
import { PlacedMap } from './placed-map.ts';

/** A bundle's files as its verification takes them, out of whatever held them. */
export interface PlacedFiles {
  /** By place in the bundle, the folders around it taken off. */
  readonly files: PlacedMap;
  readonly findings: readonly ContainerFinding[];
  /** What operating systems leave behind: named, not part of the bundle. */
  readonly litter: readonly string[];
  /** How those who packed or copied it had changed the names of its files; null where they stand as they were written. */
  readonly renamed: 'backslashes' | 'capitals' | null;
}

/** Takes litter and the folders around off, and refuses names that are not the only one of their kind on every system. */
export function place(listing: Listing): PlacedFiles {
  const { files: names, order, hadBackslashes } = undone(listing);
  const top = topLength(names, order);
  const files = new PlacedMap({ ...listing, files: names, order }, top);
  const litter: string[] = [];
  const folders =
    top === 0 ? '' : showName(textOf(listing.files.nameBytesAt(placedFirst(names, order)).subarray(0, top)));
  const faults = listing.findings.map((finding) =>
    finding.path?.startsWith(folders) ? { ...finding, path: finding.path.slice(folders.length) } : finding,
  );
  const original = (number: number): Uint8Array => listing.files.nameBytesAt(number).subarray(top);
  let changed = false;
  for (const number of order) {
    if (isLitter(names.nameBytesAt(number))) {
      litter.push(showName(listing.files.nameAt(number)));
      continue;
    }
    const name = names.nameBytesAt(number).subarray(top);
    if (!isPlainName(name)) {
      faults.push(containerFinding('container.name', textOf(name)));
      continue;
    }
    const taken = files.claim(number);
    if (taken === null) changed ||= names !== listing.files && !equalBytes(original(number), name);
    else {
      const isSame = equalBytes(original(taken), original(number));
      faults.push(containerFinding(isSame ? 'container.duplicate' : 'container.case-clash', textOf(name)));
    }
  }
  const how = hadBackslashes ? 'backslashes' : 'capitals';
  return { files, findings: faults, litter, renamed: changed ? how : null };
}

function placedFirst(names: FileTable, order: Uint32Array): number {
  return order.find((number) => !isLitter(names.nameBytesAt(number))) ?? 0;
}
