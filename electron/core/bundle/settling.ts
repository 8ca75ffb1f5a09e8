import type { StatedUse } from '../gate/stating.ts';
import type { OpenVault } from '../vault/vault.ts';
import { vouchedEntries } from '../witness/cosignatures.ts';
import { weighed } from './handing-over.ts';

/**
 * Enters ahead of a bundle what handing it over would enter before it: the answers to conditions, and a new signing key where one is due.
 * A witness can then countersign all that the bundle shows; its closing export alone comes later, and counts apart. Nothing leaves.
 * Gives how many entries there are now, and how many of them witnesses vouch for.
 * Throws USE_RULE, USE_UNANSWERED (naming the questions), VAULT_READ_ONLY, VAULT_LOCKED, IMPORT_RUNNING, VAULT_DISK_FULL.
 */
export async function settleAhead(
  vault: OpenVault,
  stated: StatedUse,
  signal?: AbortSignal,
): Promise<{ entries: number; vouched: number }> {
  const { ledger } = vault;
  await weighed(vault, stated, signal, { questions: ({ questions }) => questions, gather: () => null });
  if (ledger.isKeyChangeDue) ledger.changeKey(vault.operator);
  else ledger.checkpoint();
  return { entries: ledger.size, vouched: vouchedEntries(vault) };
}
