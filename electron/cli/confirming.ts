import type { Command } from 'commander';
import type { Engine } from '../core/engine.ts';
import { secondPassphrase, vaultPassphrase } from './asking.ts';
import type { CommonOptions } from './command.ts';

/** The second of two people, with their own code and passphrase. */
export type ConfirmOptions = CommonOptions & { second?: string; secondPassphraseFile?: string };

export const withConfirmOptions = (command: Command): Command =>
  command
    .option('--second <code>', 'who confirms, where somebody else opened the vault')
    .option('--second-passphrase-file <file>', 'file whose first line is the passphrase of whoever confirms');

export async function confirmingFrom(
  engine: Engine,
  { second, secondPassphraseFile: file, passphraseFile }: ConfirmOptions,
): Promise<{ operator: string; passphrase: string }> {
  const state = await engine.call('vault.state', {});
  const operator = second ?? state?.operator ?? '';
  const question = `Passphrase of ${operator}, to confirm: `;
  const passphrase =
    second === undefined && file === undefined
      ? await vaultPassphrase(passphraseFile, question)
      : await secondPassphrase(file, question);
  return { operator, passphrase };
}
