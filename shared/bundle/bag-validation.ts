import {
  type Algorithm,
  type BagCode,
  type BagDeclaration,
  type BagProblem,
  type BagVersion,
  decodeTagText,
  insideBag,
  isAlgorithm,
  readDeclaration,
  readManifestLine,
  readTagElements,
  splitLines,
  type TagElement,
} from './bagit.ts';

/** The files of a bag, wherever they are. Names are never used as paths by this module. */
export interface BagFiles {
  /** Every file, by its place in the bag. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** Bytes in the file. */
  size(path: string): number;
  /** All bytes of a small file. Rejects when it cannot be read or is larger than `limit`. */
  read(path: string, limit: number): Promise<Uint8Array>;
  /** Lower-case hex digests. Rejects when the file cannot be read. */
  digests(path: string, algorithms: readonly Algorithm[]): Promise<ReadonlyMap<Algorithm, string>>;
}

export type BagReport = {
  readonly declaration: BagDeclaration | null;
  readonly info: readonly TagElement[];
  /** Payload paths with the digests that manifests give them, by algorithm. */
  readonly listed: ReadonlyMap<string, ReadonlyMap<Algorithm, string>>;
  /** The same for tag files. */
  readonly listedTags: ReadonlyMap<string, ReadonlyMap<Algorithm, string>>;
  readonly errors: readonly BagProblem[];
  readonly warnings: readonly BagProblem[];
};

/** Largest manifest or tag file: a million files, each with a long name. */
const tagFileLimit = 512 * 1024 * 1024;

type Manifest = { file: string; algorithm: Algorithm; lines: Map<string, string> };

/**
 * Is this a complete and valid bag (RFC 8493 section 3)? All faults are reported, none is thrown.
 *
 * Stricter than the RFC on purpose, because evidence must mean the same on every computer: two listed names that differ only in
 * case or Unicode normalisation are an error once one of them has no file, and nothing in fetch.txt is ever fetched.
 */
