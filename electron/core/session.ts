import type { CallName, CoreEvent } from '../../shared/contract.ts';
import { Fault } from '../../shared/faults.ts';
import type { RecordId } from '../../shared/model/records.ts';
import { Opened } from './custody/opened.ts';
import type { Workers } from './ports.ts';
import { finishRecording } from './recording/finishing.ts';
import { Recorder } from './recording/recorder.ts';
import { Uploads } from './uploads.ts';
import type { OpenVault } from './vault/vault.ts';

/** What the face that core lives in brings along. */
export interface EngineOptions {
  readonly workers: Workers;
  readonly face: 'desktop' | 'browser' | 'terminal';
  /** Where a new vault is put unless a person says otherwise. */
  readonly folder: string;
  readonly version: string;
  /** Where the checkpoints of verified bundles are kept, to compare later ones with; absent where nothing is kept. */
  readonly known?: string | null;
}

/** A bundle that waits to be taken away through the browser, once. */
export type Download = { name: string; size: number | null; stream: () => AsyncIterable<Uint8Array> };

/** One running piece of work that a person can stop. */
type Job = { readonly stop: AbortController; readonly ended: Promise<unknown> };

/** Calls that end what goes on, and so can't wait for its end. */
const interrupting: readonly CallName[] = ['import.cancel', 'vault.lock', 'app.about'];

/** What core remembers between calls: the open vault, what runs, and who listens. All of it is gone with `lock`. */
export class Session {
  readonly options: EngineOptions;
  readonly uploads = new Uploads();
  readonly downloads = new Map<string, Download>();
  readonly recorder = new Recorder();
  readonly #listeners = new Set<(event: CoreEvent) => void>();
  readonly #jobs = new Map<string, Job>();
  #opened = new Opened();
  #vault: OpenVault | null = null;
  #closing = new AbortController();
  #opening = false;
  #locking: Promise<void> = Promise.resolve();
  readonly #calls = new Map<Promise<unknown>, CallName>();
  #alone: Promise<unknown> | null = null;

  constructor(options: EngineOptions) {
    this.options = options;
  }

  /** Throws VAULT_LOCKED when none is open. */
  get vault(): OpenVault {
    if (this.#vault === null) throw new Fault('VAULT_LOCKED');
    return this.#vault;
  }

  /** Aborted when the open vault locks. */
  get whileOpen(): AbortSignal {
    return this.#closing.signal;
  }

  /** What is looked at while the vault is open. */
  get opened(): Opened {
    return this.#opened;
  }

  get isOpen(): boolean {
    return this.#vault !== null;
  }

  /** Opens a vault in place of the one that is open. Two openings at once are refused: the second would lose the first. */
  async adopt(open: () => Promise<OpenVault>): Promise<OpenVault> {
    if (this.#opening) throw new Fault('VAULT_IN_USE');
    this.#opening = true;
    try {
      await this.lock();
      this.#vault = await open();
      return this.#vault;
    } finally {
      this.#opening = false;
    }
  }

  subscribe(listener: (event: CoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: CoreEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  changed(...what: Extract<CoreEvent, { event: 'changed' }>['what'][]): void {
    for (const one of what) this.emit({ event: 'changed', what: one });
  }

  /** Runs a piece of work under the name its caller gave it, so that it can be cancelled and is waited for at lock. */
  async run<T>(job: string, work: (stop: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#jobs.has(job)) throw new Fault('REQUEST_INVALID', { call: 'job', field: 'job' });
    const stop = new AbortController();
    const result = work(stop.signal);
    this.#jobs.set(job, { stop, ended: result.catch(() => {}) });
    try {
      return await result;
    } finally {
      this.#jobs.delete(job);
    }
  }

  cancel(job: string): void {
    this.#jobs.get(job)?.stop.abort();
  }

  /** Answers a call, once nothing goes on that must be alone. What stops such a thing does not wait for it. */
  async answer<T>(name: CallName, work: () => T | Promise<T>): Promise<T> {
    while (this.#alone !== null && !interrupting.includes(name)) await this.#alone;
    const answering = Promise.resolve().then(work);
    const ended = answering.catch(() => {});
    this.#calls.set(ended, name);
    try {
      return await answering;
    } finally {
      this.#calls.delete(ended);
    }
  }

  /**
   * Runs something of the piece of work under this name while no other call is answered, and none is on its way. Throws IMPORT_RUNNING
   * while another piece of work runs, or somebody is recorded.
   */
  async alone<T>(job: string, work: () => Promise<T>): Promise<T> {
    const isBusy = this.recorder.running !== null || [...this.#jobs.keys()].some((other) => other !== job);
    if (this.#alone !== null || isBusy) throw new Fault('IMPORT_RUNNING');
    const others = [...this.#calls].flatMap(([ended, name]) =>
      name === 'caseList.import' || interrupting.includes(name) ? [] : [ended],
    );
    const result = Promise.all(others).then(work);
    this.#alone = result.catch(() => {});
    try {
      return await result;
    } finally {
      this.#alone = null;
    }
  }

  /** Throws ERASURE_BUSY while a piece of work runs, or somebody is recorded. */
  requireIdle(): void {
    if (this.#jobs.size > 0 || this.recorder.running !== null) throw new Fault('ERASURE_BUSY');
  }

  /** Stops what runs, keeps what is done, makes a checkpoint, closes, wipes the keys. Nothing happens when none is open. */
  lock(): Promise<void> {
    // A second one waits for the first: what it closes is still being written.
    this.#locking = this.#locking.catch(() => {}).then(() => this.#lock());
    return this.#locking;
  }

  async #lock(): Promise<void> {
    const jobs = [...this.#jobs.values()];
    for (const { stop } of jobs) stop.abort();
    this.#closing.abort();
    this.#closing = new AbortController();
    this.uploads.endAll();
    this.downloads.clear();
    await Promise.all(jobs.map(({ ended }) => ended));
    const vault = this.#vault;
    this.#vault = null;
    const opened = this.#opened;
    this.#opened = new Opened();
    if (vault === null) return;
    const recorded = this.recorder.end();
    if (recorded !== null) {
      // The screen is cleared before what was recorded is archived.
      this.emit({ event: 'recording', goesOn: false });
      this.emit({ event: 'locked' });
      await keepRecorded(vault, this.options.workers, recorded);
    }
    try {
      recordOpened(vault, opened);
      await vault.close();
    } finally {
      this.emit({ event: 'locked' });
    }
  }
}

/** What can't be archived now is still in the vault, and offered when it is opened again. */
async function keepRecorded(vault: OpenVault, workers: Workers, recorded: RecordId): Promise<void> {
  try {
    await finishRecording(vault, workers, recorded, 'locked');
  } catch {
    // A full disk must not keep a vault open.
  }
}

/** Locking always locks, also where nothing more can be written. */
function recordOpened(vault: OpenVault, opened: Opened): void {
  try {
    opened.record(vault);
  } catch {
    // A full disk must not keep a vault open.
  }
}
