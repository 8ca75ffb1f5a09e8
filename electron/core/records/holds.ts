/**
 * Legal holds: somebody with the authority to say so wants something kept as it is. Placing one takes one operator, lifting it a reason;
 * it is in force until then, whatever date it names. A hold on a case covers what belongs to the case, one on a person what they told.
 */

import type { Hold } from '../../../shared/contract/erasure.ts';
import type { CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import { type HoldTarget, holdFields } from '../../../shared/model/erasure.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { soundOf, tiesOfItem } from '../recording/ties.ts';
import type { OpenVault } from '../vault/vault.ts';
import { enteredAt } from './entered.ts';
import { itemRow } from './items.ts';
import {
  amendmentDraft,
  append,
  listRecords,
  newRecordId,
  readRecord,
  recordDraft,
  recordsOf,
  type StoredRecord,
} from './recording.ts';
import { speakersIn } from './speakers.ts';

/** Where a hold's record says what it lies on. */
const targetFields = (on: HoldTarget): Record<string, Json> =>
  on.what === 'item' ? { item: on.seq } : { [on.what]: on.id };

function targetOf({ state }: StoredRecord): HoldTarget {
  if (typeof state.item === 'number') return { what: 'item', seq: state.item };
  if (typeof state.incident === 'string') return { what: 'incident', id: state.incident };
  if (typeof state.person === 'string') return { what: 'person', id: state.person };
  return { what: 'testimony', id: String(state.testimony) };
}

/** What people know a thing by. Throws RECORD_NOT_FOUND, RECORD_ERASED. */
export function nameOf(vault: OpenVault, on: HoldTarget): string {
  switch (on.what) {
    case 'item':
      return itemRow(vault, on.seq).name;
    case 'incident':
      return String(readRecord(vault, 'incident', on.id).state.title);
    case 'testimony':
      return String(readRecord(vault, 'testimony', on.id).state.witness);
    case 'person':
      return String(readRecord(vault, 'person', on.id).state.code);
  }
}

/** What people know a thing by; null where it is closed or gone. */
export function nameIfShown(vault: OpenVault, on: HoldTarget): string | null {
  try {
    return nameOf(vault, on);
  } catch (error) {
    if (error instanceof Fault && error.code.startsWith('RECORD_')) return null;
    throw error;
  }
}

function holdOf(vault: OpenVault, record: StoredRecord): Hold {
  const on = targetOf(record);
  const placed = vault.ledger.appended(record.first);
  const lifted = record.state.lifted === true ? vault.ledger.appended(record.head) : null;
  return {
    id: record.id,
    on,
    head: record.head,
    name: nameIfShown(vault, on) ?? '',
    ...holdFields.parse({
      authority: record.state.authority,
      basis: record.state.basis,
      until: record.state.until ?? null,
    }),
    placed: { at: enteredAt(placed), operator: placed.operator },
    lifted:
      lifted === null
        ? null
        : { at: enteredAt(lifted), operator: lifted.operator, reason: String(lifted.fields.reason ?? '') },
  };
}

/** Throws RECORD_NOT_FOUND, RECORD_ERASED, VAULT_READ_ONLY. */
export function placeHold(vault: OpenVault, { on, authority, basis, until }: CallRequest<'hold.place'>): Hold {
  nameOf(vault, on);
  const id = newRecordId();
  const fields = { ...targetFields(on), authority, basis, ...(until === null ? {} : { until }) };
  append(vault, [recordDraft(vault, 'hold', id, fields)]);
  return holdOf(vault, readRecord(vault, 'hold', id));
}

/** Throws RECORD_NOT_FOUND, HOLD_NOT_IN_FORCE, VAULT_READ_ONLY. */
export function liftHold(vault: OpenVault, { id, reason }: CallRequest<'hold.lift'>): Hold {
  const record = readRecord(vault, 'hold', id);
  if (record.state.lifted === true) throw new Fault('HOLD_NOT_IN_FORCE');
  const { kind: _kind, id: _id, ...state } = record.state;
  const draft = amendmentDraft(vault, record, record.head, { ...state, lifted: true }, reason);
  if (draft !== null) append(vault, [draft]);
  return holdOf(vault, readRecord(vault, 'hold', id));
}

/**
 * All holds, or those that cover one thing: its own, those on the cases that it belongs to and on whoever speaks in it, and between a testimony
 * and its sound. Lifted ones as well.
 */
export function listHolds(vault: OpenVault, on?: HoldTarget): Hold[] {
  const records = on === undefined ? listRecords(vault, 'hold') : recordsCovering(vault, on);
  return records.map((record) => holdOf(vault, record));
}

function recordsCovering(vault: OpenVault, on: HoldTarget): StoredRecord[] {
  switch (on.what) {
    case 'incident':
      return ofCases(vault, [on.id]);
    case 'person':
      return recordsOf(vault, 'hold', { person: on.id });
    case 'testimony':
      return distinct([
        ...coveringTestimony(vault, on.id),
        ...soundOf(vault.db, on.id).flatMap((seq) => coveringItem(vault, seq)),
      ]);
    case 'item':
      return distinct([
        ...coveringItem(vault, on.seq),
        ...tiesOfItem(vault.db, on.seq).flatMap(({ testimony }) =>
          testimony === null ? [] : coveringTestimony(vault, testimony),
        ),
      ]);
  }
}

const ofCases = (vault: OpenVault, incidents: readonly RecordId[]): StoredRecord[] =>
  incidents.flatMap((incident) => recordsOf(vault, 'hold', { incident }));

const onSpeakers = (vault: OpenVault, on: Parameters<typeof speakersIn>[1]): StoredRecord[] =>
  speakersIn(vault, on).flatMap((person) => recordsOf(vault, 'hold', { person }));

const coveringTestimony = (vault: OpenVault, id: RecordId): StoredRecord[] => [
  ...recordsOf(vault, 'hold', { testimony: id }),
  ...ofCases(vault, casesOf(vault, { what: 'testimony', id })),
  ...onSpeakers(vault, { testimony: id }),
];

const coveringItem = (vault: OpenVault, seq: number): StoredRecord[] => [
  ...recordsOf(vault, 'hold', { item: seq }),
  ...ofCases(vault, casesOf(vault, { what: 'item', seq })),
  ...onSpeakers(vault, { item: seq }),
];

/** A hold on a testimony and one on its sound may be the same, through their case. */
const distinct = (records: readonly StoredRecord[]): StoredRecord[] => [
  ...new Map(records.map((record) => [record.id, record])).values(),
];

/** The cases that a testimony or an item belongs to. */
export function casesOf(vault: OpenVault, of: Extract<HoldTarget, { what: 'testimony' | 'item' }>): RecordId[] {
  if (of.what === 'testimony') {
    const { incident } = readRecord(vault, 'testimony', of.id).state;
    return typeof incident === 'string' ? [incident] : [];
  }
  return vault.db
    .prepare('SELECT DISTINCT record FROM link WHERE item = ? AND removed = 0 ORDER BY first')
    .pluck()
    .all(of.seq) as RecordId[];
}
