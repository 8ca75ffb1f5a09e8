import { useInfiniteQuery } from '@tanstack/react-query';
import type { CallInput, CallName, CallOutput } from '../../shared/contract.ts';
import type { Fault } from '../../shared/faults.ts';
import { bridge } from './bridge.ts';

/** Calls that answer in pages. */
type PagedCall = { [N in CallName]: CallOutput<N> extends { next: string | null } ? N : never }[CallName];

/** A list that core gives page by page: what has come so far, and how to ask for more. */
export function usePages<N extends PagedCall>(
  name: N,
  input: Omit<CallInput<N>, 'cursor'>,
  options: { enabled?: boolean } = {},
) {
  const query = useInfiniteQuery<CallOutput<N>, Fault, CallOutput<N>[], readonly unknown[], string | null>({
    queryKey: [name, input, 'pages'],
    queryFn: ({ pageParam }) => bridge.call(name, { ...input, cursor: pageParam } as CallInput<N>),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    select: ({ pages }) => pages,
    ...options,
  });
  return {
    query,
    pages: query.data ?? [],
    total: query.data?.[0]?.total ?? 0,
    /** Asks for the next page, once at a time. */
    more: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
  };
}
