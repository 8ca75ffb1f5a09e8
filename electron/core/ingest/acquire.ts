import type { ImportSummary } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import { mostSkippedNamed, type Volume } from '../../../shared/model/acquisition.ts';
import { holdsPerEntry } from '../../../shared/model/entries.ts';
import { isAnythingClosed } from '../gate/closing.ts';
import type { EntryDraft } from '../ledger/ledger.ts';
import type { Workers } from '../ports.ts';
import type { OpenVault } from '../vault/vault.ts';
import { type Archiving, archiveFile, createContentQueue, itemEntries, type Listed } from './archive-file.ts';
import { createByteBudget } from './byte-budget.ts';
import { readCompanions } from './companions/companion-step.ts';
import { mostTogether } from './entry-queue.ts';
import { createFileMemory } from './file-memory.ts';
import {
  type ArchivedPlaces,
  acquisitionListing,
  archivedFrom,
  archivedPlaces,
  holdingsOf,
  listedKey,
  missingByAcquisition,
  readAcquisition,
  zipOf,
} from './holdings.ts';
import { ImportTally } from './import-tally.ts';
import { lookedThrough, noteToLookThrough, toLookThrough } from './looking-through.ts';
import { createProgressMeter, type ImportProgress } from './progress.ts';
import { type FileSource, type Listing, looseFiles, pathSources, placeOf, type SourceFile } from './source.ts';
import { createMediaPool, type MediaPool } from './supervisor.ts';
import { type ZipSource, zipSource } from './zip-source.ts';

export type { ImportProgress } from './progress.ts';

/**
 * The import: what the source holds is listed in the ledger before anything is copied; then file by file, and nothing is
 * acknowledged that would not survive a power cut. A file that cannot be had is reported, and the rest goes on.
 */
export interface ImportOptions {
  readonly workers: Workers;
  readonly job: string;
  readonly stop?: AbortSignal;
  /** Whether every source is read a second time and compared; left out: media that the system says can be taken out. */
  readonly readAgain?: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Once everything is listed, before anything is copied. What it throws ends the import. */
  readonly onListed?: (acquisitions: readonly number[]) => void;
  /** After the entry is durable. */
  readonly onArchived?: (item: { seq: number; name: string; sha256: string }) => void;
}

/** Files in work at a time: one being read, one with each parser and one ready for it, one being written, and those that are entered together. */
const filesAtATime = 6 + mostTogether;
/** Bytes of files that wait for their parser. */
const bytesAtATime = 402_653_184;
/** For so many files, all parsers are started while the list of them is written. */
const worthWarming = 20;
/** Bytes of memory kept from file to file. */
const bytesKeptReady = 67_108_864;

/** Vaults with an import under way, and its acquisitions: two at once would not see each other's files. */
const running = new WeakMap<OpenVault, ReadonlySet<number>>();

/** Acquisitions whose files are being taken in now: nothing of them is interrupted. */
export const underWay = (vault: OpenVault): ReadonlySet<number> => running.get(vault) ?? new Set();

/**
 * Archives everything that the sources hold. A listing that an earlier acquisition of the same source contains goes on with
 * that one. Cancelling, a full disk and unreadable files are told in the summary and do not throw.
 * Throws IMPORT_RUNNING, VAULT_READ_ONLY, SOURCE_EMPTY; VAULT_DISK_FULL when not even the listing could be written.
 */
export function importFiles(
  vault: OpenVault,
  sources: readonly FileSource[],
  options: ImportOptions,
): Promise<ImportSummary> {
  return alone(vault, () => run(vault, sources, options, null));
}

/**
 * Goes on with an acquisition from where its files came from, and from the vault alone where all of them are archived. Files that are not
 * there any more, or that have changed, remain missing. Throws as `importFiles`; RECORD_NOT_FOUND; SOURCE_NOT_FOUND, also for an upload,
 * whose files a browser has to hand in again: what is archived is looked through before that.
 */
