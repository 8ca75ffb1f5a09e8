/** The second yes, and what follows from it. */
import type { CallOutput, CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { canonicalText, type Json } from '../../../shared/ledger/canonical.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { afterSecondYes } from '../gate/second-yes.ts';
import { destroyFields, eraseFields, notePending } from '../ledger/erasures.ts';
import type { EntryDraft } from '../ledger/ledger.ts';
import { removePiecesOf } from '../recording/pieces.ts';
import { removeFromDrafts } from '../records/drafts.ts';
import { readRecord, type StoredRecord } from '../records/recording.ts';
import { removeSearches } from '../search/saved-searches.ts';
import type { Session } from '../session.ts';
import type { OpenVault } from '../vault/vault.ts';
import { type PreparedErasure, prepareErasure } from './plan.ts';
import { isWaiting, readRequest } from './requests.ts';
import { openInside } from './still-seen.ts';
import { targetOf } from './targets.ts';

/**
 * Erases, where another operator than the one who asked says so with their own passphrase, and nothing has changed since it was asked
 * for. Throws VAULT_READ_ONLY, RECORD_NOT_FOUND, ERASURE_NOT_OPEN, ERASURE_SECOND_OPERATOR_NEEDED, ERASURE_SAME_OPERATOR,
 * OPERATOR_UNKNOWN, PASSPHRASE_WRONG, ERASURE_BUSY, ERASURE_HELD, ERASURE_CHANGED, VAULT_DISK_FULL.
 */
export function confirmErasure(
  session: Session,
  { id, plan, operator, passphrase }: CallRequest<'erasure.confirm'>,
): Promise<CallOutput<'erasure.confirm'>> {
  return afterSecondYes(
    session,
    { operator, passphrase },
    (vault) => requireAnother(vault, id, operator),
    (vault, { record, requester }) => {
      session.requireIdle();
      const prepared = prepareErasure(vault, targetOf(record));
      if (prepared.plan.holds.length > 0) throw new Fault('ERASURE_HELD');
      if (prepared.plan.digest !== plan || record.state.plan !== plan) throw new Fault('ERASURE_CHANGED');
      const erasure = { id, requester, ground: String(record.state.ground), fields: prepared.fields };
      destroy(vault, operator, erasure, prepared, openInside(vault, targetOf(record)));
      // A bundle that waits to be taken away may hold it.
      session.downloads.clear();
      return { request: readRequest(vault, id), finished: cleanUp(vault) };
    },
  );
}

/** A request that waits, and waits for somebody else than who made it. */
function requireAnother(vault: OpenVault, id: RecordId, operator: string): { record: StoredRecord; requester: string } {
  if (vault.operators.length < 2) throw new Fault('ERASURE_SECOND_OPERATOR_NEEDED');
  const record = readRecord(vault, 'erasure', id);
  if (!isWaiting(vault, record)) throw new Fault('ERASURE_NOT_OPEN');
  const requester = String(record.state.requester);
  if (requester === operator) throw new Fault('ERASURE_SAME_OPERATOR');
  return { record, requester };
}

type Confirmed = Parameters<typeof eraseFields>[0];

/** The entry, the rows that let go of what they name, the tables made anew without it: all of it in one transaction. */
function destroy(
  vault: OpenVault,
  operator: string,
  erasure: Confirmed,
  prepared: PreparedErasure,
  before: readonly EntryDraft[],
): void {
  const copies = prepared.plan.copies.map(({ seq }) => seq);
  const fields = eraseFields(erasure, copies) satisfies Record<string, Json>;
  const drafts = [...before.map((draft) => ({ ...draft, operator })), { type: 'erase', operator, fields }];
  vault.ledger.append(drafts, (written) => {
    const made = written.at(-1);
    if (made === undefined) throw new Fault('INTERNAL');
    destroyFields(vault.db, {
      ...erasure,
      entry: made.seq,
      at: canonicalText(made.at as unknown as Json),
      operator,
    });
    notePending(vault.db, prepared.objects);
    removeFromDrafts(vault.db, prepared.plan.drafts, prepared.texts);
    removeSearches(vault.db, prepared.searches);
    if (prepared.plan.target.what === 'testimony') removePiecesOf(vault.db, prepared.plan.target.id);
    vault.projectAnew(made.seq + 1);
  });
}

/** What can't be done now, the next opening does: it is erased all the same. */
function cleanUp(vault: OpenVault): boolean {
  try {
    const finished = vault.finishErasures();
    vault.ledger.checkpoint();
    return finished;
  } catch {
    return false;
  }
}
