import type { Command } from 'commander';
import type { ItemSummary } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { recordId } from '../../../shared/model/records.ts';
import { type CommonOptions, withCommonOptions, withVault } from '../command.ts';
import { allIncidents } from '../every-page.ts';
import { incidentLines } from '../incident-lines.ts';
import { itemLines, takenAt } from '../item-lines.ts';
import { counted } from '../output.ts';
import { testimonyLines } from './testimony.ts';

const pageSize = 500;

async function list(vault: string, options: CommonOptions): Promise<void> {
  await withVault(vault, options, async (engine, output) => {
    const items: ItemSummary[] = [];
    let total = 0;
    do {
      const page = await engine.call('item.list', { filter: 'all', offset: items.length, limit: pageSize });
      total = page.total;
      items.push(...page.items);
    } while (items.length < total);
    const incidents = await allIncidents(engine);
    const testimonies = await engine.call('testimony.list', {});
    output.result({ items, incidents, testimonies }, [
      ...items.map(
        (item) =>
          `${String(item.seq).padStart(6)}  ${takenAt(item).padEnd(44)}  ${item.positioned ? 'position' : '        '}  ${item.name}`,
      ),
      ...incidents.map(
        (incident) =>
          `${incident.id}  incident: ${incident.title} (${incident.when || 'date unknown'}, ${counted(incident.items, 'item')})`,
      ),
      ...testimonies.map(
        (testimony) =>
          `${testimony.id}  testimony of ${testimony.witness} (${testimony.language}, consent ${testimony.consent})`,
      ),
      `${counted(total, 'item')}, ${counted(incidents.length, 'incident')}, ${counted(testimonies.length, 'testimony', 'testimonies')}.`,
    ]);
  });
}

async function show(vault: string, what: string, options: CommonOptions & { tags?: boolean }): Promise<void> {
  await withVault(vault, options, async (engine, output) => {
    if (/^\d{1,15}$/.test(what)) {
      const item = await engine.call('item.get', { seq: Number(what) });
      output.result(item, itemLines(item, { tags: options.tags === true }));
      return;
    }
    const id = recordId.safeParse(what);
    if (!id.success) throw new Fault('RECORD_NOT_FOUND');
    try {
      const incident = await engine.call('incident.get', { id: id.data });
      output.result(incident, incidentLines(incident));
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'RECORD_NOT_FOUND') throw error;
      const testimony = await engine.call('testimony.get', { id: id.data });
      output.result(testimony, testimonyLines(testimony));
    }
  });
}

export function addListCommands(program: Command): void {
  withCommonOptions(program.command('list').description('items, incidents and testimonies of a vault'))
    .argument('<vault>')
    .option('--earlier <number>', 'of a ledger that this vault went on from, from 1')
    .action(list);
  withCommonOptions(program.command('show').description('all that is known of one item, incident or testimony'))
    .argument('<vault>')
    .argument('<number-or-id>', 'an item’s entry number, or a record’s id')
    .option('--tags', 'everything that an item’s file says of itself, as it stands there')
    .option('--earlier <number>', 'in a ledger that this vault went on from; from 1')
    .action(show);
}
