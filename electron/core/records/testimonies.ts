import type { CallRequest, TestimonyDetail, TestimonySummary } from '../../../shared/contract.ts';
import {
  consent,
  type Paragraph,
  paragraph,
  type RecordId,
  type TestimonyFields,
  testimonyFields,
} from '../../../shared/model/records.ts';
import { erasureById } from '../ledger/erasures.ts';
import type { OpenVault } from '../vault/vault.ts';
import { historyOf } from './history.ts';
import { identityDrafts, identityKept } from './identity.ts';
import type { RecordState } from './merging.ts';
import {
  amendmentDraft,
  append,
  listRecords,
  newRecordId,
  readRecord,
  recordDraft,
  type StoredRecord,
} from './recording.ts';
import { recordSubject } from './subjects.ts';

/** A testimony's account is one field a paragraph, so that a sentence can be withheld alone. */
const paragraphField = (number: number) => `account.${number}`;

const stateOf = (fields: TestimonyFields): RecordState => {
  const { paragraphs, incident, ...rest } = fields;
  const state: RecordState = { ...rest };
  if (incident !== null) state.incident = incident;
  paragraphs.forEach((text, index) => {
    state[paragraphField(index + 1)] = text;
  });
  return state;
};

function paragraphsOf(state: RecordState): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  for (let number = 1; state[paragraphField(number)] !== undefined; number++) {
    paragraphs.push(paragraph.parse(state[paragraphField(number)]));
  }
  return paragraphs;
}

const fieldsOf = ({ state }: StoredRecord): TestimonyFields =>
  testimonyFields.parse({
    witness: state.witness,
    language: state.language,
    incident: state.incident ?? null,
    consent: state.consent,
    paragraphs: paragraphsOf(state),
  });

export function testimonySummaryOf(vault: OpenVault, record: StoredRecord): TestimonySummary {
  const given = consent.parse(record.state.consent);
  const incident = vault.db
    .prepare("SELECT id, fields ->> '$.title' AS title FROM record WHERE id = ? AND kind = 'incident'")
    .get(record.state.incident ?? '') as { id: string; title: string } | undefined;
  return {
    id: record.id,
    witness: String(record.state.witness),
    language: String(record.state.language),
    consent: given.state,
    audiences: given.audiences,
    incident: incident ?? null,
    paragraphs: paragraphsOf(record.state).length,
    at: record.at,
  };
}

export const listTestimonies = (vault: OpenVault): TestimonySummary[] =>
  listRecords(vault, 'testimony').map((record) => testimonySummaryOf(vault, record));

/** One testimony under its code name. Who the witness is, is never part of it. Throws RECORD_NOT_FOUND. */
export function readTestimony(vault: OpenVault, id: RecordId): TestimonyDetail {
  const record = readRecord(vault, 'testimony', id);
  return {
    id,
    head: record.head,
    fields: fieldsOf(record),
    identity: identityKept(vault, { testimony: id }),
    history: historyOf(vault, recordSubject(id)),
  };
}

function requireIncident(vault: OpenVault, incident: RecordId | null): void {
  if (incident !== null) readRecord(vault, 'incident', incident);
}

/**
 * Records a testimony, and the witness's identity apart from it, sealed: both or neither. Throws FIELD_INVALID when an
 * identity is given and there is neither a headquarters key nor a passphrase to seal it with.
 */
export async function createTestimony(
  vault: OpenVault,
  request: CallRequest<'testimony.create'>,
): Promise<TestimonyDetail> {
  requireIncident(vault, request.fields.incident);
  const id = newRecordId();
  const testimony = recordDraft(vault, 'testimony', id, stateOf(request.fields));
  append(vault, [testimony, ...(await identityDrafts(vault, { testimony: id }, request))]);
  return readTestimony(vault, id);
}

/** Corrects a testimony, or records that consent changed, by a new entry with a reason. */
export function amendTestimony(vault: OpenVault, request: CallRequest<'testimony.amend'>): TestimonyDetail {
  requireIncident(vault, request.fields.incident);
  const record = readRecord(vault, 'testimony', request.id);
  const draft = amendmentDraft(vault, record, request.head, stateOf(request.fields), request.reason);
  if (draft !== null) append(vault, [draft]);
  return readTestimony(vault, request.id);
}

/**
 * The next code name nobody here has: `witness-1`, `witness-2`, … It says nothing about the person. Names of erased testimonies are not
 * known any more; counting on past as many keeps bundles from before from speaking of two people under one name.
 */
export function suggestCodeName(vault: OpenVault): string {
  const taken = new Set(listRecords(vault, 'testimony').map((record) => record.state.witness));
  const erased = listRecords(vault, 'erasure').filter(
    ({ id, state }) => state.what === 'testimony' && erasureById(vault.db, id) !== null,
  ).length;
  for (let number = erased === 0 ? 1 : taken.size + erased + 1; ; number++) {
    const name = `witness-${number}`;
    if (!taken.has(name)) return name;
  }
}
