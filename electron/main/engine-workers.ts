import type { MessagePortMain } from 'electron';
import type { WorkerProcess, Workers } from '../core/ports.ts';
import type { EngineToMain } from './wire.ts';

/**
 * Core's workers as utility processes. Only main can start one, so the engine asks it to; main answers with a port that
 * leads straight to the worker. What is posted before that waits.
 */
export class EngineWorkers implements Workers {
  readonly #workers = new Map<number, RemoteWorker>();
  readonly #tell: (message: EngineToMain) => void;
  #next = 0;

  constructor(tell: (message: EngineToMain) => void) {
    this.#tell = tell;
  }

  spawn(what: 'media', limits: { heapMegabytes: number }): WorkerProcess {
    const number = this.#next++;
    const worker = new RemoteWorker(() => this.#tell({ kind: 'kill', worker: number }));
    this.#workers.set(number, worker);
    this.#tell({ kind: 'spawn', worker: number, what, heapMegabytes: limits.heapMegabytes });
    return worker;
  }

  started(number: number, pid: number, port: MessagePortMain): void {
    this.#workers.get(number)?.start(pid, port);
  }

  ended(number: number): void {
    this.#workers.get(number)?.end();
    this.#workers.delete(number);
  }
}

class RemoteWorker implements WorkerProcess {
  readonly #messages: ((message: unknown) => void)[] = [];
  readonly #exits: (() => void)[] = [];
  readonly #askToKill: () => void;
  #waiting: unknown[] = [];
  #port: MessagePortMain | null = null;
  #pid: number | undefined;

  constructor(askToKill: () => void) {
    this.#askToKill = askToKill;
  }

  get pid(): number | undefined {
    return this.#pid;
  }

  start(pid: number, port: MessagePortMain): void {
    this.#pid = pid;
    this.#port = port;
    port.on('message', ({ data }) => {
      for (const listener of this.#messages) listener(data);
    });
    port.start();
    for (const message of this.#waiting) port.postMessage(message);
    this.#waiting = [];
  }

  end(): void {
    this.#port?.close();
    this.#port = null;
    for (const listener of this.#exits.splice(0)) listener();
  }

  post(message: unknown): void {
    if (this.#port === null) this.#waiting.push(message);
    else this.#port.postMessage(message);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#messages.push(listener);
  }

  onExit(listener: () => void): void {
    this.#exits.push(listener);
  }

  kill(): void {
    this.#askToKill();
  }
}
