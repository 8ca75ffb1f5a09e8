import { toEnvelope } from '../../shared/faults.ts';
import type { ByteRange } from '../core/byte-range.ts';
import type { Engine, Resource } from '../core/engine.ts';
import type { EngineToMain } from './wire.ts';

type Open = { resource: Resource; bytes: AsyncIterator<Uint8Array> | null };

/** Resources that main reads on behalf of the window, one chunk for each time it asks. */
export class EngineStreams {
  readonly #open = new Map<number, Open>();
  readonly #engine: Pick<Engine, 'resource'>;
  readonly #tell: (message: EngineToMain) => void;

  constructor(engine: Pick<Engine, 'resource'>, tell: (message: EngineToMain) => void) {
    this.#engine = engine;
    this.#tell = tell;
  }

  async open(stream: number, address: string): Promise<void> {
    try {
      const resource = await this.#engine.resource(address);
      this.#open.set(stream, { resource, bytes: null });
      const { type, size, name } = resource;
      this.#tell({ kind: 'opened', stream, type, size, name });
    } catch (error) {
      this.#tell({ kind: 'refused', stream, fault: toEnvelope(error) });
    }
  }

  async pull(stream: number, range: ByteRange | undefined): Promise<void> {
    const open = this.#open.get(stream);
    if (open === undefined) return;
    open.bytes ??= open.resource.stream(range)[Symbol.asyncIterator]();
    try {
      const next = await open.bytes.next();
      if (next.done === true) {
        this.#open.delete(stream);
        this.#tell({ kind: 'done', stream });
      } else {
        this.#tell({ kind: 'chunk', stream, bytes: next.value });
      }
    } catch {
      this.#open.delete(stream);
      this.#tell({ kind: 'broken', stream });
    }
  }

  /** The window went on: lets go of the file behind the resource. */
  async drop(stream: number): Promise<void> {
    const open = this.#open.get(stream);
    this.#open.delete(stream);
    await open?.bytes?.return?.();
    await open?.resource.close();
  }
}
