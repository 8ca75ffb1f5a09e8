import type { Command } from 'commander';
import { searchQuery } from '../../../shared/contract/search.ts';
import type { SearchHit } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { type FacetName, mostFound } from '../../../shared/model/search.ts';
import { type CommonOptions, collected, count, listed, withCommonOptions, withVault } from '../command.ts';
import { t } from '../words.ts';

type SearchOptions = CommonOptions & {
  kind?: string[];
  from?: string;
  to?: string;
  certainty?: string[];
  attack?: string[];
  facility?: string[];
  flag?: string[];
  byTime?: boolean;
  limit: number;
};

const text = (pieces: SearchHit['title']) => pieces.map((piece) => piece.text).join('');

const linesOf = (hit: SearchHit): string[] => {
  const days = hit.days === null ? '' : ` (${hit.days.from ?? '…'} to ${hit.days.to ?? '…'})`;
  const where =
    hit.passage === null ? [] : [`          ${hit.passage.field}: ${text(hit.passage.text).replace(/\s+/g, ' ')}`];
  const id = hit.kind === 'item' ? `item ${hit.seq}` : `${hit.kind} ${hit.id}`;
  const taken = hit.kind === 'testimony' && hit.takenBack !== null ? `  ${t(`takenBack.${hit.takenBack}`)}` : '';
  return [`${id}  ${text(hit.title)}${days}${taken}`, ...where];
};

async function find(vault: string, words: readonly string[], options: SearchOptions): Promise<void> {
  const facets: Partial<Record<FacetName, string[]>> = {
    ...(options.certainty && { certainty: options.certainty }),
    ...(options.attack && { attack: options.attack }),
    ...(options.facility && { facility: options.facility }),
    ...(options.flag && { flag: options.flag }),
  };
  const query = searchQuery.safeParse({
    text: words.join(' '),
    kinds: options.kind ?? [],
    from: options.from ?? null,
    to: options.to ?? null,
    facets,
    order: options.byTime === true ? 'happened' : 'entered',
  });
  if (!query.success) throw new Fault('FIELD_INVALID', { field: query.error.issues[0]?.path.join('.') ?? '' });
  await withVault(vault, options, async (engine, output) => {
    const answer = await engine.call('search.query', { query: query.data, offset: 0, limit: options.limit });
    const total = answer.more ? `more than ${mostFound} found` : `${answer.total} found`;
    output.result(answer, [
      ...answer.hits.flatMap(linesOf),
      answer.total > answer.hits.length ? `${total}, ${answer.hits.length} shown.` : `${total}.`,
      ...(answer.passedOver.length === 0 ? [] : [`Not looked for: ${answer.passedOver.join(' ')}`]),
    ]);
  });
}

export function addSearchCommand(program: Command): void {
  const command = program
    .command('search')
    .description('finds items, incidents and testimonies by their words, in any script')
    .argument('<vault>', 'the vault')
    .argument('[words...]', 'what all of them hold; part of a word is enough')
    .option('--kind <kinds>', 'incident, testimony, item', listed)
    .option('--from <day>', 'YYYY-MM-DD: what may have happened then or later')
    .option('--to <day>', 'YYYY-MM-DD: what may have happened then or earlier')
    .option('--certainty <values>', 'as in the WHO SSA: rumor, possible, probable, confirmed', listed)
    .option('--attack <values>', 'kinds of attack as in the WHO SSA', listed)
    .option('--facility <name>', 'as it was entered; may be given several times', collected)
    .option('--flag <kind>', 'what a file disagrees with itself about; may be given several times', collected)
    .option('--by-time', 'in the order in which it happened')
    .option('--limit <n>', 'how many are shown, up to 100', count, 20);
  withCommonOptions(command).action(find);
}
