import { classifyPath, paths } from '../ledger/bundle-layout.ts';
import { isJsonObject, type Json } from '../ledger/canonical.ts';
import type { DisclosedEntry, FileReference } from '../ledger/disclosed.ts';
import { MAX_ENTRY_LENGTH } from '../ledger/entry.ts';
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
import { compareBrought } from './brought.ts';
import { BundleReading } from './bundle-reading.ts';
import { ClassifiedFiles, recordSeq } from './classified-files.ts';
import { DisclosedFileCheck } from './disclosed-file-check.ts';
import { DisclosureReading } from './disclosure-reading.ts';
import { fileLines } from './file-lines.ts';
import { showName } from './listing.ts';
import type { PlacedFiles } from './placing.ts';
import type { LineOpener, Platform } from './platform.ts';
import type { JobSettings } from './progress.ts';
import { composeReport, couldNotRun, notice } from './report.ts';
import { compareKnown, noReviewer, type Reviewer, together } from './reviewer.ts';
import { TagFileCheck } from './tag-file-check.ts';
import { vocabulary } from './vocabulary.ts';
import { asStated } from './withheld-summary.ts';

/** An opened bundle: its files, and whether they came encrypted. */
export type BundleFiles = PlacedFiles & { readonly encrypted: boolean };

/** The kinds of files in which checkpoints stand, and of those in which anchors do. */
const notes = ['checkpoint', 'earlier-checkpoint', 'later-checkpoint'] as const;
const anchors = ['anchor', 'later-anchor'] as const;

/** From so many bytes of disclosures on, a thread is worth starting. */
const worthAThread = 4 * 1024 * 1024;

/** What a verification found about one entry. */
export type EntryFound = {
  readonly state: Verdict;
  readonly record: Hex64 | null;
  readonly withheld: readonly string[];
  readonly stated: VerificationReport['stated'];
  readonly mayBeCorrected: boolean;
  readonly amendedBy: readonly number[];
  readonly erasedBy: readonly number[];
};

