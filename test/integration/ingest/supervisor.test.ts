import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createForkedWorkers } from '../../../electron/core/forked-workers.ts';
import { createMediaPool, type MediaPool, mediaLimits } from '../../../electron/core/ingest/supervisor.ts';
import type { WorkerProcess, Workers } from '../../../electron/core/ports.ts';

/** Real processes, counted. */
function misbehaving(file = 'misbehaving.ts') {
  const real = createForkedWorkers({ media: new URL(`../../fixtures/media-workers/${file}`, import.meta.url) });
  const spawned: WorkerProcess[] = [];
  const workers: Workers = {
    spawn(kind, limits) {
      const worker = real.spawn(kind, limits);
      spawned.push(worker);
      return worker;
    },
  };
  return { workers, spawned };
}

const limits = {
  ...mediaLimits,
  processes: 1,
  metadataMilliseconds: 1_000,
  previewMilliseconds: 1_500,
  codesMilliseconds: 1_000,
  companionMilliseconds: 1_000,
  residentMegabytes: 400,
};

/** For what ends by itself: on a busy machine a process may need a while to be gone, and only a hang is to meet its deadline. */
const patient = { ...limits, metadataMilliseconds: 30_000, previewMilliseconds: 30_000, codesMilliseconds: 30_000 };

let pool: MediaPool | undefined;
afterEach(() => pool?.close());

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function outcomes(what: string | number, of: MediaPool) {
  const matter =
    typeof what === 'string'
      ? new TextEncoder().encode(what)
      : { size: what, read: async (_: number, length: number) => new Uint8Array(length) };
  const reading = of.read(matter, 'image/jpeg');
  const [metadata, preview] = await Promise.all([reading.metadata, reading.preview]);
  return {
    metadata: 'problem' in metadata ? metadata.problem : 'read',
    preview: 'problem' in preview ? preview.problem : 'made',
  };
}

describe('a file that breaks its parser costs only what that parser would have given', () => {
  it.each([
    ['hang in metadata', { metadata: 'METADATA_TIMEOUT', preview: 'made' }],
    ['die in metadata', { metadata: 'WORKER_DIED', preview: 'made' }],
    ['leave in metadata', { metadata: 'WORKER_DIED', preview: 'made' }],
    ['nonsense', { metadata: 'WORKER_DIED', preview: 'WORKER_DIED' }],
    ['another file', { metadata: 'WORKER_DIED', preview: 'WORKER_DIED' }],
    ['hang after metadata', { metadata: 'read', preview: 'PREVIEW_TIMEOUT' }],
    ['die after metadata', { metadata: 'read', preview: 'WORKER_DIED' }],
  ])('%s', async (text, expected) => {
    const { workers, spawned } = misbehaving();
    pool = createMediaPool(workers, text.startsWith('hang') ? limits : patient);
    expect(await outcomes('well', pool)).toEqual({ metadata: 'read', preview: 'made' });
    expect(await outcomes(text, pool)).toEqual(expected);
    expect(await outcomes('well', pool)).toEqual({ metadata: 'read', preview: 'made' });
    expect(spawned.length).toBeGreaterThan(1);
  });

  it.each([
    ['beyond the end of the file', 1_001],
    ['for more at once than any parser needs', 4_000_000],
    ['on and on without taking what it gets', 1_003],
  ])('asks for parts %s', async (_, size) => {
    const { workers } = misbehaving();
    pool = createMediaPool(workers, limits);
    expect(await outcomes(size, pool)).toEqual({ metadata: 'WORKER_DIED', preview: 'made' });
    expect(await outcomes('well', pool)).toEqual({ metadata: 'read', preview: 'made' });
  });

  it.skipIf(process.platform !== 'linux')('grows beyond its memory (measured on Linux)', async () => {
    const { workers } = misbehaving();
    pool = createMediaPool(workers, { ...limits, metadataMilliseconds: 60_000, previewMilliseconds: 60_000 });
    expect(await outcomes('swell in metadata', pool)).toEqual({ metadata: 'WORKER_DIED', preview: 'made' });
    expect(await outcomes('swell after metadata', pool)).toEqual({ metadata: 'read', preview: 'PREVIEW_TOO_LARGE' });
    expect(await outcomes('well', pool)).toEqual({ metadata: 'read', preview: 'made' });
  });
});

describe('a picture that breaks the reader of QR codes costs only itself', () => {
  const codes = async (text: string, of: MediaPool) => {
    const outcome = await of.readCodes(new TextEncoder().encode(text), 'image/jpeg');
    return 'problem' in outcome ? outcome.problem : new TextDecoder().decode(outcome.codes[0]);
  };

  it.each([
    ['hang in codes', 'PICTURE_UNREADABLE'],
    ['die in codes', 'WORKER_DIED'],
    ['leave in codes', 'WORKER_DIED'],
    ['nonsense', 'WORKER_DIED'],
    ['another file', 'WORKER_DIED'],
  ])('%s', async (text, expected) => {
    pool = createMediaPool(misbehaving().workers, limits);
    expect(await codes(text, pool)).toBe(expected);
    expect(await codes('well', pool)).toBe('well');
    expect(await outcomes('well', pool)).toEqual({ metadata: 'read', preview: 'made' });
  });

  it.skipIf(process.platform !== 'linux')('grows beyond its memory (measured on Linux)', async () => {
    pool = createMediaPool(misbehaving().workers, { ...limits, codesMilliseconds: 60_000 });
    expect(await codes('swell in codes', pool)).toBe('PICTURE_TOO_LARGE');
  });

  it('is answered when the pool is closed, and after', async () => {
    pool = createMediaPool(misbehaving().workers, limits);
    const open = codes('hang in codes', pool);
    pool.close();
    expect([await open, await codes('well', pool)]).toEqual(['WORKER_DIED', 'WORKER_DIED']);
  });
});

