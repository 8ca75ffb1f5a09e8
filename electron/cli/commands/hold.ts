import type { Command } from 'commander';
import type { Hold } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import type { HoldTarget } from '../../../shared/model/erasure.ts';
import { type CommonOptions, count, withCommonOptions, withVault } from '../command.ts';
import { thingInWords } from '../things.ts';

type TargetOptions = { testimony?: string; incident?: string; item?: number; person?: string };

/** Exactly one of the options. Throws FIELD_INVALID. */
function targetFrom({ testimony, incident, item, person }: TargetOptions): HoldTarget {
  const targets: HoldTarget[] = [
    ...(testimony === undefined ? [] : [{ what: 'testimony', id: testimony } as const]),
    ...(incident === undefined ? [] : [{ what: 'incident', id: incident } as const]),
    ...(item === undefined ? [] : [{ what: 'item', seq: item } as const]),
    ...(person === undefined ? [] : [{ what: 'person', id: person } as const]),
  ];
  const [target] = targets;
  if (target === undefined || targets.length > 1)
    throw new Fault('FIELD_INVALID', { field: 'testimony, incident, item, person' });
  return target;
}

export const holdLines = ({ id, on, name, authority, basis, until, placed, lifted }: Hold): string[] => [
  `${id}  ${lifted === null ? 'in force' : 'lifted'}  ${thingInWords(on, name)}`,
  `        asked for by ${authority}: ${basis}; placed ${placed.at} by ${placed.operator}`,
  ...(until === null ? [] : [`        to be looked at again on ${until}`]),
  ...(lifted === null ? [] : [`        lifted ${lifted.at} by ${lifted.operator}: ${lifted.reason}`]),
];

function withTargetOptions(command: Command): Command {
  return command
    .option('--testimony <id>')
    .option('--incident <id>', 'with everything that belongs to it')
    .option('--item <number>', 'an item’s entry number', count)
    .option('--person <id>', 'with what they told');
}

type PlaceOptions = CommonOptions & TargetOptions & { authority: string; because: string; until?: string };

export function addHoldCommand(program: Command): void {
  const hold = program.command('hold').description('legal holds: what lies under one can’t be erased');

  withTargetOptions(withCommonOptions(hold.command('place').description('put something under a legal hold')))
    .argument('<vault>')
    .requiredOption('--authority <text>', 'who asked for it')
    .requiredOption('--because <text>', 'on what grounds: a file number, a letter')
    .option('--until <day>', 'YYYY-MM-DD, to be looked at again; it ends nothing by itself')
    .action(async (vault: string, options: PlaceOptions) => {
      const on = targetFrom(options);
      await withVault(vault, options, async (engine, output) => {
        const { authority, because: basis, until = null } = options;
        const placed = await engine.call('hold.place', { on, authority, basis, until });
        output.result(placed, holdLines(placed));
      });
    });

  withCommonOptions(hold.command('lift').description('end a legal hold'))
    .argument('<vault>')
    .argument('<id>')
    .requiredOption('--reason <text>')
    .action(async (vault: string, id: string, options: CommonOptions & { reason: string }) => {
      await withVault(vault, options, async (engine, output) => {
        const lifted = await engine.call('hold.lift', { id, reason: options.reason });
        output.result(lifted, holdLines(lifted));
      });
    });

  withTargetOptions(withCommonOptions(hold.command('list').description('legal holds, also those that were lifted')))
    .argument('<vault>')
    .action(async (vault: string, options: CommonOptions & TargetOptions) => {
      const { testimony, incident, item, person } = options;
      const all = [testimony, incident, item, person].every((each) => each === undefined);
      const on = all ? {} : { on: targetFrom(options) };
      await withVault(vault, options, async (engine, output) => {
        const holds = await engine.call('hold.list', on);
        output.result(holds, holds.length === 0 ? ['No legal hold.'] : holds.flatMap(holdLines));
      });
    });
}
