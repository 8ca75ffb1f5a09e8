import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type CommonOptions, withCommonOptions, withVault } from '../command.ts';
import { bytesInWords, counted, grouped } from '../output.ts';
import { type ProtectionOptions, protectionFrom, withProtectionOptions } from '../protection.ts';
import { audienceOption, requireAnswered, statedUseFrom, type UseOptions, withUseOptions } from '../stated-use.ts';
import { choicesFrom, stayLines, type WithholdingOptions, withWithholdingOptions } from '../withholding.ts';
import { t } from '../words.ts';

type Options = CommonOptions & UseOptions & WithholdingOptions & ProtectionOptions & { out: string };

async function exportBundle(vault: string, options: Options): Promise<void> {
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
      target: { kind: 'path', path: resolve(options.out) },
      job: randomUUID(),
    });
    output.result({ ...made, stays: preview.stays }, [
      `${counted(made.items, 'item')}, ${bytesInWords(made.bytes)}, for: ${t(`audience.${use.audience}`)} (${t(`purpose.${use.purpose}`)}; ${t(`legalBasis.${use.basis.kind}`)})`,
      `${made.path}`,
      ...(made.sha256 === null ? [] : [`SHA-256 of the file: ${grouped(made.sha256)}`]),
      ...stayLines(preview.stays),
      ...(protection.kind === 'plain' ? ['Anyone who gets this file can read it.'] : []),
    ]);
  });
}

export function addExportCommand(program: Command): void {
  const command = program.command('export').description('hand over a bundle that others can check');
  withProtectionOptions(withUseOptions(withWithholdingOptions(withCommonOptions(command))))
    .argument('<vault>')
    .requiredOption('--out <file-or-folder>', 'where to write it; in a folder it gets a name that says nothing')
    .addOption(audienceOption('to whom').default('court'))
    .action(exportBundle);
}
