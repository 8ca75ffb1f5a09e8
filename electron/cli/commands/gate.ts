import { type Command, Option } from 'commander';
import type { GateAnswer, Override, Restriction } from '../../../shared/contract.ts';
import type { Purpose } from '../../../shared/model/consent.ts';
import {
  type ExceptionGround,
  exceptionGrounds,
  type MaterialClass,
  type Viewer,
  viewers,
} from '../../../shared/model/use.ts';
import { reasonInWords, viewerInWords } from '../../../shared/report/gate.ts';
import { type CommonOptions, listed, withCommonOptions, withVault } from '../command.ts';
import { type ConfirmOptions, confirmingFrom, withConfirmOptions } from '../confirming.ts';
import { purposeOption } from '../stated-use.ts';
import { type ThingOptions, thingFrom, thingInWords, withThingOptions } from '../things.ts';
import { reportWords, t } from '../words.ts';

function answerLines(answer: GateAnswer): string[] {
  return [
    thingInWords(answer.on, answer.name),
    ...(answer.classes.length === 0
      ? []
      : [`  ${answer.classes.map((each) => t(`materialClass.${each}`)).join(', ')}`]),
    ...answer.judgements.flatMap(({ viewer, outcome, reasons, overridableBy }) => [
      `${viewerInWords(viewer, reportWords)}: ${t(`outcome.${outcome}`)}`,
      ...reasons.map((reason) => `    ${reasonInWords(reason, reportWords)}`),
      ...overridableBy.map((ground) => `    ${t('gate.except')}: ${t(`overrideGround.${ground}`)}`),
    ]),
    ...answer.restrictions.flatMap(restrictionLines),
    ...answer.overrides.flatMap(overrideLines),
    ...(answer.holds === 0 ? [] : [t('hold.inForce')]),
  ];
}

const restrictionLines = ({ id, on, name, viewers: seen, authority, basis, placed, lifted }: Restriction): string[] => [
  `${id}  ${thingInWords(on, name)}: ${seen.map((viewer) => viewerInWords(viewer, reportWords)).join(', ')}`,
  `        ${authority}, ${basis}; ${placed.operator} ${placed.at}`,
  ...(lifted === null ? [] : [`        lifted: ${lifted.reason}; ${lifted.operator} ${lifted.at}`]),
];

const overrideLines = ({
  id,
  on,
  name,
  viewer,
  purpose,
  ground,
  basis,
  state,
  requester,
  confirmer,
}: Override): string[] => [
  `${id}  ${thingInWords(on, name)}: ${viewerInWords(viewer, reportWords)}: ${t(`overrideState.${state}`)}`,
  `        ${t(`overrideGround.${ground}`)}${purpose === null ? '' : ` (${t(`purpose.${purpose}`)})`}: ${basis}; asked for by ${requester}${confirmer === null ? '' : `, confirmed by ${confirmer}`}`,
];

type RestrictOptions = CommonOptions &
  ThingOptions & { from: string[]; authority: string; because: string; until?: string };
type OverrideOptions = CommonOptions &
  ThingOptions & { for: Viewer; purpose?: Purpose; ground: ExceptionGround; because: string };

