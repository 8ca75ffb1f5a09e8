/** What the people of a vault call other ledgers. It stays with them: no note and no entry carries it. */
import type { OpenVault } from '../vault/vault.ts';
import { hasTable } from './older-vault.ts';

export function labelOf(vault: OpenVault, ledger: string): string | null {
  if (!hasTable(vault, 'witnessed_label')) return null;
  const label = vault.db.prepare('SELECT label FROM witnessed_label WHERE ledger = ?').pluck().get(ledger);
  return (label as string | undefined) ?? null;
}

/** An empty label takes it away. */
export function setLabel({ db }: OpenVault, ledger: string, label: string): void {
  if (label === '') {
    db.prepare('DELETE FROM witnessed_label WHERE ledger = ?').run(ledger);
    return;
  }
  db.prepare(
    'INSERT INTO witnessed_label (ledger, label) VALUES (?, ?) ON CONFLICT (ledger) DO UPDATE SET label = excluded.label',
  ).run(ledger, label);
}
