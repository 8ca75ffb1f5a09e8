import { readFileSync } from 'node:fs';
import type { FaultCode } from '../../../shared/faults.ts';
import type { Metadata } from '../../../shared/model/metadata.ts';
import type { WorkerProcess, Workers } from '../ports.ts';
import type { RandomAccess } from '../vault/random-access.ts';
import type { CompanionReading } from './companions/reading.ts';
import { type MediaPart, type MediaReply, type MediaRequest, mediaReply, type PreviewsMade } from './media-messages.ts';
import { mostParts, partsUnderWay } from './part-limits.ts';

/**
 * Keeps media workers within their limits. A file that makes one hang, die or swell costs that file's metadata or
 * preview, with the reason; the worker is replaced and the next file finds a fresh one.
 */
export type MetadataOutcome = { readonly metadata: Metadata } | { readonly problem: FaultCode };
export type PreviewOutcome = { readonly previews: PreviewsMade } | { readonly problem: FaultCode };

export type CodesOutcome = { readonly codes: readonly Uint8Array[] } | { readonly problem: FaultCode };

export type CompanionOutcome = { readonly reading: CompanionReading | null } | { readonly problem: FaultCode };

/** Neither promise ever rejects. */
export type MediaReading = {
  readonly metadata: Promise<MetadataOutcome>;
  readonly preview: Promise<PreviewOutcome>;
};

/** A whole file, or a way to read parts of it, which stays open until both outcomes are there. */
export type Matter = Uint8Array | Pick<RandomAccess, 'size' | 'read'>;

export interface MediaPool {
  /** Starts every worker now, for much that is to come: what is first is then read while they start. */
  warm(): void;
  /** `matter` goes to a worker when one is free; at most as many files are in work as there are workers. */
  read(matter: Matter, type: string): MediaReading;
  /** What the QR codes in a picture hold. Never rejects. */
  readCodes(bytes: Uint8Array, type: string): Promise<CodesOutcome>;
  /** What a text says of files beside it. Never rejects. */
  readCompanion(bytes: Uint8Array): Promise<CompanionOutcome>;
  /** Ends every worker. What is not answered by then is answered with WORKER_DIED. */
  close(): void;
}

export type MediaLimits = {
  readonly processes: number;
  readonly startMilliseconds: number;
  readonly metadataMilliseconds: number;
  readonly previewMilliseconds: number;
  readonly codesMilliseconds: number;
  readonly companionMilliseconds: number;
  readonly heapMegabytes: number;
  readonly residentMegabytes: number;
};

/** Bytes, pixels and WebAssembly memory lie outside V8's heap: the resident limit is what bounds those. */
export const mediaLimits: MediaLimits = {
  processes: 2,
  startMilliseconds: 30_000,
  metadataMilliseconds: 10_000,
  previewMilliseconds: 30_000,
  codesMilliseconds: 30_000,
  companionMilliseconds: 30_000,
  heapMegabytes: 512,
  residentMegabytes: 1_536,
};

const memoryInterval = 200;

/** Bytes of a file that a worker may be given while it is still at the one before. */
const longestAhead = 67_108_864;

/** What is said of a file that made its worker swell, by what the worker was at. */
const swollen = {
  metadata: 'WORKER_DIED',
  preview: 'PREVIEW_TOO_LARGE',
  codes: 'PICTURE_TOO_LARGE',
  companion: 'COMPANION_UNREADABLE',
} as const satisfies Record<Job['stage'], FaultCode>;

type Given = { readonly matter: Matter; readonly type: string };
type Reading = Given & {
  stage: 'metadata' | 'preview';
  readonly answerMetadata: (outcome: MetadataOutcome) => void;
  readonly answerPreview: (outcome: PreviewOutcome) => void;
};
type Scan = Given & {
  readonly stage: 'codes';
  readonly answerCodes: (outcome: CodesOutcome) => void;
};
type Companion = Given & {
  readonly stage: 'companion';
  readonly answerCompanion: (outcome: CompanionOutcome) => void;
};
type Job = Reading | Scan | Companion;

/** Resident set in megabytes as Linux tells it, at once; `null` elsewhere, where the heap limit and the deadline remain. */
function residentMegabytes(pid: number): number | null {
  try {
    const match = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return match === null ? null : Number(match[1]) / 1_024;
  } catch {
    return null;
  }
}

type Pending<T> = { readonly promise: Promise<T>; readonly resolve: (value: T) => void };

