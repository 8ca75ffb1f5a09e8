/**
 * What core needs from the process it lives in. Core itself is plain Node and never imports Electron: the desktop shell
 * implements these with utility processes, the command line and the loopback host with child_process.fork.
 */

/** The kinds of child process there are. `media` parses metadata and makes previews from hostile files. */
export type WorkerKind = 'media';

/** One running child. Messages are structured-cloned both ways. Nothing here restarts or times out: that is core's. */
export interface WorkerProcess {
  /** `undefined` when the child did not come up. */
  readonly pid: number | undefined;
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, whatever ended it. */
  onExit(listener: () => void): void;
  kill(): void;
}

/**
 * What V8 is told about a worker's memory. Pictures lie outside its heap and count all the same: with the small heap that it begins
 * with, it would go through all of it for each picture. From 128 MiB on it does.
 */
export const heapFlags = (heapMegabytes: number): readonly string[] => [
  `--max-old-space-size=${heapMegabytes}`,
  '--initial-old-space-size=128',
];

export interface Workers {
  spawn(kind: WorkerKind, limits: { heapMegabytes: number }): WorkerProcess;
}
