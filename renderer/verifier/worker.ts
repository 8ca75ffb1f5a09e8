import { couldNotRun } from '../../shared/bundle/report.ts';
import { Checking } from './checking.ts';
import type { Answer, Handed, Question } from './messages.ts';

/** The two things of a dedicated worker's global scope that are used here; the page's types know only windows. */
type WorkerScope = {
  postMessage(answer: Answer): void;
  onmessage: ((event: { data: Question | Handed }) => void) | null;
};

/** Questions are answered one after the other: they read from the same file. What the page hands over is taken at once. */
export function work(): void {
  const scope = globalThis as unknown as WorkerScope;
  const waiting = new Map<number, (bytes: Handed['bytes']) => void>();
  let reads = 0;
  const checking = new Checking(
    (answer) => scope.postMessage(answer),
    (offset, length) =>
      new Promise((resolve, reject) => {
        reads++;
        waiting.set(reads, (bytes) => (bytes === null ? reject(new Error('not handed over')) : resolve(bytes)));
        scope.postMessage({ say: 'read', id: reads, offset, length });
      }),
  );
  let before: Promise<void> = Promise.resolve();
  scope.onmessage = ({ data }) => {
    if ('hand' in data) {
      waiting.get(data.hand)?.(data.bytes);
      waiting.delete(data.hand);
      return;
    }
    before = before
      .then(() => checking.receive(data))
      .catch(() => {
        // A fault of this program: it says nothing about the evidence, and must not look like a verdict.
        scope.postMessage({ say: 'report', report: couldNotRun('bundle', 'not a bundle'), refusal: 'unreadable' });
      });
  };
}
