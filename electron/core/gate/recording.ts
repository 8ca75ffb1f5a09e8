import type { Appended, EntryDraft } from '../ledger/ledger.ts';
import { append } from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';

/**
 * Appends what the gate goes by, and closes or opens inside the archive what follows from it, in one transaction: there is no moment at
 * which something is closed and still shown. `alongside` writes in that transaction, too. Throws VAULT_READ_ONLY, VAULT_DISK_FULL.
 */
export function appendForGate(
  vault: OpenVault,
  drafts: readonly EntryDraft[],
  alongside: (written: readonly Appended[]) => void = () => {},
): Appended[] {
  return append(vault, drafts, (written) => {
    alongside(written);
    vault.reclose();
  });
}
