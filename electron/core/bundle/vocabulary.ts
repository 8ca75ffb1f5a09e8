import type { Vocabulary } from '../../../shared/ledger/disclosed.ts';
import { acquisitionFields, itemFields } from '../../../shared/model/entries.ts';

/** The words of the ledger that this program explains. Others are shown as not understood, which is no failure. */

const everywhere = ['at', 'type', 'operator', 'amends', 'erases', 'kind', 'id', 'reason'];

const fieldsByType: Readonly<Record<string, readonly string[]>> = {
  genesis: ['software', 'training', 'continues', 'successor'],
  key: [],
  acquisition: Object.keys(acquisitionFields),
  item: ['file', ...Object.keys(itemFields)],
  record: [
    ...['title', 'facility', 'place', 'when', 'account', 'attacks', 'certainty'],
    ...['witness', 'language', 'incident', 'consent', 'testimony', 'sealed'],
    ...['item', 'field', 'value', 'code'],
  ],
  link: ['from', 'to'],
  custody: ['action', 'export'],
  export: ['audience', 'recipient', 'protection', 'counts', 'software', 'given'],
  anchor: [],
  erase: [],
};

export const vocabulary: Vocabulary = {
  hasType: (type) => Object.hasOwn(fieldsByType, type),
  hasField(type, name) {
    if (everywhere.includes(name)) return true;
    const known = Object.hasOwn(fieldsByType, type) ? (fieldsByType[type] ?? []) : [];
    return known.includes(name) || (type === 'acquisition' ? /^holds\.\d+$/ : /^account\.\d+$/).test(name);
  },
};
