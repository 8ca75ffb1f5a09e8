import {
  type ContainerFile,
  type ContainerFinding,
  containerFinding,
  isLitter,
  isPlainName,
  type Listing,
  showName,
} from './listing.ts';

/** A bundle's files as its verification takes them, out of whatever held them. */
export interface PlacedFiles {
  /** By place in the bundle, a single top folder taken off. */
  readonly files: ReadonlyMap<string, ContainerFile>;
  readonly findings: readonly ContainerFinding[];
  /** What operating systems leave behind, outside the payload: named, not part of the bundle. */
  readonly litter: readonly string[];
}

/** Takes litter and a single top folder off, and refuses names that are not the only one of their kind on every system. */
export function place({ files, findings }: Listing): PlacedFiles {
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
