import { useEffect, useRef } from 'react';

/** What one screen alone can do, and can be asked for from anywhere. */
export type OfferedId =
  | 'import files'
  | 'import a folder'
  | 'record a person'
  | 'make a checkpoint'
  | 'compare with one held'
  | 'custody log'
  | 'add an operator';

const offered = new Map<OfferedId, () => void>();
let wanted: OfferedId | null = null;

/** A screen says what it can do while it is shown; `null` while it can’t. What was asked for before it came is done as it comes. */
export function useOffer(id: OfferedId, act: (() => void) | null): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  const isOffered = act !== null;
  useEffect(() => {
    const isWanted = wanted === id;
    if (isWanted) wanted = null;
    if (!isOffered) return;
    const run = () => latest.current?.();
    offered.set(id, run);
    if (isWanted) run();
    return () => {
      if (offered.get(id) === run) offered.delete(id);
    };
  }, [id, isOffered]);
}

export const isOffered = (id: OfferedId): boolean => offered.has(id);

/** Does it now where the screen that can is shown, else as soon as that one is. */
export function askFor(id: OfferedId): void {
  const run = offered.get(id);
  if (run === undefined) wanted = id;
  else run();
}
