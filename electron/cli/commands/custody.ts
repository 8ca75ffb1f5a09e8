import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { brokenField } from '../../../shared/broken-rule.ts';
import { type Language, languages } from '../../../shared/locales/index.ts';
import { custodySheet, custodyStyle, sheetOf } from '../../../shared/paper/custody-sheet.ts';
import { sheetDocument } from '../../../shared/paper/sheet.ts';
import { type CommonOptions, withCommonOptions, withVault } from '../command.ts';
import { writeNew } from '../new-file.ts';
import { grouped } from '../output.ts';
import { language, localeWords, t } from '../words.ts';

type Options = CommonOptions & { out?: string; language?: Language };

export function addCustodyCommand(program: Command): void {
  withCommonOptions(
    program.command('custody').description('what the ledger says happened to an item or a testimony, and who did it'),
  )
    .argument('<vault>')
    .argument('<thing>', 'an item’s entry number, or a testimony’s id')
    .option('--out <page.html>', 'write it as a page to read or print, into a file that does not exist yet')
    .addOption(new Option('--language <language>', 'of the page').choices([...languages]))
    .action(async (vault: string, thing: string, options: Options) => {
      const isItem = /^\d{1,15}$/.test(thing);
      if (!isItem && !/^[0-9a-f]{32}$/.test(thing)) throw brokenField('thing', 'form', '12', thing);
      const of = isItem ? ({ what: 'item', seq: Number(thing) } as const) : ({ what: 'testimony', id: thing } as const);
      await withVault(vault, options, async (engine, output) => {
        const log = await engine.call('custody.log', { of });
        const { out } = options;
        if (out !== undefined) {
          const page = options.language ?? language;
          await writeNew(out, sheetDocument(custodySheet(sheetOf(log, of), page, localeWords(page)), custodyStyle));
        }
        output.result({ ...log, ...(out === undefined ? {} : { page: resolve(out) }) }, [
          log.name,
          ...(log.sha256 === null ? [] : [`SHA-256  ${grouped(log.sha256)}`]),
          `Ledger   ${log.ledger}, ${log.software}`,
          '',
          ...log.lines.map(({ event, seq, at, operator, action, reason, recipient, audience, purpose, basis }) =>
            [
              `${seq}  ${at}  ${operator}  ${t(`custodyEvent.${event}`)}`,
              action === null ? '' : t(`history.${action}`),
              audience === null ? '' : t(`audience.${audience as 'court'}`),
              purpose === null ? '' : t(`purpose.${purpose}`),
              basis === null ? '' : t(`legalBasis.${basis}`),
              recipient ?? '',
              reason ?? '',
            ]
              .filter((part) => part !== '')
              .join('  '),
          ),
          '',
          t('custody.outside'),
        ]);
      });
    });
}