describe('the pool', () => {
  it('ends what hangs, leaving no process behind', async () => {
    const { workers, spawned } = misbehaving();
    pool = createMediaPool(workers, limits);
    await outcomes('hang in metadata', pool);
    pool.close();
    await Promise.all(spawned.map((worker) => new Promise<void>((resolve) => worker.onExit(resolve))));
    expect(spawned.filter(({ pid }) => pid !== undefined && isAlive(pid))).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')(
    'leaves no looping worker behind when its own process is killed',
    async () => {
      const parent = spawn(
        process.execPath,
        [fileURLToPath(new URL('../../fixtures/media-workers/parent.ts', import.meta.url))],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      const worker = await new Promise<number>((resolve) =>
        parent.stdout.once('data', (text) => resolve(Number(text))),
      );
      expect(isAlive(worker)).toBe(true);
      parent.kill('SIGKILL');
      // Ends by the test's own limit where the worker lives on.
      while (isAlive(worker)) await wait(100);
    },
  );

  it('answers for every file when no worker ever comes up', async () => {
    const { workers, spawned } = misbehaving('stillborn.ts');
    pool = createMediaPool(workers, { ...limits, processes: 2 });
    const all = await Promise.all(['a', 'b', 'c'].map((text) => outcomes(text, pool as MediaPool)));
    expect(all).toEqual(Array(3).fill({ metadata: 'WORKER_DIED', preview: 'WORKER_DIED' }));
    expect(spawned).toHaveLength(6);
  });

  it('starts every worker once where much is to come, before the first file', async () => {
    const { workers, spawned } = misbehaving();
    const both = createMediaPool(workers, { ...patient, processes: 2 });
    pool = both;
    both.warm();
    both.warm();
    expect(spawned).toHaveLength(2);
    const all = await Promise.all(['well', 'well', 'well'].map((text) => outcomes(text, both)));
    expect(all).toEqual(Array(3).fill({ metadata: 'read', preview: 'made' }));
    expect(spawned).toHaveLength(2);
  });

  it('asks a fresh worker where the one that was started before is gone', async () => {
    const { workers, spawned } = misbehaving();
    pool = createMediaPool(workers, patient);
    pool.warm();
    const [early] = spawned;
    const gone = new Promise<void>((resolve) => early?.onExit(resolve));
    early?.kill();
    await gone;
    expect(await outcomes('well', pool)).toEqual({ metadata: 'read', preview: 'made' });
    expect(spawned).toHaveLength(2);
  });

  it('keeps many files apart', async () => {
    const { workers, spawned } = misbehaving();
    pool = createMediaPool(workers, { ...limits, processes: 2 });
    const texts = Array.from({ length: 12 }, (_, index) => (index % 4 === 1 ? 'die in metadata' : 'well'));
    const all = await Promise.all(texts.map((text) => outcomes(text, pool as MediaPool)));
    expect(all.map(({ metadata }) => metadata)).toEqual(
      texts.map((text) => (text === 'well' ? 'read' : 'WORKER_DIED')),
    );
    expect(all.every(({ preview }) => preview === 'made')).toBe(true);
    expect(spawned.length).toBeLessThanOrEqual(5);
  });

  it('has the next file ready with a worker, and asks another where that worker is ended first', async () => {
    const { workers, spawned } = misbehaving();
    const given = new Map<WorkerProcess, number>();
    const counted: Workers = {
      spawn(kind, of) {
        const worker = workers.spawn(kind, of);
        const post = (message: unknown) => {
          given.set(worker, (given.get(worker) ?? 0) + 1);
          worker.post(message);
        };
        return { ...worker, post };
      },
    };
    pool = createMediaPool(counted, limits);
    const all = await Promise.all(
      ['well', 'hang in metadata', 'well', 'well'].map((text) => outcomes(text, pool as MediaPool)),
    );
    const well = { metadata: 'read', preview: 'made' };
    expect(all).toEqual([well, { ...well, metadata: 'METADATA_TIMEOUT' }, well, well]);
    // The first worker had three of them, of which it answered one.
    expect(spawned.map((worker) => given.get(worker))).toEqual([3, 3]);
  });

  it('answers what was asked when it is closed, and after', async () => {
    const { workers } = misbehaving();
    pool = createMediaPool(workers, limits);
    const open = ['hang in metadata', 'well', 'well'].map((text) => outcomes(text, pool as MediaPool));
    pool.close();
    const died = { metadata: 'WORKER_DIED', preview: 'WORKER_DIED' };
    expect(await Promise.all(open)).toEqual([died, died, died]);
    expect(await outcomes('well', pool)).toEqual(died);
  });
});
