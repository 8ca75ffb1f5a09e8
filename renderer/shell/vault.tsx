import { createContext, useContext } from 'react';
import type { CallInput, VaultState } from '../../shared/contract.ts';

/** What happened to a folder that is not where it was, as a person says. */
export type Answer = NonNullable<CallInput<'vault.continue'>['answer']>;

interface OpenVault {
  readonly vault: VaultState;
  lock(): void;
  /** Goes on, in a new ledger or, where it was moved, in the same. Rejects with the fault, and the vault stays open as it was. */
  goOn(passphrase: string, answer: Answer | null): Promise<void>;
}

export const VaultContext = createContext<OpenVault | null>(null);

/** The open vault, on every screen behind the lock. */
export function useVault(): OpenVault {
  const open = useContext(VaultContext);
  if (open === null) throw new Error('outside of an open vault');
  return open;
}
