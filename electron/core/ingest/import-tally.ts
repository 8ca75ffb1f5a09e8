import type { ImportSummary } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { batchFlagsOf } from '../records/batches.ts';
import type { OpenVault } from '../vault/vault.ts';
import type { Archived } from './archive-file.ts';
import { type SourceFile, sourceFaults } from './source.ts';

type Report = { name: string; code: string };

/** What has happened in an import so far; becomes its summary. */
export class ImportTally {
  readonly failed: Report[] = [];
  readonly withoutMetadata: Report[] = [];
  readonly withoutPreview: Report[] = [];
  readonly readDifferently: Report[] = [];
  readonly notReadAgain: Report[] = [];
  readonly missing = new Set<string>();
  readonly acquisitions = new Set<number>();
  readonly companions: ImportSummary['companions'] = [];
  readonly zips: ImportSummary['zips'] = [];
  listed = 0;
  archived = 0;
  pictures = 0;
  duplicates = 0;
  alreadyHere = 0;
  readTwice = 0;
  bytes = 0;
  cancelled = false;
  /** Something ended the import before its end: no further file is begun. */
  over = false;
  unexpected: unknown = null;

  list(files: readonly SourceFile[], label: string): void {
    this.listed += files.length;
    for (const file of files) this.missing.add(missingKey(label, file));
  }

  done(label: string, file: SourceFile, archived: Archived): void {
    this.missing.delete(missingKey(label, file));
    if (archived.outcome === 'already here') {
      this.alreadyHere += 1;
      return;
    }
    this.archived += 1;
    if (archived.type.startsWith('image/')) this.pictures += 1;
    this.bytes += file.size;
    if (archived.duplicate) this.duplicates += 1;
    if (archived.reread?.outcome === 'same') this.readTwice += 1;
    if (archived.reread?.outcome === 'different')
      this.readDifferently.push({ name: file.path, code: 'SOURCE_READ_DIFFERENTLY' });
    if (archived.reread?.outcome === 'unreadable')
      this.notReadAgain.push({ name: file.path, code: archived.reread.problem });
    if (archived.unread !== null) this.withoutMetadata.push({ name: file.path, code: archived.unread });
    if (archived.previewProblem !== null) this.withoutPreview.push({ name: file.path, code: archived.previewProblem });
  }

  failure(file: SourceFile, error: unknown): void {
    const code = error instanceof Fault ? error.code : null;
    if (code === 'IMPORT_CANCELLED') {
      this.cancelled = true;
      this.over = true;
    } else if (code !== null && sourceFaults.has(code)) this.failed.push({ name: file.path, code });
    else if (code === 'VAULT_DISK_FULL') {
      this.failed.push({ name: file.path, code });
      this.over = true;
    } else {
      this.unexpected ??= error;
      this.over = true;
    }
  }

  /** What was archived out of a zip counts as pictures and problems of the import; what was not stays with the zip. */
  takeOver(members: ImportTally): void {
    this.pictures += members.pictures;
    this.withoutMetadata.push(...members.withoutMetadata);
    this.withoutPreview.push(...members.withoutPreview);
    this.cancelled ||= members.cancelled;
    this.over ||= members.over;
    this.unexpected ??= members.unexpected;
  }

  summary(job: string, vault: OpenVault): ImportSummary {
    return {
      job,
      acquisition: [...this.acquisitions][0] ?? null,
      acquisitions: [...this.acquisitions],
      listed: this.listed,
      archived: this.archived,
      pictures: this.pictures,
      duplicates: this.duplicates,
      alreadyHere: this.alreadyHere,
      failed: this.failed,
      missing: [...this.missing].map((key) => (JSON.parse(key) as [string, string])[1]),
      withoutMetadata: this.withoutMetadata,
      withoutPreview: this.withoutPreview,
      readTwice: this.readTwice,
      readDifferently: this.readDifferently,
      notReadAgain: this.notReadAgain,
      flags: batchFlagsOf(vault, [...this.acquisitions]),
      companions: this.companions,
      zips: this.zips,
      cancelled: this.cancelled,
      bytes: this.bytes,
      // A medium whose readings differ, or that could not be read again, holds more than what is archived.
      mayRemoveSource:
        [this.failed, this.readDifferently, this.notReadAgain].every((list) => list.length === 0) &&
        this.missing.size === 0 &&
        !this.cancelled,
    };
  }
}

const missingKey = (label: string, { path }: SourceFile) => JSON.stringify([label, path]);
