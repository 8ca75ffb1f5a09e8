import { Worker } from 'node:worker_threads';
import { besideDescriptor, receiveBeside } from './bytes-beside.ts';

/**
 * The child's end of a `WorkerProcess`: Electron's utility process has `process.parentPort`, a forked Node process has
 * `process.send`. Electron's types are not known in core, so the little that is used is declared here.
 */
type Port = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): void;
  start(): void;
};
type ParentPort = Pick<Port, 'on'>;

/** Where a forked worker is told the number of the process that started it. */
export const parentVariable = 'SANAD_WORKER_PARENT';

/**
 * A parser that loops never hears that its parent has been killed: a thread beside it looks whether this process has been
 * given to another parent (POSIX; elsewhere the number stays) and then ends it, evidence in memory included. The parent's number comes from
 * the parent: it may be gone before anybody here could ask for it.
 */
function endWithParent(): void {
  const parent = Number(process.env[parentVariable] ?? process.ppid);
  const watch = `
    const { workerData: parent } = require('node:worker_threads');
    setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 1000);
  `;
  new Worker(watch, { eval: true, workerData: parent, stdout: false, stderr: false }).unref();
}

export type WorkerChannel = { post(message: unknown): void; listen(listener: (message: unknown) => void): void };

const parentPort = () => (process as { parentPort?: ParentPort }).parentPort;

/** False where the module was loaded without a parent to talk to. */
export const hasWorkerParent = (): boolean => parentPort() !== undefined || process.send !== undefined;

export function openWorkerChannel(): WorkerChannel {
  const port = parentPort();
  if (port !== undefined) return engineChannel(port);
  // Without its parent a worker has nothing to do.
  process.on('disconnect', () => process.exit(0));
  endWithParent();
  return {
    post: (message) => process.send?.(message),
    listen: (listener) => {
      const receive = receiveBeside(besideDescriptor, listener);
      process.on('message', (enveloped) => receive(enveloped as Parameters<typeof receive>[0]));
    },
  };
}

/** Under Electron main starts the worker, and its one message is a port that leads straight to the engine. */
function engineChannel(main: ParentPort): WorkerChannel {
  const listeners: ((message: unknown) => void)[] = [];
  let unsent: unknown[] = [];
  let engine: Port | undefined;
  main.on('message', ({ ports }) => {
    engine = ports[0];
    engine?.on('message', ({ data }) => {
      for (const listener of listeners) listener(data);
    });
    engine?.start();
    for (const message of unsent) engine?.postMessage(message);
    unsent = [];
  });
  return {
    post: (message) => {
      if (engine === undefined) unsent.push(message);
      else engine.postMessage(message);
    },
    listen: (listener) => void listeners.push(listener),
  };
}
