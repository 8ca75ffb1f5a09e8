import { setImmediate } from 'node:timers/promises';
import { Fault } from '../../../shared/faults.ts';

/** Somebody who waits for a vault to open. */
export interface Waiting {
  /** Told the share that is done (0 to 1), where the tables that screens read have to be made anew. */
  readonly onShare: (share: number) => void;
  /** Ends it: nothing is changed then, and the next opening begins again. */
  readonly stop: AbortSignal;
}

/** Makes tables, nobody else having a turn meanwhile: inside a transaction of the caller's, or where there is nothing to read. */
export function makeTablesAtOnce(making: Iterable<number>): void {
  const steps = making[Symbol.iterator]();
  while (steps.next().done !== true);
}

/**
 * Makes tables step by step, others having their turn in between: what `making` gives is the share that is done. Throws OPENING_STOPPED,
 * and what making them throws; then everything is as it was.
 */
export async function makeTables(making: Iterable<number>, waiting: Waiting | undefined): Promise<void> {
  for (const share of making) {
    waiting?.onShare(share);
    await setImmediate();
    if (waiting?.stop.aborted) throw new Fault('OPENING_STOPPED');
  }
}
