import type { ColumnMapping, ListTarget } from '../../shared/model/case-list.ts';

/** What a column can become, as a person chooses it: first what sort of thing, then which. */
export const targetKinds = [
  'as stated',
  'text',
  'date',
  'year',
  'degrees',
  'words',
  'sign',
  'access denied',
  'people',
  'count',
] as const satisfies readonly ListTarget['to'][];
export type TargetKind = (typeof targetKinds)[number];

const yes = ['yes', '1', 'true'];
const no = ['no', '0', 'false'];

/** What is chosen first of each sort. */
export function firstOf(kind: TargetKind): ListTarget {
  switch (kind) {
    case 'as stated':
    case 'year':
      return { to: kind };
    case 'text':
      return { to: kind, field: 'title' };
    case 'date':
      return { to: kind, order: null };
    case 'degrees':
      return { to: kind, axis: 'latitude' };
    case 'words':
      return { to: kind, list: 'attack types', separator: ', ', words: {} };
    case 'sign':
      return { to: kind, list: 'ssa resources', word: 'facilities', yes, no };
    case 'access denied':
      return { to: kind, yes, no };
    case 'people':
      return { to: kind, group: 'all', harm: 'killed', bound: 'best', zero: 'none' };
    case 'count':
      return { to: kind, count: 'workers killed', zero: 'none' };
  }
}

/** One of the things that columns become, changed; `null` takes it away. */
export const withTarget = (
  columns: readonly ColumnMapping[],
  at: number,
  place: number,
  target: ListTarget | null,
): ColumnMapping[] =>
  columns.map((column, index) =>
    index === at
      ? { ...column, to: target === null ? column.to.toSpliced(place, 1) : column.to.toSpliced(place, 1, target) }
      : column,
  );
