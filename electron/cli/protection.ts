import type { Command } from 'commander';
import type { Protection } from '../../shared/contract.ts';
import { Fault } from '../../shared/faults.ts';
import { bundlePassphrase, passphraseFileFromEnvironment } from './asking.ts';
import { type CommonOptions, listed } from './command.ts';

/** Who receives something, and who will be able to open it. */
export type ProtectionOptions = { to?: string[]; bundlePassphraseFile?: string; plain?: boolean; recipient?: string };

export const withProtectionOptions = (command: Command): Command =>
  command
    .option('--to <age1…>', 'encrypt to these age recipients; may be repeated', listed)
    .option('--bundle-passphrase-file <file>', 'encrypt with a passphrase instead')
    .option('--plain', 'do not encrypt: anyone who gets the file can read it')
    .option('--recipient <words>', 'to whom it is given; stands in the ledger, and in a bundle');

/**
 * How what is handed over is protected. Plain only when asked for in so many words. `--passphrase-file` opens the vault, unless
 * SANAD_PASSPHRASE_FILE does: then it is that of what is handed over, because the vault's own passphrase must never travel.
 */
export async function protectionFrom(
  options: CommonOptions & ProtectionOptions,
): Promise<{ protection: Protection; vaultOptions: CommonOptions }> {
  const { passphraseFile, ...others } = options;
  const fromEnvironment = passphraseFileFromEnvironment() !== undefined;
  const bundleFile = options.bundlePassphraseFile ?? (fromEnvironment ? passphraseFile : undefined);
  const vaultOptions: CommonOptions = passphraseFile !== undefined && bundleFile !== passphraseFile ? options : others;
  const allWays = '--to, --bundle-passphrase-file, --plain';
  const ways = [options.to !== undefined, bundleFile !== undefined, options.plain === true].filter(Boolean).length;
  if (ways > 1) throw new Fault('REQUEST_INVALID', { call: 'export', field: allWays });
  if (options.to !== undefined) return { protection: { kind: 'recipients', to: options.to }, vaultOptions };
  if (options.plain === true) return { protection: { kind: 'plain' }, vaultOptions };
  if (bundleFile === undefined && !process.stdin.isTTY) throw new Fault('EXPORT_UNPROTECTED', { field: allWays });
  return { protection: { kind: 'passphrase', passphrase: await bundlePassphrase(bundleFile) }, vaultOptions };
}
