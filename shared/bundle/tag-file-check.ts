import { BUNDLE_VERSION, classifyPath, paths } from '../ledger/bundle-layout.ts';
import { encodeUtf8, equalBytes } from '../ledger/bytes.ts';
import type { FileReference } from '../ledger/disclosed.ts';
import type { FindingCode } from '../ledger/findings.ts';
import { type Hex64, hashToHex } from '../ledger/hex.ts';
import type { Primitives } from '../ledger/primitives.ts';
import type { LedgerVerification } from '../ledger/verification.ts';
import { type BagFiles, type BagReport, validateBag } from './bag-validation.ts';
import { type BagCode, type BagProblem, declarationText } from './bagit.ts';
import type { BundleReading } from './bundle-reading.ts';
import type { ClassifiedFiles } from './classified-files.ts';
import type { FileLines } from './file-lines.ts';
import { Unreadable } from './listing.ts';
import type { PlacedFiles } from './placing.ts';

/** What a fault of the bag is called in a report. */
const bagFindings: Readonly<Record<BagCode, FindingCode>> = {
  'bag.declaration': 'BAG_DECLARATION',
  'bag.version': 'BAG_DECLARATION',
  'bag.encoding': 'BAG_DECLARATION',
  'bag.manifest-missing': 'MANIFEST_SYNTAX',
  'bag.manifest-algorithm': 'MANIFEST_SYNTAX',
  'bag.manifest-line': 'MANIFEST_SYNTAX',
  'bag.manifest-form': 'MANIFEST_SYNTAX',
  'bag.path': 'MANIFEST_SYNTAX',
  'bag.listed-twice': 'MANIFEST_SYNTAX',
  'bag.missing': 'FILE_MISSING',
  'bag.unlisted': 'FILE_UNLISTED',
  'bag.digest': 'FILE_HASH',
  'bag.fetch': 'MANIFEST_SYNTAX',
  'bag.info': 'MANIFEST_SYNTAX',
  'bag.oxum': 'MANIFEST_SYNTAX',
  'bag.unreadable': 'FILE_HASH',
};

/** bag-info.txt as every writer of bundles writes it: one line each, printable ASCII. */
const plainInfo = /^(?:[A-Za-z][A-Za-z0-9-]*: [!-~](?:[ -~]*[!-~])?\n)*$/;

/** The tag files of a bundle (FORMAT.md section 10), against the hashes of what it holds. */
export class TagFileCheck {
  /** Files that are not what the manifest says; nothing is reported twice. */
  readonly misfits = new Set<string>();
  readonly #primitives: Primitives;
  readonly #container: PlacedFiles;
  readonly #classified: ClassifiedFiles;
  readonly #reading: BundleReading;
  readonly #ledger: LedgerVerification;
  readonly #references: ReadonlyMap<Hex64, FileReference>;
  readonly #lines: FileLines;

  /** `references`: the files that shown fields name. `lines`: what all files are to be listed as. */
  constructor(
    primitives: Primitives,
    container: PlacedFiles,
    classified: ClassifiedFiles,
    reading: BundleReading,
    ledger: LedgerVerification,
    references: ReadonlyMap<Hex64, FileReference>,
    lines: FileLines,
  ) {
    this.#primitives = primitives;
    this.#container = container;
    this.#classified = classified;
    this.#reading = reading;
    this.#ledger = ledger;
    this.#references = references;
    this.#lines = lines;
  }

