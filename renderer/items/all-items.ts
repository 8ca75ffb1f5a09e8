import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CallOutput, ItemSummary } from '../../shared/contract.ts';
import { bridge } from '../bridge/bridge.ts';
import { useAnswer } from '../bridge/calls.ts';
import type { ItemFilter } from '../shell/places.tsx';

const pageSize = 500;

const none: ItemSummary[] = [];

/** One function for ever: so that the list keeps its identity, and the gallery its layout, while no page changes. */
const pagesOf = (pages: readonly { data: CallOutput<'item.list'> | undefined }[]): ItemSummary[][] =>
  pages.map((page) => page.data?.items ?? none);

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
    combine: pagesOf,
  });
  const items = useMemo(() => [first.data?.items ?? [], ...rest].flat(), [first.data, rest]);
  return {
    query: first,
    counts: first.data?.counts ?? null,
    total,
    items,
  };
}
