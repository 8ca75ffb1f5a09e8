import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { searchQuery } from '../../../shared/contract/search.ts';
import type { SearchHit } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { readOutline, readPoint } from '../../../shared/model/outline.ts';
import type { Lies } from '../../../shared/model/region.ts';
import { type FacetName, facilityFacets, mostFound } from '../../../shared/model/search.ts';
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
  around?: string;
  within?: string;
  outline?: string;
  nearFacility?: string;
  insideAgreement?: string;
  byTime?: boolean;
  limit: number;
};

const text = (pieces: SearchHit['title']) => pieces.map((piece) => piece.text).join('');

const linesOf = (hit: SearchHit, isDuring: boolean): string[] => {
  const days = hit.days === null ? '' : ` (${hit.days.from ?? '…'} to ${hit.days.to ?? '…'})`;
  const where =
    hit.passage === null ? [] : [`          ${hit.passage.field}: ${text(hit.passage.text).replace(/\s+/g, ' ')}`];
  const id = hit.kind === 'item' ? `item ${hit.seq}` : `${hit.kind} ${hit.id}`;
  const taken = hit.kind === 'testimony' && hit.takenBack !== null ? `  ${t(`takenBack.${hit.takenBack}`)}` : '';
  const lies = hit.lies === null ? '' : liesInWords(hit.lies, isDuring);
  return [`${id}  ${text(hit.title)}${days}${taken}${lies}`, ...where];
};

/** What certainly lies around a point needs no word; of an agreement both have to be said. */
function liesInWords(lies: Lies, isDuring: boolean): string {
  if (isDuring) return `  ${t(`search.lies.during.${lies}`)}`;
  return lies === 'perhaps' ? `  ${t('search.lies.perhaps')}` : '';
}

/** Of what the options say; an empty object, which no region is, where they say something that is none. */
async function whereFrom(options: SearchOptions): Promise<object | null> {
  const { around, outline, nearFacility, insideAgreement } = options;
  const kilometres = Number(options.within);
  const asked = [
    ...(around === undefined ? [] : [{ around: readPoint(around), kilometres }]),
    ...(nearFacility === undefined ? [] : [{ facility: nearFacility, kilometres }]),
    ...(insideAgreement === undefined ? [] : [{ agreement: insideAgreement }]),
    ...(outline === undefined ? [] : [await outlineIn(outline)]),
  ];
  const [only = null] = asked;
  return asked.length > 1 ? {} : only;
}

async function outlineIn(file: string): Promise<object> {
  const read = readOutline(await readFile(file, 'utf8'));
  return 'corners' in read ? { area: read.corners } : {};
}

async function find(vault: string, words: readonly string[], options: SearchOptions): Promise<void> {
  const facets: Partial<Record<FacetName, string[]>> = {
    ...(options.certainty && { certainty: options.certainty }),
    ...(options.attack && { attack: options.attack }),
    ...facilityFacets(options.facility ?? []),
    ...(options.flag && { flag: options.flag }),
  };
  const query = searchQuery.safeParse({
    text: words.join(' '),
    kinds: options.kind ?? [],
    from: options.from ?? null,
    to: options.to ?? null,
    facets,
    within: await whereFrom(options),
    order: options.byTime === true ? 'happened' : 'entered',
  });
  if (!query.success) throw new Fault('FIELD_INVALID', { field: query.error.issues[0]?.path.join('.') ?? '' });
  await withVault(vault, options, async (engine, output) => {
    const answer = await engine.call('search.query', { query: query.data, offset: 0, limit: options.limit });
    const total = answer.more ? `more than ${mostFound} found` : `${answer.total} found`;
    output.result(answer, [
      ...answer.hits.flatMap((hit) => linesOf(hit, options.insideAgreement !== undefined)),
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
    .option(
      '--facility <id or name>',
      'what concerns the facility of this id, or cases that name one so; may be given several times',
      collected,
    )
    .option('--flag <kind>', 'what a file disagrees with itself about; may be given several times', collected)
    .option('--around <point>', 'latitude, longitude: what lies so near it, or may')
    .option('--near-facility <id>', 'what lies so near where the facility was at that time, or may')
    .option('--within <kilometres>', 'how near', '5')
    .option('--outline <file>', 'GeoJSON or KML with one outline, or a corner a line: what lies in it, or may')
    .option('--inside-agreement <id>', 'what happened during the agreement inside its area, or may have')
    .option('--by-time', 'in the order in which it happened')
    .option('--limit <n>', 'how many are shown, up to 100', count, 20);
  withCommonOptions(command).action(find);
}
