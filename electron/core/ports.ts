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

export interface Workers {
  spawn(kind: WorkerKind, limits: { heapMegabytes: number }): WorkerProcess;
}