  /** True where a newer version of the format is stated. */
  async check(): Promise<boolean> {
    const bag = await validateBag(this.#bagFiles());
    for (const problem of bag.errors) this.#reportBag(problem);
    // The suite's looser forms are for other people's bags: ours are written in one way.
    this.#checkOneForm(bag);
    const { declaration } = bag;
    if (declaration !== null && this.#reading.hashes.get(paths.bagit) !== this.#hashOf(encodeUtf8(declarationText))) {
      this.#ledger.report('BAG_DECLARATION', { path: paths.bagit, reason: 'not BagIt 1.0 in UTF-8' }, null);
    }
    const info = bag.info.map(([label, value]) => `${label}: ${value}\n`).join('');
    const plain = plainInfo.test(info) && this.#reading.hashes.get(paths.bagInfo) === this.#hashOf(encodeUtf8(info));
    if (declaration !== null && this.#reading.hashes.has(paths.bagInfo) && !plain) {
      this.#ledger.report('MANIFEST_SYNTAX', { path: paths.bagInfo, reason: 'layout' }, null);
    }
    const stated = bag.info.filter(([label]) => label === 'Sanad-Bundle').map(([, value]) => value);
    const [version = ''] = stated;
    if (stated.length !== 1 || !/^\d{1,4}\.\d{1,4}$/.test(version)) {
      this.#ledger.report('BAG_DECLARATION', { path: paths.bagInfo, reason: 'no version of a bundle' }, null);
      return false;
    }
    const [own, theirs] = [BUNDLE_VERSION, version].map((text) => Number(text.split('.')[0])) as [number, number];
    const minor = Number(version.split('.')[1]);
    // A version that was changed on the way is a change, not a version.
    if (theirs > own && bag.errors.length === 0) return true;
    if (theirs !== own) this.#ledger.report('BAG_DECLARATION', { path: paths.bagInfo, reason: version }, null);
    // What that version has no room for was put there by somebody else.
    const known = Number(BUNDLE_VERSION.split('.')[1]);
    if (theirs !== own || minor > known) return false;
    const unknown = minor === 0 ? (['extension', 'custody-sheet'] as const) : (['extension'] as const);
    for (const path of this.#classified.pathsOf(...unknown)) this.#ledger.report('CONTAINER_PATH', { path }, null);
    return false;
  }

  #reportBag({ code, path, detail }: BagProblem): void {
    if (code === 'bag.digest' && path !== null) this.misfits.add(path);
    const file = path === null ? undefined : this.#references.get((objectHash(path) ?? '') as Hex64);
    const place = {
      ...(path === null ? {} : { path }),
      ...(file === undefined ? {} : { seq: file.seq }),
      reason: this.#bagReason(code, path, detail),
    };
    this.#ledger.report(bagFindings[code], place, file === undefined ? null : { from: file.seq, to: file.seq + 1 });
  }

  /** Where a file and its list disagree, either may be the changed one: both are named. */
  #bagReason(code: BagCode, path: string | null, detail: string): string {
    if (path === null) return detail;
    if (code === 'bag.unreadable') return this.#reading.unreadable.get(path) ?? 'unreadable';
    const list = path.startsWith('data/') ? paths.manifest : paths.tagManifest;
    return code === 'bag.digest' || code === 'bag.missing' || code === 'bag.unlisted' ? list : detail;
  }

  /** Both manifests are there, list what they must, and are the bytes that we would write: nothing hides in their layout. */
  #checkOneForm({ declaration, listedTags, warnings }: BagReport): void {
    const { files } = this.#container;
    for (const path of this.#classified.pathsOf('tag')) {
      if (path === paths.tagManifest || listedTags.has(path)) continue;
      this.#ledger.report('FILE_UNLISTED', { path, reason: paths.tagManifest }, null);
    }
    for (const path of [paths.manifest, paths.tagManifest]) {
      if (!files.has(path)) this.#ledger.report('FILE_MISSING', { path }, null);
      // Without a declaration nobody can tell what is in a manifest.
      else if (declaration === null || warnings.some((one) => one.code === 'bag.manifest-form' && one.path === path))
        this.#ledger.report('MANIFEST_SYNTAX', { path, reason: 'layout' }, null);
    }
  }

  #bagFiles(): BagFiles {
    const { files } = this.#container;
    const { hashes, unreadable } = this.#reading;
    return {
      count: files.size,
      pathAt: (number) => files.pathAt(number),
      numberOf: (path) => files.indexOf(path),
      sizeAt: (number) => files.sizeAt(number),
      listsAll: (number) => {
        const hash = hashes.bytesAt(number);
        return hash !== null && this.#lines.manifest !== null && equalBytes(hash, this.#lines.manifest);
      },
      stream: (number) => files.at(number).stream(),
      async digest(number, algorithm) {
        const hash = hashes.at(number);
        if (hash === null) throw new Unreadable(unreadable.get(files.pathAt(number)) ?? 'missing');
        return algorithm === 'sha256' ? hash : '';
      },
    };
  }

  #hashOf(bytes: Uint8Array): Hex64 {
    return hashToHex(this.#primitives.sha256(bytes));
  }
}

function objectHash(path: string): string | null {
  const kind = classifyPath(path);
  return kind?.kind === 'object' ? kind.sha256 : null;
}
