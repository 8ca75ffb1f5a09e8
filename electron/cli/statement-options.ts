import { type Command, Option } from 'commander';
import {
  handings,
  methods,
  origins,
  type StatementFields,
  statementFields,
  whereabouts,
  willingness,
} from '../../shared/model/acquisition.ts';
import { jsonObjectFrom } from './json-file.ts';

export type StatementOptions = {
  statement?: string;
  source?: string;
  creator?: string;
  giver?: string;
  carrier?: string;
  original?: string;
  originalWords?: string;
  testifies?: string;
  received?: string;
  receivedWords?: string;
  handed?: string;
  method?: string;
  note?: string;
};

export function withStatementOptions(command: Command): Command {
  return command
    .option('--statement <file.json>', 'all of it from a file; other options put something in its place')
    .addOption(new Option('--source <kind>', 'what the files come from').choices([...origins]))
    .option('--creator <code>', 'who made the files, by code name')
    .option('--giver <code>', 'who gave them away, by code name')
    .option('--carrier <code>', 'who brought them, by code name')
    .addOption(new Option('--original <where>', 'where the originals are now').choices([...whereabouts]))
    .option('--original-words <text>')
    .addOption(new Option('--testifies <how>', 'whether whoever made them would testify').choices([...willingness]))
    .option('--received <edtf>', 'when they came, EDTF, for example 2016-04-28~')
    .option('--received-words <text>', 'the time in the words it was told in')
    .addOption(new Option('--handed <how>', 'how they came').choices([...handings]))
    .addOption(new Option('--method <how>', 'how they were taken from where they were').choices([...methods]))
    .option('--note <text>');
}

/**
 * What was said by file and options, over what stood before; `null` where nothing was. Values are judged at the boundary. Throws
 * SOURCE_NOT_FOUND, FIELD_INVALID for a file that holds no object.
 */
export async function statementFrom(
  options: StatementOptions,
  before: StatementFields | null,
): Promise<StatementFields | null> {
  const given: Record<string, unknown> =
    options.statement === undefined ? {} : await jsonObjectFrom(options.statement, 'statement');
  const { source, creator, giver, carrier, testifies, handed, method, note } = options;
  const plain = { origin: source, creator, giver, carrier, testifies, handed, method, note };
  for (const [name, value] of Object.entries(plain)) if (value !== undefined) given[name] = value;
  const within = (name: 'original' | 'received', part: string, value: string | undefined) => {
    if (value !== undefined) given[name] = { ...before?.[name], ...(given[name] as object | undefined), [part]: value };
  };
  within('original', 'where', options.original);
  within('original', 'words', options.originalWords);
  within('received', 'edtf', options.received);
  within('received', 'words', options.receivedWords);
  if (Object.keys(given).length === 0) return null;
  const unsaid = statementFields.parse({ origin: 'not known' });
  return { ...(before ?? unsaid), ...given } as StatementFields;
}
