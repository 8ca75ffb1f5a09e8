import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { VaultState } from '../../shared/contract.ts';
import { en } from '../../shared/locales/en.ts';
import { createEngine, type Engine } from '../core/engine.ts';
import { forkedWorkers } from '../core/forked-workers.ts';
import { knownFolder } from '../core/witness/known.ts';
import { vaultPassphrase } from './asking.ts';
import { type Output, outputFor, progressOn } from './output.ts';
import { version } from './version.ts';

/** Options every command has. */
export type CommonOptions = { json?: boolean; earlier?: string; passphraseFile?: string; operator?: string };

export function withCommonOptions(command: Command): Command {
  return command
    .option('--json', 'print the result as one line of JSON')
    .option('--passphrase-file <file>', 'file whose first line is the vault’s passphrase (or SANAD_PASSPHRASE_FILE)')
    .option('--operator <code>', 'who acts, where the vault knows several');
}

/**
 * Runs something with an engine of its own in this process and closes it whatever happens. `known`: where checkpoints of verified bundles
 * are kept, null for nowhere.
 */
export async function withEngine<T>(
  use: (engine: Engine) => Promise<T>,
  known: string | null = knownFolder(),
): Promise<T> {
  const engine = createEngine({
    workers: forkedWorkers,
    face: 'terminal',
    folder: join(homedir(), 'Documents'),
    version,
    known,
  });
  const stop = engine.subscribe(progressOn(process.stderr));
  try {
    return await use(engine);
  } finally {
    stop();
    await engine.close();
  }
}

/** What to do where a vault opens for reading only, as far as it is this program's to do. */
const wayOn: Partial<Record<NonNullable<VaultState['readOnlyReason']>, string>> = {
  'behind its last checkpoint': ' sanad continue goes on in a new ledger.',
  'differs from its last checkpoint': ' sanad continue goes on in a new ledger.',
  'last checkpoint is missing': ' sanad continue goes on in a new ledger.',
  'not where it was last written': ' sanad continue --moved or --copied says it and goes on.',
};

/** Opens a vault for one command: passphrase asked, command run, checkpoint and lock at the end. */
export async function withVault(
  path: string,
  options: CommonOptions,
  use: (engine: Engine, output: Output) => Promise<void>,
): Promise<void> {
  const passphrase = await vaultPassphrase(options.passphraseFile);
  await withEngine(async (engine) => {
    const { readOnlyReason } = await engine.call('vault.open', {
      path: resolve(path),
      passphrase,
      ...(options.earlier === undefined ? {} : { earlier: Number(options.earlier) }),
      ...(options.operator === undefined ? {} : { operator: options.operator }),
    });
    if (readOnlyReason !== null && options.earlier === undefined) {
      process.stderr.write(`Reading only: ${en.shell.readOnlyReason[readOnlyReason]}${wayOn[readOnlyReason] ?? ''}\n`);
    }
    await use(engine, outputFor(options.json === true));
  });
}

/** For options that are a whole number from 0. */
export function count(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('A whole number is needed.');
  return Number(text);
}

/** For options that may be given several times. */
export const collected = (value: string, before: string[] = []): string[] => [...before, value];

/** `court,partner` or the option given twice: both are a list. */
export const listed = (value: string, before: string[] = []): string[] => [
  ...before,
  ...value
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== ''),
];
