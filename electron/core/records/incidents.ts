import { brokenField } from '../../../shared/broken-rule.ts';
import type { CallOutput, CallRequest, IncidentDetail, IncidentSummary } from '../../../shared/contract.ts';
import { impact as incidentImpact, mostImpacts, uncoded } from '../../../shared/model/incident.ts';
import { isSaid } from '../../../shared/model/incident-context.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import type { EntryDraft } from '../ledger/ledger.ts';
import type { OpenVault } from '../vault/vault.ts';
import { correct, entryOf, namedIn, pageOf } from './entering.ts';
import { historyOf } from './history.ts';
import { itemRow, itemSummaryOf } from './items.ts';
import { fieldsOf } from './kinds.ts';
import { relationsOf } from './links.ts';
import { append, newRecordId, readRecord, recordsOf, type StoredRecord } from './recording.ts';
import { recordSubject } from './subjects.ts';
import { testimonySummaryOf } from './testimonies.ts';

/** How many pictures a card shows. */
const coverSize = 4;

const linksOf = (vault: OpenVault, id: RecordId) =>
  vault.db.prepare('SELECT id, item, reason FROM link WHERE record = ? AND removed = 0 ORDER BY first').all(id) as {
    id: string;
    item: number;
    reason: string;
  }[];

function summaryOf(vault: OpenVault, record: StoredRecord): IncidentSummary {
  const fields = fieldsOf('incident', record.state);
  const links = linksOf(vault, record.id);
  return {
    id: record.id,
    title: fields.title,
    facility: fields.facility,
    when: fields.when.edtf,
    place: fields.place.name,
    attackTypes: fields.attackTypes,
    items: links.length,
    testimonies: recordsOf(vault, 'testimony', { incident: record.id }).length,
    cover: links.slice(0, coverSize).map((link) => link.item),
  };
}

/** One page of the incidents. */
export function listIncidents(vault: OpenVault, request: CallRequest<'incident.list'>): CallOutput<'incident.list'> {
  const { records, ...page } = pageOf(vault, 'incident', request);
  return { incidents: records.map((record) => summaryOf(vault, record)), ...page };
}

/** One incident with what belongs to it. Throws RECORD_NOT_FOUND. */
export function readIncident(vault: OpenVault, id: RecordId): IncidentDetail {
  const record = readRecord(vault, 'incident', id);
  return {
    id,
    head: record.head,
    fields: fieldsOf('incident', record.state),
    items: linksOf(vault, id).map((link) => ({
      link: link.id,
      reason: link.reason,
      item: itemSummaryOf(itemRow(vault, link.item)),
    })),
    testimonies: recordsOf(vault, 'testimony', { incident: id }).map((testimony) =>
      testimonySummaryOf(vault, testimony),
    ),
    names: namedIn(vault, 'incident', record.state),
    relations: relationsOf(vault, { record: id }).filter(({ other }) => other.what !== 'item'),
    history: historyOf(vault, recordSubject(id)),
  };
}

function linkDrafts(
  vault: OpenVault,
  id: RecordId,
  items: readonly number[],
  kind: CallRequest<'incident.link'>['kind'],
  reason: string,
): EntryDraft[] {
  const linked = new Set(linksOf(vault, id).map((link) => link.item));
  return [...new Set(items)]
    .filter((item) => !linked.has(item))
    .map((item) => ({
      type: 'link',
      operator: vault.operator,
      fields: { id: newRecordId(), kind, from: { record: id }, to: { item: itemRow(vault, item).seq }, reason },
    }));
}

/** Records an incident, which nobody took from a list, and the photographs that belong to it: all of it or nothing. */
export function createIncident(vault: OpenVault, request: CallRequest<'incident.create'>): IncidentDetail {
  const { id, draft } = entryOf(vault, 'incident', { ...request.fields, listed: uncoded.listed });
  append(vault, [
    draft,
    ...linkDrafts(vault, id, request.items, 'shows', request.reason ?? ''),
    ...besideDrafts(vault, id, request.beside),
  ]);
  return readIncident(vault, id);
}

/** Corrects an incident by a new entry. Throws RECORD_STALE when someone else saved meanwhile. */
export function amendIncident(vault: OpenVault, request: CallRequest<'incident.amend'>): IncidentDetail {
  const { listed } = fieldsOf('incident', readRecord(vault, 'incident', request.id).state);
  const beside = besideDrafts(vault, request.id, request.beside);
  correct(vault, 'incident', request, { ...request.fields, listed }, beside);
  return readIncident(vault, request.id);
}

/** What was said of this case and another; each that is there already is left as it is. */
function besideDrafts(
  vault: OpenVault,
  id: RecordId,
  beside: CallRequest<'incident.create'>['beside'] = [],
): EntryDraft[] {
  return beside.map(({ incident, answer, reason }) => ({
    type: 'link',
    operator: vault.operator,
    fields: {
      ...{ id: newRecordId(), kind: answer, reason },
      from: { record: id },
      to: { record: readRecord(vault, 'incident', incident).id },
    },
  }));
}

/** Adds impacts to a case, and the items that show them. Throws RECORD_NOT_FOUND, RECORD_STALE, FIELD_INVALID, VAULT_READ_ONLY. */
export function addImpacts(vault: OpenVault, request: CallRequest<'incident.further'>): IncidentDetail {
  const { id, items, reason, of } = request;
  const fields = fieldsOf('incident', readRecord(vault, 'incident', id).state);
  const { when, place } = fields;
  const first = incidentImpact.parse({ when, place: isSaid(place) ? place : null });
  const impacts = [...(fields.impacts.length > 0 ? fields.impacts : [first]), ...request.impacts];
  if (impacts.length > mostImpacts) throw brokenField('impacts', 'too much', mostImpacts, impacts.length);
  const joined = of === null ? [] : besideDrafts(vault, of, [{ incident: id, answer: 'same event', reason }]);
  correct(vault, 'incident', request, { ...fields, impacts }, [
    ...linkDrafts(vault, id, items, 'shows', reason),
    ...joined,
  ]);
  return readIncident(vault, id);
}

/** Links items to an incident; those that already belong to it are left as they are. */
export function linkItems(vault: OpenVault, request: CallRequest<'incident.link'>): IncidentDetail {
  readRecord(vault, 'incident', request.id);
  const drafts = linkDrafts(vault, request.id, request.items, request.kind, request.reason);
  if (drafts.length > 0) append(vault, drafts);
  return readIncident(vault, request.id);
}

/** Takes a link back by a new entry that names the one it removes. */
export function unlinkItem(vault: OpenVault, request: CallRequest<'incident.unlink'>): IncidentDetail {
  readRecord(vault, 'incident', request.id);
  const link = vault.db
    .prepare('SELECT first FROM link WHERE id = ? AND record = ? AND removed = 0')
    .get(request.link, request.id) as { first: number } | undefined;
  if (link !== undefined) {
    append(vault, [
      {
        type: 'link',
        operator: vault.operator,
        fields: { id: request.link, amends: [link.first], from: null, to: null, reason: request.reason },
      },
    ]);
  }
  return readIncident(vault, request.id);
}
