import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { Fault } from '../../../shared/faults.ts';
import type { VerificationReport } from '../../../shared/model/report.ts';
import { reportLines as linesOf, reportFile } from '../../../shared/report-text.ts';
import { identityFrom, vaultPassphrase } from '../asking.ts';
import { type CommonOptions, collected, withCommonOptions, withEngine } from '../command.ts';
import { outputFor } from '../output.ts';
import { reportWords } from '../words.ts';

type Options = CommonOptions & { identity?: string; note?: string[]; code?: string[]; report?: string };

export const reportLines = (report: VerificationReport): string[] => linesOf(report, reportWords, { whole: false });

/** Beside what was verified, never over something that is there. */
async function keepReport(file: string, report: VerificationReport): Promise<void> {
  try {
    await writeFile(resolve(file), reportFile(report, reportWords), { flag: 'wx' });
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw new Fault(exists ? 'EXPORT_TARGET_EXISTS' : 'EXPORT_TARGET_UNWRITABLE', {}, { cause });
  }
}

async function broughtNotes(options: Options): Promise<string[]> {
  try {
    const files = await Promise.all((options.note ?? []).map((file) => readFile(file, 'utf8')));
    return [...files, ...(options.code ?? [])];
  } catch (cause) {
    throw new Fault('SOURCE_NOT_FOUND', {}, { cause });
  }
}

async function verify(target: string, options: Options): Promise<void> {
  const path = resolve(target);
  const notes = await broughtNotes(options);
  const output = outputFor(options.json === true);
  const isVault = existsSync(join(path, 'vault.json')) || existsSync(join(path, 'vault.copy.json'));
  await withEngine(async (engine) => {
    let report: VerificationReport;
    if (isVault) {
      const passphrase = await vaultPassphrase(options.passphraseFile);
      await engine.call('vault.open', {
        path,
        passphrase,
        ...(options.operator === undefined ? {} : { operator: options.operator }),
      });
      report = await engine.call('verify.vault', { job: randomUUID(), notes });
    } else {
      report = await engine.call('verify.bundle', {
        source: { kind: 'path', path },
        identity: options.identity === undefined ? null : await identityFrom(options.identity),
        passphrase: options.passphraseFile === undefined ? null : await vaultPassphrase(options.passphraseFile),
        notes,
        job: randomUUID(),
      });
    }
    if (options.report !== undefined) await keepReport(options.report, report);
    output.result(report, reportLines(report));
    process.exitCode = report.exitStatus;
  });
}

export function addVerifyCommand(program: Command): void {
  withCommonOptions(program.command('verify').description('check a vault or a bundle, and say what that shows'))
    .argument('<vault-or-bundle>')
    .option('--identity <file>', 'age identity that opens an encrypted bundle')
    .option('--note <file>', 'a checkpoint of this ledger that you hold; may be repeated', collected)
    .option('--code <code>', 'a spoken checkpoint code that you were given; may be repeated', collected)
    .option('--report <file>', 'also write the report there: its sentences, then all of it as JSON')
    .action(verify);
}
