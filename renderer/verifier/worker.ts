import { couldNotRun } from '../../shared/bundle/report.ts';
import { Checking } from './checking.ts';
import type { Answer, Question } from './messages.ts';

/** The two things of a dedicated worker's global scope that are used here; the page's types know only windows. */
type WorkerScope = {
  postMessage(answer: Answer): void;
  onmessage: ((event: { data: Question }) => void) | null;
};

/** Questions are answered one after the other: they read from the same file. */
export function work(): void {
  const scope = globalThis as unknown as WorkerScope;
  const checking = new Checking((answer) => scope.postMessage(answer));
  let before: Promise<void> = Promise.resolve();
  scope.onmessage = ({ data }) => {
    before = before
      .then(() => checking.receive(data))
      .catch(() => {
        // A fault of this program: it says nothing about the evidence, and must not look like a verdict.
        scope.postMessage({ say: 'report', report: couldNotRun('bundle', 'not a bundle'), refusal: 'unreadable' });
      });
  };
}
