import type { Command } from 'commander';
import { civilTimeLines, clockLines, measurementLines } from '../camera-time.ts';
import { type CommonOptions, count, withCommonOptions, withVault } from '../command.ts';

type Reasoned = CommonOptions & { reason: string };

function addClockCommand(program: Command): void {
  const clock = program
    .command('clock')
    .description('how wrong cameras’ clocks were, measured by photographing the page with the time on it');

  withCommonOptions(
    clock.command('read').description('what an archived photograph of the page says; nothing is recorded'),
  )
    .argument('<vault>')
    .requiredOption('--item <number>', 'the photograph’s entry number', count)
    .action(async (vault: string, options: CommonOptions & { item: number }) => {
      await withVault(vault, options, async (engine, output) => {
        const measured = await engine.call('clock.read', { item: options.item });
        output.result(measured, measurementLines(measured));
      });
    });

  withCommonOptions(clock.command('add').description('record what an archived photograph of the page says'))
    .argument('<vault>')
    .requiredOption('--item <number>', 'the photograph’s entry number', count)
    .requiredOption('--reason <text>', 'how and by whom it was taken')
    .action(async (vault: string, options: Reasoned & { item: number }) => {
      await withVault(vault, options, async (engine, output) => {
        const added = await engine.call('clock.add', { item: options.item, reason: options.reason });
        output.result(added, clockLines(added));
      });
    });

  withCommonOptions(clock.command('list').description('all measurements, newest first'))
    .argument('<vault>')
    .action(async (vault: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const clocks = await engine.call('clock.list', {});
        output.result(clocks, clocks.length === 0 ? ['No clock was measured.'] : clocks.flatMap(clockLines));
      });
    });

  withCommonOptions(clock.command('show').description('one measurement'))
    .argument('<vault>')
    .argument('<id>')
    .action(async (vault: string, id: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const shown = await engine.call('clock.show', { id });
        output.result(shown, [...clockLines(shown), ...measurementLines(shown)]);
      });
    });

  withCommonOptions(clock.command('withdraw').description('take a measurement back; it stays on record'))
    .argument('<vault>')
    .argument('<id>')
    .requiredOption('--reason <text>')
    .action(async (vault: string, id: string, options: Reasoned) => {
      await withVault(vault, options, async (engine, output) => {
        const withdrawn = await engine.call('clock.withdraw', { id, reason: options.reason });
        output.result(withdrawn, clockLines(withdrawn));
      });
    });
}

type CivilOptions = Reasoned & {
  where: string;
  zone: string;
  from: string;
  to: string;
  says: string;
  control: string;
  incident?: string;
  around?: string;
};

/** `36.2,37.15,10`: latitude, longitude, kilometres. What is none of that is refused where the request is checked. */
function aroundFrom(text: string | undefined) {
  if (text === undefined) return null;
  const [latitude = '', longitude = '', kilometres = ''] = text.split(',').map((part) => part.trim());
  return { latitude, longitude, kilometres: Number(kilometres) };
}

function addCivilTimeCommand(program: Command): void {
  const civil = program
    .command('civil-time')
    .description('which time clocks kept somewhere during a period, as somebody states it');

  withCommonOptions(civil.command('add').description('state it; camera times without an offset are then read with it'))
    .argument('<vault>')
    .requiredOption('--where <text>', 'the place in words')
    .requiredOption('--zone <zone>', 'a name such as Asia/Damascus, or an offset such as +03:00')
    .requiredOption('--from <day>', 'YYYY-MM-DD, local, the first day')
    .requiredOption('--to <day>', 'YYYY-MM-DD, local, the last day')
    .requiredOption('--says <text>', 'who says so')
    .requiredOption('--reason <text>', 'how they know')
    .option('--control <text>', 'who held the place', '')
    .option('--incident <id>', 'for the items of this case alone')
    .option('--around <latitude,longitude,kilometres>', 'not for what was taken further away')
    .action(async (vault: string, options: CivilOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const { where, zone, from, to, says, reason, control, incident = null } = options;
        const around = aroundFrom(options.around);
        const request = { where, zone, from, to, says, reason, control, incident, around };
        const added = await engine.call('civilTime.add', request);
        output.result(added, civilTimeLines(added));
      });
    });

  withCommonOptions(civil.command('list').description('all that was stated, newest first'))
    .argument('<vault>')
    .action(async (vault: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const all = await engine.call('civilTime.list', {});
        output.result(all, all.length === 0 ? ['Nothing was stated.'] : all.flatMap(civilTimeLines));
      });
    });

  withCommonOptions(civil.command('show').description('one statement'))
    .argument('<vault>')
    .argument('<id>')
    .action(async (vault: string, id: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const shown = await engine.call('civilTime.show', { id });
        output.result(shown, civilTimeLines(shown));
      });
    });

  withCommonOptions(civil.command('withdraw').description('take a statement back; it stays on record'))
    .argument('<vault>')
    .argument('<id>')
    .requiredOption('--reason <text>')
    .action(async (vault: string, id: string, options: Reasoned) => {
      await withVault(vault, options, async (engine, output) => {
        const withdrawn = await engine.call('civilTime.withdraw', { id, reason: options.reason });
        output.result(withdrawn, civilTimeLines(withdrawn));
      });
    });
}

export function addCameraTimeCommands(program: Command): void {
  addClockCommand(program);
  addCivilTimeCommand(program);
}
