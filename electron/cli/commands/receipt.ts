import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { type FileHandle, open, readFile, rm, stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { Fault } from '../../../shared/faults.ts';
import { decodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { onlyTheFileDiffers } from '../../../shared/ledger/receipt.ts';
import { looksLikeTlogProof, MAX_PROOF_LENGTH } from '../../../shared/ledger/tlog-proof.ts';
import type { ReceiptReport } from '../../../shared/model/receipt.ts';
import { type CommonOptions, withCommonOptions, withEngine, withVault } from '../command.ts';
import { heldTexts } from '../held-files.ts';
import { counted, grouped, outputFor } from '../output.ts';
import { audienceOption, statedUseFrom, type UseOptions, withUseOptions } from '../stated-use.ts';
import { t } from '../words.ts';

type Options = CommonOptions & UseOptions & { out: string };

async function receipt(vault: string, number: string, options: Options): Promise<void> {
  const use = options.for === undefined ? null : statedUseFrom(options);
  let file: FileHandle;
  try {
    file = await open(options.out, 'wx', 0o600);
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw new Fault(exists ? 'EXPORT_TARGET_EXISTS' : 'EXPORT_TARGET_UNWRITABLE', { name: options.out }, { cause });
  }
  let written = false;
  try {
    await withVault(vault, options, async (engine, output) => {
      const { text, ...given } = await engine.call('ledger.receipt', {
        seq: Number(number),
        use,
      });
      await file.writeFile(text);
      await file.sync();
      written = true;
      output.result({ ...given, path: options.out }, [
        `Receipt for entry ${given.entry}, under the checkpoint over ${counted(given.size, 'entry', 'entries')}, in ${options.out}.`,
        given.showsFile
          ? 'It shows the hash, size and type of the file that the entry names.'
          : 'It does not show what the entry says.',
        ...given.keys.map((key) => `Key  ${key}`),
        t('receipt.limit'),
      ]);
    });
  } finally {
    await file.close();
    if (!written) await rm(options.out, { force: true });
  }
}

export type ReceiptOptions = CommonOptions & {
  entryFile?: string;
  exhibitFile?: string;
  key?: string[];
  witness?: string[];
  note?: string[];
  code?: string[];
};

/** Whether a path names a file that says of itself that it is a tlog-proof. */
export async function isReceipt(path: string): Promise<boolean> {
  const start = await readable(async () => {
    const found: Stats = await stat(path);
    if (!found.isFile()) return new Uint8Array(0);
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(new Uint8Array(64), 0, 64, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  });
  return looksLikeTlogProof(start);
}

export async function verifyReceiptFile(path: string, options: ReceiptOptions): Promise<void> {
  const output = outputFor(options.json === true);
  const text = async (file: string, limit: number): Promise<string> => {
    const bytes = await readable(async () => ((await stat(file)).size > limit ? null : readFile(file)));
    const read = bytes === null ? null : decodeUtf8(new Uint8Array(bytes));
    if (read === null) throw new Fault('RECEIPT_INVALID', { reason: 'size or characters' });
    return read;
  };
  const request = {
    receipt: await text(path, MAX_PROOF_LENGTH),
    // A line of entries.jsonl, as it stands there.
    entry: options.entryFile === undefined ? null : (await text(options.entryFile, 2_048)).replace(/\n$/, ''),
    exhibit: options.exhibitFile === undefined ? null : await sha256Of(options.exhibitFile),
    keys: options.key ?? [],
    witnesses: options.witness ?? [],
  };
  await withEngine(async (engine) => {
    const notes = [...(await heldTexts(engine, options.note)), ...(options.code ?? [])];
    const report = await engine.call('verify.receipt', { ...request, notes });
    output.result(report, receiptLines(report));
    process.exitCode = report.exitStatus;
  });
}

export function receiptLines(report: ReceiptReport): string[] {
  const { verdict, ledger, seq, size, root, signedBy, file, exhibit, findings } = report;
  return [
    `${verdict}: ${t(onlyTheFileDiffers(report) ? 'receipt.otherFile' : `receipt.verdict.${verdict}`, { seq, size })}`,
    `Ledger ${ledger}`,
    `Root ${grouped(root)}`,
    t(`receipt.signedBy.${signedBy}`),
    ...(file === null ? [] : [`File ${file.sha256} (${file.type}, ${file.size} bytes)`]),
    ...(exhibit === 'not brought' ? [] : [t(`receipt.exhibit.${exhibit}`)]),
    ...findings.map((code) => t(`receipt.finding.${code}`)),
    t('receipt.limit'),
    t('verdict.limit'),
  ];
}

async function sha256Of(path: string): Promise<string> {
  return readable(async () => {
    const hash = createHash('sha256');
    for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
    return hash.digest('hex');
  });
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    const absent = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Fault(absent ? 'SOURCE_NOT_FOUND' : 'SOURCE_UNREADABLE', {}, { cause });
  }
}

export function addReceiptCommand(program: Command): void {
  withUseOptions(
    withCommonOptions(
      program
        .command('receipt')
        .description('show, in one small file, that an entry stands in this ledger, and no more'),
    ),
  )
    .argument('<vault>')
    .argument('<entry>', 'the entry’s number')
    .requiredOption('--out <file>', 'a file that does not exist yet, for example 17.tlog-proof')
    .addOption(audienceOption('show which file the entry names, where this audience may see it'))
    .action(receipt);
}
