import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { Fault } from '../../../shared/faults.ts';
import type { VerificationReport } from '../../../shared/model/report.ts';
import { identityFrom, vaultPassphrase } from '../asking.ts';
import { type CommonOptions, collected, withCommonOptions, withEngine } from '../command.ts';
import { grouped, outputFor } from '../output.ts';
import { t } from '../words.ts';
import { anchorLine, type TrustOptions, trusted, withTrustOptions } from './anchor.ts';
import { isReceipt, verifyReceiptFile } from './receipt.ts';

type Options = CommonOptions & TrustOptions & { identity?: string; note?: string[]; code?: string[] };

/** How many findings a person reads on a terminal; `--json` has the rest. */
const findingsShown = 20;

export function reportLines(report: VerificationReport): string[] {
  const intact = report.exhibits.filter(({ state }) => state === 'intact').length;
  const pictures = report.exhibits.filter(({ type }) => type.startsWith('image/')).length;
  const faulty = report.exhibits.filter(({ state }) => state === 'damaged' || state === 'touched');
  return [
    report.headline === null ? t(`verdict.${report.verdict}.title`) : t(`headline.${report.headline}`),
    `${report.verdict}: ${t(`verdict.${report.verdict}.explanation`)}`,
    ...(report.verdict === 'COULD_NOT_RUN'
      ? []
      : [
          `${report.entries} entries, ${report.exhibits.length} exhibits, ${pictures} of them pictures; ${intact} are bit for bit what was archived. ${report.withheldFields} fields withheld.`,
          ...(report.root === null ? [] : [`Root ${grouped(report.root)}`]),
          t('verdict.limit'),
        ]),
    ...faulty.map(({ seq, sha256, state }) => `Exhibit ${seq} (${sha256.slice(0, 8)}…): ${state}`),
    ...report.findings.slice(0, findingsShown).map(({ code, seq, path, detail }) => {
      const where = [seq === null ? null : `entry ${seq}`, path].filter(Boolean).join(', ');
      return `${where === '' ? '' : `${where}: `}${t(`finding.${code}`)}${detail === '' ? '' : ` (${detail})`}`;
    }),
    ...(report.findingsTotal > findingsShown
      ? [`… and ${report.findingsTotal - findingsShown} more findings (--json).`]
      : []),
    ...report.anchors.map(anchorLine),
    ...report.warnings
      .slice(0, findingsShown)
      .map(({ code, detail }) => `Note: ${t(`finding.${code}`)}${detail === '' ? '' : ` (${detail})`}`),
  ];
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
  if (await isReceipt(path)) return verifyReceiptFile(path, options);
  const notes = await broughtNotes(options);
  const output = outputFor(options.json === true);
  const forAnchors = await trusted(options);
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
      report = await engine.call('verify.vault', { job: randomUUID(), notes, ...forAnchors });
    } else {
      report = await engine.call('verify.bundle', {
        source: { kind: 'path', path },
        identity: options.identity === undefined ? null : await identityFrom(options.identity),
        passphrase: options.passphraseFile === undefined ? null : await vaultPassphrase(options.passphraseFile),
        notes,
        job: randomUUID(),
        ...forAnchors,
      });
    }
    output.result(report, reportLines(report));
    process.exitCode = report.exitStatus;
  });
}

export function addVerifyCommand(program: Command): void {
  withTrustOptions(
    withCommonOptions(program.command('verify').description('check a vault or a bundle, and say what that shows')),
  )
    .argument('<vault-or-bundle>')
    .option('--entry-file <file>', 'for a receipt: the entry’s line, where the receipt does not carry it')
    .option('--exhibit-file <file>', 'for a receipt: the file that the entry is said to name')
    .option(
      '--key <vkey>',
      'for a receipt: a key of the ledger that you know from elsewhere; may be repeated',
      collected,
    )
    .option('--identity <file>', 'age identity that opens an encrypted bundle')
    .option('--note <file>', 'a checkpoint of this ledger that you hold; may be repeated', collected)
    .option('--code <code>', 'a spoken checkpoint code that you were given; may be repeated', collected)
    .action(verify);
}
