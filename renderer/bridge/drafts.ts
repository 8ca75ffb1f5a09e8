import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { answers } from './calls.ts';

/**
 * What is being written, kept while a person looks at other screens. It lies with the answers from core, so that locking
 * clears it with them; nothing of it reaches the disk before it is saved.
 */
export function useDraft<T extends object>(name: string, initial: T) {
  const queryKey = ['draft', name];
  const { data } = useQuery<T>({
    queryKey,
    queryFn: () => initial,
    enabled: false,
    initialData: initial,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const key = name;
  const change = useCallback(
    (part: Partial<T>) =>
      answers.setQueryData<T>(['draft', key], (before) => (before === undefined ? before : { ...before, ...part })),
    [key],
  );
  const discard = useCallback(() => answers.removeQueries({ queryKey: ['draft', key] }), [key]);
  return { draft: data, change, discard };
}
