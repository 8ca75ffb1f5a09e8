import {
  absentBytes,
  BUNDLE_VERSION,
  type BundlePath,
  classifyPath,
  givenFilesHash,
  type HashedFile,
  objectPath,
  paths,
  recordBytes,
  recordPath,
} from '../ledger/bundle-layout.ts';
import { concatBytes, decodeLatin1, encodeUtf8, equalBytes } from '../ledger/bytes.ts';
import { isJsonObject, type Json } from '../ledger/canonical.ts';
import { type DisclosedEntry, type FileReference, MAX_DISCLOSURE_LINE } from '../ledger/disclosed.ts';
import { MAX_ENTRY_LENGTH } from '../ledger/entry.ts';
import type { FindingCode } from '../ledger/findings.ts';
import { type Hex64, hashToHex } from '../ledger/hex.ts';
import { LineSplitter } from '../ledger/jsonl.ts';
import { MAX_NOTE_LENGTH } from '../ledger/note.ts';
import { readAt } from '../ledger/reserved.ts';
import { type LedgerReport, LedgerVerification } from '../ledger/verification.ts';
import type { CheckpointRole } from '../ledger/vouching.ts';
import { MAX_WITHHELD_LINE, readWithheldLine, type WithheldStatement } from '../ledger/withheld.ts';
import type { AnchorView } from '../model/anchors.ts';
import type { ReportFinding, Verdict, VerificationReport } from '../model/report.ts';
import { type JudgeAnchors, MAX_ANCHOR_LENGTH, MAX_ANCHORS, sizeInName } from './anchors.ts';
import { type BagFiles, type BagReport, validateBag } from './bag-validation.ts';
import { type BagCode, type BagProblem, composeManifest, declarationText } from './bagit.ts';
import { compareBrought } from './brought.ts';
import { type ContainerFile, showName, Unreadable } from './listing.ts';
import type { PlacedFiles } from './placing.ts';
import type { Platform } from './platform.ts';
import { type JobSettings, stopWhenLocked } from './progress.ts';
import { composeReport, couldNotRun, type FileState, notice } from './report.ts';
import { compareKnown, noReviewer, type Reviewer, together } from './reviewer.ts';
import { vocabulary } from './vocabulary.ts';

