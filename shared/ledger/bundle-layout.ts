/**
 * The files of a bundle: which paths exist, what stands in the small ones, and what the closing export's `given` says of them.
 * Reading and writing the zip is for others; everything here is bytes and text.
 */
import { compareByBytes, encodeUtf8 } from './bytes.ts';
import { canonicalise, type Json } from './canonical.ts';
import { type Hex64, hashToHex, isHex64 } from './hex.ts';
import { extensionOf } from './media-types.ts';
import type { Primitives } from './primitives.ts';
import type { FileClaim } from './reserved.ts';

/** The tag bag-info.txt carries, and its value. */
export const BUNDLE_VERSION = '1.1';

export const paths = {
  bagit: 'bagit.txt',
  bagInfo: 'bag-info.txt',
  manifest: 'manifest-sha256.txt',
  tagManifest: 'tagmanifest-sha256.txt',
  readme: 'README.txt',
  verifierPage: 'verify.html',
  verifierScript: 'verify.py',
  entries: 'data/ledger/entries.jsonl',
  disclosures: 'data/ledger/disclosures.jsonl',
  checkpoint: 'data/ledger/checkpoint.txt',
  absent: 'data/absent.txt',
  withheld: 'data/withheld.jsonl',
} as const;

/** What a path of a bundle is. */
export type BundlePath =
  | { readonly kind: 'tag' | 'entries' | 'disclosures' | 'checkpoint' | 'absent' | 'withheld' }
  /** Under ledger/checkpoints/. */
  | { readonly kind: 'earlier-checkpoint' }
  /** Under ledger/anchors/. */
  | { readonly kind: 'anchor' }
  | { readonly kind: 'object'; readonly sha256: Hex64; readonly extension: string }
  | { readonly kind: 'record'; readonly seq: number }
  /** Under later/: a note where the name ends in .txt, an anchor otherwise. */
  | { readonly kind: 'later-checkpoint' | 'later-anchor' }
  /** Under ext/custody/, since 1.1: for people. Bound by `given`, and nothing in it is judged. */
  | { readonly kind: 'custody-sheet' }
  /** Under ext/, where higher minor versions add files: bound by `given`, not understood. */
  | { readonly kind: 'extension' };

const tagFiles = [
  paths.bagit,
  paths.bagInfo,
  paths.manifest,
  paths.tagManifest,
  paths.readme,
  paths.verifierPage,
  paths.verifierScript,
] as const;

// Lower case alone: file systems that fold case would otherwise unpack two files into one.
const noteName = /^[a-z0-9][a-z0-9._-]{0,99}\.txt$/;
const anchorName = /^[a-z0-9][a-z0-9._-]{0,99}$/;
const custodySheet = /^custody\/[1-9][0-9]{0,5}\.html$/;
const extensionPath = /^[a-z0-9][a-z0-9._-]{0,99}(\/[a-z0-9][a-z0-9._-]{0,99}){0,7}$/;

/** Which file of the format a path names; null for every other path. The path is never used as one on a disk. */
export function classifyPath(path: string): BundlePath | null {
  if ((tagFiles as readonly string[]).includes(path)) return { kind: 'tag' };
  switch (path) {
    case paths.entries:
      return { kind: 'entries' };
    case paths.disclosures:
      return { kind: 'disclosures' };
    case paths.checkpoint:
      return { kind: 'checkpoint' };
    case paths.absent:
      return { kind: 'absent' };
    case paths.withheld:
      return { kind: 'withheld' };
  }
  const [, folder, name] = /^(data\/(?:ledger\/)?[a-z]+)\/(.+)$/s.exec(path) ?? [];
  if (name === undefined) return null;
  switch (folder) {
    case 'data/ledger/checkpoints':
      return noteName.test(name) ? { kind: 'earlier-checkpoint' } : null;
    case 'data/ledger/anchors':
      return anchorName.test(name) ? { kind: 'anchor' } : null;
    case 'data/objects':
      return classifyObject(name);
    case 'data/records':
      return classifyRecord(name);
    case 'data/later':
      if (!anchorName.test(name)) return null;
      return { kind: noteName.test(name) ? 'later-checkpoint' : 'later-anchor' };
    case 'data/ext':
      if (custodySheet.test(name)) return { kind: 'custody-sheet' };
      return extensionPath.test(name) ? { kind: 'extension' } : null;
    default:
      return null;
  }
}

function classifyObject(name: string): BundlePath | null {
  const [sha256, extension, ...more] = name.split('.');
  if (!isHex64(sha256) || extension === undefined || more.length > 0) return null;
  return /^[a-z0-9]{1,5}$/.test(extension) ? { kind: 'object', sha256, extension } : null;
}

function classifyRecord(name: string): BundlePath | null {
  const [, digits] = /^(0|[1-9][0-9]{0,15})\.json$/.exec(name) ?? [];
  const seq = Number(digits);
  return digits !== undefined && Number.isSafeInteger(seq) ? { kind: 'record', seq } : null;
}

/** A page of the custody sheets, from 1. */
export function custodySheetPath(page: number): string {
  return `data/ext/custody/${page}.html`;
}

export function recordPath(seq: number): string {
  return `data/records/${seq}.json`;
}

/** The path of an earlier checkpoint of `size`. Several of one size take a suffix: `6-witnessed.txt`. */
export function checkpointPath(size: number, suffix = ''): string {
  return `data/ledger/checkpoints/${size}${suffix}.txt`;
}

/** Where the object of a file stands: the media type of the lowest entry that names it decides the extension. */
export function objectPath(file: Pick<FileClaim, 'sha256' | 'type'>): string {
  return `data/objects/${file.sha256}.${extensionOf(file.type)}`;
}

/** The bytes of records/<seq>.json: the shown fields of that entry, canonical, no newline at the end. */
export function recordBytes(fields: ReadonlyMap<string, Json>): Uint8Array {
  return canonicalise(Object.fromEntries(fields));
}

/** The bytes of absent.txt: the files named here whose objects are not, sorted, one a line. */
export function absentBytes(hashes: Iterable<Hex64>): Uint8Array {
  return encodeUtf8(
    [...new Set(hashes)]
      .sort()
      .map((hash) => `${hash}\n`)
      .join(''),
  );
}

/** So many lines are encoded together. */
const linesTogether = 512;

/** A file of a bundle with the hash of its bytes. */
export type HashedFile = { readonly path: string; readonly sha256: Hex64 };

/** The files under data/ that the closing export at `lastSeq` itself changes. */
export const changedByClosing = (lastSeq: number): readonly string[] => [
  paths.entries,
  paths.disclosures,
  paths.checkpoint,
  recordPath(lastSeq),
];

/**
 * What `given.files` of the closing export at `lastSeq` must be: hex H of the lines "<sha256>  <path>" by bytes of path, over
 * every file under data/ except `changedByClosing` and what arrives later.
 */
export function givenFilesHash(primitives: Primitives, files: Iterable<HashedFile>, lastSeq: number): Hex64 {
  const outside = changedByClosing(lastSeq);
  const hash = primitives.createSha256();
  let lines: string[] = [];
  for (const { sha256, path } of [...files].sort((a, b) => compareByBytes(a.path, b.path))) {
    if (!path.startsWith('data/') || path.startsWith('data/later/') || outside.includes(path)) continue;
    lines.push(`${sha256}  ${path}\n`);
    if (lines.length < linesTogether) continue;
    hash.update(encodeUtf8(lines.join('')));
    lines = [];
  }
  return hashToHex(hash.update(encodeUtf8(lines.join(''))).digest());
}
