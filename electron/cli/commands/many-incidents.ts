import type { Command } from 'commander';
import { brokenField } from '../../../shared/broken-rule.ts';
import type { CallInput } from '../../../shared/contract.ts';
import { type CommonOptions, withCommonOptions, withVault } from '../command.ts';
import { leftLines, untilStopped } from '../in-steps.ts';
import { counted } from '../output.ts';

type Set = CallInput<'incident.set'>['set'];
type Setting = CommonOptions & { certainty?: string; template?: string; note?: string; reason: string };

/** One of them, as the contract has it; it refuses what is none. */
function setFrom({ certainty, template, note }: Setting): Set {
  const said = Object.entries({ certainty, template, note }).filter(([, value]) => value !== undefined);
  if (said.length !== 1)
    throw brokenField(
      'set',
      'not one of',
      '--certainty, --template, --note',
      said.map(([name]) => `--${name}`).join(' '),
    );
  return Object.fromEntries(said) as Set;
}

const changedLines = (changed: number): string[] => [
  changed === 0
    ? 'That is said of all of them already: nothing was written.'
    : `${counted(changed, 'entry', 'entries')} written`,
];

/** `sanad incident set|same`: the same of many cases, in one act. */
export function addManyCommands(incident: Command): void {
  withCommonOptions(
    incident.command('set').description('say the same of many incidents: an entry for each; where one is wrong, none'),
  )
    .argument('<vault>')
    .argument('<id...>')
    .option('--certainty <level>', 'rumor, possible, probable or confirmed')
    .option('--template <name>', 'the coding of a template that is kept in the vault')
    .option('--note <text>', 'words that are added at the end of each account')
    .requiredOption('--reason <text>')
    .action(async (vault: string, incidents: string[], options: Setting) => {
      const set = setFrom(options);
      await withVault(vault, options, async (engine, output) => {
        const { reason } = options;
        const done = await untilStopped(engine, (named) =>
          engine.call('incident.set', { incidents, set, reason, ...named }),
        );
        output.result(done, [...(done.left > 0 ? [] : changedLines(done.changed)), ...leftLines(done)]);
      });
    });

  withCommonOptions(incident.command('same').description('join incidents as the same event; nothing is merged'))
    .argument('<vault>')
    .argument('<id...>')
    .requiredOption('--of <id>', 'the one that they are joined with')
    .requiredOption('--reason <text>', 'why they are the same event')
    .action(async (vault: string, incidents: string[], options: CommonOptions & { of: string; reason: string }) => {
      await withVault(vault, options, async (engine, output) => {
        const done = await engine.call('incident.same', { of: options.of, incidents, reason: options.reason });
        output.result(done, changedLines(done.changed));
      });
    });
}
