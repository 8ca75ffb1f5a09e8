import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type CaseTableForm, caseTableForms } from '../../../shared/model/case-table.ts';
import { type CommonOptions, withCommonOptions, withVault } from '../command.ts';
import { bytesInWords, counted, grouped } from '../output.ts';
import { type ProtectionOptions, protectionFrom, withProtectionOptions } from '../protection.ts';
import { audienceOption, requireAnswered, statedUseFrom, type UseOptions, withUseOptions } from '../stated-use.ts';
import { choicesFrom, stayLines, type WithholdingOptions, withWithholdingOptions } from '../withholding.ts';
import { t } from '../words.ts';

type Options = CommonOptions &
  UseOptions &
  WithholdingOptions &
  ProtectionOptions & { as: CaseTableForm; out: string; bom?: boolean };

async function exportTable(vault: string, ids: readonly string[], options: Options): Promise<void> {
  const use = statedUseFrom(options);
  const withhold = await choicesFrom(options);
  const { protection, vaultOptions } = await protectionFrom(options);
  const asked = { ...use, withhold, as: options.as, of: ids.length === 0 ? ('all' as const) : [...ids] };
  await withVault(vault, vaultOptions, async (engine, output) => {
    const { stays, questions } = await engine.call('caseTable.preview', asked);
    requireAnswered(questions);
    const made = await engine.call('caseTable.export', {
      ...asked,
      bom: options.bom === true,
      recipient: options.recipient ?? '',
      protection,
      target: { kind: 'path', path: resolve(options.out) },
      job: randomUUID(),
    });
    const { cases, stayed, withheld, guarded } = made;
    output.result({ ...made, stays }, [
      `${counted(cases, 'case')}, ${bytesInWords(made.bytes)}, for: ${t(`audience.${use.audience}`)} (${t(`purpose.${use.purpose}`)}; ${t(`legalBasis.${use.basis.kind}`)})`,
      `${made.path}`,
      ...(made.sha256 === null ? [] : [`SHA-256 of the file: ${grouped(made.sha256)}`]),
      ...(stayed === 0 ? [] : [`${counted(stayed, 'case')} not in it`]),
      ...(withheld === 0
        ? []
        : [`${counted(withheld, 'cell')} left empty because what ${withheld === 1 ? 'it says' : 'they say'} stays`]),
      ...(guarded === 0
        ? []
        : [`${counted(guarded, 'cell')} made harmless with an apostrophe, because a spreadsheet would run it`]),
      ...stayLines(stays),
      ...(protection.kind === 'plain' ? ['Anyone who gets this file can read it.'] : []),
    ]);
  });
}

/** `sanad incident export`: cases as a table, in the columns of others or with all that is recorded. */
export function addTableCommand(incident: Command): void {
  const command = incident.command('export').description('hand out cases as a table (CSV); the ledger keeps to whom');
  withProtectionOptions(withUseOptions(withWithholdingOptions(withCommonOptions(command))))
    .argument('<vault>')
    .argument('[id...]', 'which cases; left out: all')
    .addOption(
      new Option('--as <form>', 'the columns of WHO SSA, those of SiND/SHCC, or everything that is recorded')
        .choices([...caseTableForms])
        .makeOptionMandatory(),
    )
    .requiredOption('--out <file-or-folder>', 'where to write it; in a folder it gets a name that says nothing')
    .addOption(audienceOption('to whom').default('court'))
    .option('--bom', 'begin with the mark by which some spreadsheets tell UTF-8')
    .action(exportTable);
}
