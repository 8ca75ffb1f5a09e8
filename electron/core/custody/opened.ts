import { append } from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';

/**
 * What somebody looked at between opening the vault and locking it. It is written once, when the session ends: a line for every look
 * would say more about the person who works here than about the evidence.
 */
export class Opened {
  readonly #items = new Set<number>();
  readonly #testimonies = new Set<string>();
  readonly #identities = new Set<string>();
  #verified = false;

  item(seq: number): void {
    this.#items.add(seq);
  }

  testimony(id: string): void {
    this.#testimonies.add(id);
  }

  /** `id`: of the testimony or person whose identity was opened. */
  identity(id: string): void {
    this.#identities.add(id);
  }

  verified(): void {
    this.#verified = true;
  }

  /** Puts it into the ledger, where it can be written and there is anything, and begins anew. Throws VAULT_DISK_FULL. */
  record(vault: OpenVault): void {
    if (vault.readOnly) return;
    const lists = {
      ...(this.#items.size === 0 ? {} : { items: [...this.#items].sort((a, b) => a - b) }),
      ...(this.#testimonies.size === 0 ? {} : { testimonies: [...this.#testimonies].sort() }),
      ...(this.#identities.size === 0 ? {} : { identities: [...this.#identities].sort() }),
    };
    const entry = (fields: Record<string, string | string[] | number[]>) =>
      ({ type: 'custody', operator: vault.operator, fields }) as const;
    append(vault, [
      ...(Object.keys(lists).length === 0 ? [] : [entry({ action: 'accessed', ...lists })]),
      ...(this.#verified ? [entry({ action: 'verified' })] : []),
    ]);
    this.#items.clear();
    this.#testimonies.clear();
    this.#identities.clear();
    this.#verified = false;
  }
}
