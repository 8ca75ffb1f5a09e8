import { resolve } from 'node:path';
import type { Command } from 'commander';
import { identityFrom, newPassphrase } from '../asking.ts';
import { type CommonOptions, withCommonOptions, withEngine } from '../command.ts';
import { outputFor } from '../output.ts';

async function recover(path: string, options: CommonOptions & { identity: string }): Promise<void> {
  const identity = await identityFrom(options.identity);
  const operator = options.operator ?? 'op-1';
  const passphrase = await newPassphrase(options.passphraseFile, `New passphrase for ${operator}`);
  await withEngine(async (engine) => {
    const state = await engine.call('vault.recover', { path: resolve(path), identity, operator, passphrase });
    outputFor(options.json === true).result(state, [
      `${state.name} opens again with the new passphrase of ${state.operator}: ${state.items} items, ${state.entries} entries.`,
    ]);
  });
}

export function addRecoverCommand(program: Command): void {
  withCommonOptions(program.command('recover').description('open a vault with a recovery key and set a new passphrase'))
    .argument('<vault>')
    .requiredOption('--identity <file>', 'the recovery key, or headquarters’ age identity')
    .action(recover);
}
