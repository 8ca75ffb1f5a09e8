/** Who was given what is connected with a person, and who of them was told that it was taken back. */
import { z } from 'zod';
import type { PersonRecipient } from '../../../shared/contract/person.ts';
import type { CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { noticeFields } from '../../../shared/model/consent.ts';
import { legalBases } from '../../../shared/model/legal-bases.ts';
import type { Thing } from '../../../shared/model/persons.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { copiesAbout } from '../bundle/copies.ts';
import { keyOf } from '../gate/bearings.ts';
import { aboutOf, recordsAbout } from '../gate/things.ts';
import {
  amendmentDraft,
  append,
  newRecordId,
  recordDraft,
  recordsOf,
  type StoredRecord,
} from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';

/**
 * Bundles and receipts that may hold any of these things, in the order in which they left. What was kept back by hand isn't known here; what left
 * after consent was taken back is not among them, unless a court or two people had opened it by then.
 */
export function recipientsOf(vault: OpenVault, person: RecordId, things: readonly Thing[]): PersonRecipient[] {
  const isKeptFrom = sinceWithdrawal(vault, person);
  const told = new Map(recordsOf(vault, 'notice', { person }).map((record) => [record.state.export, record]));
  const seen = new Map<number, PersonRecipient>();
  for (const on of things) {
    for (const { seq, ...copy } of copiesAbout(vault, on)) {
      if (copy.kind !== 'receipt' && isKeptFrom(on, seq, copy.audience)) continue;
      const notice = told.get(seq);
      seen.set(seq, { export: seq, ...copy, notice: notice === undefined ? null : noticeOf(notice) });
    }
  }
  return [...seen.values()].sort((a, b) => a.export - b.export);
}

/** Whether the gate kept a thing from what left by an entry, because the person had taken consent back before. */
function sinceWithdrawal(
  vault: OpenVault,
  person: RecordId,
): (on: Thing, left: number, audience: string | null) => boolean {
  const withdrawn = recordsOf(vault, 'consent', { person }).find(({ state }) => state.state === 'withdrawn');
  if (withdrawn === undefined) return () => false;
  const tied = new Map(recordsOf(vault, 'involvement', { person }).map((tie) => [keyOf(aboutOf(tie)), tie.first]));
  return (on, left, audience) => {
    if (left < withdrawn.head || left < (tied.get(keyOf(on)) ?? left + 1)) return false;
    // Of a list of cases, and of what an older version handed over, nothing is known of the basis.
    const basis = z.object({ kind: z.enum(legalBases) }).safeParse(vault.ledger.readFields(left).basis);
    if (!basis.success || basis.data.kind === 'court order') return false;
    return !recordsAbout(vault, 'override', on).some(({ first, state }) => first < left && state.viewer === audience);
  };
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
