import type { Command } from 'commander';
import { brokenField } from '../../../shared/broken-rule.ts';
import { type CommonOptions, withCommonOptions, withVault } from '../command.ts';
import { grouped } from '../output.ts';
import { t } from '../words.ts';

export function addCustodyCommand(program: Command): void {
  withCommonOptions(
    program.command('custody').description('what the ledger says happened to an item or a testimony, and who did it'),
  )
    .argument('<vault>')
    .argument('<thing>', 'an item’s entry number, or a testimony’s id')
    .action(async (vault: string, thing: string, options: CommonOptions) => {
      const isItem = /^\d{1,15}$/.test(thing);
      if (!isItem && !/^[0-9a-f]{32}$/.test(thing)) throw brokenField('thing', 'form', '12', thing);
      const of = isItem ? ({ what: 'item', seq: Number(thing) } as const) : ({ what: 'testimony', id: thing } as const);
      await withVault(vault, options, async (engine, output) => {
        const log = await engine.call('custody.log', { of });
        output.result(log, [
          log.name,
          ...(log.sha256 === null ? [] : [`SHA-256  ${grouped(log.sha256)}`]),
          `Ledger   ${log.ledger}, ${log.software}`,
          '',
          ...log.lines.map(({ event, seq, at, operator, action, reason, recipient, audience }) =>
            [
              `${seq}  ${at}  ${operator}  ${t(`custodyEvent.${event}`)}`,
              action === null ? '' : t(`history.${action}`),
              audience === null ? '' : t(`audience.${audience as 'court'}`),
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