/** What a fault of the bag is called in a report. */
const bagFindings: Readonly<Record<BagCode, FindingCode>> = {
  'bag.declaration': 'BAG_DECLARATION',
  'bag.version': 'BAG_DECLARATION',
  'bag.encoding': 'BAG_DECLARATION',
  'bag.manifest-missing': 'MANIFEST_SYNTAX',
  'bag.manifest-algorithm': 'MANIFEST_SYNTAX',
  'bag.manifest-line': 'MANIFEST_SYNTAX',
  'bag.manifest-order': 'MANIFEST_SYNTAX',
  'bag.path': 'MANIFEST_SYNTAX',
  'bag.listed-twice': 'MANIFEST_SYNTAX',
  'bag.case-clash': 'MANIFEST_SYNTAX',
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

/** Manifests of a million files, and absent.txt of as many. */
const smallFileLimit = 256 * 1024 * 1024;

/** An opened bundle: its files, and whether they came encrypted. */
export type BundleFiles = PlacedFiles & { readonly encrypted: boolean };

/** What a verification found about one entry. */
export type EntryFound = {
  readonly state: Verdict;
  readonly record: Hex64 | null;
  readonly withheld: readonly string[];
  readonly stated: readonly WithheldStatement[];
  readonly amendedBy: readonly number[];
  readonly erasedBy: readonly number[];
};

/** One verification of an opened bundle. */
export class BundleVerification {
  readonly #platform: Platform;
  readonly #container: BundleFiles;
  readonly #settings: JobSettings;
  readonly #ledger: LedgerVerification;
  /** SHA-256 of every file that could be read, and why the others could not. */
  readonly #hashes = new Map<string, Hex64>();
  readonly #unreadable = new Map<string, string>();
  /** Files that are not what the manifest says; nothing is reported twice. */
  readonly #misfits = new Set<string>();
  readonly #records = new Map<number, Hex64>();
  readonly #statements: WithheldStatement[] = [];
  readonly #notices: ReportFinding[] = [];
  readonly #judgeAnchors: JudgeAnchors | null;
  readonly #reviewer: Reviewer;
  readonly #anchorEntries: { seq: number; fields: ReadonlyMap<string, Json> }[] = [];
  readonly #anchorFiles: { path: string; bytes: Uint8Array }[] = [];
  #stated: Map<number, readonly WithheldStatement[]> | null = null;
  #judged: LedgerReport | null = null;
  #references: ReadonlyMap<Hex64, FileReference> = new Map();
  #lines = 0;
  #recipient: string | null = null;
  #exportedAt: string | null = null;
  #bytesDone = 0;

  /** Without `judgeAnchors`, time stamps from outside are named and not checked. */
  constructor(
    platform: Platform,
    container: BundleFiles,
    settings: JobSettings,
    judgeAnchors: JudgeAnchors | null = null,
    reviewer: Reviewer = noReviewer,
  ) {
    this.#reviewer = reviewer;
    this.#judgeAnchors = judgeAnchors;
    this.#platform = platform;
    this.#container = container;
    this.#settings = settings;
    this.#ledger = new LedgerVerification(platform.primitives, {
      kind: 'bundle',
      policy: reviewer.policy,
      vocabulary,
      onDisclosed: (entry) => this.#disclosed(entry),
    });
  }

  async run(texts: readonly string[]): Promise<VerificationReport> {
    this.#reportContainer();
    await this.#readEntries();
    await this.#readCheckpoints();
    await this.#readAnchors();
    await this.#readDisclosures();
    await this.#readStatements();
    for (const file of this.#container.files.values()) await this.#hash(file);
    this.#compareVerifiers();
    const newer = await this.#checkBag();
    if (newer) return { ...couldNotRun('bundle', 'newer verifier needed'), encrypted: this.#container.encrypted };
    this.#checkObjects();
    await this.#checkAbsent();
    this.#checkRecords();
    this.#ledger.givenFiles(givenFilesHash(this.#platform.primitives, this.#hashedFiles(), this.#lines - 1));
    this.#ledger.withheldStatements(this.#statements);
    const brought = compareBrought(this.#ledger, texts);
    const kept = await this.#compareKnown(brought.proven);
    const ledger = this.#ledger.finish();
    // Only what holds together is kept: its keys are then those that the ledger's id and its key changes certify.
    if (ledger.findings.length === 0 && ledger.outcome === 'judged' && ledger.ledger !== null) {
      await this.#reviewer.known?.keep(ledger.ledger, ledger.seen);
    }
    this.#judged = ledger;
    const { encrypted } = this.#container;
    const report = composeReport({
      primitives: this.#platform.primitives,
      subject: 'bundle',
      encrypted,
      ledger,
      brought: kept === null ? brought : together(brought, kept),
      required: this.#reviewer.require,
      known: kept?.known ?? null,
      stateOf: (file) => this.#stateOf(file),
      anchors: this.#anchors(ledger),
      notices: this.#notices,
      statements: this.#statements,
      recipient: this.#recipient,
      exportedAt: this.#exportedAt,
    });
    this.#progress('done');
    return report;
  }

  async #compareKnown(proven: ReadonlySet<string>) {
    const { ledger } = this.#ledger;
    if (this.#reviewer.known === null || ledger === null) return null;
    const held = await this.#reviewer.known.held(ledger);
    return compareKnown(this.#ledger, held, {
      size: this.#ledger.size,
      exportedAt: this.#exportedAt,
      proven,
    });
  }

  /**
   * What was found about one entry, once `run` has answered. `record`: SHA-256 of what its shown fields say, as data/records/ must have
   * it; null where nothing is shown. `withheld`: names of its fields that are computed to be withheld. `stated`: what the exporter says.
   */
  about(seq: number): EntryFound | null {
    const ledger = this.#judged;
    if (ledger === null || seq < 0 || seq >= ledger.size) return null;
    return {
      state: ledger.stateOf(seq),
      record: this.#records.get(seq) ?? null,
      withheld: ledger.withheldFields.get(seq) ?? [],
      stated: this.#statementsOf(seq),
      amendedBy: ledger.amendedBy.get(seq) ?? [],
      erasedBy: ledger.erasedBy.get(seq) ?? [],
    };
  }

  #statementsOf(seq: number): readonly WithheldStatement[] {
    if (this.#stated === null) {
      this.#stated = new Map();
      for (const statement of this.#statements) {
        this.#stated.set(statement.seq, [...(this.#stated.get(statement.seq) ?? []), statement]);
      }
    }
    return this.#stated.get(seq) ?? [];
  }

  /** What the container itself shows, and files that the format does not know. */
  #reportContainer(): void {
    for (const { code, path, detail } of this.#container.findings) {
      const place = { ...(path === null ? {} : { path }), reason: detail === '' ? code : `${code} ${detail}` };
      this.#ledger.report(code === 'container.name' ? 'CONTAINER_PATH' : 'CONTAINER_STRUCTURE', place, null);
    }
    for (const path of this.#container.files.keys()) {
      const kind = classifyPath(path)?.kind;
      if (kind === undefined) this.#ledger.report('CONTAINER_PATH', { path }, null);
      if (this.#judgeAnchors === null && isAnchor(kind)) this.#notices.push(notice('ANCHOR_NOT_CHECKED', '', path));
      if (kind === 'extension') this.#notices.push(notice('EXTENSION_NOT_UNDERSTOOD', '', path));
    }
    for (const name of this.#container.litter) this.#notices.push(notice('LITTER_IGNORED', '', name));
  }

  /** A verifier inside comes from the party under test: what it says counts only where it is one that this program knows. */
  #compareVerifiers(): void {
    for (const path of [paths.verifierPage, paths.verifierScript]) {
      const hash = this.#hashes.get(path);
      if (!this.#container.files.has(path)) continue;
      const known = hash !== undefined && (this.#platform.knownVerifiers.get(path) ?? []).includes(hash);
      this.#notices.push(notice(known ? 'VERIFIER_KNOWN' : 'VERIFIER_INCLUDED', hash ?? '', path));
    }
  }

  async #readEntries(): Promise<void> {
    const lines = new LineSplitter(MAX_ENTRY_LENGTH, (line) => {
      this.#lines++;
      this.#ledger.entry(line);
    });
    await this.#read(paths.entries, (piece) => lines.push(piece));
    this.#ledger.endEntries(lines.end());
  }

  async #readCheckpoints(): Promise<void> {
    for (const [path] of this.#container.files) {
      const role = roleOf(path);
      if (role !== null) this.#ledger.checkpoint(path, await this.#small(path, MAX_NOTE_LENGTH + 1), role);
    }
  }

  async #readAnchors(): Promise<void> {
    if (this.#judgeAnchors === null) return;
    for (const path of this.#container.files.keys()) {
      if (!isAnchor(classifyPath(path)?.kind)) continue;
      // One byte more than allowed is enough to tell that it is too long.
      const bytes = await this.#small(path, MAX_ANCHOR_LENGTH + 1);
      if (this.#anchorFiles.length < MAX_ANCHORS) this.#anchorFiles.push({ path, bytes });
      else this.#notices.push(notice('ANCHOR_NOT_CHECKED', '', path));
    }
  }

  /** They bound entries in time and vouch for nothing else: whatever came of them, the verdict stays what it is. */
  #anchors(report: LedgerReport): AnchorView[] {
    const { ledger, size, rootAt } = report;
    if (this.#judgeAnchors === null || ledger === null) return [];
    const named = [...this.#container.files.keys()].flatMap((path) => sizeInName(path) ?? []);
    const stated = this.#anchorEntries.flatMap(({ fields }) => sizeStated(fields.get('checkpoint')));
    const sizes = [...named, ...stated, size].filter((one) => one >= 1 && one <= size);
    const entries = this.#anchorEntries.filter(({ seq }) => report.stateOf(seq) !== 'INVALID');
    const views = this.#judgeAnchors({ ledger, entries, files: this.#anchorFiles, sizes, rootAt }).map((view) => ({
      ...view,
      by: showName(view.by),
      path: view.path === null ? null : showName(view.path),
    }));
    for (const { kind, state, reason, path, seq } of views) {
      if (state === 'confirmed' || kind === 'beacon') continue;
      const code = state === 'bad' ? 'ANCHOR_BAD' : 'ANCHOR_NOT_CHECKED';
      this.#notices.push({ ...notice(code, reason ?? '', path), seq });
    }
    return views;
  }

  async #readDisclosures(): Promise<void> {
    const lines = new LineSplitter(MAX_DISCLOSURE_LINE, (line) => this.#ledger.disclosureLine(line));
    await this.#read(paths.disclosures, (piece) => lines.push(piece));
    this.#references = this.#ledger.endDisclosures(lines.end());
  }

  async #readStatements(): Promise<void> {
    let number = 0;
    const lines = new LineSplitter(MAX_WITHHELD_LINE, (line) => {
      number++;
      const statement = line === null ? null : readWithheldLine(line);
      if (statement !== null) this.#statements.push(statement);
      else this.#ledger.report('WITHHELD_SYNTAX', { path: paths.withheld, reason: `line ${number}` }, null);
    });
    await this.#read(paths.withheld, (piece) => lines.push(piece));
    if (!lines.end()) this.#ledger.report('WITHHELD_SYNTAX', { path: paths.withheld, reason: 'last line' }, null);
  }

  #disclosed({ seq, fields }: DisclosedEntry): void {
    if (fields.size > 0) this.#records.set(seq, this.#hashOf(recordBytes(fields)));
    if (fields.get('type') === 'anchor' && this.#anchorEntries.length < MAX_ANCHORS) {
      this.#anchorEntries.push({ seq, fields: new Map(fields) });
    }
    if (fields.get('type') !== 'export') return;
    // The last one seen stands: what is shown of the closing export alone is taken, once its position is known.
    const recipient = fields.get('recipient');
    this.#recipient = seq === this.#lines - 1 && typeof recipient === 'string' ? recipient : null;
    this.#exportedAt = seq === this.#lines - 1 ? (readAt(fields.get('at') ?? null)?.wall ?? null) : null;
  }

  /** True where a newer version of the format is stated. */
  async #checkBag(): Promise<boolean> {
    const bag = await validateBag(this.#bagFiles());
    for (const problem of bag.errors) this.#reportBag(problem);
    // The suite's looser forms are for other people's bags: ours are written in one way.
    await this.#checkOneForm(bag);
    const { declaration } = bag;
    if (declaration !== null && this.#hashes.get(paths.bagit) !== this.#hashOf(encodeUtf8(declarationText))) {
      this.#ledger.report('BAG_DECLARATION', { path: paths.bagit, reason: 'not BagIt 1.0 in UTF-8' }, null);
    }
    const info = bag.info.map(([label, value]) => `${label}: ${value}\n`).join('');
    const plain = plainInfo.test(info) && this.#hashes.get(paths.bagInfo) === this.#hashOf(encodeUtf8(info));
    if (declaration !== null && this.#hashes.has(paths.bagInfo) && !plain) {
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
    // What this very version has no room for was put there by somebody else.
    for (const path of theirs === own && minor === 0 ? this.#container.files.keys() : []) {
      if (classifyPath(path)?.kind === 'extension') this.#ledger.report('CONTAINER_PATH', { path }, null);
    }
    return false;
  }

  #reportBag({ code, path, detail }: BagProblem): void {
    if (code === 'bag.digest' && path !== null) this.#misfits.add(path);
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
    if (code === 'bag.unreadable') return this.#unreadable.get(path) ?? 'unreadable';
    const list = path.startsWith('data/') ? paths.manifest : paths.tagManifest;
    return code === 'bag.digest' || code === 'bag.missing' || code === 'bag.unlisted' ? list : detail;
  }

  /** Both manifests are there, list what they must, and are the bytes that we would write: nothing hides in their layout. */
  async #checkOneForm(bag: BagReport): Promise<void> {
    const tags = [...this.#container.files.keys()].filter(
      (path) => !path.startsWith('data/') && path !== paths.tagManifest && classifyPath(path)?.kind === 'tag',
    );
    for (const path of tags) {
      if (!bag.listedTags.has(path)) this.#ledger.report('FILE_UNLISTED', { path, reason: paths.tagManifest }, null);
    }
    for (const [path, listed] of [
      [paths.manifest, bag.listed],
      [paths.tagManifest, bag.listedTags],
    ] as const) {
      if (!this.#container.files.has(path)) {
        this.#ledger.report('FILE_MISSING', { path }, null);
        continue;
      }
      const lines = [...listed].map(([name, digests]) => [name, digests.get('sha256') ?? ''] as const);
      const expected = this.#hashOf(encodeUtf8(composeManifest(lines)));
      if (this.#hashes.get(path) !== expected) this.#ledger.report('MANIFEST_SYNTAX', { path, reason: 'layout' }, null);
    }
  }

  #bagFiles(): BagFiles {
    const { files } = this.#container;
    return {
      paths: [...files.keys()],
      has: (path) => files.has(path),
      size: (path) => files.get(path)?.size ?? 0,
      read: async (path, limit) => {
        const file = files.get(path);
        if (file === undefined || file.size > Math.min(limit, smallFileLimit)) throw new Unreadable('too large');
        return this.#collect(file);
      },
      digests: async (path, algorithms) => {
        const hash = this.#hashes.get(path);
        if (hash === undefined) throw new Unreadable(this.#unreadable.get(path) ?? 'missing');
        return new Map(algorithms.map((algorithm) => [algorithm, algorithm === 'sha256' ? hash : '']));
      },
    };
  }

  /** Each file that a shown field names is here under its one name, or is said to be absent. */
  #checkObjects(): void {
    const expected = new Map<string, FileReference>();
    for (const file of this.#references.values()) expected.set(objectPath(file), file);
    for (const [path, { size }] of this.#container.files) {
      const kind = classifyPath(path);
      if (kind?.kind !== 'object') continue;
      const file = expected.get(path);
      if (file === undefined) {
        const known = this.#references.get(kind.sha256);
        if (known === undefined) this.#ledger.report('OBJECT_UNCLAIMED', { path }, null);
        else this.#ledger.report('OBJECT_PATH', { path, seq: known.seq }, null);
        continue;
      }
      if (size !== file.size) this.#report('OBJECT_SIZE', path, file);
      const hash = this.#hashes.get(path);
      const named = this.#misfits.has(path);
      if (!named && hash !== undefined && hash !== file.sha256) this.#report('FILE_HASH', path, file, 'entry');
    }
  }

  #report(code: FindingCode, path: string, file: FileReference, reason?: string): void {
    const place = { path, seq: file.seq, ...(reason === undefined ? {} : { reason }) };
    this.#ledger.report(code, place, { from: file.seq, to: file.seq + 1 });
  }

  async #checkAbsent(): Promise<void> {
    const missing = [...this.#references.values()].filter((file) => !this.#container.files.has(objectPath(file)));
    const stated = this.#container.files.has(paths.absent) ? await this.#small(paths.absent, smallFileLimit) : null;
    const named = new Set(stated === null ? [] : decodeLatin1(stated).split('\n'));
    for (const file of missing) {
      if (!named.has(file.sha256))
        this.#ledger.report('OBJECT_MISSING', { path: objectPath(file), seq: file.seq }, null);
    }
    const expected = absentBytes(missing.map(({ sha256 }) => sha256));
    if (!equalBytes(expected, stated ?? new Uint8Array(0)))
      this.#ledger.report('ABSENT_DIFFERS', { path: paths.absent }, null);
  }

  #checkRecords(): void {
    for (const [seq, hash] of this.#records) {
      const path = recordPath(seq);
      if (!this.#container.files.has(path)) this.#ledger.report('RECORD_MISSING', { path, seq }, null);
      else if (this.#hashes.get(path) !== hash) this.#ledger.report('RECORD_DIFFERS', { path, seq }, null);
    }
    for (const path of this.#container.files.keys()) {
      const kind = classifyPath(path);
      if (kind?.kind === 'record' && !this.#records.has(kind.seq)) {
        this.#ledger.report('RECORD_UNCLAIMED', { path }, null);
      }
    }
  }

  #hashedFiles(): HashedFile[] {
    return [...this.#hashes].map(([path, sha256]) => ({ path, sha256 }));
  }

  #stateOf(file: FileReference): FileState {
    const path = objectPath(file);
    if (!this.#container.files.has(path)) return 'absent';
    return this.#hashes.get(path) === file.sha256 ? 'intact' : 'damaged';
  }

  /** Reads a file once: for its hash and for whoever wants its bytes on the way. A missing file is read as an empty one. */
  async #read(path: string, receive: (piece: Uint8Array) => void): Promise<void> {
    const file = this.#container.files.get(path);
    if (file === undefined) return;
    const hash = this.#platform.primitives.createSha256();
    try {
      for await (const piece of file.stream()) {
        stopWhenLocked(this.#settings.signal);
        hash.update(piece);
        receive(piece);
        this.#bytesDone += piece.length;
        this.#progress('checking');
      }
      this.#hashes.set(path, hashToHex(hash.digest()));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.#unreadable.set(path, error.detail);
    }
  }

  async #hash(file: ContainerFile): Promise<void> {
    if (!this.#hashes.has(file.path) && !this.#unreadable.has(file.path)) await this.#read(file.path, () => {});
  }

  /** A small file's bytes, cut off at `limit`; what could be read of one that breaks off. */
  async #small(path: string, limit: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let length = 0;
    await this.#read(path, (piece) => {
      if (length < limit) pieces.push(piece);
      length += piece.length;
    });
    return concatBytes(...pieces).subarray(0, limit);
  }

  async #collect(file: ContainerFile): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    for await (const piece of file.stream()) pieces.push(piece);
    return concatBytes(...pieces);
  }

  #hashOf(bytes: Uint8Array): Hex64 {
    return hashToHex(this.#platform.primitives.sha256(bytes));
  }

  #progress(phase: 'checking' | 'done'): void {
    const { files } = this.#container;
    const bytesTotal = this.#bytesTotal();
    this.#settings.onProgress?.({
      phase,
      done: this.#hashes.size + this.#unreadable.size,
      total: files.size,
      bytesDone: Math.min(this.#bytesDone, bytesTotal),
      bytesTotal,
    });
  }

  #total: number | null = null;
  #bytesTotal(): number {
    this.#total ??= [...this.#container.files.values()].reduce((sum, { size }) => sum + size, 0);
    return this.#total;
  }
}

function roleOf(path: string): CheckpointRole | null {
  switch (classifyPath(path)?.kind) {
    case 'checkpoint':
      return 'head';
    case 'earlier-checkpoint':
      return 'earlier';
    case 'later-checkpoint':
      return 'later';
    default:
      return null;
  }
}

function isAnchor(kind: BundlePath['kind'] | undefined): boolean {
  return kind === 'anchor' || kind === 'later-anchor';
}

/** `size` of a field `checkpoint`, whatever else it holds. */
function sizeStated(checkpoint: Json | undefined): number[] {
  if (!isJsonObject(checkpoint ?? null)) return [];
  const { size } = checkpoint as { size?: Json };
  return typeof size === 'number' ? [size] : [];
}

function objectHash(path: string): string | null {
  const kind = classifyPath(path);
  return kind?.kind === 'object' ? kind.sha256 : null;
}
