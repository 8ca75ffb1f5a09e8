import { z } from 'zod';
import type { Reply } from '../../shared/bridge.ts';
import type { CoreEvent } from '../../shared/contract.ts';
import type { FaultEnvelope } from '../../shared/faults.ts';
import type { ByteRange } from '../core/byte-range.ts';
import type { WorkerKind } from '../core/ports.ts';

/**
 * What the processes of the desktop app say to each other.
 *
 *   window ⇄ engine    a port of its own, handed over by main: calls, replies, events. The window is not trusted.
 *   main ⇄ engine      the utility process's own channel: resources for the window's protocol, workers, the end.
 *   engine ⇄ worker    a port of its own, handed over by main, so that pictures do not pass through main.
 */

/** Window to engine. The input is checked by core, with the contract. */
export const windowCall = z.strictObject({ id: z.number().int().nonnegative(), name: z.string(), input: z.unknown() });

export type ToWindow = { id: number; reply: Reply<unknown> } | { event: CoreEvent };

export type MainToEngine =
  /** Carries the window's port. */
  | { kind: 'window' }
  /** Carries the worker's port. */
  | { kind: 'worker'; worker: number; pid: number }
  | { kind: 'worker ended'; worker: number }
  | { kind: 'open'; stream: number; address: string }
  /** First pull: which part. Each pull is answered with one chunk, so a slow reader slows the engine. */
  | { kind: 'pull'; stream: number; range: ByteRange | undefined }
  | { kind: 'drop'; stream: number }
  /** Whether the microphone may be opened now. */
  | { kind: 'may hear'; stream: number }
  /** Lock, then leave. */
  | { kind: 'end' };

export type EngineToMain =
  | { kind: 'ready' }
  | { kind: 'spawn'; worker: number; what: WorkerKind; heapMegabytes: number }
  | { kind: 'kill'; worker: number }
  | { kind: 'opened'; stream: number; type: string; size: number | null; name: string | null }
  | { kind: 'refused'; stream: number; fault: FaultEnvelope }
  | { kind: 'chunk'; stream: number; bytes: Uint8Array }
  | { kind: 'done'; stream: number }
  | { kind: 'broken'; stream: number }
  /** Answers `may hear`. */
  | { kind: 'hears'; stream: number; open: boolean }
  /** Somebody who agreed is being recorded from now on, or nobody any more. */
  | { kind: 'microphone'; open: boolean }
  /** The vault is closed and the keys are wiped: this process is to be ended. */
  | { kind: 'locked' };
