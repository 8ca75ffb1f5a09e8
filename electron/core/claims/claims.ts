import { brokenField } from '../../../shared/broken-rule.ts';
import type { Claim, ClaimSource } from '../../../shared/contract/claim.ts';
import type { CallOutput, CallRequest } from '../../../shared/contract.ts';
import { type ClaimMarks, claimsTable } from '../../../shared/model/claims-table.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { correct, entryOf } from '../records/entering.ts';
import { itemRow } from '../records/items.ts';
import { type FieldsOf, fieldsOf } from '../records/kinds.ts';
import { paragraphAt, takenBackOf } from '../records/later-accounts.ts';
import { titleOf } from '../records/links.ts';
import type { RecordState } from '../records/merging.ts';
import { namedBy } from '../records/naming.ts';
import { append, readRecord, recordsOf, type StoredRecord } from '../records/recording.ts';
import { concerning, recordSubject } from '../records/subjects.ts';
import type { OpenVault } from '../vault/vault.ts';

/** What sources say about an incident, entered beside each other and read as one table. */

type Fields = FieldsOf<'claim'>;

/** Throws FIELD_INVALID with the field that names what is not there or is not possible, RECORD_ERASED, RECORD_CLOSED. */
function requireSources(vault: OpenVault, { incident, item, testimony, paragraph, origin, against }: Fields): void {
  if (item !== null) namedBy('item', 'item', item, () => itemRow(vault, item));
  if (testimony !== null) {
    const { state } = namedBy('testimony', 'testimony', testimony, () => readRecord(vault, 'testimony', testimony));
    if (paragraph !== null && state[`account.${paragraph}`] === undefined)
      throw brokenField('paragraph', 'not one of', paragraphsOf(state).join(', '), paragraph);
  }
  for (const [field, ids] of Object.entries({ origin: origin === null ? [] : [origin], against }))
    for (const id of ids) {
      const other = fieldsOf('claim', namedBy(field, 'claim', id, () => readRecord(vault, 'claim', id)).state);
      if (other.incident !== incident) throw brokenField(field, 'not possible', `a claim about ${incident}`, id);
    }
}

const paragraphsOf = (state: RecordState): string[] =>
  Object.keys(state).flatMap((name) => /^account\.(\d+)$/.exec(name)?.[1] ?? []);

/** Throws RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED, FIELD_INVALID, VAULT_READ_ONLY. */
export function addClaim(vault: OpenVault, fields: CallRequest<'claim.add'>): CallOutput<'claim.add'> {
  requireSources(vault, fields);
  const { id, draft } = entryOf(vault, 'claim', fields);
  append(vault, [draft]);
  return { id, table: claimsOf(vault, fields.incident) };
}

/** Throws the same, and RECORD_STALE. A claim stays with its incident. */
export function amendClaim(vault: OpenVault, request: CallRequest<'claim.amend'>): CallOutput<'claim.amend'> {
  const { id, fields } = request;
  const before = fieldsOf('claim', readRecord(vault, 'claim', id).state);
  if (before.incident !== fields.incident)
    throw brokenField('incident', 'not possible', before.incident, fields.incident);
  if (fields.origin === id || fields.against.includes(id))
    throw brokenField(fields.origin === id ? 'origin' : 'against', 'not possible', 'another claim', id);
  requireSources(vault, fields);
  correct(vault, 'claim', request, fields);
  return { id, table: claimsOf(vault, fields.incident) };
}

/** Throws RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED for the incident. */
export function claimsOf(vault: OpenVault, incident: RecordId): CallOutput<'claim.table'> {
  readRecord(vault, 'incident', incident);
  const all = recordsOf(vault, 'claim', { incident }).map((record) => ({
    record,
    id: record.id,
    fields: fieldsOf('claim', record.state),
  }));
  const { marks, topics } = claimsTable(all);
  const shown = all.filter(({ fields }) => !fields.withdrawn);
  const byId = new Map(all.map((each) => [each.id, each]));
  const taken = new Map(shown.map(({ id, fields }) => [id, takenBackOfClaim(vault, id, fields)]));
  const lost = (id: RecordId) => (byId.get(id)?.fields.withdrawn ? 'withdrawn' : (taken.get(id) ?? null));
  return {
    claims: shown.map(({ record, fields }) => ({
      ...claimOf(vault, record, fields, marks.get(record.id)),
      takenBack: taken.get(record.id) ?? null,
      lostOrigin: lostOriginOf(fields, (id) => byId.get(id)?.fields, lost),
    })),
    topics,
    withdrawn: all.length - shown.length,
  };
}

/** Along what a claim is taken from, each once: claims can name one another in a circle. */
function lostOriginOf(
  { origin }: Fields,
  fieldsAt: (id: RecordId) => Fields | undefined,
  lost: (id: RecordId) => NonNullable<Claim['lostOrigin']>['how'] | null,
): Claim['lostOrigin'] {
  const seen = new Set<RecordId>();
  for (let next = origin; next !== null && !seen.has(next); next = fieldsAt(next)?.origin ?? null) {
    seen.add(next);
    const how = lost(next);
    if (how !== null) return { claim: next, how };
  }
  return null;
}

function claimOf(
  vault: OpenVault,
  { id, head, first, at }: StoredRecord,
  fields: Fields,
  marks?: ClaimMarks,
): Omit<Claim, 'takenBack' | 'lostOrigin'> {
  const { operator } = vault.ledger.appended(first);
  const { shares = [], against = [] } = marks ?? {};
  return {
    ...{ id, head, fields, at, operator },
    source: sourceOf(vault, id, fields),
    shares: [...shares],
    against: [...against],
  };
}

function takenBackOfClaim(vault: OpenVault, id: RecordId, { testimony, paragraph }: Fields): Claim['takenBack'] {
  if (testimony === null) return null;
  if (paragraph === null) return takenBackOf(vault, testimony, null);
  return takenBackOf(vault, testimony, namedAt(vault, id, paragraph));
}

/** A paragraph that a claim names: it is meant as it stood at the entry in which somebody named it. */
function namedAt(vault: OpenVault, id: RecordId, paragraph: number): { number: number; at: number } {
  const named = concerning(vault.db, recordSubject(id)).filter((seq) => {
    const fields = vault.ledger.readFields(seq);
    return fields.id === id && fields.paragraph === paragraph;
  });
  return { number: paragraph, at: named.at(-1) ?? 0 };
}

function sourceOf(
  vault: OpenVault,
  id: RecordId,
  { item, testimony, paragraph, organisation, source }: Fields,
): ClaimSource {
  if (item !== null) return { what: 'item', seq: item, name: itemRow(vault, item).name };
  if (testimony !== null) {
    const said = paragraph === null ? null : paragraphAt(vault, testimony, namedAt(vault, id, paragraph));
    return {
      ...{ what: 'testimony', id: testimony, witness: titleOf(vault, testimony), paragraph },
      ...{ basis: said?.basis ?? null, toldBy: said?.toldBy ?? null },
    };
  }
  if (organisation !== null) return { what: 'organisation', id: organisation, title: titleOf(vault, organisation) };
  return { what: 'words', text: source };
}
