import { describe, expect, test } from 'vitest';
import type { Resource } from '../../../electron/core/engine.ts';
import { EngineStreams } from '../../../electron/main/engine-streams.ts';
import type { EngineToMain } from '../../../electron/main/wire.ts';
import { Fault } from '../../../shared/faults.ts';

/** Six bytes in chunks of two, from a file that notices when it is let go of. */
function streams() {
  const told: EngineToMain[] = [];
  const file = { read: 0, closed: 0 };
  const resource: Resource = {
    type: 'image/webp',
    size: 6,
    name: null,
    async *stream(range) {
      try {
        for (let at = range?.start ?? 0; at < (range?.end ?? 6); at += 2) {
          if (at >= 4 && file.read === -1) throw new Error('damaged');
          file.read += 2;
          yield Uint8Array.of(at, at + 1);
        }
      } finally {
        await this.close();
      }
    },
    async close() {
      file.closed = 1;
    },
  };
  const engine = {
    async resource(address: string) {
      if (address !== 'view/7') throw new Fault('OBJECT_MISSING');
      return resource;
    },
  };
  return { told, file, streams: new EngineStreams(engine, (message) => told.push(message)) };
}

describe('a resource that main reads for the window', () => {
  test('is described first, then given chunk by chunk, each when asked for', async () => {
    const { told, file, streams: under } = streams();
    await under.open(1, 'view/7');
    expect(told.splice(0)).toEqual([{ kind: 'opened', stream: 1, type: 'image/webp', size: 6, name: null }]);
    expect(file.read).toBe(0);
    await under.pull(1, { start: 2, end: 6 });
    expect(told.splice(0)).toEqual([{ kind: 'chunk', stream: 1, bytes: Uint8Array.of(2, 3) }]);
    expect(file.read).toBe(2);
    await under.pull(1, { start: 2, end: 6 });
    await under.pull(1, { start: 2, end: 6 });
    expect(told.map(({ kind }) => kind)).toEqual(['chunk', 'done']);
    expect(file.closed).toBe(1);
  });

  test('that cannot be opened is refused with its fault', async () => {
    const { told, streams: under } = streams();
    await under.open(1, 'view/8');
    expect(told).toEqual([{ kind: 'refused', stream: 1, fault: { code: 'OBJECT_MISSING', params: {} } }]);
  });

  test('that turns out to be damaged is broken off, never ended as if it were whole', async () => {
    const { told, file, streams: under } = streams();
    await under.open(1, 'view/7');
    await under.pull(1, undefined);
    await under.pull(1, undefined);
    file.read = -1;
    await under.pull(1, undefined);
    expect(told.at(-1)).toEqual({ kind: 'broken', stream: 1 });
  });

  test.each([0, 1, 2])('is let go of after %i chunks', async (chunks) => {
    const { told, file, streams: under } = streams();
    await under.open(1, 'view/7');
    for (let i = 0; i < chunks; i += 1) await under.pull(1, undefined);
    await under.drop(1);
    expect(file.closed).toBe(1);
    const before = told.length;
    await under.pull(1, undefined);
    expect(told.length).toBe(before);
  });
});
