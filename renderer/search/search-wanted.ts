const listeners = new Set<() => void>();

/** Opens the search in front of whatever is shown. */
export function wantSearch(): void {
  for (const listener of listeners) listener();
}

export function onSearchWanted(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
