import type { CallRequest, TestimonyDetail, TestimonySummary } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import { consent, type RecordId } from '../../../shared/model/records.ts';
import {
  brokenTestimonyRule,
  recordingAnswers,
  stopReasons,
  type TestimonyFields,
  testimonyFields,
  testimonyForms,
} from '../../../shared/model/testimony.ts';
import { erasureById } from '../ledger/erasures.ts';
import { recordingBarOf } from '../recording/agreed.ts';
import type { OpenVault } from '../vault/vault.ts';
import { historyOf } from './history.ts';
import { identityDrafts, identityKept } from './identity.ts';
import { laterAccountsOf, laterInShort } from './later-accounts.ts';
import { type Layout, stateFrom, valuesFrom } from './layout.ts';
import type { RecordState } from './merging.ts';
import { namedBy } from './naming.ts';
import { askedIn } from './prepared-questions.ts';
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
import { apartFromTold, withTold } from './told-by.ts';

/**
 * How a testimony stands in its entry: the account is one field a paragraph, so that a sentence can be withheld alone, and so is by whom
 * something was told. What nobody said has no field.
 */
const layout: Layout = {
  split: {
    paragraphs: { as: 'account', way: 'list' },
    earlier: { way: 'parts' },
    interview: { way: 'parts' },
    readBack: { as: 'readback', way: 'parts' },
    support: { way: 'list' },
  },
  always: ['witness', 'language', 'consent'],
};

/** A testimony as it stands in its entry. */
export function stateOf({ paragraphs, ...fields }: TestimonyFields): RecordState {
  const { account, told } = apartFromTold(paragraphs);
  return { ...stateFrom(testimonyFields, layout, { ...fields, paragraphs: account }), ...told };
}

/** Throws ZodError where the ledger holds what this version does not understand. */
function fieldsOf({ state }: StoredRecord): TestimonyFields {
  const { paragraphs, incident = null, ...values } = valuesFrom(testimonyFields, layout, state);
  return testimonyFields.parse({ ...values, incident, paragraphs: withTold(paragraphs, state) });
}

const paragraphField = /^account\.\d+$/;

/** A word of a closed list, `null` where none is there or a newer version wrote another. */
const wordOf = <T extends string>(all: readonly T[], value: Json | undefined): T | null =>
  all.find((each) => each === value) ?? null;

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
    paragraphs: Object.keys(record.state).filter((name) => paragraphField.test(name)).length,
    form: wordOf(testimonyForms, record.state.form),
    stopped: wordOf(stopReasons, record.state.stopped),
    recording: wordOf(recordingAnswers, record.state.recording) ?? 'not asked',
    ...laterInShort(vault, record.id),
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
    later: laterAccountsOf(vault, id),
    recordingBar: recordingBarOf(vault, id),
    history: historyOf(vault, recordSubject(id)),
  };
}

/** Throws FIELD_INVALID where the case it names was never there, RECORD_CLOSED or RECORD_ERASED where it isn't any more, TESTIMONY_RULE with field, rule and value. */
function requireSound(vault: OpenVault, fields: TestimonyFields): void {
  const { incident } = fields;
  if (incident !== null) {
    namedBy('incident', 'incident', incident, () => readRecord(vault, 'incident', incident));
  }
  const broken = brokenTestimonyRule(fields);
  if (broken !== null) throw new Fault('TESTIMONY_RULE', broken);
}

/**
 * Records a testimony, and the witness's identity apart from it, sealed: both or neither. Throws TESTIMONY_RULE, FIELD_INVALID when the
 * prepared questions that it names are not kept, or when an identity is given and there is neither a headquarters key nor a passphrase to seal it with.
 */
export async function createTestimony(
  vault: OpenVault,
  request: CallRequest<'testimony.create'>,
): Promise<TestimonyDetail> {
  const fields = { ...request.fields, template: askedIn(vault, request.fields.template) };
  requireSound(vault, fields);
  const id = newRecordId();
  const testimony = recordDraft(vault, 'testimony', id, stateOf(fields));
  append(vault, [testimony, ...(await identityDrafts(vault, { testimony: id }, request))]);
  return readTestimony(vault, id);
}

/**
 * Keeps who the witness is, sealed, where that was not kept with the account. Throws IDENTITY_KEPT where one is there, FIELD_INVALID,
 * PASSPHRASE_WEAK, RECORD_NOT_FOUND, RECORD_ERASED.
 */
export async function keepIdentity(
  vault: OpenVault,
  { id, ...given }: CallRequest<'testimony.keepIdentity'>,
): Promise<TestimonyDetail> {
  readRecord(vault, 'testimony', id);
  const requireNone = () => {
    if (identityKept(vault, { testimony: id }) !== 'none') throw new Fault('IDENTITY_KEPT');
  };
  requireNone();
  const drafts = await identityDrafts(vault, { testimony: id }, given);
  // Sealing takes a while: another may have come in between.
  requireNone();
  append(vault, drafts);
  return readTestimony(vault, id);
}

/** Corrects a testimony, or records that consent changed, by a new entry with a reason. */
export function amendTestimony(vault: OpenVault, request: CallRequest<'testimony.amend'>): TestimonyDetail {
  const record = readRecord(vault, 'testimony', request.id);
  const fields = { ...request.fields, template: askedIn(vault, request.fields.template, fieldsOf(record).template) };
  requireSound(vault, fields);
  const draft = amendmentDraft(vault, record, request.head, stateOf(fields), request.reason);
  if (draft !== null) append(vault, [draft]);
  return readTestimony(vault, request.id);
}

/**
 * The next code name nobody here has: `witness-1`, `witness-2`, … It says nothing about the person. Names of erased testimonies are not
 * known any more; counting on past as many keeps bundles from before from speaking of two people under one name.
 */
export function suggestCodeName(vault: OpenVault): string {
  const taken = new Set(listRecords(vault, 'testimony').map((record) => record.state.witness));
  // Sound recorded in an interview that was never saved keeps its name.
  for (const { state } of listRecords(vault, 'recording')) taken.add(state.witness ?? '');
  // Nor may somebody be given the name of a witness whose testimony is closed here.
  const closed = vault.db.prepare("SELECT seq FROM closed WHERE name = 'witness'").pluck().all() as number[];
  for (const seq of closed) taken.add(vault.ledger.readFields(seq).witness ?? '');
  const erased = listRecords(vault, 'erasure').filter(
    ({ id, state }) => state.what === 'testimony' && erasureById(vault.db, id) !== null,
  ).length;
  for (let number = erased === 0 ? 1 : taken.size + erased + 1; ; number++) {
    const name = `witness-${number}`;
    if (!taken.has(name)) return name;
  }
}
