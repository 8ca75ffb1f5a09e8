import { type Command, Option } from 'commander';
import type { GateAnswer, Override, Restriction } from '../../../shared/contract.ts';
import {
  type MaterialClass,
  type OverrideGround,
  overrideGrounds,
  type Viewer,
  viewers,
} from '../../../shared/model/use.ts';
import { reasonInWords, viewerInWords } from '../../../shared/report/gate.ts';
import { secondPassphrase, vaultPassphrase } from '../asking.ts';
import { type CommonOptions, listed, withCommonOptions, withVault } from '../command.ts';
import { type ThingOptions, thingFrom, thingInWords, withThingOptions } from '../things.ts';
import { reportWords, t } from '../words.ts';

function answerLines(answer: GateAnswer): string[] {
  return [
    thingInWords(answer.on),
    ...(answer.classes.length === 0
      ? []
      : [`  ${answer.classes.map((each) => t(`materialClass.${each}`)).join(', ')}`]),
    ...answer.judgements.flatMap(({ viewer, outcome, reasons, overridableBy }) => [
      `${viewerInWords(viewer, reportWords)}: ${t(`outcome.${outcome}`)}`,
      ...reasons.map((reason) => `    ${reasonInWords(reason, reportWords)}`),
      ...overridableBy.map((ground) => `    ? ${ground}`),
    ]),
    ...answer.restrictions.flatMap(restrictionLines),
    ...answer.overrides.flatMap(overrideLines),
    ...(answer.holds === 0 ? [] : [t('hold.inForce')]),
  ];
}

const restrictionLines = ({ id, on, viewers: seen, authority, basis, placed, lifted }: Restriction): string[] => [
  `${id}  ${thingInWords(on)}: ${seen.map((viewer) => viewerInWords(viewer, reportWords)).join(', ')}`,
  `        ${authority}, ${basis}; ${placed.operator} ${placed.at}`,
  ...(lifted === null ? [] : [`        lifted: ${lifted.reason}; ${lifted.operator} ${lifted.at}`]),
];

const overrideLines = ({ id, on, viewer, ground, basis, state, requester, confirmer }: Override): string[] => [
  `${id}  ${thingInWords(on)}: ${viewerInWords(viewer, reportWords)}: ${t(`overrideState.${state}`)}`,
  `        ${t(`overrideGround.${ground}`)}: ${basis}; asked for by ${requester}${confirmer === null ? '' : `, confirmed by ${confirmer}`}`,
];

type RestrictOptions = CommonOptions &
  ThingOptions & { from: string[]; authority: string; because: string; until?: string };
type OverrideOptions = CommonOptions & ThingOptions & { for: Viewer; ground: OverrideGround; because: string };
type ConfirmOptions = CommonOptions & { second?: string; secondPassphraseFile?: string };

export function addGateCommand(program: Command): void {
  const gate = program.command('gate').description('who may see what, why, and what people decided about it');

  withThingOptions(withCommonOptions(gate.command('ask').description('who may see something, with reasons')))
    .argument('<vault>')
    .action(async (vault: string, options: CommonOptions & ThingOptions) => {
      const on = thingFrom(options);
      await withVault(vault, options, async (engine, output) => {
        const answer = await engine.call('gate.ask', { on });
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
    .addOption(new Option('--ground <ground>').choices([...overrideGrounds]).makeOptionMandatory())
    .requiredOption('--because <text>', 'a file number, a letter, what was agreed')
    .action(async (vault: string, options: OverrideOptions) => {
      const on = thingFrom(options);
      await withVault(vault, options, async (engine, output) => {
        const { for: viewer, ground, because: basis } = options;
        const made = await engine.call('override.request', { on, viewer, ground, basis });
        output.result(made, [...overrideLines(made), `sanad gate confirm VAULT ${made.id} --operator CODE`]);
      });
    });

  withCommonOptions(gate.command('confirm').description('the second yes'))
    .argument('<vault>')
    .argument('<id>')
    .option('--second <code>', 'who confirms, where somebody else opened the vault')
    .option('--second-passphrase-file <file>', 'file whose first line is the passphrase of whoever confirms')
    .action(async (vault: string, id: string, options: ConfirmOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const state = await engine.call('vault.state', {});
        const { second, secondPassphraseFile: file } = options;
        const operator = second ?? state?.operator ?? '';
        const question = `Passphrase of ${operator}, to confirm: `;
        const passphrase =
          second === undefined && file === undefined
            ? await vaultPassphrase(options.passphraseFile, question)
            : await secondPassphrase(file, question);
        const done = await engine.call('override.confirm', { id, operator, passphrase });
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
