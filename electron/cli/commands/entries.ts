import type { Command } from 'commander';
import type { LedgerLine } from '../../../shared/contract.ts';
import { boundLines } from '../../../shared/report/anchors.ts';
import { type CommonOptions, count, withCommonOptions, withVault } from '../command.ts';
import { allEntries } from '../every-page.ts';
import { reportWords, t } from '../words.ts';

type Options = CommonOptions & { from?: number; to?: number };

/** An entry as the window tells it: what happened, who entered it when by the computer's clock, and between which times others place it. */
function entryLines({ seq, at, operator, action, values, erased, bounds }: LedgerLine): string[] {
  const nobody = t('ledgerScreen.nobody');
  const sentence = t(`story.${action}`, {
    name: values.name ?? nobody,
    item: values.item ?? nobody,
    count: Number(values.count ?? 0),
    audience: values.audience === undefined ? nobody : t(`audience.${values.audience as 'court'}`),
    recipient: values.recipient || nobody,
  });
  const ground = erased === null ? '' : t(`erasureGround.${erased.ground as 'witness asked'}`);
  return [
    `${seq}  ${at}  ${operator}  ${erased?.whole ? t(`history.${action}`) : sentence}`,
    ...(erased === null ? [] : [`    ${t(erased.whole ? 'erasure.line' : 'erasure.linePart', { ...erased, ground })}`]),
    ...boundLines(bounds, reportWords).map((line) => `    ${line}`),
  ];
}

export function addEntriesCommand(program: Command): void {
  withCommonOptions(
    program
      .command('entries')
      .description('every entry of the ledger, and between which times it was recorded, as others vouch for them'),
  )
    .argument('<vault>')
    .option('--from <entry>', 'the first entry to show', count)
    .option('--to <entry>', 'the last entry to show', count)
    .action(async (vault: string, options: Options) => {
      const { from = 0, to = Number.MAX_SAFE_INTEGER } = options;
      await withVault(vault, options, async (engine, output) => {
        const lines = await allEntries(engine, { from, to });
        output.result(lines, [...lines.flatMap(entryLines), '', t('ledgerScreen.clocks')]);
      });
    });
}