function pending<T>(): Pending<T> {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

export function createMediaPool(workers: Workers, limits: MediaLimits = mediaLimits): MediaPool {
  const queue: Job[] = [];
  const slots = Array.from({ length: limits.processes }, () => createSlot(workers, limits, queue, offer));
  let closed = false;
  /** Who is idle comes before who could have something ready for later. */
  function offer(): void {
    for (const slot of slots) if (slot.idle()) slot.take();
    for (const slot of slots) slot.take();
  }
  const submit = (job: Job): void => {
    if (closed) abandon(job, 'WORKER_DIED');
    else {
      queue.push(job);
      offer();
    }
  };
  return {
    warm() {
      if (!closed) for (const slot of slots) slot.warm();
    },
    read(matter, type) {
      const metadata = pending<MetadataOutcome>();
      const preview = pending<PreviewOutcome>();
      submit({
        matter,
        type,
        stage: 'metadata',
        answerMetadata: metadata.resolve,
        answerPreview: preview.resolve,
      });
      return { metadata: metadata.promise, preview: preview.promise };
    },
    readCodes(bytes, type) {
      const codes = pending<CodesOutcome>();
      submit({ matter: bytes, type, stage: 'codes', answerCodes: codes.resolve });
      return codes.promise;
    },
    readCompanion(bytes) {
      const companion = pending<CompanionOutcome>();
      submit({ matter: bytes, type: 'text/plain', stage: 'companion', answerCompanion: companion.resolve });
      return companion.promise;
    },
    close() {
      closed = true;
      for (const job of queue.splice(0)) abandon(job, 'WORKER_DIED');
      for (const slot of slots) slot.close();
    },
  };
}

function abandon(job: Job, problem: FaultCode): void {
  if (job.stage === 'codes') job.answerCodes({ problem });
  else if (job.stage === 'companion') job.answerCompanion({ problem });
  else {
    job.answerMetadata({ problem });
    job.answerPreview({ problem });
  }
}

/** A whole file that nothing has been tried with yet: what has brought a worker down goes to one that has nothing else. */
const isForAhead = (job: Job | undefined): job is Job =>
  job?.stage === 'metadata' && job.matter instanceof Uint8Array && job.matter.length <= longestAhead;

type Slot = { idle(): boolean; warm(): void; take(): void; close(): void };

/** One place for a worker process: empty until there is work, refilled after a worker had to be ended. */
function createSlot(workers: Workers, limits: MediaLimits, queue: Job[], offer: () => void): Slot {
  let worker: WorkerProcess | null = null;
  let ready = false;
  let job: Job | null = null;
  let id = 0;
  /** What the worker has already, and begins with by itself once it is done: it does not wait for the bytes. */
  let ahead: { readonly job: Job; readonly id: number } | null = null;
  let sent = 0;
  let parts = 0;
  let partsOpen = 0;
  let deadline: NodeJS.Timeout | null = null;
  let watch: NodeJS.Timeout | null = null;
  let closed = false;

  const within = (milliseconds: number, problem: () => FaultCode) => {
    if (deadline !== null) clearTimeout(deadline);
    deadline = setTimeout(() => fail(problem()), milliseconds);
  };
  const rest = () => {
    if (deadline !== null) clearTimeout(deadline);
    if (watch !== null) clearInterval(watch);
    deadline = null;
    watch = null;
  };

  /** Ends the worker and answers for the stage that it was in; the other stage gets its chance in a fresh one. */
  function fail(problem: FaultCode): void {
    const victim = worker;
    const failed = job;
    const innocent = ahead;
    rest();
    worker = null;
    ready = false;
    job = null;
    ahead = null;
    victim?.kill();
    if (innocent !== null && closed) abandon(innocent.job, problem);
    else if (innocent !== null) queue.unshift(innocent.job);
    if (failed === null) return;
    if (failed.stage === 'metadata' && !closed) {
      failed.answerMetadata({ problem });
      failed.stage = 'preview';
      queue.unshift(failed);
    } else abandon(failed, problem);
    take();
    if (innocent !== null) offer();
  }

  function start(): void {
    const started = workers.spawn('media', { heapMegabytes: limits.heapMegabytes });
    worker = started;
    started.onMessage((message) => {
      if (worker === started) receive(message);
    });
    started.onExit(() => {
      if (worker === started) fail('WORKER_DIED');
    });
    within(limits.startMilliseconds, () => 'WORKER_DIED');
  }

  function send(to: WorkerProcess, { matter, type, stage }: Job): number {
    sent += 1;
    const wants = {
      metadata: stage === 'metadata',
      preview: stage === 'metadata' || stage === 'preview',
      codes: stage === 'codes',
      companion: stage === 'companion',
    };
    const request = { id: sent, type, wants };
    to.post(
      (matter instanceof Uint8Array
        ? { ...request, bytes: matter }
        : { ...request, size: matter.size }) satisfies MediaRequest,
    );
    return sent;
  }

  function post(): void {
    if (job !== null && worker !== null) begin(worker, job, send(worker, job));
  }

  function begin(by: WorkerProcess, begun: Job, as: number): void {
    job = begun;
    id = as;
    parts = 0;
    partsOpen = 0;
    const { stage } = begun;
    if (stage === 'metadata') within(limits.metadataMilliseconds, () => 'METADATA_TIMEOUT');
    else if (stage === 'preview') within(limits.previewMilliseconds, () => 'PREVIEW_TIMEOUT');
    else if (stage === 'codes') within(limits.codesMilliseconds, () => 'PICTURE_UNREADABLE');
    else within(limits.companionMilliseconds, () => 'COMPANION_UNREADABLE');
    watchMemory(by);
    lookAhead();
  }

  /** A worker that has grown large gets nothing ahead: it is replaced once it is done. */
  function lookAhead(): void {
    const [next] = queue;
    if (worker === null || job === null || !ready || ahead !== null || !isForAhead(next) || isLarge(worker)) return;
    queue.shift();
    ahead = { job: next, id: send(worker, next) };
  }

  function watchMemory(watched: WorkerProcess): void {
    const { pid } = watched;
    if (pid === undefined) return;
    watch = setInterval(() => {
      const resident = residentMegabytes(pid);
      if (resident === null || resident <= limits.residentMegabytes || worker !== watched || job === null) return;
      fail(swollen[job.stage]);
    }, memoryInterval);
  }

  function receive(message: unknown): void {
    const parsed = mediaReply.safeParse(message);
    if (!parsed.success || !accept(parsed.data)) fail('WORKER_DIED');
  }

  /** False for an answer out of turn: such a worker, like one that answers nonsense, is not trusted with the next file. */
  function accept(reply: MediaReply): boolean {
    if (reply.about === 'ready') {
      if (ready) return false;
      ready = true;
      if (job === null) rest();
      else post();
      return true;
    }
    if (job === null || reply.id !== id) return false;
    if (reply.about === 'part') return give(job.matter, reply);
    if (reply.about !== job.stage) return false;
    if (reply.about === 'metadata' && job.stage === 'metadata') {
      job.answerMetadata(reply.outcome);
      job.stage = 'preview';
      within(limits.previewMilliseconds, () => 'PREVIEW_TIMEOUT');
      return true;
    }
    if (reply.about === 'codes' && job.stage === 'codes') job.answerCodes(reply.outcome);
    else if (reply.about === 'companion' && job.stage === 'companion') job.answerCompanion(reply.outcome);
    else if (reply.about === 'preview' && job.stage === 'preview') job.answerPreview(reply.outcome);
    job = null;
    rest();
    const next = ahead;
    ahead = null;
    if (next === null) freshen();
    else if (worker !== null) begin(worker, next.job, next.id);
    return true;
  }

  /** False for more than a parser has any use for: what asks on and on would fill the pipe to it. */
  function give(matter: Matter, { part, offset, length }: Extract<MediaReply, { about: 'part' }>): boolean {
    if (matter instanceof Uint8Array || offset + length > matter.size) return false;
    parts += 1;
    partsOpen += 1;
    if (parts > mostParts || partsOpen > partsUnderWay) return false;
    const [asker, of] = [worker, id];
    const answer = (bytes: Uint8Array | null) => {
      if (worker !== asker || id !== of) return;
      partsOpen -= 1;
      asker?.post({ part, id: of, bytes } satisfies MediaPart);
    };
    matter.read(offset, length).then(answer, () => answer(null));
    return true;
  }

  /** WebAssembly memory never shrinks: a worker that stays large is replaced between two files. */
  function freshen(): void {
    if (worker !== null && isLarge(worker)) {
      worker.kill();
      worker = null;
      ready = false;
    }
    take();
  }

  function isLarge({ pid }: WorkerProcess): boolean {
    const resident = pid === undefined ? null : residentMegabytes(pid);
    return resident !== null && resident > limits.residentMegabytes / 2;
  }

  function take(): void {
    if (closed) return;
    if (job !== null) {
      lookAhead();
      return;
    }
    const next = queue.shift();
    if (next === undefined) return;
    job = next;
    if (worker === null) start();
    else if (ready) post();
  }

  return {
    idle: () => job === null,
    warm() {
      if (worker === null) start();
    },
    take,
    close() {
      closed = true;
      fail('WORKER_DIED');
    },
  };
}
