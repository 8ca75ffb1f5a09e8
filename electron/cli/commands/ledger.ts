import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type CommonOptions, count, withCommonOptions, withVault } from '../command.ts';
import { grouped } from '../output.ts';
import { writeNew } from './witness.ts';

type Options = CommonOptions & { request?: string; from?: number };

async function request(vault: string, options: Options, file: string): Promise<void> {
  await withVault(vault, options, async (engine, output) => {
    const { request: text, ...made } = await engine.call('witness.request', { from: options.from ?? null });
    await writeNew(file, text);
    output.result({ ...made, out: resolve(file) }, [
      `Request for a countersignature under ${made.size} entries, for a witness that holds ${made.from}.`,
      `Carry ${file} to the witness: sanad witness cosign FOLDER ${file} --out ANSWER`,
    ]);
  });
}

async function checkpoint(vault: string, options: Options): Promise<void> {
  if (options.request !== undefined) return request(vault, options, options.request);
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
    .option('--request <file>', 'write a request for a witness: the checkpoint, and the proof that it only grew')
    .option('--from <size>', 'how many entries the witness holds', count)
    .action(checkpoint);
}
