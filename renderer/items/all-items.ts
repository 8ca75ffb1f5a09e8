import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ItemSummary } from '../../shared/contract.ts';
import { bridge } from '../bridge/bridge.ts';
import { useAnswer } from '../bridge/calls.ts';
import type { ItemFilter } from '../shell/places.tsx';

const pageSize = 500;

/** All items of a filter, page by page: the first shows at once, the rest follows. */
export function useAllItems(filter: ItemFilter) {
  const first = useAnswer('item.list', { filter, offset: 0, limit: pageSize });
  const total = first.data?.total ?? 0;
  const offsets = Array.from({ length: Math.max(0, Math.ceil(total / pageSize) - 1) }, (_, n) => (n + 1) * pageSize);
  const rest = useQueries({
    queries: offsets.map((offset) => {
      const input = { filter, offset, limit: pageSize };
      return { queryKey: ['item.list', input], queryFn: () => bridge.call('item.list', input) };
    }),
    // Combined here, so that the list keeps its identity while no page changes.
    combine: (pages) => pages.flatMap((page): ItemSummary[] => page.data?.items ?? []),
  });
  const items = useMemo(() => [...(first.data?.items ?? []), ...rest], [first.data, rest]);
  return {
    query: first,
    counts: first.data?.counts ?? null,
    total,
    items,
  };
}
