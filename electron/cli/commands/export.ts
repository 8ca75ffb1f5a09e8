import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Protection } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import type { Question } from '../../../shared/model/stated-use.ts';
import { reasonsOf } from '../../../shared/report/withheld.ts';
import { bundlePassphrase, passphraseFileFromEnvironment } from '../asking.ts';
import { type CommonOptions, listed, withCommonOptions, withVault } from '../command.ts';
import { bytesInWords, counted, forTerminal, grouped } from '../output.ts';
import { audienceOption, statedUseFrom, type UseOptions, withUseOptions } from '../stated-use.ts';
import { choicesFrom, type WithholdingOptions, withWithholdingOptions } from '../withholding.ts';
import { reportWords, t } from '../words.ts';

type Options = CommonOptions &
  UseOptions &
  WithholdingOptions & {
    out: string;
    to?: string[];
    bundlePassphraseFile?: string;
    plain?: boolean;
    recipient?: string;
  };

/**
 * How the bundle is protected. Plain only when asked for in so many words. `--passphrase-file` opens the vault, unless
 * SANAD_PASSPHRASE_FILE does: then it is the bundle's, because the vault's own passphrase must never travel with a bundle.
 */
async function protectionFrom(options: Options): Promise<{ protection: Protection; vaultOptions: CommonOptions }> {
  const { passphraseFile, ...others } = options;
  const fromEnvironment = passphraseFileFromEnvironment() !== undefined;
  const bundleFile = options.bundlePassphraseFile ?? (fromEnvironment ? passphraseFile : undefined);
  const vaultOptions: CommonOptions = passphraseFile !== undefined && bundleFile !== passphraseFile ? options : others;
  const allWays = '--to, --bundle-passphrase-file, --plain';
  const ways = [options.to !== undefined, bundleFile !== undefined, options.plain === true].filter(Boolean).length;
  if (ways > 1) throw new Fault('REQUEST_INVALID', { call: 'export', field: allWays });
  if (options.to !== undefined) return { protection: { kind: 'recipients', to: options.to }, vaultOptions };
  if (options.plain === true) return { protection: { kind: 'plain' }, vaultOptions };
  if (bundleFile === undefined && !process.stdin.isTTY) throw new Fault('EXPORT_UNPROTECTED', { field: allWays });
  return { protection: { kind: 'passphrase', passphrase: await bundlePassphrase(bundleFile) }, vaultOptions };
}

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
      ...preview.stays.map(
        ({ what, count, ground, chosen }) =>
          `Kept back: ${count} × ${t(`what.${what}`)} (${t(`ground.${ground}`)})${chosen === null ? '' : `. ${reasonsOf(chosen, reportWords)}`}`,
      ),
      ...(protection.kind === 'plain' ? ['Anyone who gets this file can read it.'] : []),
    ]);
  });
}

/** Before anything is written, whatever people made it depend on is asked; each question with the option that answers it. */
function requireAnswered(questions: readonly Question[]): void {
  if (questions.length === 0) return;
  for (const { key, topic, person, state, words } of questions) {
    const asked = t(`question.${topic}`, { person: person ?? '', state: state ?? '' });
    const own = words === null ? '' : ` “${words}”`;
    process.stderr.write(`${forTerminal(asked + own)}\n  --answer "${key}=…: …"\n`);
  }
  throw new Fault('USE_UNANSWERED', { questions: questions.map(({ key }) => key).join(', ') });
}

export function addExportCommand(program: Command): void {
  const command = program.command('export').description('hand over a bundle that others can check');
  withUseOptions(withWithholdingOptions(withCommonOptions(command)))
    .argument('<vault>')
    .requiredOption('--out <file-or-folder>', 'where to write it; in a folder it gets a name that says nothing')
    .addOption(audienceOption('to whom').default('court'))
    .option('--to <age1…>', 'encrypt to these age recipients; may be repeated', listed)
    .option('--bundle-passphrase-file <file>', 'encrypt with a passphrase instead')
    .option('--plain', 'do not encrypt: anyone who gets the file can read it')
    .option('--recipient <words>', 'to whom it is given; stands in the ledger and in the bundle')
    .action(exportBundle);
}
