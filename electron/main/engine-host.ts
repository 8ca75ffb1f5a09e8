import { join } from 'node:path';
import { app, MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron';
import { Fault, fromEnvelope } from '../../shared/faults.ts';
import type { ByteRange } from '../core/byte-range.ts';
import { heapFlags } from '../core/ports.ts';
import type { EngineToMain, MainToEngine } from './wire.ts';

/** How long a lock may take before the process is ended without its closing checkpoint, in milliseconds. */
const lockDeadline = 5_000;
/** How long a locked engine may live on for its last message to be read, in milliseconds. */
const farewell = 1_000;
/**
 * V8's own limit differs between versions, and what the memory for what is young has once grown to is never given back: with 8 MiB for each
 * of its halves a million entries are verified in 250 MB. The command line says this to Node too, and two flags more that were tried there
 * (electron/launch/runtime.js).
 */
const engineFlags = ['--max-semi-space-size=8'];

interface OpenedResource {
  readonly type: string;
  readonly size: number | null;
  readonly name: string | null;
  /** Pulls: the next chunk is asked for when the reader wants it. */
  stream(range: ByteRange | undefined): ReadableStream<Uint8Array>;
  drop(): void;
}

type Waiting = { settle: (message: EngineToMain) => void; abandon: () => void };

/**
 * The engine's process as main sees it: exactly one, replaced by a fresh one when it ends. It ends when the vault is
 * locked, and when it dies; for the window both are the same: nothing is open any more.
 */
export class EngineHost {
  readonly #onFresh: () => void;
  readonly #onHopeless: () => void;
  readonly #waiting = new Map<number, Waiting>();
  readonly #workers = new Map<number, UtilityProcess>();
  #process: UtilityProcess;
  #nextStream = 0;
  #hears = false;
  #isReady = false;
  #failedStarts = 0;
  #quitting = false;
  #ready: PromiseWithResolve = promiseWithResolve();

  /**
   * @param onFresh called whenever a new engine stands in for an old one
   * @param onHopeless called when the engine does not come up
   */
  constructor(onFresh: () => void, onHopeless: () => void) {
    this.#onFresh = onFresh;
    this.#onHopeless = onHopeless;
    this.#process = this.#start();
  }

  /** Resolves when an engine is up. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** Whether somebody who agreed is being recorded, as far as main was told. */
  get hears(): boolean {
    return this.#hears;
  }

  /** The same from the engine itself: what it told the window may have overtaken what it told main. */
  async mayHear(): Promise<boolean> {
    try {
      const stream = this.#nextStream++;
      const answer = await this.#ask(stream, { kind: 'may hear', stream });
      this.#hears = answer.kind === 'hears' && answer.open;
    } catch {
      this.#hears = false;
    }
    return this.#hears;
  }

  /** A new line to the engine, for a window. Lines of an engine that ended are dead. */
  connect(): Electron.MessagePortMain {
    const { port1, port2 } = new MessageChannelMain();
    this.#tell({ kind: 'window' }, [port1]);
    return port2;
  }

  /** Gives a lock that the window asked for a deadline: the process is ended whether or not it answers. */
  expectLock(): void {
    this.#endAfter(lockDeadline);
  }

  /** Locks and ends the engine for good: the app quits. Resolves when it is gone. */
  async quit(): Promise<void> {
    this.#quitting = true;
    const gone = new Promise<void>((resolve) => this.#process.once('exit', () => resolve()));
    if (this.#process.pid === undefined) return;
    this.#tell({ kind: 'end' });
    this.#endAfter(lockDeadline);
    await gone;
  }

  /** Opens bytes by the contract's resource addresses. Throws the engine's `Fault`. */
  async open(address: string): Promise<OpenedResource> {
    const stream = this.#nextStream++;
    const answer = await this.#ask(stream, { kind: 'open', stream, address });
    if (answer.kind === 'refused') throw fromEnvelope(answer.fault);
    if (answer.kind !== 'opened') throw new Fault('VAULT_LOCKED');
    const { type, size, name } = answer;
    const drop = (): void => this.#tell({ kind: 'drop', stream });
    return {
      type,
      size,
      name,
      drop,
      stream: (range) =>
        new ReadableStream<Uint8Array>(
          {
            pull: async (controller) => {
              const part = await this.#ask(stream, { kind: 'pull', stream, range });
              if (part.kind === 'chunk') controller.enqueue(part.bytes);
              else if (part.kind === 'done') controller.close();
              else controller.error(new Fault('OBJECT_DAMAGED'));
            },
            cancel: drop,
          },
          { highWaterMark: 1 },
        ),
    };
  }

  #start(): UtilityProcess {
    this.#isReady = false;
    const engine = utilityProcess.fork(
      join(import.meta.dirname, 'engine.js'),
      [app.getVersion(), app.getPath('documents')],
      {
        serviceName: 'Sanad engine',
        stdio: app.isPackaged ? 'ignore' : 'inherit',
        execArgv: [forV8(engineFlags)],
      },
    );
    engine.on('message', (message: EngineToMain) => this.#hear(message));
    engine.once('exit', () => this.#ended());
    return engine;
  }

  #ended(): void {
    for (const { abandon } of this.#waiting.values()) abandon();
    this.#waiting.clear();
    for (const worker of this.#workers.values()) worker.kill();
    this.#workers.clear();
    this.#hears = false;
    if (this.#quitting) return;
    this.#failedStarts = this.#isReady ? 0 : this.#failedStarts + 1;
    if (this.#failedStarts > 1) {
      this.#onHopeless();
      return;
    }
    if (this.#isReady) this.#ready = promiseWithResolve();
    this.#process = this.#start();
    this.#onFresh();
  }

  #endAfter(milliseconds: number): void {
    const engine = this.#process;
    const timer = setTimeout(() => engine.kill(), milliseconds);
    engine.once('exit', () => clearTimeout(timer));
  }

  #tell(message: MainToEngine, ports: Electron.MessagePortMain[] = []): void {
    this.#process.postMessage(message, ports);
  }

  #ask(stream: number, message: MainToEngine): Promise<EngineToMain> {
    return new Promise((settle, refuse) => {
      this.#waiting.set(stream, { settle, abandon: () => refuse(new Fault('VAULT_LOCKED')) });
      this.#tell(message);
    });
  }

  #hear(message: EngineToMain): void {
    switch (message.kind) {
      case 'ready':
        this.#isReady = true;
        this.#ready.resolve();
        break;
      case 'spawn':
        this.#spawn(message.worker, message.heapMegabytes);
        break;
      case 'kill':
        this.#workers.get(message.worker)?.kill();
        break;
      case 'microphone':
        this.#hears = message.open;
        break;
      case 'locked':
        this.#hears = false;
        this.#endAfter(farewell);
        break;
      default: {
        const waiting = this.#waiting.get(message.stream);
        this.#waiting.delete(message.stream);
        waiting?.settle(message);
      }
    }
  }

  #spawn(number: number, heapMegabytes: number): void {
    const worker = utilityProcess.fork(join(import.meta.dirname, 'media.js'), [], {
      serviceName: 'Sanad media',
      stdio: 'ignore',
      // It reads hostile files: what this computer is set up like is none of its business.
      env: {},
      execArgv: [forV8(heapFlags(heapMegabytes))],
    });
    this.#workers.set(number, worker);
    worker.once('spawn', () => {
      const { port1, port2 } = new MessageChannelMain();
      worker.postMessage(null, [port1]);
      this.#tell({ kind: 'worker', worker: number, pid: worker.pid ?? 0 }, [port2]);
    });
    worker.once('exit', () => {
      if (this.#workers.delete(number)) this.#tell({ kind: 'worker ended', worker: number });
    });
  }
}

type PromiseWithResolve = { promise: Promise<void>; resolve: () => void };

function promiseWithResolve(): PromiseWithResolve {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** A utility process takes no Node options as arguments, but hands these on to V8. */
function forV8(flags: readonly string[]): string {
  return `--js-flags=${flags.join(' ')}`;
}
