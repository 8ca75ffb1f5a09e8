import type { Command } from 'commander';
import { Fault } from '../../shared/faults.ts';
import type { Thing } from '../../shared/model/persons.ts';
import { count } from './command.ts';
import { t } from './words.ts';

export type ThingOptions = { testimony?: string; incident?: string; item?: number };

export const withThingOptions = (command: Command): Command =>
  command
    .option('--testimony <id>', 'a testimony')
    .option('--incident <id>', 'an incident')
    .option('--item <number>', 'an item’s entry number', count);

/** Throws FIELD_INVALID unless exactly one is named. */
export function thingFrom({ testimony, incident, item }: ThingOptions): Thing {
  const things: Thing[] = [
    ...(testimony === undefined ? [] : [{ what: 'testimony', id: testimony } as const]),
    ...(incident === undefined ? [] : [{ what: 'incident', id: incident } as const]),
    ...(item === undefined ? [] : [{ what: 'item', seq: item } as const]),
  ];
  const [thing] = things;
  if (thing === undefined || things.length > 1)
    throw new Fault('FIELD_INVALID', { field: 'testimony, incident, item' });
  return thing;
}

/**
 * By what people know it by: a file's name, a code name, the title of a case; by the beginning of its id where there is none, because it
 * is closed here or was erased.
 */
export function thingInWords(
  on: Thing | { readonly what: 'identity' | 'person'; readonly id: string },
  name: string | null,
): string {
  const shown = name === null || name === '' ? null : name;
  if (on.what === 'item') return `item ${on.seq}: ${shown ?? t('people.closedThing')}`;
  return `${on.what}: ${shown ?? `${t('people.closedThing')} (${on.id.slice(0, 8)}…)`}`;
}