export function resumeImport(vault: OpenVault, acquisition: number, options: ImportOptions): Promise<ImportSummary> {
  return alone(vault, async () => {
    const fromVault = () => run(vault, [], options, acquisition);
    const source = readAcquisition(vault, acquisition);
    if (!missingByAcquisition(vault).has(acquisition)) return fromVault();
    let again: FileSource | ZipSource;
    try {
      again = await sourceAgain(vault, source);
    } catch (error) {
      if (toLookThrough(vault).has(acquisition)) await fromVault();
      throw error;
    }
    return run(vault, [again], options, acquisition).finally(() => ('close' in again ? again.close() : undefined));
  });
}

/** Where the files of an acquisition came from. Throws SOURCE_NOT_FOUND, ZIP_UNREADABLE. */
async function sourceAgain(
  vault: OpenVault,
  { seq, kind, label }: ReturnType<typeof readAcquisition>,
): Promise<FileSource | ZipSource> {
  if (kind === 'zip') {
    const zip = zipOf(vault, seq);
    if (zip === null) throw new Fault('SOURCE_NOT_FOUND');
    return zipSource(vault, zip);
  }
  if (kind === 'upload' || kind === 'recorder') throw new Fault('SOURCE_NOT_FOUND', { name: label });
  if (kind === 'file')
    return looseFiles(
      label,
      holdingsOf(vault, seq).map(({ path }) => path),
    );
  const [source] = await pathSources([label], { except: vault.path });
  if (source?.kind !== kind) throw new Fault('SOURCE_NOT_FOUND', { name: label });
  return source;
}

async function alone<T>(vault: OpenVault, work: () => Promise<T>): Promise<T> {
  if (running.has(vault)) throw new Fault('IMPORT_RUNNING');
  if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
  running.set(vault, new Set());
  try {
    return await work();
  } finally {
    running.delete(vault);
  }
}

type ListedSource = { readonly source: FileSource; readonly listing: Listing };

async function run(
  vault: OpenVault,
  sources: readonly FileSource[],
  { workers, job, stop, readAgain, onProgress, onListed, onArchived }: ImportOptions,
  continued: number | null,
): Promise<ImportSummary> {
  const meter = createProgressMeter(onProgress ?? (() => undefined));
  const tally = new ImportTally();
  running.set(vault, tally.acquisitions);
  if (continued !== null) tally.acquisitions.add(continued);
  const listings: ListedSource[] = [];
  for (const source of sources) {
    const { files, skipped } = await source.list(stop);
    const wanted = continued === null ? files : stillHeld(vault, continued, files);
    listings.push({ source, listing: { files: wanted, skipped } });
    tally.list(wanted, source.label);
    // Going on with an old list, what is wanted and not there is named from that list.
    if (continued === null) for (const { path, code } of skipped) tally.failed.push({ name: path, code });
  }
  if (continued !== null) nameWhatIsGone(vault, continued, listings, tally);
  if (tally.listed === 0 && tally.failed.length === 0 && continued === null) throw new Fault('SOURCE_EMPTY');
  // A listing that was cut short would be written down as all that there was.
  if (stop?.aborted) return cancelled(tally, job, vault);
  const files = listings.flatMap(({ listing }) => listing.files);
  meter.begin(
    files.length,
    files.reduce((sum, { size }) => sum + size, 0),
  );
  const media = createMediaPool(workers);
  const passed = new Map<SourceFile, number>();
  const entries = itemEntries(vault);
  const archiving: Archiving = {
    vault,
    media,
    budget: createByteBudget(bytesAtATime),
    memory: createFileMemory(bytesKeptReady),
    entries,
    sameContent: createContentQueue(entries),
    stop,
    passed(bytes, file) {
      // A file whose bytes are looked at twice counts once.
      const before = passed.get(file) ?? 0;
      const counted = Math.min(bytes, Math.max(0, file.size - before));
      passed.set(file, before + counted);
      meter.passed(counted, file.name);
    },
  };
  try {
    if (files.length >= worthWarming) media.warm();
    const all: { source: FileSource; work: Listed[] }[] = [];
    for (const { source, listing } of listings) {
      if (listing.files.length === 0) continue;
      const volume = await source.volume();
      const work = listWork(vault, source, listing, continued, { volume, readAgain });
      all.push({ source, work });
      for (const { acquisition } of work) tally.acquisitions.add(acquisition);
    }
    onListed?.([...tally.acquisitions]);
    meter.listed([...tally.acquisitions]);
    const archiveAll = (source: FileSource, work: readonly Listed[], into: ImportTally, width: number) =>
      inParallel(work, width, async (listed) => {
        if (into.over) return;
        const { file } = listed;
        try {
          const archived = await archiveFile(listed, archiving);
          into.done(source.label, file, archived);
          if (archived.outcome === 'archived')
            onArchived?.({ seq: archived.seq, name: file.name, sha256: archived.sha256 });
        } catch (error) {
          into.failure(file, error);
        } finally {
          meter.over(file.size - (passed.get(file) ?? 0));
          passed.delete(file);
        }
      });
    for (const { source, work } of all)
      if (!tally.over) await archiveAll(source, work, tally, source.kind === 'zip' ? 1 : filesAtATime);
    for (const zip of tally.over ? [] : zipsOf(vault, [...tally.acquisitions])) {
      await takeInMembers(vault, zip, tally, async (source, work, into) => {
        meter.further(
          work.length,
          work.reduce((sum, { file }) => sum + file.size, 0),
        );
        meter.listed([...tally.acquisitions]);
        // One stream through the zip: its members stand one behind the other.
        await archiveAll(source, work, into, 1);
      });
      if (tally.over) break;
    }
    for (const acquisition of tally.over ? [] : tally.acquisitions)
      await readCompanionsOf(vault, media, acquisition, tally, stop);
  } finally {
    media.close();
  }
  if (tally.unexpected !== null) throw tally.unexpected;
  meter.end();
  return tally.summary(job, vault);
}

