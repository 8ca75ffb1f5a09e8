/** People whom the archive holds something about, under code names; who they are, sealed apart. */
import { brokenField } from '../../../shared/broken-rule.ts';
import type { PersonDetail, PersonSummary } from '../../../shared/contract/person.ts';
import type { CallRequest } from '../../../shared/contract.ts';
import { type Involvement, involvements, type PersonFields, type Thing } from '../../../shared/model/persons.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { thingFields } from '../gate/bearings.ts';
import { appendForGate } from '../gate/recording.ts';
import { aboutOf, recordsAbout, requireThing } from '../gate/things.ts';
import { erasureById } from '../ledger/erasures.ts';
import { historyOf } from '../records/history.ts';
import { nameIfShown } from '../records/holds.ts';
import { identityDrafts, identityKept } from '../records/identity.ts';
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
import { consentOf, consentRecordOf, dueOf } from './consents.ts';
import { readPersonState, stateOfPerson } from './person-state.ts';
import { recipientsOf } from './recipients.ts';

/** Throws ZodError where the ledger holds what this version does not understand. */
export function fieldsOf({ state }: StoredRecord): PersonFields {
  const read = readPersonState(state);
  if (!read.success) throw read.error;
  return read.data;
}

export function involvementsOf(vault: OpenVault, person: RecordId): StoredRecord[] {
  return recordsOf(vault, 'involvement', { person }).filter(({ state }) => state.ended !== true);
}

export function waysOf({ state }: StoredRecord): Involvement[] {
  const as = Array.isArray(state.as) ? (state.as as readonly unknown[]) : [];
  return involvements.filter((way) => as.includes(way));
}

/** A day that was decided is past from the day after on. */
export const isPast = (vault: OpenVault, day: string): boolean => day < vault.ledger.today();

function summaryOf(vault: OpenVault, record: StoredRecord): PersonSummary {
  const fields = fieldsOf(record);
  const consent = consentRecordOf(vault, record.id);
  const said = consent === undefined ? null : consentOf(consent);
  return {
    id: record.id,
    code: fields.code,
    standing: fields.standing,
    child: fields.child,
    consent: said?.state ?? null,
    audiences: said?.audiences ?? [],
    due: dueOf(vault, fields, said),
    kept: fields.keepUntil === null ? null : { until: fields.keepUntil, isPast: isPast(vault, fields.keepUntil) },
    involved: involvementsOf(vault, record.id).length,
    at: record.at,
  };
}

export const listPersons = (vault: OpenVault): PersonSummary[] =>
  listRecords(vault, 'person').map((record) => summaryOf(vault, record));

/** Persons connected with one thing. Throws RECORD_NOT_FOUND, RECORD_ERASED. */
export function personsOf(vault: OpenVault, on: Thing): PersonSummary[] {
  requireThing(vault, on);
  const ids = recordsAbout(vault, 'involvement', on)
    .filter(({ state }) => state.ended !== true)
    .map(({ state }) => String(state.person));
  // Of somebody whose record was erased nothing is left but that it concerned them.
  const there = new Map(listRecords(vault, 'person').map((record) => [record.id, record]));
  return [...new Set(ids)].flatMap((id) => {
    const record = there.get(id);
    return record === undefined ? [] : [summaryOf(vault, record)];
  });
}

/** Throws RECORD_NOT_FOUND, RECORD_ERASED. */
export function readPerson(vault: OpenVault, id: RecordId): PersonDetail {
  const record = readRecord(vault, 'person', id);
  const consent = consentRecordOf(vault, id);
  const fields = fieldsOf(record);
  const involved = involvementsOf(vault, id);
  return {
    id,
    head: record.head,
    fields,
    identity: identityKept(vault, { person: id }),
    consent:
      consent === undefined ? null : { id: consent.id, head: consent.head, at: consent.at, fields: consentOf(consent) },
    due: dueOf(vault, fields, consent === undefined ? null : consentOf(consent)),
    involvements: involved.map((each) => {
      const on = aboutOf(each);
      return { id: each.id, on, name: nameIfShown(vault, on), as: waysOf(each) };
    }),
    recipients: recipientsOf(vault, id, involved.map(aboutOf)),
    history: historyOf(vault, recordSubject(id)),
  };
}

