import type { ErasureTarget } from '../../../shared/model/erasure.ts';
import { thingOf } from '../gate/bearings.ts';
import { bearingsIn } from '../gate/in-tables.ts';
import type { EntryDraft } from '../ledger/ledger.ts';
import { amendmentDraft, recordsOf } from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';

/**
 * When a person's record goes, so does whether they took everything back from all use. What concerns somebody without a record is
 * therefore closed inside the archive too, unless its connection says that it may go on being seen here: these entries say so, where they
 * had not taken it back. Nothing of the person stands in them.
 */
export function openInside(vault: OpenVault, target: ErasureTarget): EntryDraft[] {
  if (target.what !== 'person') return [];
  // What a newer version wrote may have been such a withdrawal.
  const asked = recordsOf(vault, 'consent', { person: target.id }).length > 0;
  const { consent = null } = bearingsIn(vault.db).ofPerson(target.id).concerned[0] ?? {};
  if (asked && consent === null) return [];
  if (consent?.state === 'withdrawn' && consent.withdrawal?.reach === 'all use') return [];
  return recordsOf(vault, 'involvement', { person: target.id }).flatMap((record) => {
    const { kind: _kind, id: _id, ...state } = record.state;
    if (state.ended === true || thingOf(state) === null) return [];
    return (
      amendmentDraft(vault, record, record.head, { ...state, inside: true }, 'the record of the person is erased') ?? []
    );
  });
}
