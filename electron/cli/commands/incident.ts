import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { HistoryLine, IncidentDetail } from '../../../shared/contract.ts';
import type { IncidentFields } from '../../../shared/model/records.ts';
import { type CommonOptions, listed, withCommonOptions, withVault } from '../command.ts';
import { allIncidents } from '../every-page.ts';
import { counted } from '../output.ts';
import { t } from '../words.ts';

type FieldOptions = {
  title?: string;
  facility?: string;
  place?: string;
  precision?: string;
  latitude?: string;
  longitude?: string;
  when?: string;
  words?: string;
  account?: string;
  accountFile?: string;
  attack?: string[];
  certainty?: string;
};

export const historyLines = (history: readonly HistoryLine[]): string[] => [
  'History',
  ...history.flatMap(({ seq, at, operator, action, reason, changes }) => [
    `  ${seq}  ${at}  ${operator}  ${t(`history.${action}`)}${reason === null ? '' : `: ${reason}`}`,
    ...changes.map(({ field, before, after }) => `        ${field}: ${before ?? '–'} → ${after ?? '–'}`),
  ]),
];

export function incidentLines(incident: IncidentDetail): string[] {
  const { fields } = incident;
  return [
    `${fields.title} (${incident.id})`,
    `When       ${fields.when.edtf || 'not known'}${fields.when.words === '' ? '' : ` (“${fields.when.words}”)`}`,
    `Where      ${fields.place.name || 'not known'} (${fields.place.precision === 'unknown' ? 'how exactly: not known' : fields.place.precision})`,
    `Facility   ${fields.facility || 'not said'}`,
    `Attack     ${fields.attackTypes.join(', ') || 'not said'}; ${fields.certainty}`,
    ...(fields.account === '' ? [] : ['', ...fields.account.split(/\r?\n/), '']),
    ...incident.items.map(({ item }) => `Item       ${item.seq}  ${item.name}`),
    ...incident.testimonies.map((testimony) => `Testimony  ${testimony.witness} (${testimony.id})`),
    ...historyLines(incident.history),
  ];
}

/** The fields as they are, with what the options name put in their place. Schemas check the result at the boundary. */
async function fieldsFrom(options: FieldOptions, before: IncidentFields | null): Promise<IncidentFields> {
  const account = options.accountFile === undefined ? options.account : await readFile(options.accountFile, 'utf8');
  const point =
    options.latitude !== undefined && options.longitude !== undefined
      ? { latitude: options.latitude, longitude: options.longitude }
      : (before?.place.point ?? null);
  return {
    title: options.title ?? before?.title ?? '',
    facility: options.facility ?? before?.facility ?? '',
    place: {
      name: options.place ?? before?.place.name ?? '',
      precision: (options.precision ?? before?.place.precision ?? 'unknown') as IncidentFields['place']['precision'],
      point,
    },
    when: {
      edtf: options.when ?? before?.when.edtf ?? '',
      words: options.words ?? before?.when.words ?? '',
    },
    account: account ?? before?.account ?? '',
    attackTypes: (options.attack ?? before?.attackTypes ?? []) as IncidentFields['attackTypes'],
    certainty: (options.certainty ?? before?.certainty ?? 'possible') as IncidentFields['certainty'],
  };
}

function withFieldOptions(command: Command): Command {
  return withCommonOptions(command)
    .option('--title <text>')
    .option('--facility <text>', 'the medical facility, as people there call it')
    .option('--place <text>', 'the place, as people there call it')
    .option(
      '--precision <class>',
      'exact, street, neighbourhood, settlement, district, governorate, country or unknown',
    )
    .option('--latitude <degrees>')
    .option('--longitude <degrees>')
    .option('--when <edtf>', 'EDTF, for example 2016-04-27, 2016-04-27~ or 2016-04-27/2016-04-28')
    .option('--words <text>', 'the time in the words it was told in')
    .option('--account <text>', 'what happened')
    .option('--account-file <file>')
    .option('--attack <type>', 'WHO SSA attack type; may be repeated or a comma list', listed)
    .option('--certainty <level>', 'rumor, possible, probable or confirmed');
}

const numbers = (items: string[] | undefined) => (items ?? []).map(Number);

export function addIncidentCommand(program: Command): void {
  const incident = program.command('incident').description('record, correct and read incidents');

  withFieldOptions(incident.command('add').description('record an incident'))
    .argument('<vault>')
    .option('--item <number>', 'entry number of a photograph that shows it; may be repeated', listed)
    .action(async (vault: string, options: CommonOptions & FieldOptions & { item?: string[] }) => {
      const fields = await fieldsFrom(options, null);
      await withVault(vault, options, async (engine, output) => {
        const made = await engine.call('incident.create', { fields, items: numbers(options.item) });
        output.result(made, incidentLines(made));
      });
    });

  withFieldOptions(incident.command('amend').description('correct an incident; what stood before stays in its history'))
    .argument('<vault>')
    .argument('<id>')
    .requiredOption('--reason <text>')
    .action(async (vault: string, id: string, options: CommonOptions & FieldOptions & { reason: string }) => {
      await withVault(vault, options, async (engine, output) => {
        const before = await engine.call('incident.get', { id });
        const fields = await fieldsFrom(options, before.fields);
        const after = await engine.call('incident.amend', { id, head: before.head, fields, reason: options.reason });
        output.result(after, incidentLines(after));
      });
    });

  withCommonOptions(incident.command('link').description('say which photographs belong to an incident'))
    .argument('<vault>')
    .argument('<id>')
    .argument('<item...>', 'entry numbers')
    .option('--reason <text>', 'why they belong to it', '')
    .action(async (vault: string, id: string, items: string[], options: CommonOptions & { reason: string }) => {
      await withVault(vault, options, async (engine, output) => {
        const after = await engine.call('incident.link', {
          id,
          items: numbers(items),
          kind: 'shows',
          reason: options.reason,
        });
        output.result(after, incidentLines(after));
      });
    });

  withCommonOptions(incident.command('list').description('all incidents'))
    .argument('<vault>')
    .action(async (vault: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const all = await allIncidents(engine);
        output.result(
          all,
          all.map(
            ({ id, title, when, items }) => `${id}  ${title} (${when || 'date unknown'}, ${counted(items, 'item')})`,
          ),
        );
      });
    });
}
