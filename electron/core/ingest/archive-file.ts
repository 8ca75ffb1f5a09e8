import { createHash } from 'node:crypto';
import { Fault, type FaultCode } from '../../../shared/faults.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import { type Hex64, isHex64 } from '../../../shared/ledger/hex.ts';
import type { SecondReading } from '../../../shared/model/acquisition.ts';
import { itemFields, type PreviewRecord } from '../../../shared/model/entries.ts';
import type { Conflict, Metadata } from '../../../shared/model/metadata.ts';
import type { CaptureTime } from '../../../shared/model/time.ts';
import { closedItemsWith } from '../gate/closed-files.ts';
import { isClosed } from '../gate/closing.ts';
import { recordedMetadata } from '../records/recorded-metadata.ts';
import { itemSubject } from '../records/subjects.ts';
import type { StagedObject, StagedPreviews, Stored } from '../vault/objects.ts';
import type { OpenVault } from '../vault/vault.ts';
import type { ByteBudget } from './byte-budget.ts';
import { type Collector, createCollector, longestParsed } from './collector.ts';
import { createEntryQueue, type EntryQueue } from './entry-queue.ts';
import type { FileMemory } from './file-memory.ts';
import type { PreviewsMade } from './media-messages.ts';
import { capturedAfter } from './metadata/capture-time.ts';
import { isPreviewed, readingWay } from './reading-ways.ts';
import { type SourceFile, sourceFaults } from './source.ts';
import type { MediaPool, MediaReading } from './supervisor.ts';
import { contradictsName } from './type.ts';

/**
 * One file's way into the vault. The order is what makes an acknowledgement true: encrypted copy durable under a temporary
 * name, metadata and previews from the bytes just archived, object in its place, entry in the ledger, then the word.
 */
export type Archiving = {
  readonly vault: OpenVault;
  readonly media: MediaPool;
  readonly budget: ByteBudget;
  readonly memory: FileMemory;
  readonly entries: EntryQueue;
  readonly sameContent: ContentQueue;
  readonly stop: AbortSignal | undefined;
  readonly passed: (bytes: number, file: SourceFile) => void;
};

export type Listed = {
  readonly file: SourceFile;
  readonly acquisition: number;
  readonly number: number;
  readonly place: string;
  /** By hash, what was archived from this very place, listed with this size and time. */
  readonly earlier: ReadonlyMap<string, number>;
  /** Whether the source is read once more after the copy was made, and compared. */
  readonly readAgain: boolean;
};

export type Archived =
  | { readonly outcome: 'already here' }
  | {
      readonly outcome: 'archived';
      readonly seq: number;
      readonly sha256: Hex64;
      /** Media type, by content. */
      readonly type: string;
      readonly duplicate: boolean;
      /** What the second reading gave; `null` where there was none. */
      readonly reread: SecondReading | null;
      readonly unread: FaultCode | null;
      readonly previewProblem: string | null;
    };

/** The entries of files that are archived. */
export const itemEntries = (vault: OpenVault): EntryQueue =>
  createEntryQueue({
    size: () => vault.ledger.size,
    append: (drafts) =>
      vault.ledger.append(drafts, (written) => {
        // What arrives again while it is closed is closed where its source lists it, too.
        if (written.some(({ seq }) => isClosed(vault.db, itemSubject(seq)))) vault.reclose();
      }),
  });

/** Files with the same bytes go one after the other: the second then finds what the first has done. */
export type ContentQueue = <T>(sha256: Hex64, work: () => Promise<T>) => Promise<T>;

export function createContentQueue({ aside }: Pick<EntryQueue, 'aside'>): ContentQueue {
  const last = new Map<Hex64, Promise<unknown>>();
  return async (sha256, work) => {
    const before = last.get(sha256);
    const mine = before === undefined ? work() : aside(before).then(work, work);
    last.set(sha256, mine);
    try {
      return await mine;
    } finally {
      if (last.get(sha256) === mine) last.delete(sha256);
    }
  };
}

function requireGoingOn(stop: AbortSignal | undefined): void {
  if (stop?.aborted) throw new Fault('IMPORT_CANCELLED');
}

