import { type ContainerFinding, containerFinding, isLitter, isPlainName, type Listing, showName } from './listing.ts';
import { PlacedMap } from './placed-map.ts';

/** A bundle's files as its verification takes them, out of whatever held them. */
export interface PlacedFiles {
  /** By place in the bundle, a single top folder taken off. */
  readonly files: PlacedMap;
  readonly findings: readonly ContainerFinding[];
  /** What operating systems leave behind, outside the payload: named, not part of the bundle. */
  readonly litter: readonly string[];
}

/** Takes litter and a single top folder off, and refuses names that are not the only one of their kind on every system. */
export function place(listing: Listing): PlacedFiles {
  const top = topFolder(listing);
  const files = new PlacedMap(listing, top.length);
  const litter: string[] = [];
  const faults = [...listing.findings];
  for (const number of listing.order) {
    const name = listing.files.nameAt(number);
    if (isLitter(name)) {
      litter.push(showName(name));
      continue;
    }
    const path = name.slice(top.length);
    const claim = isPlainName(path) ? files.claim(number) : 'name';
    if (claim !== 'free') faults.push(containerFinding(`container.${claim}`, path));
  }
  const bare = faults.map((finding) =>
    top !== '' && finding.path?.startsWith(top) ? { ...finding, path: finding.path.slice(top.length) } : finding,
  );
  return { files, findings: bare, litter };
}

/** `name/` where everything but litter stands in one folder and the bundle is in it; else ''. */
function topFolder({ files, order }: Listing): string {
  let top: string | null = null;
  let bagged = false;
  for (const number of order) {
    const name = files.nameAt(number);
    if (isLitter(name)) continue;
    top ??= name.slice(0, name.indexOf('/') + 1);
    if (top === '' || top === 'data/' || !name.startsWith(top)) return '';
    bagged ||= name === `${top}bagit.txt` || name === `${top}data/ledger/entries.jsonl`;
  }
  return top !== null && bagged && isPlainName(top.slice(0, -1)) ? top : '';
}
