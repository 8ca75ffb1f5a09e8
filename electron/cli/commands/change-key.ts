import type { Command } from 'commander';
import { type CommonOptions, withCommonOptions, withVault } from '../command.ts';
import { grouped } from '../output.ts';

async function changeKey(vault: string, options: CommonOptions): Promise<void> {
  await withVault(vault, options, async (engine, output) => {
    const made = await engine.call('ledger.changeKey', {});
    output.result(made, [
      `The ledger goes on with a fresh signing key. The old one signed a last checkpoint over ${made.size} entries and was destroyed.`,
      `Root  ${grouped(made.root)}`,
      `Code  ${made.spoken.replace(/(.{4})(?=.)/g, '$1 ')}`,
      '',
      'A copy of this vault that was made before, a backup for example, still holds the old key.',
    ]);
  });
}

export function addChangeKeyCommand(program: Command): void {
  withCommonOptions(
    program
      .command('change-key')
      .description('sign with a fresh key from here on, and destroy the old one (locking does it when it is due)'),
  )
    .argument('<vault>')
    .action(changeKey);
}
