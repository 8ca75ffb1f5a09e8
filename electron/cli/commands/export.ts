import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type CommonOptions, withCommonOptions, withVault } from '../command.ts';
import { writeNew } from '../new-file.ts';
import { bytesInWords, counted, grouped } from '../output.ts';
import { type ProtectionOptions, protectionFrom, withProtectionOptions } from '../protection.ts';
import { audienceOption, requireAnswered, statedUseFrom, type UseOptions, withUseOptions } from '../stated-use.ts';
import { choicesFrom, stayLines, type WithholdingOptions, withWithholdingOptions } from '../withholding.ts';
import { t } from '../words.ts';

type Options = CommonOptions &
  UseOptions &
  WithholdingOptions &
  ProtectionOptions & { out?: string; askWitness?: string };

const tailLines = (entries: number): string[] =>
  entries === 0
    ? []
    : [
        `${counted(entries, 'entry', 'entries')} of what it shows ${entries === 1 ? 'isn’t' : 'aren’t'} countersigned yet: whoever asks for countersignatures is told so. With --ask-witness, a witness is asked before.`,
      ];

/** What the bundle will show is entered, and a witness is asked to countersign it. Nothing leaves. */
async function askWitness(vault: string, file: string, options: Options): Promise<void> {
  const use = statedUseFrom(options);
  await withVault(vault, options, async (engine, output) => {
    requireAnswered((await engine.call('bundle.preview', use)).questions);
    await engine.call('bundle.settle', use);
    const { request, size, from } = await engine.call('witness.request', { from: null });
    await writeNew(file, request);
    output.result({ size, from, request: resolve(file) }, [
      `Request for a countersignature under ${size} entries, for a witness that holds ${from}. Nothing left.`,
      `Carry ${file} to the witness: sanad witness cosign FOLDER ${file} --out ANSWER`,
      'Bring the answer in with sanad cosigned, and give this command again without --ask-witness.',
    ]);
  });
}

async function exportBundle(vault: string, options: Options, command: Command): Promise<void> {
  if (options.askWitness !== undefined) return askWitness(vault, options.askWitness, options);
  const { out } = options;
  if (out === undefined) return command.error('--out is needed, or --ask-witness.');
  const use = statedUseFrom(options);
  const withhold = await choicesFrom(options);
  const { protection, vaultOptions } = await protectionFrom(options);
  await withVault(vault, vaultOptions, async (engine, output) => {
    const preview = await engine.call('bundle.preview', { ...use, withhold });
    requireAnswered(preview.questions);
    const made = await engine.call('bundle.export', {
      ...use,
      recipient: options.recipient ?? '',
      protection,
      withhold,
      target: { kind: 'path', path: resolve(out) },
      job: randomUUID(),
    });
    const { stays, uncountersigned } = preview;
    output.result({ ...made, stays, uncountersigned }, [
      `${counted(made.items, 'item')}, ${bytesInWords(made.bytes)}, for: ${t(`audience.${use.audience}`)} (${t(`purpose.${use.purpose}`)}; ${t(`legalBasis.${use.basis.kind}`)})`,
      `${made.path}`,
      ...(made.sha256 === null ? [] : [`SHA-256 of the file: ${grouped(made.sha256)}`]),
      ...tailLines(uncountersigned),
      ...stayLines(stays),
      ...(protection.kind === 'plain' ? ['Anyone who gets this file can read it.'] : []),
    ]);
  });
}

export function addExportCommand(program: Command): void {
  const command = program.command('export').description('hand over a bundle that others can check');
  withProtectionOptions(withUseOptions(withWithholdingOptions(withCommonOptions(command))))
    .argument('<vault>')
    .option('--out <file-or-folder>', 'where to write it; in a folder it gets a name that says nothing')
    .option(
      '--ask-witness <file>',
      'before it: enter the answers to conditions, and write a request for a witness. Nothing leaves',
    )
    .addOption(audienceOption('to whom').default('court'))
    .action(exportBundle);
}
