import type { Vocabulary } from '../ledger/disclosed.ts';
import type { AnchorFields } from '../model/anchor-entry.ts';
import type { acquisitionFields, itemFields } from '../model/entries.ts';
import { recordFields } from './record-fields.ts';

/** The words of the ledger that this program explains. Others are shown as not understood, which is no failure. */

const everywhere = new Set(['at', 'carried', 'type', 'operator', 'amends', 'erases', 'kind', 'id', 'reason']);

type Names<Fields> = Readonly<Record<keyof Fields & string, true>>;

// Named once more, so that a verifier need not carry the schemas: a field that is missing here or too many does not compile.
const acquisition = [
  'holds.*',
  ...Object.keys({
    'source.kind': true,
    'source.item': true,
    'source.path': true,
    count: true,
    part: true,
    volume: true,
    skipped: true,
  } satisfies Names<typeof acquisitionFields>),
];
const item = Object.keys({
  acquisition: true,
  name: true,
  path: true,
  modified: true,
  born: true,
  reread: true,
  parsers: true,
  'read.camera': true,
  'read.gps': true,
  'read.other': true,
  refused: true,
  conflicts: true,
  'derived.captured': true,
  'derived.position': true,
  'derived.camera': true,
  'derived.device': true,
  'derived.credentials': true,
  'derived.picture': true,
  'derived.recording': true,
  'derived.document': true,
  unread: true,
  preview: true,
} satisfies Names<typeof itemFields>);

const fieldsByType: Readonly<Record<string, readonly string[]>> = {
  genesis: ['software', 'training', 'continues', 'successor'],
  key: [],
  acquisition: acquisition,
  item: ['file', ...item],
  record: Object.values(recordFields).flat(),
  link: ['from', 'to'],
  custody: [
    'action',
    'audience',
    'entry',
    'was',
    'recipient',
    'protection',
    'export',
    'checkpoint',
    'key',
    'because',
    'answers',
    'purpose',
    'basis',
    'items',
    'testimonies',
    'identities',
    'person',
    'identity',
  ],
  export: ['audience', 'purpose', 'basis', 'recipient', 'protection', 'counts', 'software', 'given'],
  anchor: Object.keys({
    checkpoint: true,
    rfc3161: true,
    ots: true,
    beacon: true,
    authority: true,
    headers: true,
  } satisfies Names<AnchorFields>),
  erase: ['request', 'requester', 'ground', 'fields', 'copies'],
};

const namesByType = new Map(Object.entries(fieldsByType).map(([type, names]) => [type, new Set(names)]));

export const vocabulary: Vocabulary = {
  hasType: (type) => namesByType.has(type),
  hasField(type, name) {
    if (everywhere.has(name)) return true;
    const names = namesByType.get(type);
    if (names === undefined) return false;
    return names.has(name) || names.has(name.replace(/\.\d+(?=\.|$)/, '.*'));
  },
};
