import { useCallback, useMemo, useRef } from 'react';
import { useKept } from './kept.ts';

/** Choosing several things of a list follows the file managers: alone, one more (Ctrl), or up to here (Shift). */
export type ChoosingHow = 'alone' | 'also' | 'through';

export const howByKeys = (event: {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}): ChoosingHow => (event.shiftKey ? 'through' : event.ctrlKey || event.metaKey ? 'also' : 'alone');

/** Under this a visit keeps what is chosen. */
export const keptChosen = 'chosen';

/** What is chosen among things in this order; whoever comes back to the list finds it chosen. */
export function useChoosing<K>(order: readonly K[]) {
  const [chosen, setChosen] = useKept<ReadonlySet<K>>(keptChosen, new Set());
  // Where a range begins, at hand without making the list's functions new with every step.
  const latest = useRef<K | null>(null);
  const choose = useCallback(
    (key: K, how: ChoosingHow) => {
      const since = latest.current ?? key;
      setChosen((before) => {
        if (how === 'alone') return new Set([key]);
        const next = new Set(before);
        if (how === 'also') {
          if (!next.delete(key)) next.add(key);
          return next;
        }
        const [from = 0, to = 0] = [order.indexOf(since), order.indexOf(key)].sort((a, b) => a - b);
        for (const each of order.slice(Math.max(0, from), to + 1)) next.add(each);
        return next;
      });
      latest.current = key;
    },
    [order, setChosen],
  );
  const chooseAll = useCallback((keys: readonly K[]) => setChosen(new Set(keys)), [setChosen]);
  const clear = useCallback(() => {
    latest.current = null;
    setChosen(new Set());
  }, [setChosen]);
  return useMemo(() => ({ chosen, choose, chooseAll, clear }), [chosen, choose, chooseAll, clear]);
}
