import { compareByBytes, concatBytes } from '../ledger/bytes.ts';
import { LineSplitter } from '../ledger/jsonl.ts';
import {
  type Algorithm,
  type BagCode,
  type BagDeclaration,
  type BagProblem,
  decodeTagText,
  encodeManifestLine,
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
  /** How many files there are; each has a number from 0. */
  readonly count: number;
  /** The place of a file in the bag. */
  pathAt(number: number): string;
  /** The number of the file at a place; −1 where there is none. */
  numberOf(path: string): number;
  /** Bytes in the file. */
  sizeAt(number: number): number;
  /**
   * Whether a file has, byte for byte, what `composeManifest` makes of the payload and its SHA-256, so that it need not be gone through.
   * Where that isn't known, it is.
   */
  listsAll?(number: number): boolean;
  /** The file's bytes, of which a piece is good until the next is asked for. Throws where it cannot be read. */
  stream(number: number): AsyncIterable<Uint8Array>;
  /** The digest in lower-case hex. Rejects when the file cannot be read. */
  digest(number: number, algorithm: Algorithm): Promise<string>;
}

export type BagReport = {
  readonly declaration: BagDeclaration | null;
  readonly info: readonly TagElement[];
  /** Tag files that a manifest lists and that are there. */
  readonly listedTags: ReadonlySet<string>;
  readonly errors: readonly BagProblem[];
  readonly warnings: readonly BagProblem[];
};

/** Largest tag file that is read as a whole. Manifests may be larger: they are read line by line. */
const tagFileLimit = 16 * 1024 * 1024;

/** What one manifest says of the files that are there. */
type Manifest = { readonly file: string; readonly marks: Uint8Array };
const UNLISTED = 0;
const LISTED = 1;
const LISTED_WRONG = 2;

/** Listed names without a file are told apart up to this many, so that each is reported once. */
const maxMissing = 10_000;

/**
 * Is this a complete and valid bag (RFC 8493 section 3)? All faults are reported, none is thrown. Of a bag of millions of files, a byte
 * for each and manifest is kept.
 *
 * Stricter than the RFC on purpose, because evidence must mean the same on every computer: a listed name must be that of a file to the
 * letter, and nothing in fetch.txt is ever fetched. A manifest that is good and not in the one form that we write gets a warning.
 */
