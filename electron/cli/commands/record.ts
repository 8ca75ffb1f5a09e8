import type { Command } from 'commander';
import type { CallInput, RecordDetail, RecordLine } from '../../../shared/contract.ts';
import { type EnteredKind, enteredFields, enteredKinds } from '../../../shared/model/kinds.ts';
import { relationKinds } from '../../../shared/model/links.ts';
import { inWords } from '../../../shared/report/values.ts';
import type { Engine } from '../../core/engine.ts';
import { type CommonOptions, withCommonOptions, withVault } from '../command.ts';
import { addEnteredCommands } from '../entered.ts';
import { allRecords } from '../every-page.ts';
import { fieldLines, historyLines, relationLines } from '../record-lines.ts';
import { t, valueWords } from '../words.ts';

const what: Record<EnteredKind, string> = {
  facility: 'medical facilities, wherever they are or were',
  site: 'where a facility is or was in which period',
  notification: 'coordinates that were sent so that a facility would be spared',
  agreement: 'truces and arrangements that something happened during',
  organisation: 'organisations and armed actors',
  device: 'what things were recorded with or kept on',
};

function recordLines({ kind, id, title, fields, names, relations, history }: RecordDetail): string[] {
  return [
    `${t(`recordKind.${kind}`)}: ${title} (${id})`,
    ...fieldLines(fields, names),
    ...relationLines(relations),
    ...historyLines(history),
  ];
}

const listLine = ({ id, title, at }: RecordLine) => `${id}  ${title} (${at.slice(0, 10)})`;

/** Where a facility was in which period, and what others were told of that: records of their own that name it. */
async function belongingLines(engine: Engine, { kind, id }: RecordDetail): Promise<string[]> {
  if (kind !== 'facility') return [];
  const lines = async (of: 'site' | 'notification') =>
    (await allRecords(engine, of, id)).map(
      ({ id: own, title, fields }) =>
        `${t(`recordKind.${of}`)}: ${['when' in fields ? inWords('when', fields.when, valueWords) : '', title].filter(Boolean).join('  ')} (${own})`,
    );
  return ['', ...(await lines('site')), ...(await lines('notification'))];
}

function addKindCommand(program: Command, kind: EnteredKind): void {
  const command = program.command(kind).description(`enter, correct and read ${what[kind]}`);

  addEnteredCommands<RecordDetail>(command, {
    fields: Object.keys(enteredFields[kind].shape),
    shown: 'all that is known of one',
    create: (engine, fields) => engine.call('record.create', { kind, fields } as CallInput<'record.create'>),
    get: (engine, id) => engine.call('record.get', { kind, id }),
    amend: (engine, correction) => engine.call('record.amend', { kind, ...correction } as CallInput<'record.amend'>),
    lines: recordLines,
    belonging: belongingLines,
  });

  withCommonOptions(command.command('list').description('all of them'))
    .argument('<vault>')
    .option('--of <id>', 'only those that name this record or are joined with it')
    .action(async (vault: string, options: CommonOptions & { of?: string }) => {
      await withVault(vault, options, async (engine, output) => {
        const all = await allRecords(engine, kind, options.of ?? null);
        output.result(all, all.map(listLine));
      });
    });
}

/** A thing as it is named on the command line: an item by its entry number, a record by its id. */
const endOf = (text: string) => (/^\d{1,15}$/.test(text) ? { item: Number(text) } : { record: text });

export function addRecordCommands(program: Command): void {
  for (const kind of enteredKinds) addKindCommand(program, kind);

  const link = program.command('link').description('join any two things, and say how and why');
  withCommonOptions(link.command('add').description('join two things'))
    .argument('<vault>')
    .argument('<from>', 'an item’s entry number, or a record’s id')
    .argument('<to>', 'the same')
    .requiredOption('--kind <kind>', relationKinds.join(', '))
    .option('--reason <text>', 'why', '')
    .action(
      async (vault: string, from: string, to: string, options: CommonOptions & { kind: string; reason: string }) => {
        await withVault(vault, options, async (engine, output) => {
          const request = { from: endOf(from), to: endOf(to), kind: options.kind, reason: options.reason };
          const made = await engine.call('record.relate', request as CallInput<'record.relate'>);
          output.result(made, [made.link]);
        });
      },
    );
  withCommonOptions(link.command('remove').description('take a link back; that it was there stays in the history'))
    .argument('<vault>')
    .argument('<link>')
    .requiredOption('--reason <text>')
    .action(async (vault: string, id: string, options: CommonOptions & { reason: string }) => {
      await withVault(vault, options, async (engine, output) => {
        await engine.call('record.unrelate', { link: id, reason: options.reason });
        output.result({ link: id }, [id]);
      });
    });
  withCommonOptions(link.command('list').description('links from and to one thing'))
    .argument('<vault>')
    .argument('<thing>', 'an item’s entry number, or a record’s id')
    .action(async (vault: string, thing: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const relations = await engine.call('record.relations', { of: endOf(thing) });
        output.result(relations, relationLines(relations));
      });
    });
}
