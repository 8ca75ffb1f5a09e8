import type { Command } from 'commander';
import { type CommonOptions, listed, withCommonOptions, withVault } from '../command.ts';
import { leftLines, untilStopped } from '../in-steps.ts';
import { counted } from '../output.ts';

type On = { item?: string[]; incident?: string[] };

const onOptions = (command: Command): Command =>
  withCommonOptions(command)
    .option('--item <number>', 'an item’s entry number; may be repeated or a comma list', listed)
    .option('--incident <id>', 'an incident; may be repeated or a comma list', listed);

const thingsFrom = ({ item = [], incident = [] }: On) => ({ items: item.map(Number), incidents: incident });

export function addTagCommand(program: Command): void {
  const tag = program.command('tag').description('words by which items and incidents are found again');

  onOptions(tag.command('add').description('tag things; where one is wrong, none is'))
    .argument('<vault>')
    .argument('<tag>')
    .action(async (vault: string, text: string, options: CommonOptions & On) => {
      await withVault(vault, options, async (engine, output) => {
        const done = await untilStopped(engine, (named) =>
          engine.call('tag.add', { ...thingsFrom(options), tag: text, ...named }),
        );
        output.result(done, [`${counted(done.changed, 'thing')} tagged.`, ...leftLines(done)]);
      });
    });

  onOptions(tag.command('remove').description('take a tag off things; that it was there stays in the history'))
    .argument('<vault>')
    .argument('<tag>')
    .requiredOption('--reason <text>')
    .action(async (vault: string, text: string, options: CommonOptions & On & { reason: string }) => {
      await withVault(vault, options, async (engine, output) => {
        const { reason } = options;
        const done = await untilStopped(engine, (named) =>
          engine.call('tag.remove', { ...thingsFrom(options), tag: text, reason, ...named }),
        );
        output.result(done, [`Taken off ${counted(done.changed, 'thing')}.`, ...leftLines(done)]);
      });
    });

  withCommonOptions(tag.command('list').description('every tag in use'))
    .argument('<vault>')
    .action(async (vault: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const all = await engine.call('tag.list', {});
        output.result(
          all,
          all.map(({ tag: text, count }) => `${String(count).padStart(6)}  ${text}`),
        );
      });
    });

  withCommonOptions(tag.command('note').description('the same note about many items, an entry for each'))
    .argument('<vault>')
    .argument('<item...>', 'entry numbers')
    .requiredOption('--note <text>')
    .requiredOption('--reason <text>', 'how it is known')
    .action(async (vault: string, items: string[], options: CommonOptions & { note: string; reason: string }) => {
      await withVault(vault, options, async (engine, output) => {
        const { note, reason } = options;
        const done = await untilStopped(engine, (named) =>
          engine.call('item.note', { items: items.map(Number), note, reason, ...named }),
        );
        output.result(done, [`${counted(done.noted, 'item')} noted.`, ...leftLines(done)]);
      });
    });
}