async function* watched(file: SourceFile, { stop, passed }: Archiving, read = file.open()): AsyncGenerator<Uint8Array> {
  for await (const piece of read) {
    requireGoingOn(stop);
    passed(piece.length, file);
    yield piece;
  }
}

async function hashOf(file: SourceFile, archiving: Archiving, read = file.open()): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of watched(file, archiving, read)) hash.update(piece);
  return hash.digest('hex');
}

/** What the source gives a second time, against what was copied. The first copy stands, whatever comes of it. Throws IMPORT_CANCELLED. */
async function readAgain(file: SourceFile, copied: Hex64, archiving: Archiving): Promise<SecondReading | null> {
  if (file.openAgain === null) return null;
  try {
    const { direct, pieces } = await file.openAgain();
    const sha256 = await hashOf(file, archiving, pieces);
    if (sha256 === copied) return { outcome: 'same', direct };
    return { outcome: 'different', direct, others: [sha256] };
  } catch (error) {
    if (error instanceof Fault && error.code !== 'IMPORT_CANCELLED')
      return { outcome: 'unreadable', problem: error.code };
    throw error;
  }
}

/**
 * Throws one of `sourceFaults`, IMPORT_CANCELLED, VAULT_DISK_FULL; then nothing of the file is acknowledged. Where a medium gives other
 * bytes the second time, it is read a third time to keep those as well, as an item of its own.
 */
export function archiveFile(listed: Listed, archiving: Archiving): Promise<Archived> {
  return archiving.entries.inWork(() => archive(listed, archiving));
}

async function archive(listed: Listed, archiving: Archiving): Promise<Archived> {
  const { file, earlier } = listed;
  const { vault, budget, memory, entries, stop, sameContent } = archiving;
  requireGoingOn(stop);
  if (earlier.size > 0 && file.openAgain !== null) {
    const sha256 = await hashOf(file, archiving);
    if (earlier.has(sha256) && isHex64(sha256) && (await vault.objects.has(sha256))) return { outcome: 'already here' };
  }
  const giveBack = await entries.aside(budget.take(file.size <= longestParsed ? file.size : 0));
  try {
    const collector = createCollector(file.size, memory, giveBack);
    const staged = await vault.objects.stage(watched(file, archiving, file.open(collector.place)), {
      onChunk: collector.add,
    });
    const again = listed.readAgain ? await reread(file, staged, archiving) : null;
    const archived = await sameContent(staged.sha256, async (): Promise<Archived> => {
      if (earlier.has(staged.sha256) && (await vault.objects.has(staged.sha256))) {
        await staged.discard();
        return { outcome: 'already here' };
      }
      return commit(listed, archiving, staged, collector, again);
    });
    // Only here: after a failure a parser may still hold the bytes.
    collector.done();
    if (again?.outcome === 'different') await keepOther(listed, archiving, staged.sha256, again);
    return archived;
  } finally {
    giveBack();
  }
}

async function reread(file: SourceFile, staged: StagedObject, archiving: Archiving): Promise<SecondReading | null> {
  try {
    return await readAgain(file, staged.sha256, archiving);
  } catch (error) {
    await staged.discard().catch(() => undefined);
    throw error;
  }
}

/** Keeps what a failing medium gives besides what was archived first. Where it has come to give the first again, there is nothing to keep. */
async function keepOther(
  listed: Listed,
  archiving: Archiving,
  first: Hex64,
  again: Extract<SecondReading, { outcome: 'different' }>,
): Promise<void> {
  const { file } = listed;
  const { vault, memory, sameContent } = archiving;
  const collector = createCollector(file.size, memory, () => undefined);
  let staged: StagedObject;
  try {
    staged = await vault.objects.stage(watched(file, archiving, file.open(collector.place)), {
      onChunk: collector.add,
    });
  } catch (error) {
    // What was read first is archived, and says that it was read differently.
    if (error instanceof Fault && sourceFaults.has(error.code)) return;
    throw error;
  }
  if (staged.sha256 === first) await staged.discard();
  else
    await sameContent(staged.sha256, () => commit(listed, archiving, staged, collector, { ...again, others: [first] }));
  collector.done();
}

/** What a file said of itself, and where its previews stand, as the fields of its entry. */
type Reading = {
  readonly metadata: Metadata | null;
  readonly unread: FaultCode | null;
  readonly preview: PreviewRecord | null;
  /** Made now and not yet stored: where they stand is known then. */
  readonly made: PreviewsMade | null;
};

