import type { Command } from 'commander';
import { newPassphrase } from '../asking.ts';
import { type CommonOptions, withCommonOptions, withVault } from '../command.ts';

type Options = CommonOptions & { newPassphraseFile?: string };

export function addOperatorCommand(program: Command): void {
  const operator = program.command('operator').description('people who may open a vault, each with a passphrase');
  withCommonOptions(operator.command('add').description('give one more person a passphrase of their own'))
    .argument('<vault>')
    .argument('<code>', 'a code, never a name')
    .requiredOption('--new-passphrase-file <file>', 'file whose first line is the new person’s passphrase')
    .action(async (vault: string, code: string, options: Options) => {
      const passphrase = await newPassphrase(options.newPassphraseFile, `Passphrase for ${code}`);
      await withVault(vault, options, async (engine, output) => {
        const state = await engine.call('vault.addOperator', { operator: code, passphrase });
        output.result(state, [`Operators of ${state.name}: ${state.operators.join(', ')}.`]);
      });
    });
}
