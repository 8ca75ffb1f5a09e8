import { createContext, useContext } from 'react';
import type { VaultState } from '../../shared/contract.ts';

interface OpenVault {
  readonly vault: VaultState;
  lock(): void;
}

export const VaultContext = createContext<OpenVault | null>(null);

/** The open vault, on every screen behind the lock. */
export function useVault(): OpenVault {
  const open = useContext(VaultContext);
  if (open === null) throw new Error('outside of an open vault');
  return open;
}
