import type { CallInput } from '../../shared/contract.ts';
import type { Engine } from '../core/engine.ts';
import { counted } from './output.ts';

const job = 'many';

/** What is done to many things: Ctrl C ends it after the step at hand, and what is done stays. */
export async function untilStopped<T extends { readonly left: number }>(
  engine: Engine,
  work: (named: Required<Pick<CallInput<'tag.add'>, 'job'>>) => Promise<T>,
): Promise<T> {
  const stop = () => void engine.call('import.cancel', { job });
  process.once('SIGINT', stop);
  try {
    const done = await work({ job });
    if (done.left > 0) process.exitCode = 2;
    return done;
  } finally {
    process.off('SIGINT', stop);
  }
}

export const leftLines = ({ left }: { readonly left: number }): string[] =>
  left === 0
    ? []
    : [`${counted(left, 'thing')} left as they were. What is written stays; the same again goes on from there.`];
