import { Fault } from '../../../shared/faults.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import type { SoundEnding, SoundRecordingFields } from '../../../shared/model/sound-recording.ts';
import { closedFiles } from '../gate/closed-files.ts';
import { appendForGate } from '../gate/recording.ts';
import { type Archiving, archiveFile, createContentQueue, itemEntries } from '../ingest/archive-file.ts';
import { createByteBudget } from '../ingest/byte-budget.ts';
import { createFileMemory } from '../ingest/file-memory.ts';
import { placeOf, type SourceFile } from '../ingest/source.ts';
import { createMediaPool } from '../ingest/supervisor.ts';
import type { EntryDraft } from '../ledger/ledger.ts';
import type { Workers } from '../ports.ts';
import type { OpenVault } from '../vault/vault.ts';
import { changeRunning, measured, piecesOf, type Running, removePieces, runningRecording } from './pieces.ts';
import { pausesUntil } from './recorder.ts';

/** What people know this program's own recorder by, where other sources have a path. */
const source = { kind: 'recorder', label: 'recorder' } as const;

/** `recording-20160428-101500.webm`: when, by this computer's clock, and nothing of whom. */
const nameOf = ({ began }: Running): string =>
  `recording-${began.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}.webm`;

/**
 * Archives what was recorded, bit for bit as it came, like every file: encrypted copy, hash, entry. Then the recording's own entry says how
 * it was made, and the pieces go, in one transaction. Can be done again after any interruption and enters nothing twice. Gives the item,
 * `null` where nothing was recorded. Throws RECORDING_OVER, VAULT_READ_ONLY, VAULT_DISK_FULL; then the pieces are still there.
 */
export async function finishRecording(
  vault: OpenVault,
  workers: Workers,
  id: RecordId,
  ending: SoundEnding,
): Promise<number | null> {
  const ended = ending === 'cut off' ? runningRecording(vault, id).last : vault.ledger.now();
  const found = runningRecording(vault, id);
  const running = changeRunning(vault, found, {
    pauses: pausesUntil(found, ended),
    pausedAt: null,
    last: ended,
    ending: found.ending ?? ending,
  });
  const { pieces, bytes } = measured(vault, id);
  if (pieces === 0) {
    enter(vault, running, { state: 'thrown away', ending: running.ending ?? ending });
    return null;
  }
  const item = await archive(vault, workers, running, bytes);
  enter(vault, running, { ...circumstances(running), item, state: 'kept' });
  return item;
}

/** Lets go of what was recorded and never archived: the ledger keeps that it was there, and why it went. Throws RECORDING_OVER, VAULT_READ_ONLY. */
export function throwAway(vault: OpenVault, id: RecordId, reason: string): void {
  const running = runningRecording(vault, id);
  const { ended, ending } = circumstances({ ...running, ending: running.ending ?? 'cut off' });
  enter(vault, running, { state: 'thrown away', ended, ending, reason });
}

/** What the recording's last entry says of how it was made. */
function circumstances({ began, last, pauses, input, ending }: Running) {
  return {
    began,
    ended: last,
    ending: ending ?? 'cut off',
    ...(pauses.length === 0 ? {} : { pauses }),
    ...(input === null || input.label === '' ? {} : { input: input.label }),
    ...(input === null || input.rate === null ? {} : { rate: input.rate }),
    ...(input === null || input.channels === null ? {} : { channels: input.channels }),
    ...(input === null ? {} : { processing: input.processing }),
  } satisfies Partial<SoundRecordingFields>;
}

/** The entry that ends a recording; its pieces go with it. */
function enter(vault: OpenVault, { id }: Running, fields: Readonly<Record<string, Json>>): void {
  const first = vault.db.prepare("SELECT seq FROM concern WHERE subject = 'record:' || ? ORDER BY seq LIMIT 1");
  const began = first.pluck().get(id);
  const draft: EntryDraft = {
    type: 'record',
    operator: vault.operator,
    fields: { ...fields, kind: 'recording', id, amends: typeof began === 'number' ? [began] : [] },
  };
  appendForGate(vault, [draft], () => removePieces(vault.db, id));
}

async function archive(vault: OpenVault, workers: Workers, running: Running, bytes: number): Promise<number> {
  const name = nameOf(running);
  const acquisition =
    running.acquisition ?? listed(vault, running, { path: name, size: bytes, modified: running.last });
  const before = vault.db.prepare('SELECT seq FROM item WHERE acquisition = ? AND number = 1').pluck().get(acquisition);
  if (typeof before === 'number') return before;
  const closed = closedFiles(vault).find((each) => each.acquisition.seq === acquisition);
  if (closed !== undefined) return closed.seq;
  const file: SourceFile = {
    path: name,
    name,
    size: bytes,
    modified: running.last,
    born: running.began,
    open: () => piecesOf(vault, running.id),
    openAgain: null,
  };
  const media = createMediaPool(workers);
  try {
    const entries = itemEntries(vault);
    const archiving: Archiving = {
      vault,
      media,
      budget: createByteBudget(0),
      memory: createFileMemory(0),
      entries,
      sameContent: createContentQueue(entries),
      stop: undefined,
      passed: () => {},
    };
    const place = placeOf(source, name);
    const archived = await archiveFile(
      { file, acquisition, number: 1, place, earlier: new Map(), readAgain: false },
      archiving,
    );
    if (archived.outcome !== 'archived') throw new Fault('INTERNAL');
    return archived.seq;
  } finally {
    media.close();
  }
}

/** The acquisition's entry, and in the same transaction which one it is: what is begun again makes no second one. */
function listed(vault: OpenVault, running: Running, held: { path: string; size: number; modified: string }): number {
  const fields: Record<string, Json> = {
    'source.kind': source.kind,
    'source.path': source.label,
    count: 1,
    part: { first: null, from: 1 },
    'holds.1': held,
  };
  const [entry] = vault.ledger.append([{ type: 'acquisition', operator: vault.operator, fields }], ([made]) =>
    changeRunning(vault, running, { acquisition: made?.seq ?? null }),
  );
  return entry?.seq ?? -1;
}
