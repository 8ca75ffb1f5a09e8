import type { Command } from 'commander';
import type { CallInput, FacilityCandidate, ProposedGroup } from '../../../shared/contract.ts';
import { type CommonOptions, count, withCommonOptions, withVault } from '../command.ts';
import { counted } from '../output.ts';
import { t } from '../words.ts';

const candidateLine = ({ site, title, name, metres, unsure, direction, time }: FacilityCandidate): string => {
  const doubt = unsure === 0 ? '' : `, give or take ${unsure} m`;
  const way = direction === null ? 'there' : `${metres} m ${t(`direction.${direction}`)} of it`;
  return `${title}${name === '' ? '' : `, ${name}`}: ${way}${doubt}; ${t(`near.${time}`)} (${site})`;
};

const groupLines = ({ key, certain, apart, when, near, cases, linked }: ProposedGroup): string[] => [
  `${when}: ${counted(certain.length + apart.length, 'item')}${linked === 0 ? '' : `, ${linked} in a case`} (${key})`,
  ...(certain.length === 0 ? [] : [`  Items      ${certain.join(' ')}`]),
  ...apart.map(({ seq, doubts }) => `  Perhaps    ${seq}  ${doubts.map((doubt) => t(`doubt.${doubt}`)).join(', ')}`),
  ...near.map((candidate) => `  Near       ${candidateLine(candidate)}`),
  ...cases.map(({ id, title }) => `  Case       ${title} (${id})`),
];

type TogetherOptions = CommonOptions & { minutes?: number; metres?: number; least?: number; aside?: boolean };

export function addProposeCommand(program: Command): void {
  const propose = program.command('propose').description('what may belong together; nothing is entered by itself');

  withCommonOptions(propose.command('together').description('items that may show one event, by time and place'))
    .argument('<vault>')
    .option('--minutes <number>', 'how far apart two may be that belong together; 120 unless said', count)
    .option('--metres <number>', 'the same in space; 300 unless said', count)
    .option('--least <number>', 'groups of at least so many items; 2 unless said', count)
    .option('--aside', 'those that were set aside')
    .action(async (vault: string, options: TogetherOptions) => {
      const { minutes, metres, least, aside = false } = options;
      const asked: CallInput<'propose.together'> = {
        ...(minutes === undefined ? {} : { minutes }),
        ...(metres === undefined ? {} : { metres }),
        ...(least === undefined ? {} : { least }),
        ...{ aside, limit: 100 },
      };
      await withVault(vault, options, async (engine, output) => {
        const first = await engine.call('propose.together', asked);
        const groups = [...first.groups];
        while (groups.length < first.total) {
          const page = await engine.call('propose.together', { ...asked, offset: groups.length });
          if (page.groups.length === 0) break;
          groups.push(...page.groups);
        }
        output.result({ ...first, groups }, [
          ...groups.flatMap(groupLines),
          `${counted(groups.length, 'group')}; ${first.undated} without a time, ${first.unplaced} without a place.`,
        ]);
      });
    });

  withCommonOptions(propose.command('aside').description('not to propose a group again'))
    .argument('<vault>')
    .argument('<key>')
    .option('--undo', 'propose it again after all')
    .action(async (vault: string, key: string, options: CommonOptions & { undo?: boolean }) => {
      await withVault(vault, options, async (engine, output) => {
        const asked = { key, aside: options.undo !== true };
        await engine.call('propose.setAside', asked);
        output.result(asked, [key]);
      });
    });

  withCommonOptions(propose.command('facility').description('facilities that were near an item or an incident then'))
    .argument('<vault>')
    .argument('<thing>', 'an item’s entry number, or an incident’s id')
    .option('--within <metres>', 'beside what is not known of either place; 2000 unless said', count)
    .action(async (vault: string, thing: string, options: CommonOptions & { within?: number }) => {
      await withVault(vault, options, async (engine, output) => {
        const on = /^\d{1,15}$/.test(thing) ? { item: Number(thing) } : { incident: thing };
        const within = options.within === undefined ? {} : { within: options.within };
        const found = await engine.call('propose.facilities', { on, ...within });
        const none = found.placed ? t('near.none') : t('near.unplaced');
        output.result(found, found.candidates.length === 0 ? [none] : found.candidates.map(candidateLine));
      });
    });
}
