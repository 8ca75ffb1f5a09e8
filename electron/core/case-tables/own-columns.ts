import type { Json } from '../../../shared/ledger/canonical.ts';
import { daySpan } from '../../../shared/model/day-span.ts';
import { isForItsWords, isTime } from './atoms.ts';
import type { Column } from './columns.ts';
import type { ListedCase } from './listed-cases.ts';

/**
 * Everything that is recorded of cases, a column for each field by its name in the ledger. What is made of parts stands in a column for each
 * part: `place.name`, `impact.2.when.edtf`, `sind.counts.workers killed`. How many columns there are depends on the cases.
 */

type Parted = readonly { readonly path: readonly string[]; readonly text: string }[];

/** Between several words of one cell: a sign that stands in no word of a closed list. */
const between = ' | ';

const titleOf = (name: string, path: readonly string[]): string => [name, ...path].join('.');

/** A value in cells: each part of an object is one, and a list is one. */
function parted(value: Json): Parted {
  if (Array.isArray(value)) return [{ path: [], text: value.map(inOneCell).join(between) }];
  // What isn't known has no parts: a column for it would only be beside those of cases in which it is.
  if (value === null) return [];
  if (typeof value !== 'object') return [{ path: [], text: inOneCell(value) }];
  return Object.entries(value).flatMap(([part, one]) =>
    parted(one).map(({ path, text }) => ({ path: [part, ...path], text })),
  );
}

function inOneCell(value: Json): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(inOneCell).join(', ');
  return typeof value === 'object' ? Object.values(value).map(inOneCell).join(' ') : String(value);
}

/** The parts of a field as columns have them; the days of a time, with no made-up hour, behind it. */
function partsOf(name: string, value: Json): Parted {
  const parts = parted(value);
  if (!isTime(name)) return parts;
  const span = daySpan(parts.find(({ path }) => path[0] === 'edtf')?.text ?? '');
  return [...parts, { path: ['earliest'], text: span?.from ?? '' }, { path: ['latest'], text: span?.to ?? '' }];
}

/** As in `incidentFields`; what this version doesn't know comes last. */
const order = [
  ...['title', 'facility', 'place', 'when', 'account', 'attacks', 'certainty', 'impact', 'harm', 'attribution'],
  ...['functionality', 'services', 'military', 'intent', 'definitions', 'ssa', 'sind', 'context', 'listed'],
];

function rank(title: string): number {
  const at = order.indexOf(title.slice(0, `${title}.`.indexOf('.')));
  return at < 0 ? order.length : at;
}

export function ownColumns(cases: readonly ListedCase[]): Column[] {
  // By the column's name, the field that it is of, in the order in which parts stand.
  const columns = new Map<string, { readonly name: string; readonly path: readonly string[] }>();
  for (const { state } of cases)
    for (const [name, value] of Object.entries(state))
      for (const { path } of partsOf(name, value)) columns.set(titleOf(name, path), { name, path });
  const inOrder = [...columns].sort(([a], [b]) => rank(a) - rank(b) || compareNumbered(a, b));
  return [
    { name: 'id', cell: ({ listed }) => listed.id },
    { name: 'entry', cell: ({ listed }) => String(listed.first) },
    { name: 'entered', cell: ({ listed }) => listed.at },
    ...inOrder.map(
      ([title, { name, path }]): Column => ({ name: title, cell: ({ listed }) => cellOf(listed, name, path) }),
    ),
  ];
}

function cellOf({ state, why }: ListedCase, name: string, path: readonly string[]): string | null {
  const value = state[name];
  if (value === undefined) return '';
  const text = partsOf(name, value).find((part) => titleOf('', part.path) === titleOf('', path))?.text ?? '';
  const reason = why.get(name) ?? null;
  if (text === '' || reason === null) return text;
  return isTime(name) && path[0] !== 'words' && isForItsWords(reason) ? text : null;
}

/** `impact.2` before `impact.10`; what has no number between it stays in the order in which it came. */
function compareNumbered(a: string, b: string): number {
  const [, number = '0'] = /^[a-z]+\.(\d+)/.exec(a) ?? [];
  const [, other = '0'] = /^[a-z]+\.(\d+)/.exec(b) ?? [];
  return Number(number) - Number(other);
}
