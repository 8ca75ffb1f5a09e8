import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { Fault } from '../../../shared/faults.ts';
import { type Requirement, requirements, type VerificationReport } from '../../../shared/model/report.ts';
import { reportLines as linesOf, reportFile } from '../../../shared/report/text.ts';
import { knownFolder } from '../../core/witness/known.ts';
import { identityFrom, vaultPassphrase } from '../asking.ts';
import { type CommonOptions, collected, count, withCommonOptions, withEngine } from '../command.ts';
import { heldTexts } from '../held-files.ts';
import { writeNew } from '../new-file.ts';
import { counted, outputFor } from '../output.ts';
import { reportWords } from '../words.ts';
import { type TrustOptions, trusted, withTrustOptions } from './anchor.ts';
import { isReceipt, verifyReceiptFile } from './receipt.ts';

type Options = CommonOptions &
  TrustOptions & {
    identity?: string;
    note?: string[];
    code?: string[];
    witness?: string[];
    quorum?: number;
    policy?: string;
    require?: Requirement;
    known?: string | false;
    report?: string;
  };

/** Whose countersignatures count, and what is enough. */
async function witnessesAsked({ witness, quorum, policy, require }: Options) {
  return {
    ...(witness === undefined ? {} : { witnesses: witness }),
    ...(quorum === undefined ? {} : { quorum }),
    ...(policy === undefined ? {} : { policy: await textOf(policy) }),
    ...(require === undefined ? {} : { require }),
  };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Fault('SOURCE_NOT_FOUND', {}, { cause });
  }
}

export function reportLines(report: VerificationReport): string[] {
  const pictures = report.exhibits.filter(({ type }) => type.startsWith('image/')).length;
  return [
    ...linesOf(report, reportWords, { whole: false }),
    ...(report.verdict === 'COULD_NOT_RUN'
      ? []
      : [`${counted(report.exhibits.length, 'exhibit')}, ${counted(pictures, 'picture')} among them.`]),
  ];
}

async function verify(target: string, options: Options): Promise<void> {
  const path = resolve(target);
  if (await isReceipt(path)) return verifyReceiptFile(path, options);
  const output = outputFor(options.json === true);
  const asked = { ...(await trusted(options)), ...(await witnessesAsked(options)) };
  const known = options.known === false ? null : options.known === undefined ? knownFolder() : resolve(options.known);
  const isVault = existsSync(join(path, 'vault.json')) || existsSync(join(path, 'vault.copy.json'));
  await withEngine(async (engine) => {
    const notes = [...(await heldTexts(engine, options.note)), ...(options.code ?? [])];
    let report: VerificationReport;
    if (isVault) {
      const passphrase = await vaultPassphrase(options.passphraseFile);
      await engine.call('vault.open', {
        path,
        passphrase,
        ...(options.operator === undefined ? {} : { operator: options.operator }),
      });
      report = await engine.call('verify.vault', { job: randomUUID(), notes, ...asked });
    } else {
      report = await engine.call('verify.bundle', {
        source: { kind: 'path', path },
        identity: options.identity === undefined ? null : await identityFrom(options.identity),
        passphrase: options.passphraseFile === undefined ? null : await vaultPassphrase(options.passphraseFile),
        notes,
        job: randomUUID(),
        ...asked,
      });
    }
    if (options.report !== undefined) await writeNew(resolve(options.report), reportFile(report, reportWords));
    output.result(report, reportLines(report));
    process.exitCode = report.exitStatus;
  }, known);
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
    .option('--witness <key>', 'the key of a witness that you trust; may be repeated', collected)
    .option('--quorum <number>', 'how many of these witnesses it takes', count)
    .option('--policy <file>', 'whom you trust and how many it takes, in place of --witness')
    .addOption(new Option('--require <level>', 'less than this is not enough').choices(requirements))
    .option('--known <folder>', 'where checkpoints of verified bundles are kept (or SANAD_KNOWN)')
    .option('--no-known', 'neither compare with kept checkpoints nor keep any')
    .option('--report <file>', 'also write the report there: its sentences, then all of it as JSON')
    .option('--identity <file>', 'age identity that opens an encrypted bundle')
    .option(
      '--note <file>',
      'a checkpoint of this ledger that you hold (its file, or a picture of its QR code), or a proof that it goes on (sanad checkpoint --request); may be repeated',
      collected,
    )
    .option('--code <code>', 'a spoken checkpoint code that you were given; may be repeated', collected)
    .action(verify);
}