async function commit(
  listed: Listed,
  archiving: Archiving,
  staged: StagedObject,
  collector: Collector,
  reread: SecondReading | null,
): Promise<Archived> {
  const { vault } = archiving;
  const open: Pick<StagedObject, 'commit' | 'discard'>[] = [staged];
  try {
    const twins = itemsOf(vault, staged.sha256);
    const reading = readingOfTwin(vault, twins) ?? (await read(collector, staged, archiving, hasPreview(vault, twins)));
    requireGoingOn(archiving.stop);
    let { preview } = reading;
    if (reading.made !== null) {
      const { thumb, view } = reading.made;
      const previews = await vault.objects.stagePreviews(staged.sha256, { thumb: thumb.bytes, view: view.bytes });
      open.push(previews);
      preview = recordOf(reading.made, previews);
    }
    for (const object of open) await object.commit();
    const fields = fieldsOf(listed, staged, collector.type(), { ...reading, preview }, reread);
    const entry = await archiving.entries.enter({ type: 'item', operator: vault.operator, fields });
    return {
      outcome: 'archived',
      seq: entry.seq,
      sha256: staged.sha256,
      type: collector.type(),
      duplicate: twins.length > 0,
      reread,
      unread: reading.unread,
      previewProblem: preview !== null && 'problem' in preview ? preview.problem : null,
    };
  } catch (error) {
    for (const object of open) await object.discard().catch(() => undefined);
    throw error;
  }
}

/** Closed ones among them: what was read of them stands in their entries, and their previews are stored. */
const itemsOf = (vault: OpenVault, sha256: string): number[] => [
  ...(vault.db.prepare('SELECT seq FROM item WHERE sha256 = ? ORDER BY seq').pluck().all(sha256) as number[]),
  ...closedItemsWith(vault, sha256),
];

const hasPreview = (vault: OpenVault, twins: readonly number[]): PreviewRecord | null => {
  for (const seq of twins) {
    const preview = itemFields.preview.safeParse(vault.ledger.readFields(seq).preview);
    if (preview.success && 'thumb' in preview.data) return preview.data;
  }
  return null;
};

/** The same bytes say the same: what was read from them the first time, where that was all of it. */
function readingOfTwin(vault: OpenVault, twins: readonly number[]): Reading | null {
  for (const seq of twins) {
    const fields = vault.ledger.readFields(seq);
    const preview = itemFields.preview.safeParse(fields.preview);
    // What has no preview by its kind has been read in full as well.
    if (fields.preview !== undefined && (!preview.success || 'problem' in preview.data)) continue;
    const recorded = recordedMetadata(fields);
    if (recorded === null) continue;
    const metadata: Metadata = {
      ...recorded,
      // These are about this copy's name, this day and this medium, and are looked at anew.
      conflicts: recorded.conflicts.filter(
        ({ kind }) => !['captured after acquisition', 'content differs from name', 'read differently'].includes(kind),
      ),
    };
    return { metadata, unread: null, preview: preview.data ?? null, made: null };
  }
  return null;
}

async function read(
  collector: Collector,
  staged: StagedObject,
  archiving: Archiving,
  existing: PreviewRecord | null,
): Promise<Reading> {
  const type = collector.type();
  if (staged.size === 0) return { metadata: null, unread: 'FILE_EMPTY', preview: null, made: null };
  switch (readingWay(type)) {
    case 'silent':
      return { metadata: null, unread: null, preview: null, made: null };
    case 'unknown':
      return {
        metadata: null,
        unread: 'METADATA_UNSUPPORTED',
        preview: { problem: 'PREVIEW_UNSUPPORTED' },
        made: null,
      };
    case 'parts': {
      const source = await staged.open();
      try {
        return await take(archiving.media.read(source, type), type, archiving, existing);
      } finally {
        await source.close();
      }
    }
    case 'whole': {
      const bytes = collector.bytes();
      if (bytes !== null) return take(archiving.media.read(bytes, type), type, archiving, existing);
      const preview = isPreviewed(type) ? { problem: 'PREVIEW_TOO_LARGE' } : null;
      return { metadata: null, unread: 'METADATA_UNREADABLE', preview, made: null };
    }
  }
}

