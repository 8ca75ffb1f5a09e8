import type { Command } from 'commander';
import { buildTraining } from '../../core/training/build.ts';
import { type CommonOptions, withEngine } from '../command.ts';
import { counted, outputFor } from '../output.ts';
import { reportLines } from './verify.ts';

async function demo(folder: string, options: CommonOptions): Promise<void> {
  const output = outputFor(options.json === true);
  await withEngine(async (engine) => {
    const made = await buildTraining(engine, folder);
    output.result(made, [
      'TRAINING DATA. The place, the people and the events are fictional.',
      '',
      `Vault      ${made.vault.path}`,
      `Passphrase ${made.passphrase}`,
      `Holds      ${counted(made.vault.items, 'item')}, ${counted(made.vault.incidents, 'incident')}, ${counted(made.vault.testimonies, 'testimony', 'testimonies')}`,
      `Bundle     ${made.bundle.path} (for a court, not encrypted so that you can look inside)`,
      '',
      'The vault:',
      ...reportLines(made.verified.vault).map((line) => `  ${line}`),
      '',
      'The bundle:',
      ...reportLines(made.verified.bundle).map((line) => `  ${line}`),
    ]);
    process.exitCode = Math.max(made.verified.vault.exitStatus, made.verified.bundle.exitStatus);
  });
}

export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('make a vault of training data and a bundle of it, and check both')
    .argument('<folder>')
    .option('--json', 'print the result as one line of JSON')
    .action(demo);
}
