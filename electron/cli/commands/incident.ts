import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { CallInput, IncidentDetail } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { type IncidentFields, uncoded } from '../../../shared/model/incident.ts';
import { contextAsked, neighboursAsked } from '../../../shared/model/incident-context.ts';
import { begunWith, isOfCase } from '../../../shared/model/template.ts';
import type { Engine } from '../../core/engine.ts';
import { type CommonOptions, listed, withCommonOptions, withVault } from '../command.ts';
import { allIncidents } from '../every-page.ts';
import { incidentLines } from '../incident-lines.ts';
import { jsonFrom, jsonObjectFrom, laidOver } from '../json-file.ts';
import { counted } from '../output.ts';
import { addListCommands } from './case-list.ts';
import { addTableCommand } from './case-table.ts';
import { addManyCommands } from './many-incidents.ts';
import { addTemplateCommands } from './template.ts';

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

/** The fields as they are, with what the options name put in their place. Schemas check the result at the boundary. */
async function fieldsFrom(options: FieldOptions, before: IncidentFields | null): Promise<IncidentFields> {
  const account = options.accountFile === undefined ? options.account : await readFile(options.accountFile, 'utf8');
  const point =
    options.latitude !== undefined && options.longitude !== undefined
      ? { latitude: options.latitude, longitude: options.longitude }
      : (before?.place.point ?? null);
  return {
    ...(before ?? uncoded),
    title: options.title ?? before?.title ?? '',
    facility: options.facility ?? before?.facility ?? '',
    place: {
      ...before?.place,
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

type Further = { from: string; reason: string; item?: string[]; of?: string };
type Amending = { reason: string; from?: string };

const fromFile = 'JSON with fields of the whole model; they go before the other options';

/** The fields with what a file says put in their place. What it says is checked at the boundary, like everything else. */
async function wholeFrom(
  options: FieldOptions & { from?: string },
  before: IncidentFields | null,
): Promise<IncidentFields> {
  const fields = await fieldsFrom(options, before);
  const said = options.from === undefined ? {} : await jsonObjectFrom(options.from);
  return laidOver(fields, said);
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

type Beside = { sameEvent?: string[]; anotherEvent?: string[]; because?: string };
type HeldAgainst = NonNullable<CallInput<'incident.create'>['beside']>;

const besideFrom = ({ sameEvent = [], anotherEvent = [], because = '' }: Beside): HeldAgainst => [
  ...sameEvent.map((incident) => ({ incident, answer: 'same event' as const, reason: because })),
  ...anotherEvent.map((incident) => ({ incident, answer: 'not the same event' as const, reason: because })),
];

/** Incidents near one in time and place that nobody held against it yet: what a window asks before it saves. */
async function nearTo(engine: Engine, { id, fields }: IncidentDetail, beside: HeldAgainst): Promise<string[]> {
  const { cases } = await engine.call('propose.cases', neighboursAsked(id, fields));
  return cases
    .filter((each) => !beside.some(({ incident }) => incident === each.id))
    .map(
      ({ id: other, title }) =>
        `Near       ${title} (${other}): a further impact (sanad incident further), the same told twice, or another event?`,
    );
}

/** A case that begins with a template of the vault. Throws RECORD_NOT_FOUND. */
async function begunFrom(engine: Engine, name: string, fields: IncidentFields): Promise<IncidentFields> {
  const found = (await engine.call('template.list', {})).filter(isOfCase).find((each) => each.name === name);
  if (found === undefined) throw new Fault('RECORD_NOT_FOUND');
  return begunWith(fields, found);
}

const numbers = (items: string[] | undefined) => (items ?? []).map(Number);

export function addIncidentCommand(program: Command): void {
  const incident = program.command('incident').description('record, correct and read incidents');

  withFieldOptions(incident.command('add').description('record an incident'))
    .argument('<vault>')
    .option('--item <number>', 'entry number of a photograph that shows it; may be repeated', listed)
    .option('--from <file>', fromFile)
    .option('--template <name>', 'begin with a template that is kept in the vault')
    .option('--same-event <id>', 'the same event as that incident; with --because', listed)
    .option('--another-event <id>', 'held against that incident and found another; with --because', listed)
    .option('--because <text>', 'why')
    .action(
      async (
        vault: string,
        options: CommonOptions & FieldOptions & Beside & { item?: string[]; from?: string; template?: string },
      ) => {
        const own = await wholeFrom(options, null);
        await withVault(vault, options, async (engine, output) => {
          const { template } = options;
          const fields =
            template === undefined ? own : await wholeFrom(options, await begunFrom(engine, template, own));
          const beside = besideFrom(options);
          const made = await engine.call('incident.create', { fields, items: numbers(options.item), beside });
          const near = await nearTo(engine, made, beside);
          output.result(made, [...incidentLines(made), ...near]);
        });
      },
    );

  withFieldOptions(incident.command('amend').description('correct an incident; what stood before stays in its history'))
    .argument('<vault>')
    .argument('<id>')
    .requiredOption('--reason <text>')
    .option('--from <file>', fromFile)
    .action(async (vault: string, id: string, options: CommonOptions & FieldOptions & Amending) => {
      await withVault(vault, options, async (engine, output) => {
        const before = await engine.call('incident.get', { id });
        const fields = await wholeFrom(options, before.fields);
        const after = await engine.call('incident.amend', { id, head: before.head, fields, reason: options.reason });
        output.result(after, incidentLines(after));
      });
    });

  withCommonOptions(
    incident.command('further').description('add what was recorded of a further impact to an incident, in one act'),
  )
    .argument('<vault>')
    .argument('<id>')
    .requiredOption('--from <file>', 'JSON: one impact, or a list of them')
    .requiredOption('--reason <text>', 'why it belongs to that incident')
    .option('--item <number>', 'entry number of a photograph that shows it; may be repeated', listed)
    .option('--of <id>', 'the incident that it was recorded as, which stays and is joined')
    .action(async (vault: string, id: string, options: CommonOptions & Further) => {
      const said = await jsonFrom(options.from);
      const impacts = (Array.isArray(said) ? said : [said]) as CallInput<'incident.further'>['impacts'];
      const { item, reason, of = null } = options;
      await withVault(vault, options, async (engine, output) => {
        const { head } = await engine.call('incident.get', { id });
        const after = await engine.call('incident.further', { id, head, impacts, items: numbers(item), reason, of });
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

  withCommonOptions(
    incident.command('context').description('agreements in force and earlier attacks, proposed by time and place'),
  )
    .argument('<vault>')
    .argument('<id>')
    .action(async (vault: string, id: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const { fields } = await engine.call('incident.get', { id });
        const found = await engine.call('incident.context', contextAsked(id, fields));
        output.result(found, [
          ...found.agreements.map(
            ({ id: other, title, time, where }) => `${time}  ${title} (${other}; place: ${where})`,
          ),
          ...found.earlier.map(({ id: other, title, order, because }) => `${order}  ${title} (${other}; ${because})`),
        ]);
      });
    });

  addListCommands(incident);
  addTableCommand(incident);
  addManyCommands(incident);
  addTemplateCommands(incident);

  withCommonOptions(incident.command('show').description('all that is known of one incident'))
    .argument('<vault>')
    .argument('<id>')
    .action(async (vault: string, id: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const one = await engine.call('incident.get', { id });
        output.result(one, incidentLines(one));
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
