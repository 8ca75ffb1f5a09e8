import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ImportSummary, InterruptedImport } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { inHours } from '../../../shared/model/hours.ts';
import type { Engine } from '../../core/engine.ts';
import { type CommonOptions, withCommonOptions, withVault } from '../command.ts';
import { foundLines, zipLines } from '../companions.ts';
import { bytesInWords, counted, type Output } from '../output.ts';
import { type StatementOptions, statementFrom, withStatementOptions } from '../statement-options.ts';
import { t } from '../words.ts';

/** One job a command: its name only has to differ from nothing. */
const job = 'cli';

export function summaryLines(summary: ImportSummary): string[] {
  const problems = (title: string, list: ImportSummary['failed']) =>
    list.length === 0 ? [] : [title, ...list.map(({ name, code }) => `  ${name}: ${t(`faults.${code}`)}`)];
  // Those inside of a zip among them, which is itself one file.
  const pictures = summary.pictures === 0 ? '' : `, with ${counted(summary.pictures, 'picture')}`;
  return [
    `${summary.archived} of ${counted(summary.listed, 'file')} archived (${bytesInWords(summary.bytes)})${pictures}.`,
    ...(summary.duplicates > 0 ? [t('import.duplicates', { count: summary.duplicates })] : []),
    ...(summary.alreadyHere > 0 ? [t('import.alreadyHere', { count: summary.alreadyHere })] : []),
    ...problems('Not archived:', summary.failed),
    ...(summary.missing.length === 0 ? [] : ['Still missing:', ...summary.missing.map((name) => `  ${name}`)]),
    ...(summary.readTwice > 0 ? [t('import.readTwice', { count: summary.readTwice })] : []),
    ...problems(`${t('import.readDifferently', { count: summary.readDifferently.length })}:`, summary.readDifferently),
    ...problems(`${t('import.notReadAgain', { count: summary.notReadAgain.length })}:`, summary.notReadAgain),
    ...problems('Archived, but what they say about themselves could not be read:', summary.withoutMetadata),
    ...problems('Archived, without a preview:', summary.withoutPreview),
    ...summary.flags.kinds.map(({ kind, messenger, count }) =>
      messenger === null
        ? t('batch.counted', { count, flag: t(`conflict.${kind}`) })
        : t('batch.messenger', { count, messenger }),
    ),
    ...summary.flags.clocks.map(({ device, behind, seconds }) =>
      t('batch.clocks', { device, behind, ...inHours(seconds) }),
    ),
    ...zipLines(summary.zips),
    ...foundLines(summary.companions),
    t(summary.mayRemoveSource ? 'import.mayRemove' : 'import.mayNotRemove'),
  ];
}

type ImportCommandOptions = CommonOptions & StatementOptions & { readAgain?: boolean };

async function importFiles(vault: string, sources: string[], options: ImportCommandOptions): Promise<void> {
  const statement = await statementFrom(options, null);
  await withVault(vault, options, async (engine, output) => {
    const stop = () => void engine.call('import.cancel', { job });
    process.once('SIGINT', stop);
    try {
      const summary = await engine.call('import.start', {
        sources: sources.map((path) => ({ kind: 'path' as const, path: resolve(path) })),
        job,
        ...(options.readAgain === undefined ? {} : { readAgain: options.readAgain }),
        ...(statement === null ? {} : { statement }),
      });
      output.result(summary, summaryLines(summary));
      if (summary.cancelled || summary.failed.length > 0) process.exitCode = 2;
    } finally {
      process.off('SIGINT', stop);
    }
  });
}

async function interrupted(vault: string, options: CommonOptions & { finish?: boolean }): Promise<void> {
  await withVault(vault, options, async (engine, output) => {
    const unfinished = await engine.call('import.interrupted', {});
    if (options.finish !== true) {
      output.result(
        unfinished,
        unfinished.length === 0
          ? ['No import was interrupted.']
          : unfinished.flatMap((one) => [
              `From ${one.source} (${one.at}): ${one.archived.length} of ${one.listed} archived.`,
              ...(one.missing.length === 0
                ? [t('import.notLookedThrough')]
                : ['Missing:', ...one.missing.map((name) => `  ${name}`)]),
            ]),
      );
      return;
    }
    await finish(engine, unfinished, output);
  });
}

/** One after the other; where a source is not there, the others are finished all the same, and then that is said. */
async function finish(engine: Engine, unfinished: readonly InterruptedImport[], output: Output): Promise<void> {
  const summaries: ImportSummary[] = [];
  const problems: Fault[] = [];
  const stop = () => void engine.call('import.cancel', { job });
  process.once('SIGINT', stop);
  try {
    for (const { acquisition } of unfinished) {
      try {
        const summary = await engine.call('import.resume', { acquisition, job });
        summaries.push(summary);
        if (summary.cancelled) break;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        problems.push(error);
      }
    }
  } finally {
    process.off('SIGINT', stop);
  }
  output.result(summaries, summaries.flatMap(summaryLines));
  if (summaries.some(({ cancelled, failed }) => cancelled || failed.length > 0)) process.exitCode = 2;
  if (problems[0] !== undefined) throw problems[0];
}

export function addImportCommand(program: Command): void {
  withStatementOptions(
    withCommonOptions(program.command('import').description('archive files and folders, bit for bit')),
  )
    .argument('<vault>')
    .argument('<source...>', 'files and folders')
    .option('--read-again', 'read every file a second time and compare; cards and phones always are')
    .option('--no-read-again', 'never read a second time')
    .action(importFiles);
  withCommonOptions(
    program.command('interrupted').description('what an interrupted import left out; --finish takes it in'),
  )
    .argument('<vault>')
    .option('--finish', 'go on from the same sources')
    .action(interrupted);
}