type Zip = { readonly item: number; readonly name: string; readonly path: string; readonly sha256: string };

/** Zips that were chosen themselves. One that lay in a folder is archived like everything there, and not opened. */
function zipsOf(vault: OpenVault, acquisitions: readonly number[]): Zip[] {
  const rows = vault.db.prepare(
    `SELECT item.seq AS item, item.name, item.path, item.sha256 FROM holding
     JOIN acquisition ON acquisition.seq = holding.acquisition
     JOIN item ON item.acquisition = holding.acquisition AND item.number = holding.number
     WHERE holding.acquisition = ? AND item.type = 'application/zip' AND instr(holding.path, '/') = 0
       AND acquisition.kind IN ('file', 'upload') ORDER BY holding.number`,
  );
  return acquisitions.flatMap((acquisition) => rows.all(acquisition) as Zip[]);
}

/** Their own tally: whatever is the matter inside of a zip, the zip itself is archived, and the source may be removed. */
async function takeInMembers(
  vault: OpenVault,
  { item, name, ...archived }: Zip,
  tally: ImportTally,
  archiveAll: (source: FileSource, work: readonly Listed[], into: ImportTally) => Promise<void>,
): Promise<void> {
  const nothing = { item, name, members: 0, archived: 0, alreadyHere: 0, refused: [] };
  let zip: ZipSource;
  try {
    zip = await zipSource(vault, archived);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    tally.zips.push({ ...nothing, problem: error.code });
    return;
  }
  try {
    const listing = await zip.list();
    const own = new ImportTally();
    for (const { path, code } of listing.skipped) own.failed.push({ name: path, code });
    if (listing.files.length > 0) {
      const work = listWork(vault, zip, listing, null, { volume: null, readAgain: false }, item);
      for (const { acquisition } of work) tally.acquisitions.add(acquisition);
      await archiveAll(zip, work, own);
    }
    tally.takeOver(own);
    const { archived, alreadyHere, failed } = own;
    const members = listing.files.length + listing.skipped.length;
    tally.zips.push({ item, name, members, archived, alreadyHere, refused: failed, problem: null });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // Not even the list of its members could be written: nothing further is begun.
    tally.zips.push({ ...nothing, problem: error.code });
    tally.over = true;
  } finally {
    await zip.close();
  }
}

/** What can't be entered for want of room or patience is entered by the next run; nothing else is lost. */
async function readCompanionsOf(
  vault: OpenVault,
  media: MediaPool,
  acquisition: number,
  tally: ImportTally,
  stop: AbortSignal | undefined,
): Promise<void> {
  try {
    tally.companions.push(...(await readCompanions(vault, media, acquisition, stop)));
    lookedThrough(vault, acquisition);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === 'IMPORT_CANCELLED') tally.cancelled = true;
    else tally.failed.push({ name: readAcquisition(vault, acquisition).label, code: error.code });
  }
}

