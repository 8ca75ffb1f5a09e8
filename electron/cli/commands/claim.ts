import type { Command } from 'commander';
import type { CallInput, Claim, ClaimsTable } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { claimFields } from '../../../shared/model/claim.ts';
import { type CommonOptions, withCommonOptions, withVault } from '../command.ts';
import { jsonFrom, jsonObjectFrom, laidOver } from '../json-file.ts';
import { t } from '../words.ts';

function sourceInWords({ source }: Claim): string {
  switch (source.what) {
    case 'item':
      return `item ${source.seq}`;
    case 'testimony':
      return [
        source.witness,
        ...(source.paragraph === null ? [] : [`paragraph ${source.paragraph}`]),
        ...(source.basis === null ? [] : [`${source.basis}${source.toldBy === null ? '' : ` by ${source.toldBy}`}`]),
      ].join(', ');
    case 'organisation':
      return source.title;
    case 'words':
      return source.text;
  }
}

/** Claims are numbered, so that one can name another on paper. */
function tableLines({ claims, topics, withdrawn }: ClaimsTable): string[] {
  const number = new Map(claims.map(({ id }, index) => [id, index + 1]));
  const named = (ids: readonly string[]) => ids.map((id) => `#${number.get(id) ?? '?'}`).join(' ');
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  return [
    ...topics.flatMap(({ about, claims: ids, roots }) => [
      `${t(`claims.topic.${about}`)}: ${t('claims.roots', { count: roots })}`,
      ...ids
        .flatMap((id) => byId.get(id) ?? [])
        .map((claim) => {
          const marks = [
            claim.takenBack === null ? '' : t(`claims.takenBack.${claim.takenBack}`),
            claim.lostOrigin === null
              ? ''
              : t(`claims.lostOrigin.${claim.lostOrigin.how}`, { claim: named([claim.lostOrigin.claim]) }),
            claim.fields.rests ? 'the incident rests on it' : '',
            claim.against.length > 0 ? `against ${named(claim.against.map((each) => each.claim))}` : '',
            claim.shares.length > 0 ? `from the same source as ${named(claim.shares)}` : '',
          ].filter((mark) => mark !== '');
          const said = `  #${number.get(claim.id)} ${sourceInWords(claim)}: ${claim.fields.says}`;
          return `${said}${marks.length === 0 ? '' : ` [${marks.join('; ')}]`} (${claim.id})`;
        }),
    ]),
    ...(withdrawn === 0 ? [] : [`${withdrawn} withdrawn`]),
  ];
}

export function addClaimCommand(program: Command): void {
  const claim = program.command('claim').description('what each source says about an incident, beside each other');
  const names = Object.keys(claimFields.shape).join(', ');

  withCommonOptions(claim.command('list').description('the table of one incident'))
    .argument('<vault>')
    .argument('<incident>')
    .action(async (vault: string, incident: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const table = await engine.call('claim.table', { incident });
        output.result(table, tableLines(table));
      });
    });

  withCommonOptions(claim.command('add').description('enter what a source says, from a JSON file'))
    .argument('<vault>')
    .requiredOption('--from <file>', `JSON with the fields: ${names}`)
    .action(async (vault: string, options: CommonOptions & { from: string }) => {
      const fields = await jsonFrom(options.from);
      await withVault(vault, options, async (engine, output) => {
        const added = await engine.call('claim.add', fields as CallInput<'claim.add'>);
        output.result(added, tableLines(added.table));
      });
    });

  withCommonOptions(claim.command('amend').description('correct a claim; what stood before stays in its history'))
    .argument('<vault>')
    .argument('<incident>')
    .argument('<id>')
    .requiredOption('--from <file>', 'JSON with the fields that change; the others stay')
    .requiredOption('--reason <text>')
    .action(
      async (
        vault: string,
        incident: string,
        id: string,
        options: CommonOptions & { from: string; reason: string },
      ) => {
        const changes = await jsonObjectFrom(options.from);
        await withVault(vault, options, async (engine, output) => {
          const { claims } = await engine.call('claim.table', { incident });
          const before = claims.find((each) => each.id === id);
          if (before === undefined) throw new Fault('RECORD_NOT_FOUND');
          const { head, fields } = before;
          const request = { id, head, fields: laidOver(fields, changes), reason: options.reason };
          const amended = await engine.call('claim.amend', request as CallInput<'claim.amend'>);
          output.result(amended, tableLines(amended.table));
        });
      },
    );
}
