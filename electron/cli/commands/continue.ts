import { resolve } from 'node:path';
import type { Command } from 'commander';
import { vaultPassphrase } from '../asking.ts';
import { type CommonOptions, withCommonOptions, withEngine } from '../command.ts';
import { outputFor } from '../output.ts';

async function goOn(path: string, options: CommonOptions): Promise<void> {
  const passphrase = await vaultPassphrase(options.passphraseFile);
  await withEngine(async (engine) => {
    const state = await engine.call('vault.continue', {
      path: resolve(path),
      passphrase,
      ...(options.operator === undefined ? {} : { operator: options.operator }),
    });
    outputFor(options.json === true).result(state, [
      `${state.name} goes on in a new ledger, ${state.ledger}, of ${state.entries} entries and ${state.items} items.`,
      'It says which ledger it continues. The one before is kept beside it, to be read: list and show take --earlier 1.',
      'Checkpoints and countersignatures of the ledger before do not vouch for the new one: ask for new ones.',
    ]);
  });
}

export function addContinueCommand(program: Command): void {
  withCommonOptions(
    program.command('continue').description('go on in a new ledger, where a vault was put back from a copy'),
  )
    .argument('<vault>')
    .action(goOn);
}
