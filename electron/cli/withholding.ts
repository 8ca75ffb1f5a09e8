import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CallRequest, ExportPreview } from '../../shared/contract.ts';
import { Fault } from '../../shared/faults.ts';
import { chosenGrounds } from '../../shared/model/withholding.ts';
import { reasonsOf } from '../../shared/report/withheld.ts';
import { collected } from './command.ts';
import { reportWords, t } from './words.ts';

export type WithholdingOptions = { withhold?: string[]; ground?: string; authority?: string; review?: string };
type Choices = NonNullable<CallRequest<'bundle.preview'>['withhold']>;

/** More than a choice for every entry of the largest bundle. */
const longestFile = 256 * 1024 * 1024;

export function withWithholdingOptions(command: Command): Command {
  return command
    .option(
      '--withhold <what>',
      'keep back an entry (12), fields of it (12:account.3,place), or what a file lists (choices.json); may be repeated. ' +
        'Of a record its whole history stays',
      (value: string, before?: string[]) => {
        if (!isFile(value) && !entry.test(value))
          throw new InvalidArgumentError('An entry, fields of it, or a .json file.');
        return collected(value, before);
      },
    )
    .addOption(new Option('--ground <why>', 'why it is kept back').choices([...chosenGrounds]))
    .option('--authority <words>', 'what that rests on: a court’s order, a rule, an agreement')
    .option('--review <day>', 'when it is to be looked at again, YYYY-MM-DD');
}

const entry = /^(\d{1,15})(?::([a-z][a-z0-9.]*(?:,[a-z][a-z0-9.]*)*))?$/;
const isFile = (value: string): boolean => value.endsWith('.json');

/**
 * What is kept back by hand. A file holds an array of `{"seq", "fields", "alone", "ground", "authority", "review"}`, as the contract has
 * it. Throws REQUEST_INVALID where a ground or what it rests on is missing, SOURCE_NOT_FOUND.
 */
export async function choicesFrom({ withhold = [], ground, authority, review }: WithholdingOptions): Promise<Choices> {
  const choices: unknown[] = [];
  for (const what of withhold) {
    if (isFile(what)) {
      choices.push(...(await listedIn(what)));
      continue;
    }
    const missing = ground === undefined ? 'ground' : authority === undefined ? 'authority' : null;
    if (missing !== null) throw new Fault('REQUEST_INVALID', { call: 'export', field: missing });
    const [, seq, names] = entry.exec(what) ?? [];
    const fields = names?.split(',') ?? null;
    choices.push({ seq: Number(seq), fields, ground, authority, review: review ?? null });
  }
  // What is in them is judged at the boundary, like everything that any face asks.
  return choices as Choices;
}

async function listedIn(path: string): Promise<unknown[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new Fault('SOURCE_NOT_FOUND', {}, { cause });
  }
  try {
    const list: unknown = text.length > longestFile ? null : JSON.parse(text);
    if (Array.isArray(list)) return list.map((one) => ({ fields: null, review: null, ...one }));
  } catch {
    // Said below.
  }
  throw new Fault('REQUEST_INVALID', { call: 'export', field: 'withhold' });
}

/** What stays, a line for each kind of thing and ground. */
export const stayLines = (stays: ExportPreview['stays']): string[] =>
  stays.map(
    ({ what, count, ground, chosen }) =>
      `Kept back: ${count} × ${t(`what.${what}`)} (${t(`ground.${ground}`)})${chosen === null ? '' : `. ${reasonsOf(chosen, reportWords)}`}`,
  );
