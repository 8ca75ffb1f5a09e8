import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { standingOf } from '../../../shared/contract/checkpoint.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { type Language, languages } from '../../../shared/locales/index.ts';
import { carriedNote, checkpointSheet, checkpointStyle } from '../../../shared/paper/checkpoint-sheet.ts';
import { sheetDocument } from '../../../shared/paper/sheet.ts';
import { codeLines, writeCodes } from '../carried-files.ts';
import { type CommonOptions, count, withCommonOptions, withVault } from '../command.ts';
import { writeNew } from '../new-file.ts';
import { grouped } from '../output.ts';
import { qrTarget, writeQr } from '../qr-file.ts';
import { language, sheetWords, t } from '../words.ts';

type Options = CommonOptions & {
  request?: string;
  from?: number;
  size?: number;
  page?: string;
  language?: Language;
  qr?: string;
};

async function request(vault: string, options: Options, file: string): Promise<void> {
  await withVault(vault, options, async (engine, output) => {
    const { request: text, ...made } = await engine.call('witness.request', { from: options.from ?? null });
    await writeNew(file, text);
    const { qr } = options;
    const codes = qr === undefined ? [] : await writeCodes(qr, text, { name: made.name, json: output.json });
    output.result({ ...made, out: resolve(file), ...(qr === undefined ? {} : { qr: codes }) }, [
      `Request for a countersignature under ${made.size} entries, for a witness that holds ${made.from}.`,
      `Carry ${file} to the witness: sanad witness cosign FOLDER ${file} --out ANSWER`,
      ...codeLines(codes),
    ]);
  });
}

async function checkpoint(vault: string, options: Options): Promise<void> {
  if (options.request !== undefined) return request(vault, options, options.request);
  const { size, page, qr } = options;
  await withVault(vault, options, async (engine, output) => {
    const made =
      size === undefined ? await engine.call('ledger.checkpoint', {}) : await engine.call('checkpoint.get', { size });
    if (page !== undefined) {
      const of = options.language ?? language;
      await writeNew(page, sheetDocument(checkpointSheet(made, of, sheetWords(of)), checkpointStyle));
    }
    if (qr !== undefined) {
      await writeQr(qr, encodeUtf8(carriedNote(made.note)), { name: t('sheet.qr'), json: output.json });
    }
    const files = {
      ...(page === undefined ? {} : { page: resolve(page) }),
      ...(qr === undefined || qr === '-' ? {} : { qr: resolve(qr) }),
    };
    output.result({ ...made, ...files }, [
      `Checkpoint over ${made.size} entries.`,
      `Root  ${grouped(made.root)}`,
      `Code  ${made.spoken.replace(/(.{4})(?=.)/g, '$1 ')}`,
      '',
      ...made.note.split('\n').slice(0, -1),
      '',
      ...(page === undefined ? [] : [`Page  ${page}: open it in a browser and print it.`]),
      ...(qr === undefined || qr === '-' ? [] : [`QR    ${qr}`]),
      'Give the code or the note to somebody who is not on this computer: what they hold vouches for these entries.',
    ]);
  });
}

/** Of the exit status: 0 agrees, 1 speaks against the ledger, 2 could not be compared. */
const statusOf = { agrees: 0, against: 1, open: 2 } as const;

async function compare(vault: string, file: string | undefined, options: CommonOptions & { code?: string }) {
  await withVault(vault, options, async (engine, output) => {
    const { code } = options;
    const held = await engine.call('checkpoint.read', {
      held: code === undefined ? { kind: 'path', path: resolve(file ?? '') } : { kind: 'text', text: code },
    });
    if (held.standing === null) return;
    const { outcome, size } = held.standing;
    output.result(held, [
      t(`compare.says.${held.what}`, { size: held.size ?? 0 }),
      t(`held.${outcome}`, { size: size ?? 0 }),
    ]);
    process.exitCode = statusOf[standingOf(outcome)];
  });
}

export function addLedgerCommands(program: Command): void {
  withCommonOptions(
    program.command('checkpoint').description('sign the ledger as it stands, and show what to hand out'),
  )
    .argument('<vault>')
    .option('--size <entries>', 'show the checkpoint that was made over so many entries', count)
    .option('--page <file>', 'write it as a page to print (HTML), with its QR code')
    .addOption(new Option('--language <code>', 'the language of that page').choices(languages))
    .option('--qr <file>', 'draw its QR code: a name that ends in .svg or .png, or - for the terminal', qrTarget)
    .option('--request <file>', 'write a request for a witness: the checkpoint, and the proof that it only grew')
    .option('--from <size>', 'how many entries the witness holds', count)
    .action(checkpoint);
  withCommonOptions(program.command('compare').description('hold a checkpoint that somebody kept against the ledger'))
    .argument('<vault>')
    .argument('[file]', 'its file, or a picture of its QR code')
    .option('--code <code>', 'or its spoken code')
    .action((vault: string, file: string | undefined, options: CommonOptions & { code?: string }, command: Command) => {
      if ((file === undefined) === (options.code === undefined)) command.error('A file is needed, or --code.');
      return compare(vault, file, options);
    });
}