export async function validateBag(bag: BagFiles): Promise<BagReport> {
  const errors: BagProblem[] = [];
  const warnings: BagProblem[] = [];
  const error = (code: BagCode, path: string | null, detail = ''): void => void errors.push({ code, path, detail });
  const warn = (code: BagCode, path: string | null, detail = ''): void => void warnings.push({ code, path, detail });
  const nothing = { declaration: null, info: [], listed: new Map(), listedTags: new Map(), errors, warnings };

  const declared = await readText(bag, 'bagit.txt');
  if (declared === null) {
    error('bag.declaration', 'bagit.txt', bag.has('bagit.txt') ? 'unreadable' : 'missing');
    return nothing;
  }
  const declaration = readDeclaration(declared);
  if ('code' in declaration) {
    errors.push(declaration);
    return nothing;
  }

  const payload = await readManifests('manifest');
  const tags = await readManifests('tagmanifest');
  if (payload.length === 0) error('bag.manifest-missing', null, 'no payload manifest');
  const info = await readInfo(declaration);
  await checkFetch(declaration);

  const listed = collect(payload);
  const listedTags = collect(tags);
  for (const [path, digests] of [...listed, ...listedTags]) await checkFile(path, digests);
  checkCompleteness(declaration.version);
  checkOxum(info);
  return { declaration, info, listed, listedTags, errors, warnings };

  async function readManifests(kind: 'manifest' | 'tagmanifest'): Promise<Manifest[]> {
    const manifests: Manifest[] = [];
    for (const file of bag.paths) {
      const name = /^(manifest|tagmanifest)-([^/]+)\.txt$/.exec(file);
      if (name?.[1] !== kind) continue;
      const algorithm = (name[2] ?? '').toLowerCase();
      if (!isAlgorithm(algorithm)) {
        error('bag.manifest-algorithm', file, algorithm.slice(0, 40));
        continue;
      }
      manifests.push(await readManifest(file, algorithm, kind === 'manifest'));
    }
    return manifests;
  }

  async function readManifest(file: string, algorithm: Algorithm, ofPayload: boolean): Promise<Manifest> {
    const { version, encoding } = declaration as BagDeclaration;
    const lines = new Map<string, string>();
    const bytes = await readText(bag, file);
    const text = bytes === null ? null : decodeTagText(bytes, encoding);
    if (text === null) {
      error('bag.unreadable', file);
      return { file, algorithm, lines };
    }
    for (const [index, line] of splitLines(text).entries()) {
      const read = readManifestLine(line, algorithm, version);
      if (read === null) {
        error('bag.manifest-line', file, `line ${index + 1}`);
        continue;
      }
      const path = insideBag(read.path);
      const inPayload = path?.startsWith('data/') ?? false;
      if (path === null || inPayload !== ofPayload || /^tagmanifest-/.test(path)) {
        error('bag.path', file, `line ${index + 1}`);
        continue;
      }
      if (read.marked) warn('bag.manifest-line', path, 'marked with an asterisk');
      if (read.path !== path) warn('bag.path', path, 'begins with ./');
      const before = lines.get(path);
      if (before !== undefined && (before !== read.digest || version === '1.0')) error('bag.listed-twice', path, file);
      else if (before !== undefined) warn('bag.listed-twice', path, file);
      lines.set(path, read.digest);
    }
    return { file, algorithm, lines };
  }

  function collect(manifests: readonly Manifest[]): Map<string, Map<Algorithm, string>> {
    const all = new Map<string, Map<Algorithm, string>>();
    for (const { algorithm, lines } of manifests) {
      for (const [path, digest] of lines) {
        const digests = all.get(path) ?? new Map<Algorithm, string>();
        all.set(path, digests.set(algorithm, digest));
      }
    }
    const folded = new Map<string, string>();
    for (const path of all.keys()) {
      const key = path.normalize('NFC').toLowerCase();
      const other = folded.get(key);
      if (other === undefined) folded.set(key, path);
      else warn('bag.case-clash', path, other);
    }
    return all;
  }

  async function checkFile(path: string, expected: ReadonlyMap<Algorithm, string>): Promise<void> {
    if (!bag.has(path)) return error('bag.missing', path);
    try {
      const found = await bag.digests(path, [...expected.keys()]);
      for (const [algorithm, digest] of expected) {
        if (found.get(algorithm) !== digest) error('bag.digest', path, algorithm);
      }
    } catch {
      error('bag.unreadable', path);
    }
  }

  /** Version 1.0: every manifest lists every payload file, and tag manifests agree on what they list. Before: one is enough. */
  function checkCompleteness(version: BagVersion): void {
    for (const path of bag.paths) {
      if (path.startsWith('data/') && !listed.has(path)) error('bag.unlisted', path);
    }
    if (version !== '1.0') return;
    for (const [manifests, all] of [
      [payload, listed],
      [tags, listedTags],
    ] as const) {
      for (const { file, lines } of manifests) {
        for (const path of all.keys()) if (!lines.has(path)) error('bag.unlisted', path, file);
      }
    }
  }

  async function readInfo({ version, encoding }: BagDeclaration): Promise<readonly TagElement[]> {
    const file = version < '0.96' ? 'package-info.txt' : 'bag-info.txt';
    if (!bag.has(file)) return [];
    const bytes = await readText(bag, file);
    const text = bytes === null ? null : decodeTagText(bytes, encoding);
    if (text === null) {
      error('bag.unreadable', file);
      return [];
    }
    const { elements, malformed } = readTagElements(text);
    if (malformed.length > 0) error('bag.info', file, `${malformed.length} lines are no elements`);
    return elements;
  }

  /** Where the bag says that files could be fetched: their names must be inside the payload. Nothing is fetched. */
  async function checkFetch({ encoding }: BagDeclaration): Promise<void> {
    if (!bag.has('fetch.txt')) return;
    const bytes = await readText(bag, 'fetch.txt');
    const text = bytes === null ? null : decodeTagText(bytes, encoding);
    if (text === null) return error('bag.unreadable', 'fetch.txt');
    for (const [index, line] of splitLines(text).entries()) {
      const target = /^\S+[ \t]+(?:\d+|-)[ \t]+(.+)$/.exec(line)?.[1];
      if (target === undefined) error('bag.fetch', 'fetch.txt', `line ${index + 1}`);
      else if (!insideBag(target)?.startsWith('data/')) error('bag.path', 'fetch.txt', `line ${index + 1}`);
    }
  }

  /** Payload-Oxum is `octets.files`; a bag that contradicts it has lost or gained something. */
  function checkOxum(elements: readonly TagElement[]): void {
    const stated = elements.filter(([label]) => label.toLowerCase() === 'payload-oxum').map(([, value]) => value);
    if (stated.length === 0) return;
    let octets = 0;
    let files = 0;
    for (const path of bag.paths) {
      if (!path.startsWith('data/')) continue;
      octets += bag.size(path);
      files += 1;
    }
    if (stated.some((value) => value !== `${octets}.${files}`)) error('bag.oxum', null, `${octets}.${files}`);
  }
}

async function readText(bag: BagFiles, path: string): Promise<Uint8Array | null> {
  if (!bag.has(path)) return null;
  try {
    return await bag.read(path, tagFileLimit);
  } catch {
    return null;
  }
}
