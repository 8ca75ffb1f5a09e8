/** What people agreed to: asked, changed, taken back. Each is an entry; what was lawful before stays on record. */
import { longestValue } from '../../../shared/broken-rule.ts';
import type { PersonSummary } from '../../../shared/contract/person.ts';
import { Fault } from '../../../shared/faults.ts';
import { brokenConsentRule, type ConsentFields, consentFields } from '../../../shared/model/consent.ts';
import type { PersonFields } from '../../../shared/model/persons.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { appendForGate } from '../gate/recording.ts';
import { amendmentDraft, newRecordId, recordDraft, recordsOf, type StoredRecord } from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';

/** There is one consent of a person, with its history. */
export const consentRecordOf = (vault: OpenVault, person: RecordId): StoredRecord | undefined =>
  recordsOf(vault, 'consent', { person }).at(-1);

export function consentOf({ state }: StoredRecord): ConsentFields {
  const { kind: _kind, id: _id, person: _person, ...fields } = state;
  return consentFields.parse({ child: null, renew: null, withdrawal: null, ...fields });
}

/** What is not there has no field. */
const stateOf = (person: RecordId, { child, renew, withdrawal, ...fields }: ConsentFields) => ({
  person,
  ...fields,
  ...(child === null ? {} : { child }),
  ...(renew === null ? {} : { renew }),
  ...(withdrawal === null ? {} : { withdrawal }),
});

/** When somebody has to be asked again, by the earlier of two days; null where no day is known or nothing was agreed to. */
export function dueOf(vault: OpenVault, person: PersonFields, consent: ConsentFields | null): PersonSummary['due'] {
  if (consent?.state !== 'given') return null;
  const today = vault.ledger.today();
  const days = [
    ...(consent.renew === null ? [] : [{ day: consent.renew, why: 'renew' as const }]),
    ...(person.child && person.majority !== null && consent.asked < person.majority
      ? [{ day: person.majority, why: 'majority' as const }]
      : []),
  ];
  const [first] = days.sort((a, b) => (a.day < b.day ? -1 : 1));
  return first === undefined ? null : { ...first, isPast: first.day <= today };
}

function requireRules(fields: ConsentFields, person: PersonFields): void {
  const broken = brokenConsentRule(fields, person);
  if (broken === null) return;
  const value = JSON.stringify(fields[broken.field as keyof ConsentFields]) ?? '';
  throw new Fault('CONSENT_RULE', { ...broken, value: value.slice(0, longestValue) });
}

/** Throws CONSENT_EXISTS, CONSENT_RULE, VAULT_READ_ONLY. */
export function addConsent(vault: OpenVault, id: RecordId, person: PersonFields, fields: ConsentFields): void {
  if (consentRecordOf(vault, id) !== undefined) throw new Fault('CONSENT_EXISTS');
  requireRules(fields, person);
  appendForGate(vault, [recordDraft(vault, 'consent', newRecordId(), stateOf(id, fields))]);
}

/** Throws RECORD_NOT_FOUND, RECORD_STALE, CONSENT_RULE, VAULT_READ_ONLY. */
export function amendConsent(
  vault: OpenVault,
  id: RecordId,
  person: PersonFields,
  { head, fields, reason }: { head: number; fields: ConsentFields; reason: string },
): void {
  const record = consentRecordOf(vault, id);
  if (record === undefined) throw new Fault('RECORD_NOT_FOUND');
  requireRules(fields, person);
  const draft = amendmentDraft(vault, record, head, stateOf(id, fields), reason);
  if (draft !== null) appendForGate(vault, [draft]);
}
