import { brokenRule } from '../../shared/broken-rule.ts';
import {
  type CallInput,
  type CallName,
  type CallOutput,
  type CallRequest,
  type CoreEvent,
  contract,
  resourceAddress,
} from '../../shared/contract.ts';
import { Fault, type FaultEnvelope, toEnvelope } from '../../shared/faults.ts';
import { capabilities } from './capabilities.ts';
import { openResource, type Resource } from './resources.ts';
import { type EngineOptions, Session } from './session.ts';
import type { UploadLine } from './uploads.ts';

export type Reply = { ok: true; value: unknown } | { ok: false; fault: FaultEnvelope };

/** The whole of core behind the contract: what a window, a page or a command line talks to. */
export interface Engine {
  /** One call. Request and answer are checked with the contract's schemas; whatever goes wrong comes back as a fault. */
  handle(name: unknown, input: unknown): Promise<Reply>;
  /** The same for callers in this process: typed, and a fault is thrown. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  subscribe(listener: (event: CoreEvent) => void): () => void;
  /** Bytes for a screen, by the contract's resource addresses. */
  resource(address: string): Promise<Resource>;
  /** Browser: announces files whose bytes will follow in this order. */
  openUpload(id: string, files: readonly UploadLine[]): void;
  /** Browser: the bytes of one announced file. Resolves when core has taken them. */
  feedUpload(id: string, number: number, body: AsyncIterable<Uint8Array>): Promise<void>;
  /** Whether somebody who agreed is being recorded: only then may a face open its microphone. */
  isRecording(): boolean;
  /** Checkpoint, close, wipe. The engine is of no use afterwards. */
  close(): Promise<void>;
}

const isCallName = (name: unknown): name is CallName => typeof name === 'string' && Object.hasOwn(contract, name);

export function createEngine(options: EngineOptions): Engine {
  const session = new Session(options);

  async function call<N extends CallName>(name: N, input: unknown): Promise<CallOutput<N>> {
    const request = contract[name].input.safeParse(input);
    if (!request.success) {
      throw new Fault('REQUEST_INVALID', { call: name, ...brokenRule(request.error, input) });
    }
    const answer = await session.answer(name, () => capabilities[name](session, request.data as CallRequest<N>));
    return contract[name].output.parse(answer) as CallOutput<N>;
  }

  return {
    call,
    async handle(name, input) {
      try {
        if (!isCallName(name)) throw new Fault('CALL_UNKNOWN');
        return { ok: true, value: await call(name, input) };
      } catch (error) {
        return { ok: false, fault: toEnvelope(error) };
      }
    },
    subscribe: (listener) => session.subscribe(listener),
    async resource(address) {
      const known = resourceAddress.safeParse(address);
      if (!known.success) throw new Fault('REQUEST_INVALID', { call: 'resource', field: '' });
      return openResource(session, known.data);
    },
    openUpload: (id, files) => session.uploads.open(id, files),
    feedUpload: (id, number, body) => session.uploads.feed(id, number, body),
    isRecording: () => session.recorder.running !== null,
    close: () => session.lock(),
  };
}

export type { Resource } from './resources.ts';
