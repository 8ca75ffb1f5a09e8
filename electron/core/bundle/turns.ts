import { setImmediate } from 'node:timers/promises';
import { stopWhenLocked } from '../../../shared/bundle/progress.ts';

/** How many entries are worked through before others get their turn. */
const perTurn = 256;

/** Lets screens and other calls be answered during long loops. Throws VAULT_LOCKED once the work is to stop. */
export async function nextTurn(count: number, signal: AbortSignal | undefined): Promise<void> {
  stopWhenLocked(signal);
  if (count % perTurn === perTurn - 1) await setImmediate();
}
