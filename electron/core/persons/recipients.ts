/** Who was given what is connected with a person, and who of them was told that it was taken back. */
import type { PersonRecipient } from '../../../shared/contract/person.ts';
import type { CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { noticeFields } from '../../../shared/model/consent.ts';
import type { Thing } from '../../../shared/model/persons.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { copiesAbout } from '../bundle/copies.ts';
import {
  amendmentDraft,
  append,
  newRecordId,
  recordDraft,
  recordsOf,
  type StoredRecord,
} from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';

/** Bundles and receipts that may hold any of these things, in the order in which they left. What was kept back by hand isn't known here. */
export function recipientsOf(vault: OpenVault, person: RecordId, things: readonly Thing[]): PersonRecipient[] {
  const told = new Map(recordsOf(vault, 'notice', { person }).map((record) => [record.state.export, record]));
  const seen = new Map<number, PersonRecipient>();
  for (const on of things) {
    for (const { seq, ...copy } of copiesAbout(vault, on)) {
      const notice = told.get(seq);
      seen.set(seq, { export: seq, ...copy, notice: notice === undefined ? null : noticeOf(notice) });
    }
  }
  return [...seen.values()].sort((a, b) => a.export - b.export);
}

function noticeOf(record: StoredRecord): NonNullable<PersonRecipient['notice']> {
  const { kind: _kind, id: _id, person: _person, ...state } = record.state;
  const { export: _export, ...fields } = noticeFields.parse(state);
  return { id: record.id, head: record.head, ...fields };
}

/** Throws RECORD_NOT_FOUND where that entry handed nothing of the person to anybody; VAULT_READ_ONLY. */
export function recordNotice(
  vault: OpenVault,
  things: readonly Thing[],
  { person, ...fields }: CallRequest<'consent.notice'>,
): void {
  const recipient = recipientsOf(vault, person, things).find((each) => each.export === fields.export);
  if (recipient === undefined) throw new Fault('RECORD_NOT_FOUND');
  const after = { person, ...fields };
  const known = recordsOf(vault, 'notice', { person }).find(({ state }) => state.export === fields.export);
  const draft =
    known === undefined
      ? recordDraft(vault, 'notice', newRecordId(), after)
      : amendmentDraft(vault, known, known.head, after, 'told again, or answered');
  if (draft !== null) append(vault, [draft]);
}