function cancelled(tally: ImportTally, job: string, vault: OpenVault): ImportSummary {
  tally.cancelled = true;
  return tally.summary(job, vault);
}

/** Of a source's files, those that an acquisition lists just so. */
function stillHeld(vault: OpenVault, acquisition: number, files: readonly SourceFile[]): SourceFile[] {
  const held = new Set(holdingsOf(vault, acquisition).map(listedKey));
  return files.filter((file) => held.has(listedKey(file)));
}

/** What an acquisition lists, its source no longer has, and was never archived, stays missing. */
function nameWhatIsGone(
  vault: OpenVault,
  acquisition: number,
  listings: readonly ListedSource[],
  tally: ImportTally,
): void {
  const there = new Set(listings.flatMap(({ listing }) => listing.files.map(listedKey)));
  const places = archivedPlaces(vault);
  const source = readAcquisition(vault, acquisition);
  for (const holding of holdingsOf(vault, acquisition)) {
    if (there.has(listedKey(holding))) continue;
    tally.listed += 1;
    if (archivedFrom(places, source, holding).size > 0) tally.alreadyHere += 1;
    else {
      tally.failed.push({ name: holding.path, code: 'SOURCE_UNREADABLE' });
      tally.missing.add(JSON.stringify([source.label, holding.path]));
    }
  }
}

/** Finds or makes the acquisition that lists these files, and says of each what is known already. */
function listWork(
  vault: OpenVault,
  source: FileSource,
  { files, skipped }: Listing,
  continued: number | null,
  { volume, readAgain }: { volume: Volume | null; readAgain: boolean | undefined },
  zip: number | null = null,
): Listed[] {
  const places: ArchivedPlaces = archivedPlaces(vault);
  const earlier =
    continued === null
      ? acquisitionListing(vault, source, files)
      : {
          seq: continued,
          numbers: new Map(holdingsOf(vault, continued).map((holding) => [listedKey(holding), holding.number])),
        };
  if (earlier !== null) noteToLookThrough(vault, earlier.seq);
  const acquisition = earlier?.seq ?? appendAcquisition(vault, source, { files, skipped }, volume, zip);
  return files.map((file, index) => ({
    file,
    acquisition,
    number: earlier?.numbers.get(listedKey(file)) ?? index + 1,
    place: placeOf(source, file.path),
    earlier: archivedFrom(places, source, file),
    readAgain: readAgain ?? volume?.removable === true,
  }));
}

/** All entries of one acquisition in one transaction: the list is there whole or not at all. */
function appendAcquisition(
  vault: OpenVault,
  source: FileSource,
  { files, skipped }: Listing,
  volume: Volume | null,
  zip: number | null,
): number {
  const first = vault.ledger.size;
  const drafts: EntryDraft[] = [];
  for (let from = 0; from < files.length; from += holdsPerEntry) {
    const fields: Record<string, Json> = {
      'source.kind': source.kind,
      'source.path': source.label,
      count: files.length,
      part: { first: from === 0 ? null : first, from: from + 1 },
    };
    if (from === 0 && volume !== null) fields.volume = volume;
    if (zip !== null) fields['source.item'] = zip;
    if (from === 0 && skipped.length > 0)
      fields.skipped = {
        count: skipped.length,
        named: skipped.slice(0, mostSkippedNamed).map(({ path, code }) => ({ path, code })),
      };
    for (const [index, { path, size, modified }] of files.slice(from, from + holdsPerEntry).entries())
      fields[`holds.${from + index + 1}`] = { path, size, modified };
    drafts.push({ type: 'acquisition', operator: vault.operator, fields });
  }
  // What is closed and listed again is closed there, too.
  const [entry] = vault.ledger.append(drafts, () => {
    noteToLookThrough(vault, first);
    if (isAnythingClosed(vault.db)) vault.reclose();
  });
  if (entry?.seq !== first) throw new Fault('INTERNAL');
  return first;
}

async function inParallel<T>(work: readonly T[], width: number, each: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let one = work[next++]; one !== undefined; one = work[next++]) await each(one);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
