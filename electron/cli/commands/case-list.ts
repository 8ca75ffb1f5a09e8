import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CallInput, CallOutput, ListSurvey } from '../../../shared/contract.ts';
import { Fault, toEnvelope } from '../../../shared/faults.ts';
import type { CaseListMapping, ListCounts } from '../../../shared/model/case-list.ts';
import type { Engine } from '../../core/engine.ts';
import { type CommonOptions, withCommonOptions, withVault } from '../command.ts';
import { jsonFrom } from '../json-file.ts';
import { writeNew } from '../new-file.ts';
import { counted } from '../output.ts';

type Written = { encoding?: string; delimiter?: string };
type ImportOptions = CommonOptions &
  Written & {
    mapping?: string;
    kept?: string;
    dryRun?: boolean;
    leaveOutErrors?: boolean;
    amend: boolean;
    certainty?: string;
    keepAs?: string;
  };

type Asked = CallInput<'caseList.check'>;

/** As the contract has them; it refuses what is none. */
const writtenAs = ({ encoding, delimiter }: Written) => ({
  encoding: (encoding ?? null) as Asked['encoding'],
  delimiter: (delimiter === 'tab' ? '\t' : (delimiter ?? null)) as Asked['delimiter'],
});

const sourceOf = (file: string): Asked['source'] =>
  /^\d+$/.test(file) ? { kind: 'item', seq: Number(file) } : { kind: 'path', path: resolve(file) };

const countLines = ({ rows, fresh, changed, same, kept, faulty }: ListCounts): string[] => [
  counted(rows, 'row'),
  `  ${counted(fresh, 'case')} that ${fresh === 1 ? 'is' : 'are'} not here yet`,
  `  ${changed} here already, and the list says something else now`,
  `  ${same} here already, and the list says the same`,
  `  ${kept} here already, with what somebody here entered: that stays`,
  `  ${counted(faulty, 'row')} with errors`,
];

function surveyLines({ name, encoding, delimiter, guessed, rows, columns, known, proposed }: ListSurvey): string[] {
  const targets = new Map(proposed.columns.map(({ column, to }) => [column, to]));
  return [
    `${name}: ${counted(rows, 'row')}, ${encoding}${guessed ? ' (guessed from its letters)' : ''}, delimiter ${JSON.stringify(delimiter)}`,
    known === null ? 'Its columns are not those of a list that is known here.' : `Its columns are those of ${known}.`,
    ...columns.map(
      (column) =>
        `  ${column.name}: ${counted(column.filled, 'cell')}; ${
          targets
            .get(column.name)
            ?.map((target) =>
              Object.values(target)
                .filter((value) => typeof value === 'string')
                .join(' '),
            )
            .join(', ') || 'nothing'
        }`,
    ),
  ];
}

const checkLines = ({ counts, problems, unknown, changes }: CallOutput<'caseList.check'>): string[] => [
  ...countLines(counts),
  ...problems.map(
    ({ row, column, rule, value }) =>
      `  row ${row}, ${column || 'the row'}: ${rule}${value === '' ? '' : ` (${value})`}`,
  ),
  ...unknown.map(
    ({ column, list, word, count }) => `  ${column}: “${word}” is none of ${list}; left as stated (${count})`,
  ),
  ...changes.flatMap(({ row, title, differences }) => [
    `  row ${row}, ${title}`,
    ...differences.map(
      ({ field, before, after, kept }) =>
        `      ${field}: ${before || '–'} → ${after || '–'}${kept ? ' (stays as it is here)' : ''}`,
    ),
  ]),
];

/** From a file, from those kept in the vault, or the one that the list's columns tell. */
async function mappingFor(
  engine: Engine,
  options: ImportOptions,
  source: Asked['source'],
  written: ReturnType<typeof writtenAs>,
): Promise<CaseListMapping> {
  if (options.mapping !== undefined) return (await jsonFrom(options.mapping, 'mapping')) as CaseListMapping;
  if (options.kept !== undefined) {
    const kept = await engine.call('caseList.mappings', {});
    const found = kept.find(({ name }) => name === options.kept);
    if (found === undefined) throw new Fault('RECORD_NOT_FOUND');
    return found;
  }
  const { known, proposed } = await engine.call('caseList.survey', { source, ...written, job: randomUUID() });
  if (known === null) throw new Fault('LIST_MAPPING_INCOMPLETE', { what: 'mapping', column: '' });
  return proposed;
}