export function addGateCommand(program: Command): void {
  const gate = program.command('gate').description('who may see what, why, and what people decided about it');

  withThingOptions(withCommonOptions(gate.command('ask').description('who may see something, with reasons')))
    .argument('<vault>')
    .addOption(purposeOption('what it would be used for'))
    .action(async (vault: string, options: CommonOptions & ThingOptions & { purpose?: Purpose }) => {
      const on = thingFrom(options);
      await withVault(vault, options, async (engine, output) => {
        const answer = await engine.call('gate.ask', { on, purpose: options.purpose ?? null });
        output.result(answer, answerLines(answer));
      });
    });

  withThingOptions(
    withCommonOptions(gate.command('mark').description('say what something is, so that it is handled with care')),
  )
    .argument('<vault>')
    .option('--class <class>', 'patient, child, remains, sexual violence, working site, medical confidence', listed)
    .requiredOption('--reason <text>')
    .action(async (vault: string, options: CommonOptions & ThingOptions & { class?: string[]; reason: string }) => {
      const on = thingFrom(options);
      await withVault(vault, options, async (engine, output) => {
        const classes = (options.class ?? []) as MaterialClass[];
        const answer = await engine.call('gate.mark', { on, classes, reason: options.reason });
        output.result(answer, answerLines(answer));
      });
    });

  withThingOptions(withCommonOptions(gate.command('restrict').description('restrict the use of something')))
    .argument('<vault>')
    .requiredOption(
      '--from <viewer>',
      `who may not have it: ${viewers.join(', ')}; archive closes it to everybody`,
      listed,
    )
    .requiredOption('--authority <text>', 'who asked for it')
    .requiredOption('--because <text>', 'on what grounds')
    .option('--until <day>', 'YYYY-MM-DD, to be looked at again; it ends nothing by itself')
    .action(async (vault: string, options: RestrictOptions) => {
      const on = thingFrom(options);
      await withVault(vault, options, async (engine, output) => {
        const { authority, because: basis, until = null } = options;
        const answer = await engine.call('gate.restrict', {
          on,
          viewers: options.from as Viewer[],
          authority,
          basis,
          until,
        });
        output.result(answer, answerLines(answer));
      });
    });

  withCommonOptions(gate.command('lift').description('lift a restriction'))
    .argument('<vault>')
    .argument('<id>')
    .requiredOption('--reason <text>')
    .action(async (vault: string, id: string, options: CommonOptions & { reason: string }) => {
      await withVault(vault, options, async (engine, output) => {
        const answer = await engine.call('gate.lift', { id, reason: options.reason });
        output.result(answer, answerLines(answer));
      });
    });

  withCommonOptions(gate.command('list').description('restrictions and exceptions, also those that ended'))
    .argument('<vault>')
    .action(async (vault: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const restrictions = await engine.call('gate.restrictions', {});
        const overrides = await engine.call('override.list', {});
        output.result({ restrictions, overrides }, [
          ...restrictions.flatMap(restrictionLines),
          ...overrides.flatMap(overrideLines),
        ]);
      });
    });

  addOverrideCommands(gate);
}

function addOverrideCommands(gate: Command): void {
  withThingOptions(
    withCommonOptions(gate.command('except').description('ask for an exception: the first of two people')),
  )
    .argument('<vault>')
    .addOption(new Option('--for <viewer>', 'who is to see it').choices([...viewers]).makeOptionMandatory())
    .addOption(new Option('--ground <ground>').choices([...exceptionGrounds]).makeOptionMandatory())
    .addOption(purposeOption('for this use alone'))
    .requiredOption('--because <text>', 'a file number, a letter, what was agreed')
    .action(async (vault: string, options: OverrideOptions) => {
      const on = thingFrom(options);
      await withVault(vault, options, async (engine, output) => {
        const { for: viewer, purpose = null, ground, because: basis } = options;
        const made = await engine.call('override.request', { on, viewer, purpose, ground, basis });
        output.result(made, [...overrideLines(made), `sanad gate confirm VAULT ${made.id} --operator CODE`]);
      });
    });

  withConfirmOptions(withCommonOptions(gate.command('confirm').description('the second yes')))
    .argument('<vault>')
    .argument('<id>')
    .action(async (vault: string, id: string, options: ConfirmOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const done = await engine.call('override.confirm', { id, ...(await confirmingFrom(engine, options)) });
        output.result(done, overrideLines(done));
      });
    });

  withCommonOptions(gate.command('end').description('take a request back, or end an exception'))
    .argument('<vault>')
    .argument('<id>')
    .requiredOption('--reason <text>')
    .action(async (vault: string, id: string, options: CommonOptions & { reason: string }) => {
      await withVault(vault, options, async (engine, output) => {
        const ended = await engine.call('override.end', { id, reason: options.reason });
        output.result(ended, overrideLines(ended));
      });
    });
}
