import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { brokenField } from '../../../shared/broken-rule.ts';
import type { SearchQuery } from '../../../shared/contract/search.ts';
import type { SearchHit } from '../../../shared/contract.ts';
import { takenBackExtents } from '../../../shared/model/later-accounts.ts';
import { conflictKinds } from '../../../shared/model/metadata.ts';
import { readOutline, readPoint } from '../../../shared/model/outline.ts';
import type { Lies } from '../../../shared/model/region.ts';
import { type FacetName, facilityFacets, mostFound } from '../../../shared/model/search.ts';
import { attackTypes, certainties } from '../../../shared/model/vocabulary.ts';
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

/** Where to look, as one of the options says it. Throws FIELD_INVALID where two do, or one says no place. */
async function whereFrom(options: SearchOptions): Promise<object | null> {
  const { around, outline, nearFacility, insideAgreement } = options;
  const kilometres = Number(options.within);
  const asked = { around, 'near-facility': nearFacility, 'inside-agreement': insideAgreement, outline };
  const given = Object.entries(asked).flatMap(([option, value]) => (value === undefined ? [] : [`--${option}`]));
  if (given.length > 1) throw brokenField('where', 'too much', 1, given.join(' '));
  if (around !== undefined) return { around: pointIn(around), kilometres };
  if (nearFacility !== undefined) return { facility: nearFacility, kilometres };
  if (insideAgreement !== undefined) return { agreement: insideAgreement };
  return outline === undefined ? null : { area: await cornersIn(outline) };
}

function pointIn(given: string): object {
  const point = readPoint(given);
  if (point === null) throw brokenField('around', 'form', '36.2, 37.1', given);
  return point;
}

async function cornersIn(file: string): Promise<object> {
  const read = readOutline(await readFile(file, 'utf8'));
  if (!('corners' in read)) throw brokenField('outline', 'form', 'GeoJSON, KML, 36.2, 37.1', file);
  return read.corners;
}

/** What narrows a search down by a closed list: a word that none has would find nothing, and say no more than that. */
const closed: Readonly<Record<'certainty' | 'attack' | 'flag', readonly string[]>> = {
  certainty: certainties,
  attack: attackTypes,
  flag: [...conflictKinds, ...takenBackExtents.map((extent) => `taken back ${extent}`)],
};

async function find(vault: string, words: readonly string[], options: SearchOptions): Promise<void> {
  for (const [option, values] of Object.entries(closed)) {
    const unknown = options[option as keyof typeof closed]?.find((each) => !values.includes(each));
    if (unknown !== undefined) throw brokenField(option, 'not one of', values.join(', '), unknown);
  }
  const facets: Partial<Record<FacetName, string[]>> = {
    ...(options.certainty && { certainty: options.certainty }),
    ...(options.attack && { attack: options.attack }),
    ...facilityFacets(options.facility ?? []),
    ...(options.flag && { flag: options.flag }),
  };
  const query = {
    text: words.join(' '),
    kinds: options.kind ?? [],
    from: options.from ?? null,
    to: options.to ?? null,
    facets,
    within: await whereFrom(options),
    order: options.byTime === true ? 'happened' : 'entered',
  } as SearchQuery;
  await withVault(vault, options, async (engine, output) => {
    const answer = await engine.call('search.query', { query, offset: 0, limit: options.limit });
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
