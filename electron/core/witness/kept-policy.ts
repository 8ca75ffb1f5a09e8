/** Whom the people of a vault trust to countersign, and how many of them it takes: kept in the vault, in the lines of a policy. */
import { Fault } from '../../../shared/faults.ts';
import {
  formatPolicy,
  policyOf,
  readPolicy,
  readWitnessKey,
  type WitnessPolicy,
} from '../../../shared/ledger/policy.ts';
import { primitives } from '../ledger/primitives.ts';
import { storageFault } from '../vault/storage-fault.ts';
import type { OpenVault } from '../vault/vault.ts';
import { hasTable } from './older-vault.ts';

/** What a person decides on: keys and how many of them, or the lines of a policy; no keys and no lines for none at all. */
export type PolicyChoice =
  | { readonly witnesses: readonly string[]; readonly quorum: number }
  | { readonly text: string };

export function keptPolicyText(vault: OpenVault): string | null {
  if (!hasTable(vault, 'witness_policy')) return null;
  const text = vault.db.prepare('SELECT text FROM witness_policy').pluck().get();
  return (text as string | undefined) ?? null;
}

/** Null where none was set. */
export function keptPolicy(vault: OpenVault): WitnessPolicy | null {
  const text = keptPolicyText(vault);
  return text === null ? null : readPolicy(primitives, text);
}

/** Throws POLICY_INVALID, VAULT_READ_ONLY, VAULT_DISK_FULL. */
export function setPolicy(vault: OpenVault, choice: PolicyChoice): void {
  if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
  const text = textOf(choice);
  if (text !== null) readPolicy(primitives, text);
  try {
    if (text === null) {
      vault.db.prepare('DELETE FROM witness_policy').run();
      return;
    }
    vault.db
      .prepare(
        `INSERT INTO witness_policy (one, text, operator, at) VALUES (1, ?, ?, ?)
         ON CONFLICT (one) DO UPDATE SET text = excluded.text, operator = excluded.operator, at = excluded.at`,
      )
      .run(text, vault.operator, new Date().toISOString());
  } catch (error) {
    throw storageFault(error);
  }
}

function textOf(choice: PolicyChoice): string | null {
  if ('text' in choice) return choice.text.trim() === '' ? null : `${choice.text.trim()}\n`;
  if (choice.witnesses.length === 0) return null;
  const keys = choice.witnesses.map((key) => readWitnessKey(primitives, key));
  return formatPolicy(policyOf(keys, choice.quorum));
}
