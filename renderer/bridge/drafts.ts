import { useCallback, useSyncExternalStore } from 'react';

/**
 * What is being written, kept while a person looks at other screens. In memory alone: locking forgets it, and nothing of
 * it reaches the disk before it is saved.
 */
const drafts = new Map<string, object>();
const watchers = new Set<() => void>();

const tell = () => {
  for (const watcher of [...watchers]) watcher();
};
const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/** Locking: nothing that was being written stays. */
export function forgetDrafts(): void {
  drafts.clear();
  tell();
}

export function useDraft<T extends object>(name: string, blank: () => T) {
  const read = useCallback(() => {
    const kept = drafts.get(name);
    if (kept !== undefined) return kept as T;
    const fresh = blank();
    drafts.set(name, fresh);
    return fresh;
  }, [name, blank]);
  const draft = useSyncExternalStore(watch, read);
  const change = useCallback(
    (part: Partial<T>) => {
      drafts.set(name, { ...read(), ...part });
      tell();
    },
    [name, read],
  );
  const discard = useCallback(() => {
    drafts.delete(name);
    tell();
  }, [name]);
  return { draft, change, discard };
}
