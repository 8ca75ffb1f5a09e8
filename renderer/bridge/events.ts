import { useEffect } from 'react';
import type { CoreEvent } from '../../shared/contract.ts';
import { bridge } from './bridge.ts';

type Listener = (event: CoreEvent) => void;

const listeners = new Set<Listener>();
let listening = false;

/** One subscription for the whole page (a browser allows few open streams), handed on to whoever listens. */
export function onCoreEvent(listener: Listener): () => void {
  listeners.add(listener);
  if (!listening) {
    listening = true;
    bridge.subscribe((event) => {
      for (const each of [...listeners]) each(event);
    });
  }
  return () => listeners.delete(listener);
}

export function useCoreEvents(listener: Listener): void {
  useEffect(() => onCoreEvent(listener), [listener]);
}
