import type { Command } from 'commander';
import { type CommonOptions, withCommonOptions, withVault } from '../command.ts';
import { grouped } from '../output.ts';

async function checkpoint(vault: string, options: CommonOptions): Promise<void> {
  await withVault(vault, options, async (engine, output) => {
    const made = await engine.call('ledger.checkpoint', {});
    output.result(made, [
      `Checkpoint over ${made.size} entries.`,
      `Root  ${grouped(made.root)}`,
      `Code  ${made.spoken.replace(/(.{4})(?=.)/g, '$1 ')}`,
      '',
      ...made.note.split('\n').slice(0, -1),
      '',
      'Give the code or the note to somebody who is not on this computer: what they hold vouches for these entries.',
    ]);
  });
}

export function addLedgerCommands(program: Command): void {
  withCommonOptions(program.command('checkpoint').description('sign the ledger as it stands'))
    .argument('<vault>')
    .action(checkpoint);
}
