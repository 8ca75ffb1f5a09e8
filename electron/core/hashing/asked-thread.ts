import { type ResourceLimits, Worker } from 'node:worker_threads';

/** A thread that answers one question after another. */
export class AskedThread<Asked, Answer> {
  /** How many jobs its owner has given it. */
  jobs = 0;
  readonly #worker: Worker;
  /** Answers come in the order of the questions. */
  #waiting: ((answer: Answer | null) => void)[] = [];
  #isGone = false;

  /** `runs` is what runs in it: a file, or a function that is started from its own text, so that nothing outside of it may be used in it. */
  constructor(runs: URL | ((load: NodeJS.Require) => void), resourceLimits: ResourceLimits) {
    this.#worker =
      runs instanceof URL
        ? new Worker(runs, { resourceLimits })
        : new Worker(`(${runs})(require)`, { eval: true, resourceLimits });
    this.#worker.unref();
    this.#worker.on('message', (answer: Answer) => {
      const resolve = this.#waiting.shift();
      if (this.#waiting.length === 0) this.#worker.unref();
      resolve?.(answer);
    });
    const gone = (): void => {
      this.#isGone = true;
      for (const resolve of this.#waiting) resolve(null);
      this.#waiting = [];
    };
    this.#worker.on('error', gone);
    this.#worker.on('exit', gone);
  }

  /** Null where there is no thread any more. */
  ask(asked: Asked): Promise<Answer | null> {
    if (this.#isGone) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      // Only who waits for an answer keeps the process from ending.
      this.#worker.ref();
      this.#worker.postMessage(asked);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
