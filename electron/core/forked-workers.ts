import { type ChildProcess, fork } from 'node:child_process';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { besideDescriptor, sendBeside } from './bytes-beside.ts';
import { heapFlags, type WorkerKind, type WorkerProcess, type Workers } from './ports.ts';
import { parentVariable } from './worker-channel.ts';

/** The worker processes of the command line and the loopback host: plain Node, running the source as it stands. */
const entries: Readonly<Record<WorkerKind, URL>> = {
  media: new URL('./ingest/media-worker.ts', import.meta.url),
};

/** What a child needs to start; everything else of the environment is none of its business. */
const passedOn = [
  'PATH',
  'SystemRoot',
  'TEMP',
  'TMPDIR',
  'LD_LIBRARY_PATH',
  'NODE_PATH',
  // Half of the time that a worker takes to start is compiling.
  'NODE_COMPILE_CACHE',
] as const;

/**
 * What the C library of Linux is told about a worker's memory (mallopt(3); nothing elsewhere): that of one picture is kept for the next, all threads
 * share it, because one decodes at a time, and only what is larger than 32 MiB, the most that can be said here, comes from the system each time. It
 * then holds a third less, and the system clears fewer pages.
 */
export const pictureMemory: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '33554432',
  MALLOC_TRIM_THRESHOLD_: '134217728',
};

function environment(): Record<string, string> {
  const env: Record<string, string> = { ...pictureMemory, [parentVariable]: String(process.pid) };
  for (const name of passedOn) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  return env;
}

function wrap(child: ChildProcess): WorkerProcess {
  const ended: (() => void)[] = [];
  let over = false;
  const end = () => {
    if (over) return;
    over = true;
    for (const listener of ended) listener();
  };
  child.once('exit', end);
  // A child that could not be started emits no exit.
  child.once('error', end);
  const pipe = child.stdio[besideDescriptor] as Writable;
  // Broken when the child has died; its exit says so.
  pipe.on('error', () => undefined);
  return {
    pid: child.pid,
    post: (message) => {
      if (child.connected) child.send(sendBeside(pipe, message as Record<string, unknown>), () => undefined);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => {
      if (over) listener();
      else ended.push(listener);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/** `override` replaces an entry by another file; the supervisor's tests use workers that misbehave on purpose. */
export function createForkedWorkers(override: Partial<Record<WorkerKind, URL>> = {}): Workers {
  return {
    spawn: (kind, { heapMegabytes }) =>
      wrap(
        fork(fileURLToPath(override[kind] ?? entries[kind]), [], {
          execArgv: [...heapFlags(heapMegabytes)],
          env: environment(),
          serialization: 'advanced',
          stdio: ['ignore', 'ignore', 'ignore', 'ipc', 'pipe'],
        }),
      ),
  };
}

/** The workers of this program itself. */
export const forkedWorkers: Workers = createForkedWorkers();
