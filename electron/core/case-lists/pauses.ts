import { setImmediate } from 'node:timers/promises';
import { Fault } from '../../../shared/faults.ts';

/** Rows after which others get their turn. */
const rowsTogether = 250;

/** Passes everything on, lets others have their turn now and then, and ends with IMPORT_CANCELLED where that is wanted. */
export async function* between<T>(things: AsyncIterable<T>, stop: AbortSignal): AsyncGenerator<T> {
  let passed = 0;
  for await (const thing of things) {
    if (passed++ % rowsTogether === 0) {
      await setImmediate();
      if (stop.aborted) throw new Fault('IMPORT_CANCELLED');
    }
    yield thing;
  }
}
