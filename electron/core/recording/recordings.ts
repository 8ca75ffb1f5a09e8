import { brokenField } from '../../../shared/broken-rule.ts';
import type { SoundRecording, UnfinishedRecording } from '../../../shared/contract/recording.ts';
import type { CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { mediaKind } from '../../../shared/model/media-kinds.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { type SoundRecordingFields, soundRecordingFields } from '../../../shared/model/sound-recording.ts';
import { isClosed } from '../gate/closing.ts';
import { appendForGate } from '../gate/recording.ts';
import { itemRow, itemSummaryOf } from '../records/items.ts';
import {
  amendmentDraft,
  listRecords,
  newRecordId,
  readRecord,
  recordDraft,
  recordsOf,
  type StoredRecord,
} from '../records/recording.ts';
import { recordSubject } from '../records/subjects.ts';
import type { OpenVault } from '../vault/vault.ts';
import { measured, runningRecordings, tieRunning } from './pieces.ts';
import { tiesOfItem } from './ties.ts';

/** The sound of testimonies: listed, tied to the testimony that it is of, and let go of where it was tied wrongly. */

function fieldsOf({ state }: StoredRecord): SoundRecordingFields | null {
  const { kind: _kind, id: _id, ...fields } = state;
  const read = soundRecordingFields.safeParse(fields);
  return read.success ? read.data : null;
}

const isThere = ({ db }: OpenVault, item: number): boolean =>
  db.prepare('SELECT 1 FROM item WHERE seq = ?').get(item) !== undefined;

/** Kept recordings of one testimony, of one item, or all of them, the oldest first. */
export function listRecordings(vault: OpenVault, { of }: CallRequest<'recording.list'>): SoundRecording[] {
  const records = of === null ? listRecords(vault, 'recording') : recordsOf(vault, 'recording', of);
  return records.flatMap((record): SoundRecording[] => {
    const fields = fieldsOf(record);
    if (fields === null || fields.state !== 'kept' || fields.item === undefined || !isThere(vault, fields.item))
      return [];
    const item = itemSummaryOf(itemRow(vault, fields.item));
    return [{ id: record.id, head: record.head, operator: vault.ledger.appended(record.first).operator, item, fields }];
  });
}

/** What was begun and is not archived, without what still goes on. Of a testimony that is closed, nothing is told. */
export function unfinishedRecordings(vault: OpenVault, running: RecordId | null): UnfinishedRecording[] {
  return runningRecordings(vault).flatMap((each) => {
    if (each.id === running) return [];
    if (each.testimony !== null && isClosed(vault.db, recordSubject(each.testimony))) return [];
    const { id, operator, witness, testimony, began, last, ending } = each;
    return [{ id, operator, witness, testimony, began, last, ending, ...measured(vault, id) }];
  });
}

/**
 * Ties recordings that were made before there was a testimony to the one that was saved. Throws RECORD_NOT_FOUND, RECORDING_TIED where one
 * belongs to another testimony, VAULT_READ_ONLY.
 */
export function assignRecordings(vault: OpenVault, { recordings, testimony }: CallRequest<'recording.assign'>): void {
  readRecord(vault, 'testimony', testimony);
  const records = recordings.map((id) => readRecord(vault, 'recording', id));
  const drafts = records.flatMap((record) => {
    const { kind: _kind, id: _id, ...state } = record.state;
    if (state.testimony === testimony) return [];
    if (typeof state.testimony === 'string') throw new Fault('RECORDING_TIED');
    const amends = [record.first, ...(record.head === record.first ? [] : [record.head])];
    return [{ ...recordDraft(vault, 'recording', record.id, { testimony, amends }) }];
  });
  if (drafts.length === 0) return;
  appendForGate(vault, drafts, () => {
    for (const { id } of records) tieRunning(vault.db, id, testimony);
  });
}

/**
 * Ties a file that was archived before to the testimony that is heard in it. Throws RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED,
 * RECORDING_TIED, VAULT_READ_ONLY, and FIELD_INVALID where the file is no recording.
 */
export function attachRecording(vault: OpenVault, { item, testimony, reason }: CallRequest<'recording.attach'>): void {
  const { type } = itemRow(vault, item);
  const kind = mediaKind(type);
  if (kind !== 'sound' && kind !== 'video' && type !== 'application/ogg')
    throw brokenField('item', 'not one of', 'sound, video', type);
  const { witness } = readRecord(vault, 'testimony', testimony).state;
  if (tiesOfItem(vault.db, item).length > 0) throw new Fault('RECORDING_TIED');
  const fields = {
    origin: 'attached',
    ...(typeof witness === 'string' ? { witness } : {}),
    testimony,
    item,
    state: 'kept',
  } satisfies SoundRecordingFields;
  appendForGate(vault, [recordDraft(vault, 'recording', newRecordId(), { ...fields, reason })]);
}

/** Takes back that a file belongs to a testimony. What was recorded here stays where it belongs. Throws RECORD_NOT_FOUND, RECORDING_TIED. */
export function detachRecording(vault: OpenVault, { id, reason }: CallRequest<'recording.detach'>): void {
  const record = readRecord(vault, 'recording', id);
  const { kind: _kind, id: _id, ...state } = record.state;
  if (state.origin !== 'attached') throw new Fault('RECORDING_TIED');
  const draft = amendmentDraft(vault, record, record.head, { ...state, state: 'taken back' }, reason);
  if (draft !== null) appendForGate(vault, [draft]);
}