async function take(
  reading: MediaReading,
  type: string,
  { stop }: Archiving,
  existing: PreviewRecord | null,
): Promise<Reading> {
  const metadata = await untilStopped(reading.metadata, stop);
  const preview = await untilStopped(reading.preview, stop);
  const said = {
    metadata: 'metadata' in metadata ? metadata.metadata : null,
    unread: 'problem' in metadata ? metadata.problem : null,
  };
  if (!isPreviewed(type)) return { ...said, preview: null, made: null };
  // A preview that an earlier entry names by its hash is not replaced by another one.
  if (existing !== null) return { ...said, preview: existing, made: null };
  if ('problem' in preview) return { ...said, preview: { problem: preview.problem }, made: null };
  return { ...said, preview: null, made: preview.previews };
}

function recordOf(made: PreviewsMade, { thumb, view }: StagedPreviews): PreviewRecord {
  const { tool, likeness } = made;
  const describe = ({ sha256, size }: Stored, { width, height }: PreviewsMade['thumb']) => ({
    sha256,
    size,
    width,
    height,
  });
  return {
    thumb: describe(thumb, made.thumb),
    view: describe(view, made.view),
    tool,
    ...(likeness === undefined ? {} : { likeness }),
  };
}

/** A person who cancels does not wait for a slow parser. */
function untilStopped<T>(work: Promise<T>, stop: AbortSignal | undefined): Promise<T> {
  if (stop === undefined) return work;
  return new Promise((resolve, reject) => {
    const cancel = () => reject(new Fault('IMPORT_CANCELLED'));
    if (stop.aborted) return cancel();
    stop.addEventListener('abort', cancel, { once: true });
    work.then(resolve, reject).finally(() => stop.removeEventListener('abort', cancel));
  });
}

const offsetShown = ({ wall, offset }: CaptureTime) => `${wall}${offset ?? ''}`;

/** What only the archive can see: the name beside the content, one reading beside the other, this computer's clock beside the camera's. */
function conflictsHere(
  file: SourceFile,
  { size, type }: { size: number; type: string },
  metadata: Metadata | null,
  reread: SecondReading | null,
): Conflict[] {
  const conflicts: Conflict[] = [];
  if (reread?.outcome === 'different') conflicts.push({ kind: 'read differently', values: {} });
  if (size > 0 && contradictsName(file.name, type))
    conflicts.push({ kind: 'content differs from name', values: { type } });
  const captured = metadata?.derived.captured ?? null;
  const now = new Date();
  if (captured !== null && capturedAfter(captured, now))
    conflicts.push({
      kind: 'captured after acquisition',
      values: { captured: offsetShown(captured), acquired: now.toISOString() },
    });
  return conflicts;
}

function fieldsOf(
  listed: Listed,
  { sha256, size }: StagedObject,
  type: string,
  reading: Reading,
  reread: SecondReading | null,
): Record<string, Json> {
  const { file, acquisition, number, place } = listed;
  const { metadata, unread, preview } = reading;
  const conflicts = [...(metadata?.conflicts ?? []), ...conflictsHere(file, { size, type }, metadata, reread)];
  const optional = {
    born: file.born,
    reread,
    parsers: metadata?.parsers,
    'read.camera': metadata?.read.camera,
    'read.gps': metadata?.read.gps,
    'read.other': metadata?.read.other,
    refused: metadata?.refused,
    conflicts,
    'derived.captured': metadata?.derived.captured,
    'derived.position': metadata?.derived.position,
    'derived.camera': metadata?.derived.camera,
    'derived.device': metadata?.derived.device,
    'derived.credentials': metadata?.derived.credentials,
    'derived.picture': metadata?.derived.picture,
    'derived.recording': metadata?.derived.recording,
    'derived.document': metadata?.derived.document,
    unread,
    preview,
  };
  const fields: Record<string, Json> = {
    file: { sha256, size, type },
    acquisition: { seq: acquisition, number },
    name: file.name,
    path: place,
    modified: file.modified,
  };
  // Nothing to say is said by leaving the field out: an empty list would only cost its disclosure.
  for (const [name, value] of Object.entries(optional)) {
    if (value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0))
      fields[name] = value as Json;
  }
  return fields;
}
