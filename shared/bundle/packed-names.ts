import { paths } from '../ledger/bundle-layout.ts';
import { encodeUtf8, equalBytes } from '../ledger/bytes.ts';
import { FileTable, textOf } from './file-table.ts';
import { isLitter, type Listing } from './listing.ts';

/**
 * The names of a bundle that others unpacked, carried and packed again (FORMAT.md, section 10). Windows programs wrote backslashes for
 * slashes, some disks and discs keep capitals alone, and people put things into folders and name these in their own language. None of it
 * says anything of what is in the files, so it is undone before a name is judged.
 */
export type PackedNames = {
  /** The names as a bundle has them, by the listing's own numbers. */
  readonly files: FileTable;
  /** The files in the order in which they stand; what turned out to be a folder is left out. */
  readonly order: Uint32Array;
  readonly hadBackslashes: boolean;
};

const [slash, backslash] = [0x2f, 0x5c];
const readme = encodeUtf8(paths.readme);
const smallReadme = readme.map(small);

/** Gives the listing's own table where nothing is to be undone: it may hold three million names. */
export function undone({ files, order }: Pick<Listing, 'files' | 'order'>): PackedNames {
  const hadBackslashes =
    order.some((number) => files.nameBytesAt(number).includes(backslash)) && !hasSlash(files, order);
  if (!hadBackslashes && !order.some((number) => isChanged(files.nameBytesAt(number)))) {
    return { files, order, hadBackslashes };
  }
  const renamed = new FileTable();
  for (let number = 0; number < files.length; number++) {
    const name = files.nameBytesAt(number).map((byte) => (hadBackslashes && byte === backslash ? slash : small(byte)));
    if (endsIn(name, smallReadme)) name.set(readme, name.length - readme.length);
    renamed.add(name, files.sizeAt(number));
  }
  const isFolder = (number: number): boolean =>
    renamed.nameBytesAt(number).at(-1) === slash && renamed.sizeAt(number) === 0;
  return {
    files: renamed,
    order: hadBackslashes ? order.filter((number) => !isFolder(number)) : order,
    hadBackslashes,
  };
}

const markers = [paths.bagit, paths.entries].map(encodeUtf8);

/**
 * The folders that everything but litter stands in, as a number of bytes that each name begins with: up to the first that holds
 * `bagit.txt` or the entries, none of them called `data`; 0 where there is none. What they are called isn't asked: it may be no text at all.
 */
export function topLength(files: FileTable, order: Uint32Array): number {
  let first: Uint8Array | null = null;
  let shared = 0;
  let top = Number.POSITIVE_INFINITY;
  for (const number of order) {
    const name = files.nameBytesAt(number);
    if (isLitter(name)) continue;
    if (first === null) [first, shared] = [name, name.lastIndexOf(slash) + 1];
    while (shared > 0 && !startsAlike(name, first, shared)) shared = shorter(first, shared);
    if (shared === 0) return 0;
    for (const marker of markers) if (endsIn(name, marker)) top = Math.min(top, name.length - marker.length);
  }
  if (first === null || top > shared) return 0;
  return textOf(first.subarray(0, top)).split('/').includes('data') ? 0 : top;
}

/** Of the folders that end before `length`, those without the last. */
function shorter(name: Uint8Array, length: number): number {
  return length < 2 ? 0 : name.lastIndexOf(slash, length - 2) + 1;
}

function startsAlike(name: Uint8Array, other: Uint8Array, length: number): boolean {
  return name.length > length && equalBytes(name.subarray(0, length), other.subarray(0, length));
}

function hasSlash(files: FileTable, order: Uint32Array): boolean {
  return order.some((number) => files.nameBytesAt(number).includes(slash));
}

/** Whether there are capitals in other than `README.txt`, which has them in every bundle, or none in that. */
function isChanged(name: Uint8Array): boolean {
  if (endsIn(name, smallReadme)) return true;
  const capital = name.findIndex((byte) => small(byte) !== byte);
  return capital >= 0 && !(endsIn(name, readme) && capital >= name.length - readme.length);
}

function endsIn(name: Uint8Array, last: Uint8Array): boolean {
  const at = name.length - last.length;
  return at >= 0 && (at === 0 || name[at - 1] === slash) && equalBytes(name.subarray(at), last);
}

/** ASCII's capital letters as small ones. */
function small(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
