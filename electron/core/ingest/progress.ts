/** What an import tells while it runs. Sizes in bytes. */
export interface ImportProgress {
  readonly phase: 'listing' | 'copying' | 'done';
  readonly done: number;
  readonly total: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  /** `null` until enough has been seen to say. */
  readonly secondsLeft: number | null;
  readonly current: string | null;
  /** The acquisitions that files go into, as soon as they are listed. */
  readonly acquisitions: readonly number[];
}

/** Milliseconds between two reports, and the time over which the speed is averaged. */
const interval = 150;
const memory = 8_000;

export interface ProgressMeter {
  begin(files: number, bytes: number): void;
  /** Files that turned up later: the members of a zip. */
  further(files: number, bytes: number): void;
  /** The ledger holds the lists. */
  listed(acquisitions: readonly number[]): void;
  /** Bytes of a file that have passed. */
  passed(bytes: number, current: string): void;
  /** A file is over, however it ended; `unread` bytes of it will not pass any more. */
  over(unread: number): void;
  end(): void;
}

/**
 * Counts, and tells at most a few times a second. Speed is an exponential mean over some seconds, so that one slow file
 * or a pause does not make the time left jump. `now` is in milliseconds and never goes back.
 */
export function createProgressMeter(
  tell: (progress: ImportProgress) => void,
  now: () => number = () => performance.now(),
): ProgressMeter {
  let total = 0;
  let bytesTotal = 0;
  let done = 0;
  let bytesDone = 0;
  let current: string | null = null;
  let acquisitions: readonly number[] = [];
  let phase: ImportProgress['phase'] = 'listing';
  let told = Number.NEGATIVE_INFINITY;
  let measured = now();
  let measuredBytes = 0;
  let speed: number | null = null;

  const measure = () => {
    const elapsed = now() - measured;
    if (elapsed < interval) return;
    const latest = (bytesDone - measuredBytes) / elapsed;
    const weight = 1 - Math.exp(-elapsed / memory);
    speed = speed === null ? latest : speed + weight * (latest - speed);
    measured = now();
    measuredBytes = bytesDone;
  };
  const report = (always: boolean) => {
    measure();
    if (!always && now() - told < interval) return;
    told = now();
    const left = Math.max(0, bytesTotal - bytesDone);
    const secondsLeft = phase === 'done' ? 0 : speed === null || speed <= 0 ? null : Math.round(left / speed / 1_000);
    tell({ phase, done, total, bytesDone, bytesTotal, secondsLeft, current, acquisitions });
  };
  report(true);
  return {
    begin(files, bytes) {
      total = files;
      bytesTotal = bytes;
      phase = 'copying';
      measured = now();
      report(true);
    },
    further(files, bytes) {
      total += files;
      bytesTotal += bytes;
      report(true);
    },
    listed(into) {
      acquisitions = into;
      report(true);
    },
    passed(bytes, name) {
      bytesDone += bytes;
      current = name;
      report(false);
    },
    over(unread) {
      done += 1;
      bytesDone += unread;
      report(false);
    },
    end() {
      phase = 'done';
      current = null;
      report(true);
    },
  };
}
