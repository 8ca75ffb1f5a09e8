import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { vaultPassphrase } from '../asking.ts';
import { type CommonOptions, withCommonOptions, withEngine } from '../command.ts';
import { outputFor } from '../output.ts';

type Options = CommonOptions & { moved?: boolean; copied?: boolean };

async function goOn(path: string, options: Options): Promise<void> {
  const passphrase = await vaultPassphrase(options.passphraseFile);
  const answer = options.moved ? 'moved' : options.copied ? 'copied' : null;
  await withEngine(async (engine) => {
    const state = await engine.call('vault.continue', {
      path: resolve(path),
      passphrase,
      ...(options.operator === undefined ? {} : { operator: options.operator }),
      ...(answer === null ? {} : { answer }),
    });
    const output = outputFor(options.json === true);
    if (answer === 'moved') {
      output.result(state, [
        `${state.name} goes on in the same ledger, ${state.ledger}. A new entry says that its folder was moved.`,
        'Nobody may write to the other folder any more: one ledger would have two histories.',
      ]);
      return;
    }
    output.result(state, [
      `${state.name} goes on in a new ledger, ${state.ledger}, of ${state.entries} entries and ${state.items} items.`,
      'It says which ledger it continues. The one before is kept beside it, to be read: list and show take --earlier 1.',
      'Checkpoints and countersignatures of the ledger before do not vouch for the new one: ask for new ones.',
    ]);
  });
}

export function addContinueCommand(program: Command): void {
  withCommonOptions(
    program.command('continue').description('go on where a vault was put back from a copy, was copied, or was moved'),
  )
    .argument('<vault>')
    .addOption(
      new Option('--copied', 'it is a copy, or was restored from a backup: go on in a new ledger').conflicts('moved'),
    )
    .addOption(new Option('--moved', 'it was moved, and there is no other: go on in the same ledger'))
    .action(goOn);
}
