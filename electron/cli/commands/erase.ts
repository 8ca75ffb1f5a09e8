import { type Command, Option } from 'commander';
import type { ErasurePlan, ErasureRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { type ErasureGround, type ErasureTarget, erasureGrounds } from '../../../shared/model/erasure.ts';
import type { Engine } from '../../core/engine.ts';
import { secondPassphrase, vaultPassphrase } from '../asking.ts';
import { type CommonOptions, count, withCommonOptions, withVault } from '../command.ts';
import { bytesInWords } from '../output.ts';
import { thingInWords } from '../things.ts';
import { t } from '../words.ts';
import { holdLines } from './hold.ts';

type TargetOptions = { testimony?: string; identity?: string; person?: string; item?: number };

/** Throws FIELD_INVALID unless exactly one is named. */
function targetFrom({ testimony, identity, person, item }: TargetOptions): ErasureTarget {
  const targets: ErasureTarget[] = [
    ...(testimony === undefined ? [] : [{ what: 'testimony', id: testimony } as const]),
    ...(identity === undefined ? [] : [{ what: 'identity', id: identity } as const]),
    ...(person === undefined ? [] : [{ what: 'person', id: person } as const]),
    ...(item === undefined ? [] : [{ what: 'item', seq: item } as const]),
  ];
  const [target] = targets;
  if (target === undefined || targets.length > 1)
    throw new Fault('FIELD_INVALID', { field: 'testimony, identity, person, item' });
  return target;
}

const listed = (title: string, lines: readonly string[]): string[] => [title, ...lines.map((line) => `  ${line}`)];

const entryLines = (entries: ErasurePlan['entries']): string[] =>
  entries.map(({ seq, at, action, fields }) => `${seq}  ${at}  ${t(`history.${action}`)}: ${fields.join(', ')}`);

const copyLines = (copies: ErasurePlan['copies']): string[] =>
  copies.length === 0
    ? [t('erasure.noCopies')]
    : copies.map(({ kind, seq, at, audience, recipient }) =>
        t(`erasure.${kind}`, {
          at,
          seq,
          audience: audience === null ? t('erasure.nobody') : t(`audience.${audience as 'court'}`),
          recipient: recipient || t('erasure.nobody'),
        }),
      );

const beyondReach = (): string[] => [t('erasure.backups'), t('erasure.disk')];

function planLines(plan: ErasurePlan): string[] {
  const { files, drafts, searches, earlierLedgers, sharedWith, copies, mentions } = plan;
  return [
    thingInWords(plan.target, plan.name),
    ...listed(t('erasure.goes'), [
      ...entryLines(plan.entries),
      ...(files.originals === 0
        ? []
        : [t('erasure.files', { count: files.originals, size: bytesInWords(files.bytes) })]),
      ...(files.previews === 0 ? [] : [t('erasure.previews', { count: files.previews })]),
      ...(drafts.length === 0 ? [] : [t('erasure.drafts', { count: drafts.length })]),
      ...(searches === 0 ? [] : [t('erasure.searches', { count: searches })]),
      ...(earlierLedgers === 0 ? [] : [t('erasure.earlier', { count: earlierLedgers })]),
    ]),
    ...listed(t('erasure.stays'), [
      t('erasure.skeleton'),
      t('erasure.said'),
      ...(sharedWith.length === 0 ? [] : [t('erasure.shared', { items: sharedWith.join(', ') })]),
      ...(mentions.length === 0 ? [] : [t('erasure.mentions')]),
      ...mentions.map((each) => `  ${thingInWords(each, each.name)}`),
    ]),
    ...listed(t('erasure.copies'), [...copyLines(copies), ...beyondReach()]),
    ...(plan.holds.length === 0 ? [] : [t('erasure.held'), ...plan.holds.flatMap(holdLines)]),
    `Plan ${plan.digest}`,
  ];
}

function requestLines({ id, target, name, ground, requester, at, state, erased }: ErasureRequest): string[] {
  return [
    `${id}  ${t(`requestState.${state}`)}  ${target === null ? '' : thingInWords(target, name)}`,
    `        ${t(`erasureGround.${ground}`)}; asked for by ${requester} ${at}`,
    ...(erased === null ? [] : [`        confirmed by ${erased.operator} ${erased.at}, entry ${erased.entry}`]),
  ];
}

/** What was destroyed and what had left: as the plan said it, once it is done. */
function erasedLines({ erased }: ErasureRequest): string[] {
  if (erased === null) return [];
  const { entries, copies } = erased;
  return [
    ...listed(t('erasure.whatWent'), entryLines(entries)),
    ...listed(t('erasure.copiesThen'), [
      ...(copies === null ? [t('erasure.copiesLost')] : copyLines(copies)),
      ...beyondReach(),
    ]),
  ];
}

async function request(
  vault: string,
  options: CommonOptions & TargetOptions & { ground: ErasureGround; plan?: string },
) {
  const target = targetFrom(options);
  await withVault(vault, options, async (engine, output) => {
    const plan = await engine.call('erasure.plan', { target });
    const made = await engine.call('erasure.request', {
      target,
      ground: options.ground,
      plan: options.plan ?? plan.digest,
    });
    output.result({ request: made, plan }, [
      ...planLines(plan),
      '',
      ...requestLines(made),
      'Nothing is destroyed yet. Another operator looks at it and confirms:',
      `sanad erase confirm VAULT ${made.id} --operator CODE --plan ${plan.digest}`,
    ]);
  });
}

async function show(vault: string, id: string | undefined, options: CommonOptions & TargetOptions) {
  await withVault(vault, options, async (engine, output) => {
    const { testimony, identity, person, item } = options;
    if ([testimony, identity, person, item].some((each) => each !== undefined)) {
      const plan = await engine.call('erasure.plan', { target: targetFrom(options) });
      output.result({ plan }, planLines(plan));
      return;
    }
    const requests = await engine.call('erasure.list', {});
    if (id === undefined) {
      output.result(requests, requests.length === 0 ? ['Nothing was asked for.'] : requests.flatMap(requestLines));
      return;
    }
    const asked = requests.find((each) => each.id === id);
    if (asked === undefined) throw new Fault('RECORD_NOT_FOUND');
    const plan = await planOf(engine, asked);
    output.result({ request: asked, plan }, [
      ...requestLines(asked),
      ...(plan === null ? erasedLines(asked) : planLines(plan)),
    ]);
  });
}

const waits = ({ state }: ErasureRequest): boolean => state === 'open' || state === 'changed';

/** What a request that waits would do as things stand; null for one that doesn't wait, or whose thing is gone. */
async function planOf(engine: Engine, request: ErasureRequest): Promise<ErasurePlan | null> {
  if (!waits(request) || request.target === null) return null;
  try {
    return await engine.call('erasure.plan', { target: request.target });
  } catch (error) {
    if (error instanceof Fault && error.code.startsWith('RECORD_')) return null;
    throw error;
  }
}

/** What waits for the second yes, with what it would do; then what was erased, and what that reached and did not. */
async function list(vault: string, options: CommonOptions) {
  await withVault(vault, options, async (engine, output) => {
    const requests = await engine.call('erasure.list', {});
    const waiting = await Promise.all(
      requests.filter(waits).map(async (request) => ({ request, plan: await planOf(engine, request) })),
    );
    const erased = requests.filter(({ state }) => state === 'done');
    const indented = (lines: readonly string[]) => lines.map((line) => `    ${line}`);
    output.result({ waiting, erased }, [
      t('erasure.requests'),
      ...(waiting.length === 0 ? [`  ${t('erasure.noneWaits')}`] : []),
      ...waiting.flatMap(({ request, plan }) => [
        ...requestLines(request),
        ...indented(plan === null ? [] : planLines(plan)),
      ]),
      '',
      t('erasure.list'),
      ...(erased.length === 0 ? [`  ${t('erasure.noneErased')}`] : []),
      ...erased.flatMap((request) => [...requestLines(request), ...indented(erasedLines(request))]),
    ]);
  });
}

type ConfirmOptions = CommonOptions & { plan: string; second?: string; secondPassphraseFile?: string };

async function confirm(vault: string, id: string, options: ConfirmOptions) {
  await withVault(vault, options, async (engine, output) => {
    const state = await engine.call('vault.state', {});
    const operator = options.second ?? state?.operator ?? '';
    const { second, secondPassphraseFile: file } = options;
    const question = `Passphrase of ${operator}, to confirm: `;
    const passphrase =
      second === undefined && file === undefined
        ? await vaultPassphrase(options.passphraseFile, question)
        : await secondPassphrase(file, question);
    const done = await engine.call('erasure.confirm', { id, plan: options.plan, operator, passphrase });
    const entry = done.request.erased?.entry ?? '';
    output.result(done, [
      ...requestLines(done.request),
      t(done.finished ? 'erasure.doneText' : 'erasure.unfinished', { entry }),
    ]);
  });
}

async function withdraw(vault: string, id: string, options: CommonOptions) {
  await withVault(vault, options, async (engine, output) => {
    const request = await engine.call('erasure.withdraw', { id });
    output.result(request, requestLines(request));
  });
}

export function addEraseCommand(program: Command): void {
  const erase = program
    .command('erase')
    .description(
      'destroy a testimony, an identity, what is recorded of a person, or an item, when two operators say so',
    );
  const withTarget = (command: Command) =>
    command
      .option('--testimony <id>', 'everything about a witness')
      .option('--identity <testimony>', 'who the witness of a testimony is')
      .option('--person <id>', 'what is recorded of a person; what concerns them stays')
      .option('--item <number>', 'a file, with what was read of it and said about it', count);

  withTarget(withCommonOptions(erase.command('request').description('ask for it: the first of the two')))
    .argument('<vault>')
    .addOption(new Option('--ground <ground>').choices(erasureGrounds).makeOptionMandatory())
    .option('--plan <digest>', 'what “erase show” printed: refused where it is not any more that')
    .action(request);
  withCommonOptions(
    erase
      .command('list')
      .description('what waits for the second yes, and what was erased, with what each destroys and can’t reach'),
  )
    .argument('<vault>')
    .action(list);
  withTarget(
    withCommonOptions(
      erase.command('show').description('what would go, what would stay, what can’t be reached; or all requests'),
    ),
  )
    .argument('<vault>')
    .argument('[request]')
    .action(show);
  withCommonOptions(erase.command('confirm').description('the second yes: what was asked for is destroyed'))
    .argument('<vault>')
    .argument('<request>')
    .requiredOption('--plan <digest>', 'what “erase show” printed')
    .option('--second <code>', 'who confirms, where somebody else opened the vault')
    .option('--second-passphrase-file <file>', 'file whose first line is the passphrase of whoever confirms')
    .action(confirm);
  withCommonOptions(erase.command('withdraw').description('take a request back'))
    .argument('<vault>')
    .argument('<request>')
    .action(withdraw);
}
