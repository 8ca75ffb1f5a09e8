import { absentBytes, classifyPath, objectPath, paths, recordPath } from '../ledger/bundle-layout.ts';
import { decodeLatin1, equalBytes } from '../ledger/bytes.ts';
import type { FileReference } from '../ledger/disclosed.ts';
import type { FindingCode } from '../ledger/findings.ts';
import type { Hex64 } from '../ledger/hex.ts';
import type { LedgerVerification } from '../ledger/verification.ts';
import { type BundleReading, smallFileLimit } from './bundle-reading.ts';
import { type ClassifiedFiles, recordSeq } from './classified-files.ts';
import type { PlacedFiles } from './placing.ts';
import type { FileState } from './report.ts';

/** A record that is there, beside 0 for one that is not. */
const SAME = 1;
const OTHER = 2;

/** Objects, absent.txt and records (FORMAT.md section 10), against what the shown fields say. */
export class DisclosedFileCheck {
  readonly #container: PlacedFiles;
  readonly #classified: ClassifiedFiles;
  readonly #reading: BundleReading;
  readonly #ledger: LedgerVerification;
  readonly #references: ReadonlyMap<Hex64, FileReference>;
  /** Objects that stand under another extension alone: that is a failure, and their bytes are what they are. The first by path of each. */
  readonly #misnamed = new Map<Hex64, string>();

  /** `references`: the files that shown fields name. */
  constructor(
    container: PlacedFiles,
    classified: ClassifiedFiles,
    reading: BundleReading,
    ledger: LedgerVerification,
    references: ReadonlyMap<Hex64, FileReference>,
  ) {
    this.#container = container;
    this.#classified = classified;
    this.#reading = reading;
    this.#ledger = ledger;
    this.#references = references;
  }

  /** Each object that a shown field names stands under its one name, and has its bytes. `misfits`: already reported against the manifest. */
  checkObjects(misfits: ReadonlySet<string>): void {
    for (const index of this.#classified.of('object')) {
      const { path, size } = this.#container.files.at(index);
      const kind = classifyPath(path);
      if (kind?.kind !== 'object') continue;
      const file = this.#references.get(kind.sha256);
      if (file === undefined) {
        // An entry of a newer version may be what names it; that cannot be told here.
        if (!this.#ledger.hasNewerEntries) this.#ledger.report('OBJECT_UNCLAIMED', { path }, null);
        continue;
      }
      if (objectPath(file) === path) {
        this.#checkBytes(path, size, file, misfits);
        continue;
      }
      this.#ledger.report('OBJECT_PATH', { path, seq: file.seq }, null);
      const known = this.#misnamed.get(kind.sha256);
      const isOther = this.#container.files.has(objectPath(file)) || (known !== undefined && known < path);
      if (!isOther) this.#misnamed.set(kind.sha256, path);
    }
    for (const [sha256, path] of this.#misnamed) {
      const [file, placed] = [this.#references.get(sha256), this.#container.files.get(path)];
      if (file !== undefined && placed !== undefined) this.#checkBytes(path, placed.size, file, misfits);
    }
  }

  #checkBytes(path: string, size: number, file: FileReference, misfits: ReadonlySet<string>): void {
    if (size !== file.size) this.#report('OBJECT_SIZE', path, file);
    const hash = this.#reading.hashes.get(path);
    const named = misfits.has(path);
    if (!named && hash !== undefined && hash !== file.sha256) this.#report('FILE_HASH', path, file, 'entry');
  }

  /** Where a file's object stands; null where there is none. */
  pathOf(file: FileReference): string | null {
    const path = objectPath(file);
    return this.#container.files.has(path) ? path : (this.#misnamed.get(file.sha256) ?? null);
  }

  #report(code: FindingCode, path: string, file: FileReference, reason?: string): void {
    const place = { path, seq: file.seq, ...(reason === undefined ? {} : { reason }) };
    this.#ledger.report(code, place, { from: file.seq, to: file.seq + 1 });
  }

  async checkAbsent(): Promise<void> {
    const missing = [...this.#references.values()].filter((file) => this.pathOf(file) === null);
    const stated = this.#container.files.has(paths.absent)
      ? await this.#reading.small(paths.absent, smallFileLimit)
      : null;
    const expected = absentBytes(missing.map(({ sha256 }) => sha256));
    if (equalBytes(expected, stated ?? new Uint8Array(0))) return;
    const named = new Set(stated === null ? [] : decodeLatin1(stated).split('\n'));
    for (const file of missing) {
      if (!named.has(file.sha256))
        this.#ledger.report('OBJECT_MISSING', { path: objectPath(file), seq: file.seq }, null);
    }
    if (!this.#ledger.hasNewerEntries) this.#ledger.report('ABSENT_DIFFERS', { path: paths.absent }, null);
  }

  /** A record for each entry that shows any field, as its fields say it, and no other. */
  checkRecords(): void {
    const { files } = this.#container;
    const found = new Uint8Array(this.#ledger.size);
    const expectedAt = (index: number) => {
      const seq = recordSeq(files.pathBytesAt(index));
      const record = seq === null ? null : this.#ledger.recordOf(seq);
      return seq === null || record === null ? null : { seq, record };
    };
    // By the files: to look up a million paths by their numbers takes longer, and memory.
    for (const index of this.#classified.of('record')) {
      const expected = expectedAt(index);
      if (expected === null) continue;
      const hash = this.#reading.hashes.bytesAt(index);
      found[expected.seq] = hash !== null && equalBytes(hash, expected.record) ? SAME : OTHER;
    }
    for (let seq = 0; seq < found.length; seq++) {
      if (found[seq] === SAME || this.#ledger.recordOf(seq) === null) continue;
      const code = found[seq] === OTHER ? 'RECORD_DIFFERS' : 'RECORD_MISSING';
      this.#ledger.report(code, { path: recordPath(seq), seq }, null);
    }
    if (this.#ledger.hasNewerEntries) return;
    for (const index of this.#classified.of('record')) {
      if (expectedAt(index) === null) this.#ledger.report('RECORD_UNCLAIMED', { path: files.pathAt(index) }, null);
    }
  }

  stateOf(file: FileReference): FileState {
    const path = this.pathOf(file);
    if (path === null) return 'absent';
    return this.#reading.hashes.get(path) === file.sha256 ? 'intact' : 'damaged';
  }
}
