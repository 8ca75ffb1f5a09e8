import { useCallback, useMemo, useRef, useState } from 'react';

/** Choosing several things of a list follows the file managers: alone, one more (Ctrl), or up to here (Shift). */
export type ChoosingHow = 'alone' | 'also' | 'through';

export const howByKeys = (event: {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}): ChoosingHow => (event.shiftKey ? 'through' : event.ctrlKey || event.metaKey ? 'also' : 'alone');

/** What is chosen among things in this order. */
export function useChoosing<K>(order: readonly K[]) {
  const [chosen, setChosen] = useState<ReadonlySet<K>>(new Set());
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
    [order],
  );
  const chooseAll = useCallback((keys: readonly K[]) => setChosen(new Set(keys)), []);
  const clear = useCallback(() => {
    latest.current = null;
    setChosen(new Set());
  }, []);
  return useMemo(() => ({ chosen, choose, chooseAll, clear }), [chosen, choose, chooseAll, clear]);
}