const withWritten = (command: Command): Command =>
  command
    .option(
      '--encoding <name>',
      'utf-8, utf-16le, utf-16be, windows-1256, windows-1251 or windows-1252; left out: as the file tells',
    )
    .option('--delimiter <sign>', 'a comma, a semicolon, | or the word tab; left out: as the file tells');

/** `sanad incident look|import|mapping`: cases from a list that somebody else keeps. */
export function addListCommands(incident: Command): void {
  withWritten(
    withCommonOptions(incident.command('look').description('what is in a CSV file, and what its columns may become')),
  )
    .argument('<vault>')
    .argument('<file>', 'a CSV file, or the entry number of one that is archived')
    .option('--out <file>', 'write the proposed mapping there, to be changed and given to import')
    .action(async (vault: string, file: string, options: CommonOptions & Written & { out?: string }) => {
      await withVault(vault, options, async (engine, output) => {
        const survey = await engine.call('caseList.survey', {
          source: sourceOf(file),
          ...writtenAs(options),
          job: randomUUID(),
        });
        if (options.out !== undefined) await writeNew(options.out, `${JSON.stringify(survey.proposed, null, 2)}\n`);
        output.result(survey, surveyLines(survey));
      });
    });

  withWritten(
    withCommonOptions(incident.command('import').description('take cases in from a CSV file: all of them, or none')),
  )
    .argument('<vault>')
    .argument('<file>', 'a CSV file, or the entry number of one that is archived')
    .option('--mapping <file>', 'JSON that says what its columns become; left out: for lists that are known')
    .option('--kept <name>', 'a mapping that is kept in the vault')
    .option('--certainty <level>', 'rumor, possible, probable or confirmed, where no column says so')
    .option('--dry-run', 'say what would happen, and write nothing')
    .option('--leave-out-errors', 'leave out the rows with errors; the record of the import names them')
    .option('--no-amend', 'leave cases that are here as they are, whatever the list says now')
    .option('--keep-as <name>', 'keep the mapping in the vault under this name')
    .action(async (vault: string, file: string, options: ImportOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const [source, written] = [sourceOf(file), writtenAs(options)];
        const given = await mappingFor(engine, options, source, written);
        const mapping =
          options.certainty === undefined
            ? given
            : {
                ...given,
                always: { ...given.always, certainty: options.certainty as CaseListMapping['always']['certainty'] },
              };
        const asked = { source, ...written, mapping, job: randomUUID() };
        if (options.keepAs !== undefined)
          await engine.call('caseList.keepMapping', { mapping: { ...mapping, name: options.keepAs } });
        if (options.dryRun === true) {
          const checked = await engine.call('caseList.check', asked);
          output.result(checked, checkLines(checked));
          return;
        }
        const [leaveOut, amend] = [options.leaveOutErrors === true, options.amend];
        const taken = await engine.call('caseList.import', { ...asked, leaveOut, amend }).catch(async (error) => {
          // Which rows, for which reason, is what somebody has to know next.
          if (!output.json && toEnvelope(error).code === 'LIST_FAULTY')
            output.result(null, checkLines(await engine.call('caseList.check', asked)));
          throw error;
        });
        output.result(taken, [
          ...countLines(taken.counts),
          ...taken.leftout.map(({ row, column, rule }) => `  left out: row ${row}, ${column || 'the row'}: ${rule}`),
          taken.item === null ? 'Nothing is new: nothing was written.' : `The list is archived as entry ${taken.item}.`,
        ]);
      });
    });

  const mapping = incident.command('mapping').description('mappings of lists that are kept in the vault');
  withCommonOptions(mapping.command('list'))
    .argument('<vault>')
    .action(async (vault: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const kept = await engine.call('caseList.mappings', {});
        output.result(
          kept,
          kept.map(({ name, columns }) => `${name} (${counted(columns.length, 'column')})`),
        );
      });
    });
  withCommonOptions(mapping.command('remove'))
    .argument('<vault>')
    .argument('<name>')
    .action(async (vault: string, name: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        await engine.call('caseList.forgetMapping', { name });
        output.result({}, []);
      });
    });
}
