import { createContext, useContext } from 'react';
import type { VaultState } from '../../shared/contract.ts';

interface OpenVault {
  readonly vault: VaultState;
  lock(): void;
  /** Goes on in a new ledger. Rejects with the fault, and the vault stays open as it was. */
  goOn(passphrase: string): Promise<void>;
}

export const VaultContext = createContext<OpenVault | null>(null);

/** The open vault, on every screen behind the lock. */
export function useVault(): OpenVault {
  const open = useContext(VaultContext);
  if (open === null) throw new Error('outside of an open vault');
  return open;
}