/**
 * Records a person, and who they are apart from it, sealed: both or neither. Throws FIELD_INVALID when an identity is given and there is
 * neither a headquarters key nor a passphrase to seal it with, where the code name is taken, or where a day is set until
 * which it is kept, and not why or who decided it; VAULT_READ_ONLY.
 */
export async function createPerson(vault: OpenVault, request: CallRequest<'person.create'>): Promise<PersonDetail> {
  requireFree(vault, request.fields.code, null);
  requireDecided(request.fields, null);
  const id = newRecordId();
  const person = recordDraft(vault, 'person', id, stateOfPerson(request.fields));
  appendForGate(vault, [person, ...(await identityDrafts(vault, { person: id }, request))]);
  return readPerson(vault, id);
}

/** Two people under one code name would be taken for one. */
function requireFree(vault: OpenVault, code: string, but: RecordId | null): void {
  const taken = listRecords(vault, 'person').some(({ id, state }) => state.code === code && id !== but);
  if (taken) throw brokenField('fields.code', 'taken', '', code);
}

/** Until when something is kept is somebody's decision, for a reason. What an earlier version recorded without stays until it is changed. */
function requireDecided({ keepUntil, keepWhy, keepBy }: PersonFields, before: PersonFields | null): void {
  if (keepUntil === null) return;
  const isAsBefore = before?.keepUntil === keepUntil && before.keepWhy === keepWhy && before.keepBy === keepBy;
  if (isAsBefore) return;
  if (keepWhy === '') throw brokenField('fields.keepWhy', 'missing', '', '');
  if (keepBy === '') throw brokenField('fields.keepBy', 'missing', '', '');
}

/** Throws RECORD_STALE, FIELD_INVALID, RECORD_NOT_FOUND, VAULT_READ_ONLY. */
export function amendPerson(vault: OpenVault, { id, head, fields, reason }: CallRequest<'person.amend'>): PersonDetail {
  requireFree(vault, fields.code, id);
  const record = readRecord(vault, 'person', id);
  requireDecided(fields, fieldsOf(record));
  const draft = amendmentDraft(vault, record, head, stateOfPerson(fields), reason);
  if (draft !== null) appendForGate(vault, [draft]);
  return readPerson(vault, id);
}

/**
 * `person-1`, `person-2`, …: the next that nobody has. Code names of erased records aren't known any more; counting on past as many keeps
 * bundles from before from speaking of two people under one name.
 */
export function suggestPersonCode(vault: OpenVault): string {
  const taken = new Set(listRecords(vault, 'person').map(({ state }) => state.code));
  const erased = listRecords(vault, 'erasure').filter(
    ({ id, state }) => state.what === 'person' && erasureById(vault.db, id) !== null,
  ).length;
  let number = taken.size + erased + 1;
  while (taken.has(`person-${number}`)) number++;
  return `person-${number}`;
}

/** Throws RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED, VAULT_READ_ONLY. */
export function involve(vault: OpenVault, { person, on, as }: CallRequest<'person.involve'>): PersonDetail {
  readRecord(vault, 'person', person);
  requireThing(vault, on);
  const after = { person, ...thingFields(on), as: [...new Set(as)].sort() };
  const known = involvementsOf(vault, person).find((each) => JSON.stringify(aboutOf(each)) === JSON.stringify(on));
  const draft =
    known === undefined
      ? recordDraft(vault, 'involvement', newRecordId(), after)
      : amendmentDraft(vault, known, known.head, after, 'connected in another way');
  if (draft !== null) appendForGate(vault, [draft]);
  return readPerson(vault, person);
}

/** Throws RECORD_NOT_FOUND, RECORD_ERASED where the person's record was, VAULT_READ_ONLY. */
export function release(vault: OpenVault, { id, reason }: CallRequest<'person.release'>): PersonDetail {
  const record = readRecord(vault, 'involvement', id);
  // Of an erased person the connection is all that keeps the thing from being open to everybody.
  readRecord(vault, 'person', String(record.state.person));
  const { kind: _kind, id: _id, ...state } = record.state;
  const draft = amendmentDraft(vault, record, record.head, { ...state, ended: true }, reason);
  if (draft !== null) appendForGate(vault, [draft]);
  return readPerson(vault, String(record.state.person));
}