/** One verification of an opened bundle. */
export class BundleVerification {
  readonly #platform: Platform;
  readonly #container: BundleFiles;
  readonly #ledger: LedgerVerification;
  readonly #reading: BundleReading;
  readonly #classified: ClassifiedFiles;
  readonly #opener: LineOpener | null;
  readonly #statements: WithheldStatement[] = [];
  readonly #notices: ReportFinding[] = [];
  readonly #judgeAnchors: JudgeAnchors | null;
  readonly #reviewer: Reviewer;
  readonly #anchorEntries: { seq: number; fields: ReadonlyMap<string, Json> }[] = [];
  readonly #anchorFiles: { path: string; bytes: Uint8Array }[] = [];
  #stated: Map<number, WithheldStatement[]> | null = null;
  #judged: LedgerReport | null = null;
  #references: ReadonlyMap<Hex64, FileReference> = new Map();
  #lines = 0;
  #recipient: string | null = null;
  #exportedAt: string | null = null;

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
    this.#classified = new ClassifiedFiles(container.files);
    this.#reading = new BundleReading(platform, container, settings);
    const toOpen = container.files.get(paths.disclosures)?.size ?? 0;
    this.#opener = toOpen < worthAThread ? null : (platform.startOpener?.() ?? null);
    this.#ledger = new LedgerVerification(platform.primitives, {
      kind: 'bundle',
      policy: reviewer.policy,
      vocabulary,
      onDisclosed: (entry) => this.#disclosed(entry),
    });
  }

  async run(texts: readonly string[]): Promise<VerificationReport> {
    try {
      return await this.#run(texts);
    } finally {
      await this.#opener?.close();
    }
  }

  async #run(texts: readonly string[]): Promise<VerificationReport> {
    this.#reportContainer();
    await this.#readEntries();
    await this.#readCheckpoints();
    await this.#readAnchors();
    await this.#readDisclosuresAndHash();
    await this.#readStatements();
    this.#compareVerifiers();
    const { primitives } = this.#platform;
    const listed = fileLines(primitives, this.#container.files, this.#reading.hashes, this.#lines - 1);
    const tagFiles = new TagFileCheck(
      primitives,
      this.#container,
      this.#classified,
      this.#reading,
      this.#ledger,
      this.#references,
      listed,
    );
    const newer = await tagFiles.check();
    if (newer) return { ...couldNotRun('bundle', 'newer verifier needed'), encrypted: this.#container.encrypted };
    const files = new DisclosedFileCheck(
      this.#container,
      this.#classified,
      this.#reading,
      this.#ledger,
      this.#references,
    );
    files.checkObjects(tagFiles.misfits);
    await files.checkAbsent();
    files.checkRecords();
    this.#ledger.givenFiles(hashToHex(listed.given));
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
      primitives,
      subject: 'bundle',
      encrypted,
      ledger,
      brought: kept === null ? brought : together(brought, kept),
      required: this.#reviewer.require,
      known: kept?.known ?? null,
      stateOf: (file) => files.stateOf(file),
      anchors: this.#anchors(ledger),
      notices: this.#notices,
      statements: this.#statements,
      recipient: this.#recipient,
      exportedAt: this.#exportedAt,
    });
    this.#reading.progress('done');
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
   * it; null where nothing is shown. `withheld`: names of its fields that are computed to be withheld. `stated`: what the exporter says of these.
   */
  about(seq: number): EntryFound | null {
    const ledger = this.#judged;
    if (ledger === null || seq < 0 || seq >= ledger.size) return null;
    const record = this.#ledger.recordOf(seq);
    return {
      state: ledger.stateOf(seq),
      record: record && hashToHex(record),
      withheld: ledger.withheldFields.get(seq) ?? [],
      stated: this.#statementsOf(seq).flatMap((line) => asStated(ledger, line, this.#exportedAt) ?? []),
      mayBeCorrected: ledger.isShown(seq) && seq < ledger.lastWithheld,
      amendedBy: ledger.amendedBy.get(seq) ?? [],
      erasedBy: ledger.erasedBy.get(seq) ?? [],
    };
  }

  #statementsOf(seq: number): readonly WithheldStatement[] {
    if (this.#stated === null) {
      this.#stated = new Map();
      for (const statement of this.#statements) {
        const known = this.#stated.get(statement.seq);
        if (known === undefined) this.#stated.set(statement.seq, [statement]);
        else known.push(statement);
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
    const classified = this.#classified;
    for (const path of classified.pathsOf('unknown')) this.#ledger.report('CONTAINER_PATH', { path }, null);
    for (const path of this.#judgeAnchors === null ? classified.pathsOf(...anchors) : [])
      this.#notices.push(notice('ANCHOR_NOT_CHECKED', '', path));
    for (const path of classified.pathsOf('extension'))
      this.#notices.push(notice('EXTENSION_NOT_UNDERSTOOD', '', path));
    for (const name of new Set(this.#container.litter)) this.#notices.push(notice('LITTER_IGNORED', '', name));
    const { renamed } = this.#container;
    if (renamed !== null) this.#notices.push(notice('NAMES_CHANGED', renamed));
  }

  /** A verifier inside comes from the party under test: what it says counts only where it is one that this program knows. */
  #compareVerifiers(): void {
    for (const path of [paths.verifierPage, paths.verifierScript]) {
      const hash = this.#reading.hashes.get(path);
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
    await this.#reading.read(paths.entries, (piece) => lines.push(piece));
    this.#ledger.endEntries(lines.end());
  }

  async #readCheckpoints(): Promise<void> {
    for (const path of this.#classified.pathsOf(...notes)) {
      const role = roleOf(path);
      if (role !== null) this.#ledger.checkpoint(path, await this.#reading.small(path, MAX_NOTE_LENGTH + 1), role);
    }
  }

  async #readAnchors(): Promise<void> {
    if (this.#judgeAnchors === null) return;
    for (const path of this.#classified.pathsOf(...anchors)) {
      // One byte more than allowed is enough to tell that it is too long.
      const bytes = await this.#reading.small(path, MAX_ANCHOR_LENGTH + 1);
      if (this.#anchorFiles.length < MAX_ANCHORS) this.#anchorFiles.push({ path, bytes });
      else this.#notices.push(notice('ANCHOR_NOT_CHECKED', '', path));
    }
  }

  /** They bound entries in time and vouch for nothing else: whatever came of them, the verdict stays what it is. */
  #anchors(report: LedgerReport): AnchorView[] {
    const { ledger, size, rootAt } = report;
    if (this.#judgeAnchors === null || ledger === null) return [];
    const named = [...this.#classified.pathsOf(...notes, ...anchors)].flatMap((path) => sizeInName(path) ?? []);
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

  /**
   * While a thread opens the disclosures, this one takes hashes; without one, the order is of no account. Records come last: by then it is known
   * what they are to be, so that a million hashes of theirs need not be kept.
   */
  async #readDisclosuresAndHash(): Promise<void> {
    let isHashing = true;
    const reading = this.#readDisclosures(() => !isHashing);
    const hashing = this.#reading
      .hashAll((index) => !this.#classified.isRecord(index))
      .finally(() => {
        isHashing = false;
      });
    const both = await Promise.allSettled([reading, hashing]);
    for (const one of both) if (one.status === 'rejected') throw one.reason;
    const { files } = this.#container;
    this.#reading.hashes.expect((index) => {
      const seq = recordSeq(files.pathBytesAt(index));
      return seq === null ? null : this.#ledger.recordOf(seq);
    });
    await this.#reading.hashAll();
  }

  /** `hasTime`: whether there is nothing else to do. */
  async #readDisclosures(hasTime: () => boolean): Promise<void> {
    const lines = new DisclosureReading(this.#platform.primitives, this.#ledger, this.#opener, hasTime);
    await this.#reading.read(paths.disclosures, (piece) => lines.push(piece));
    this.#references = this.#ledger.endDisclosures(await lines.end());
  }

  async #readStatements(): Promise<void> {
    let number = 0;
    const lines = new LineSplitter(MAX_WITHHELD_LINE, (line) => {
      number++;
      const statement = line === null ? null : readWithheldLine(line);
      if (statement !== null) this.#statements.push(statement);
      else this.#ledger.report('WITHHELD_SYNTAX', { path: paths.withheld, reason: `line ${number}` }, null);
    });
    await this.#reading.read(paths.withheld, (piece) => lines.push(piece));
    if (!lines.end()) this.#ledger.report('WITHHELD_SYNTAX', { path: paths.withheld, reason: 'last line' }, null);
  }

  #disclosed({ seq, fields }: DisclosedEntry): void {
    if (fields.get('type') === 'anchor' && this.#anchorEntries.length < MAX_ANCHORS) {
      this.#anchorEntries.push({ seq, fields: new Map(fields) });
    }
    if (fields.get('type') !== 'export') return;
    // The last one seen stands: what is shown of the closing export alone is taken, once its position is known.
    const recipient = fields.get('recipient');
    this.#recipient = seq === this.#lines - 1 && typeof recipient === 'string' ? recipient : null;
    this.#exportedAt = seq === this.#lines - 1 ? (readAt(fields.get('at') ?? null)?.wall ?? null) : null;
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

/** `size` of a field `checkpoint`, whatever else it holds. */
function sizeStated(checkpoint: Json | undefined): number[] {
  if (!isJsonObject(checkpoint ?? null)) return [];
  const { size } = checkpoint as { size?: Json };
  return typeof size === 'number' ? [size] : [];
}
