import type { VaultState } from '../../shared/contract.ts';

/** What opening, creating and recovering a vault have in common. */
export interface WayIn {
  /** Where the vault that was open lies, or where vaults usually lie. */
  readonly suggestedPath: string;
  readonly newPath: string;
  readonly onOpen: (state: VaultState) => void;
}
