import { type Command, Option } from 'commander';
import type { Order } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import type { Thing } from '../../../shared/model/persons.ts';
import { proceedings } from '../../../shared/model/stated-use.ts';
import { type CommonOptions, collected, count, withCommonOptions, withVault } from '../command.ts';
import { type ConfirmOptions, confirmingFrom, withConfirmOptions } from '../confirming.ts';
import { thingInWords } from '../things.ts';
import { t } from '../words.ts';

const orderLines = ({ id, audience, court, reference, issued, copy, names, state, requester, confirmer }: Order) => [
  `${id}  ${t(`orderState.${state}`)}  ${t('orders.line', { court, reference, issued, audience: t(`audience.${audience}`) })}`,
  `        item ${copy}; ${confirmer === null ? requester : `${requester}, ${confirmer}`}`,
  ...names.map(({ on, name }) => `        ${thingInWords(on, name)}`),
];

type RecordOptions = CommonOptions & {
  for: (typeof proceedings)[number];
  court: string;
  reference: string;
  issued: string;
  copy: number;
  testimony?: string[];
  incident?: string[];
  item?: string[];
};

function namesFrom({ testimony = [], incident = [], item = [] }: RecordOptions): Thing[] {
  const names: Thing[] = [
    ...item.map((text): Thing => ({ what: 'item', seq: count(text) })),
    ...testimony.map((id): Thing => ({ what: 'testimony', id })),
    ...incident.map((id): Thing => ({ what: 'incident', id })),
  ];
  if (names.length === 0)
    throw new Fault('FIELD_INVALID', {
      field: 'names',
      rule: 'missing',
      expected: '--item, --testimony, --incident',
      value: '',
    });
  return names;
}

export function addOrderCommand(program: Command): void {
  const order = program.command('order').description('orders of a court to hand something over');

  withCommonOptions(order.command('record').description('record an order: the first of two people'))
    .argument('<vault>')
    .addOption(new Option('--for <audience>', 'to whom').choices([...proceedings]).makeOptionMandatory())
    .requiredOption('--court <words>', 'who ordered it')
    .requiredOption('--reference <words>', 'its number or other reference')
    .requiredOption('--issued <day>', 'YYYY-MM-DD')
    .requiredOption('--copy <number>', 'the order itself: the entry number of the archived file', count)
    .option('--item <number>', 'an item that it names; may be repeated', collected)
    .option('--testimony <id>', 'a testimony that it names; may be repeated', collected)
    .option('--incident <id>', 'an incident that it names; may be repeated', collected)
    .action(async (vault: string, options: RecordOptions) => {
      const names = namesFrom(options);
      await withVault(vault, options, async (engine, output) => {
        const { for: audience, court, reference, issued, copy } = options;
        const made = await engine.call('order.request', { audience, court, reference, issued, copy, names });
        output.result(made, [...orderLines(made), `sanad order confirm VAULT ${made.id} --operator CODE`]);
      });
    });

  withConfirmOptions(withCommonOptions(order.command('confirm').description('the second person looked at it as well')))
    .argument('<vault>')
    .argument('<id>')
    .action(async (vault: string, id: string, options: ConfirmOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const done = await engine.call('order.confirm', { id, ...(await confirmingFrom(engine, options)) });
        output.result(done, orderLines(done));
      });
    });

  withCommonOptions(order.command('end').description('take an order back, or say that it has ended'))
    .argument('<vault>')
    .argument('<id>')
    .requiredOption('--reason <text>')
    .action(async (vault: string, id: string, options: CommonOptions & { reason: string }) => {
      await withVault(vault, options, async (engine, output) => {
        const ended = await engine.call('order.end', { id, reason: options.reason });
        output.result(ended, orderLines(ended));
      });
    });

  withCommonOptions(order.command('list').description('orders, also those that ended'))
    .argument('<vault>')
    .action(async (vault: string, options: CommonOptions) => {
      await withVault(vault, options, async (engine, output) => {
        const orders = await engine.call('order.list', {});
        output.result(orders, orders.flatMap(orderLines));
      });
    });
}
