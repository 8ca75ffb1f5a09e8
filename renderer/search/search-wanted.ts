import { type Asked, nothingAsked } from './asked.ts';

/** Under this a visit keeps the search that was left by opening what it found. */
export const leftOpen = 'search';

const listeners = new Set<(asked: Asked) => void>();

/** Opens the search in front of whatever is shown, with what it begins with in its fields. */
export function wantSearch(asked: Partial<Asked> = {}): void {
  for (const listener of listeners) listener({ ...nothingAsked, ...asked });
}

export function onSearchWanted(listener: (asked: Asked) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