export async function validateBag(bag: BagFiles): Promise<BagReport> {
  const errors: BagProblem[] = [];
  const warnings: BagProblem[] = [];
  const error = (code: BagCode, path: string | null, detail = ''): void => void errors.push({ code, path, detail });
  const warn = (code: BagCode, path: string | null, detail = ''): void => void warnings.push({ code, path, detail });
  const listedTags = new Set<string>();
  const isPayload = Uint8Array.from({ length: bag.count }, (_, number) =>
    Number(bag.pathAt(number).startsWith('data/')),
  );

  const declared = await readSmall(bag, 'bagit.txt');
  if (declared === null) {
    error('bag.declaration', 'bagit.txt', bag.numberOf('bagit.txt') >= 0 ? 'unreadable' : 'missing');
    return { declaration: null, info: [], listedTags, errors, warnings };
  }
  const read = readDeclaration(declared);
  if ('code' in read) {
    errors.push(read);
    return { declaration: null, info: [], listedTags, errors, warnings };
  }
  const declaration: BagDeclaration = read;

  const payload = await readManifests('manifest');
  const tags = await readManifests('tagmanifest');
  if (payload.length === 0) error('bag.manifest-missing', null, 'no payload manifest');
  const info = await readInfo();
  await checkFetch();
  checkCompleteness();
  checkOxum();
  return { declaration, info, listedTags, errors, warnings };

  async function readManifests(kind: 'manifest' | 'tagmanifest'): Promise<Manifest[]> {
    const manifests: Manifest[] = [];
    const missing = new Set<string>();
    for (let number = 0; number < bag.count; number++) {
      if (isPayload[number] === 1) continue;
      const file = bag.pathAt(number);
      const name = /^(manifest|tagmanifest)-([^/]+)\.txt$/.exec(file);
      if (name?.[1] !== kind) continue;
      const algorithm = (name[2] ?? '').toLowerCase();
      if (!isAlgorithm(algorithm)) error('bag.manifest-algorithm', file, algorithm.slice(0, 40));
      else manifests.push(await readManifest(number, file, algorithm, kind === 'manifest', missing));
    }
    return manifests;
  }

  async function readManifest(
    number: number,
    file: string,
    algorithm: Algorithm,
    ofPayload: boolean,
    missing: Set<string>,
  ): Promise<Manifest> {
    const { version, encoding } = declaration;
    const marks = new Uint8Array(bag.count);
    const isOurs = ofPayload && algorithm === 'sha256' && version === '1.0' && encoding === 'UTF-8';
    if (isOurs && (bag.listsAll?.(number) ?? false)) {
      for (let listed = 0; listed < bag.count; listed++) {
        if (isPayload[listed] === 1) marks[listed] = LISTED;
      }
      return { file, marks };
    }
    const ownMissing = new Set<string>();
    let count = 0;
    let before = '';
    let plain = true;
    const check = async (line: string): Promise<void> => {
      count++;
      const read = readManifestLine(line, algorithm, version);
      if (read === null) {
        plain = false;
        return error('bag.manifest-line', file, `line ${count}`);
      }
      const path = insideBag(read.path);
      const inPayload = path?.startsWith('data/') ?? false;
      if (path === null || inPayload !== ofPayload || /^tagmanifest-/.test(path)) {
        plain = false;
        return error('bag.path', file, `line ${count}`);
      }
      plain &&= compareByBytes(before, path) < 0 && `${line}\n` === encodeManifestLine(path, read.digest);
      before = path;
      if (read.marked) warn('bag.manifest-line', path, 'marked with an asterisk');
      if (read.path !== path) warn('bag.path', path, 'begins with ./');
      const found = bag.numberOf(path);
      if (found >= 0) return checkFile(found, path, read.digest);
      if (ownMissing.has(path)) return error('bag.listed-twice', path, file);
      if (ownMissing.size < maxMissing) ownMissing.add(path);
      if (missing.has(path)) return;
      if (missing.size < maxMissing) missing.add(path);
      error('bag.missing', path);
    };
    const checkFile = async (listed: number, path: string, digest: string): Promise<void> => {
      if (!ofPayload) listedTags.add(path);
      const mark = marks[listed];
      const found = await bag.digest(listed, algorithm).catch(() => null);
      const right = found === digest;
      marks[listed] = right && mark !== LISTED_WRONG ? LISTED : LISTED_WRONG;
      if (mark === UNLISTED) {
        if (found === null) error('bag.unreadable', path);
        else if (!right) error('bag.digest', path, algorithm);
        return;
      }
      if (!right || mark === LISTED_WRONG || version === '1.0') error('bag.listed-twice', path, file);
      else warn('bag.listed-twice', path, file);
    };
    try {
      if (encoding === 'UTF-16') {
        const text = decodeTagText((await readSmall(bag, file)) ?? unreadable(), encoding) ?? unreadable();
        plain = false;
        for (const line of splitLines(text)) await check(line);
      } else {
        for await (const line of linesOf(bag.stream(number), encoding)) {
          const lines = splitLines(line.text);
          // What ends in CR, or at the end of the file, or is empty, is none of the lines that we write.
          plain &&= line.ended && lines.length === 1 && lines[0] === line.text;
          for (const one of lines) await check(one);
        }
      }
    } catch {
      error('bag.unreadable', file);
      return { file, marks };
    }
    if (!plain) warn('bag.manifest-form', file);
    return { file, marks };
  }

  /** Version 1.0: every manifest lists each file that another of its kind lists. Before: one is enough. */
  function checkCompleteness(): void {
    for (let number = 0; number < bag.count; number++) {
      const inPayload = isPayload[number] === 1;
      const all = inPayload ? payload : tags;
      if (all.length > 0 && all.every(({ marks }) => marks[number] !== UNLISTED)) continue;
      const path = bag.pathAt(number);
      const lacking = all.filter(({ marks }) => marks[number] === UNLISTED);
      if (inPayload && lacking.length === all.length) error('bag.unlisted', path);
      else if (declaration.version === '1.0' && lacking.length < all.length) {
        for (const { file } of lacking) error('bag.unlisted', path, file);
      }
    }
  }

  async function readInfo(): Promise<readonly TagElement[]> {
    const { version, encoding } = declaration;
    const file = version < '0.96' ? 'package-info.txt' : 'bag-info.txt';
    if (bag.numberOf(file) < 0) return [];
    const bytes = await readSmall(bag, file);
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
  async function checkFetch(): Promise<void> {
    if (bag.numberOf('fetch.txt') < 0) return;
    const bytes = await readSmall(bag, 'fetch.txt');
    const text = bytes === null ? null : decodeTagText(bytes, declaration.encoding);
    if (text === null) return error('bag.unreadable', 'fetch.txt');
    for (const [index, line] of splitLines(text).entries()) {
      const target = /^\S+[ \t]+(?:\d+|-)[ \t]+(.+)$/.exec(line)?.[1];
      if (target === undefined) error('bag.fetch', 'fetch.txt', `line ${index + 1}`);
      else if (!insideBag(target)?.startsWith('data/')) error('bag.path', 'fetch.txt', `line ${index + 1}`);
    }
  }

  /** Payload-Oxum is `octets.files`; a bag that contradicts it has lost or gained something. */
  function checkOxum(): void {
    const stated = info.filter(([label]) => label.toLowerCase() === 'payload-oxum').map(([, value]) => value);
    if (stated.length === 0) return;
    let octets = 0;
    let files = 0;
    for (let number = 0; number < bag.count; number++) {
      if (isPayload[number] === 0) continue;
      octets += bag.sizeAt(number);
      files += 1;
    }
    if (stated.some((value) => value !== `${octets}.${files}`)) error('bag.oxum', null, `${octets}.${files}`);
  }
}

/** Lines as their bytes arrive, each up to its LF. Throws where they are not in the encoding, or one is longer than a tag file may be. */
async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
  encoding: 'UTF-8' | 'ISO-8859-1',
): AsyncGenerator<{ readonly text: string; readonly ended: boolean }> {
  let lines: string[] = [];
  const splitter = new LineSplitter(tagFileLimit, (line) => {
    lines.push((line === null ? null : decodeTagText(line, encoding)) ?? unreadable());
  });
  for await (const piece of bytes) {
    splitter.push(piece);
    for (const text of lines) yield { text, ended: true };
    lines = [];
  }
  const ended = splitter.end();
  for (const text of lines) yield { text, ended };
}

function unreadable(): never {
  throw new RangeError('unreadable');
}

async function readSmall(bag: BagFiles, path: string): Promise<Uint8Array | null> {
  const number = bag.numberOf(path);
  if (number < 0 || bag.sizeAt(number) > tagFileLimit) return null;
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of bag.stream(number)) pieces.push(new Uint8Array(piece));
  } catch {
    return null;
  }
  return concatBytes(...pieces);
}
