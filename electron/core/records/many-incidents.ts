import type { CallOutput, CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { type IncidentFields, incidentFields } from '../../../shared/model/incident.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { codedAs } from '../../../shared/model/template.ts';
import { inSteps } from '../in-steps.ts';
import type { EntryDraft } from '../ledger/ledger.ts';
import type { Session } from '../session.ts';
import { prepared } from '../vault/prepared.ts';
import type { OpenVault } from '../vault/vault.ts';
import { fieldsOf, stateOf } from './kinds.ts';
import { amendmentDraft, append, newRecordId, readRecord } from './recording.ts';
import { recordSubject } from './subjects.ts';
import { ofCases } from './templates.ts';

/** What is done to many cases in one act: an entry for each, so that what is said of one is withheld, closed and erased with it. */

/** Every case, the one that was begun last first. */
export const allIncidentIds = ({ db }: OpenVault): CallOutput<'incident.ids'> => ({
  ids: db.prepare("SELECT id FROM record WHERE kind = 'incident' ORDER BY first DESC").pluck().all() as RecordId[],
});

/**
 * Joins each of them with `of` as the same event; nothing is merged, and those that are joined already are left as they are. Throws
 * RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED, VAULT_READ_ONLY.
 */
export function joinIncidents(
  vault: OpenVault,
  { of, incidents, reason }: CallRequest<'incident.same'>,
): CallOutput<'incident.same'> {
  const joined = prepared(
    vault.db,
    `SELECT 1 FROM link WHERE kind = 'same event' AND removed = 0
     AND (source = :one AND target = :other OR source = :other AND target = :one)`,
  );
  const main = readRecord(vault, 'incident', of).id;
  const drafts = [...new Set(incidents)].flatMap((each): EntryDraft[] => {
    const { id } = readRecord(vault, 'incident', each);
    if (id === main) return [];
    if (joined.get({ one: recordSubject(id), other: recordSubject(main) }) !== undefined) return [];
    const fields = { id: newRecordId(), kind: 'same event', reason, from: { record: id }, to: { record: main } };
    return [{ type: 'link', operator: vault.operator, fields }];
  });
  if (drafts.length > 0) append(vault, drafts);
  return { changed: drafts.length };
}

/**
 * Says the same of each: how certain it is, how it is coded, by a template of the vault, or a note at the end of its account. Cases of which it is said already are left as
 * they are. Throws the same, RECORD_NOT_FOUND for a template that is not kept, FIELD_INVALID for an account that
 * has no room for the note, and as `inSteps`.
 */
export function setIncidents(
  session: Session,
  { incidents, set, reason, job }: CallRequest<'incident.set'>,
): Promise<CallOutput<'incident.set'>> {
  const change = changeBy(session.vault, set);
  return inSteps(session, {
    job,
    things: [...new Set(incidents)],
    draftsOf(vault, id) {
      const record = readRecord(vault, 'incident', id);
      const after = change(fieldsOf('incident', record.state));
      const draft = amendmentDraft(vault, record, record.head, stateOf('incident', after), reason);
      return draft === null ? [] : [draft];
    },
  });
}

function changeBy(
  vault: OpenVault,
  set: CallRequest<'incident.set'>['set'],
): (fields: IncidentFields) => IncidentFields {
  if ('certainty' in set) return (fields) => ({ ...fields, certainty: set.certainty });
  if ('note' in set) return (fields) => noted(fields, set.note);
  const template = ofCases.list(vault).find(({ name }) => name === set.template);
  if (template === undefined) throw new Fault('RECORD_NOT_FOUND');
  return (fields) => codedAs(fields, template);
}

/** Below the account, apart by an empty line; left as it is where that stands there already. */
function noted(fields: IncidentFields, note: string): IncidentFields {
  const paragraphs = fields.account.split(/\n{2,}/);
  if (paragraphs.includes(note)) return fields;
  const account = fields.account.trim() === '' ? note : `${fields.account.trimEnd()}\n\n${note}`;
  if (!incidentFields.shape.account.safeParse(account).success)
    throw new Fault('FIELD_INVALID', { field: 'account', rule: 'too_big', expected: '200000', value: '' });
  return { ...fields, account };
}
