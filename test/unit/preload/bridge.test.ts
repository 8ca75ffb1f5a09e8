import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DesktopBridge } from '../../../shared/bridge.ts';
import type { CoreEvent } from '../../../shared/contract.ts';
import { shellNames } from '../../../shared/shell.ts';

// Electron exists inside Electron alone: what the preload uses of it is played here, with real ports between.
const electron = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  heard: new Map<string, (event: unknown) => void>(),
  sent: [] as string[],
  invoked: [] as unknown[][],
  cleared: 0,
}));
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => electron.exposed.set(name, api) },
  ipcRenderer: {
    on: (channel: string, listener: (event: unknown) => void) => electron.heard.set(channel, listener),
    send: (channel: string) => electron.sent.push(channel),
    invoke: async (...args: unknown[]) => {
      electron.invoked.push(args);
      return { ok: true, value: null };
    },
  },
  webFrame: {
    clearCache: () => {
      electron.cleared += 1;
    },
  },
  webUtils: { getPathForFile: (file: { name: string }) => `/card/${file.name}` },
}));

type Asked = { id: number; name: string; input: unknown };

/** The engine's end of a port that main hands over: what it was asked, and a way to answer. */
function connect() {
  const { port1, port2 } = new MessageChannel();
  const asked: Asked[] = [];
  let arrived = (): void => {};
  let closed = false;
  port2.on('message', (data) => {
    asked.push(data as Asked);
    arrived();
  });
  port2.on('close', () => {
    closed = true;
    arrived();
  });
  ports.push(port1, port2);
  electron.heard.get('engine')?.({ ports: [port1] });
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) {
      await new Promise<void>((resolve) => {
        arrived = resolve;
      });
    }
  };
  return {
    asked,
    answer: (message: unknown) => port2.postMessage(message),
    hasBeenAsked: (count: number) => until(() => asked.length >= count),
    isLetGo: () => until(() => closed),
  };
}

const ports: MessagePort[] = [];
let bridge: DesktopBridge;

beforeEach(async () => {
  vi.resetModules();
  electron.sent.length = 0;
  electron.invoked.length = 0;
  electron.cleared = 0;
  await import('../../../electron/preload/index.ts');
  bridge = electron.exposed.get('sanad') as DesktopBridge;
});
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

describe('what the preload exposes', () => {
  test('is the bridge and nothing beside it', () => {
    expect([...electron.exposed.keys()]).toEqual(['sanad']);
    expect(Object.keys(bridge).sort()).toEqual(['call', 'face', 'pathOf', 'shell', 'subscribe']);
    expect(Object.keys(bridge.shell)).toEqual(shellNames);
  });

  test('asks main for the engine as soon as it is there', () => {
    expect(electron.sent).toEqual(['connect']);
  });

  test('passes native dialogs on by name', async () => {
    await bridge.shell.pickFolder({ title: 'Where to' });
    expect(electron.invoked).toEqual([['shell', 'pickFolder', { title: 'Where to' }]]);
  });
});

describe('a call', () => {
  test('reaches the engine and comes back, in any order', async () => {
    const engine = connect();
    const first = bridge.call('vault.state', {});
    const second = bridge.call('item.get', { seq: 3 });
    await engine.hasBeenAsked(2);
    expect(engine.asked.map(({ name, input }) => [name, input])).toEqual([
      ['vault.state', {}],
      ['item.get', { seq: 3 }],
    ]);
    engine.answer({ id: engine.asked[1]?.id, reply: { ok: false, fault: { code: 'RECORD_NOT_FOUND', params: {} } } });
    engine.answer({ id: engine.asked[0]?.id, reply: { ok: true, value: null } });
    expect(await first).toEqual({ ok: true, value: null });
    expect(await second).toEqual({ ok: false, fault: { code: 'RECORD_NOT_FOUND', params: {} } });
  });

  test('that is made before the engine is there waits for it', async () => {
    const early = bridge.call('vault.state', {});
    const engine = connect();
    await engine.hasBeenAsked(1);
    engine.answer({ id: engine.asked[0]?.id, reply: { ok: true, value: null } });
    expect(await early).toEqual({ ok: true, value: null });
  });

  test.each(['nonsense', 'toString', '__proto__', 'constructor', ''])('named "%s" does not leave', async (name) => {
    const engine = connect();
    expect(await bridge.call(name as 'vault.state', {})).toMatchObject({ ok: false, fault: { code: 'CALL_UNKNOWN' } });
    const known = bridge.call('vault.state', {});
    await engine.hasBeenAsked(1);
    expect(engine.asked).toHaveLength(1);
    engine.answer({ id: engine.asked[0]?.id, reply: { ok: true, value: null } });
    await known;
  });

  test('with something that cannot be cloned is refused', async () => {
    connect();
    const input = { seq: () => 3 } as unknown as { seq: number };
    expect(await bridge.call('item.get', input)).toMatchObject({ ok: false, fault: { code: 'REQUEST_INVALID' } });
  });
});

describe('locking', () => {
  test('lets go of the engine once it answered, and asks the next one from then on', async () => {
    const first = connect();
    const lock = bridge.call('vault.lock', {});
    expect(electron.sent).toContain('lock');
    await first.hasBeenAsked(1);
    first.answer({ id: first.asked[0]?.id, reply: { ok: true, value: {} } });
    expect(await lock).toEqual({ ok: true, value: {} });
    await first.isLetGo();
    const state = bridge.call('vault.state', {});
    const second = connect();
    await second.hasBeenAsked(1);
    second.answer({ id: second.asked[0]?.id, reply: { ok: true, value: null } });
    expect(await state).toEqual({ ok: true, value: null });
    expect(first.asked).toHaveLength(1);
  });

  test('keeps for the next engine what is asked while this one is locking', async () => {
    const first = connect();
    const lock = bridge.call('vault.lock', {});
    const about = bridge.call('app.about', {});
    await first.hasBeenAsked(1);
    first.answer({ id: first.asked[0]?.id, reply: { ok: true, value: {} } });
    await lock;
    await first.isLetGo();
    expect(first.asked.map(({ name }) => name)).toEqual(['vault.lock']);
    const second = connect();
    await second.hasBeenAsked(1);
    second.answer({ id: second.asked[0]?.id, reply: { ok: false, fault: { code: 'INTERNAL', params: {} } } });
    expect(await about).toEqual({ ok: false, fault: { code: 'INTERNAL', params: {} } });
  });

  test('clears the pictures that were decoded', async () => {
    const engine = connect();
    const events: CoreEvent[] = [];
    const told = new Promise<void>((resolve) => {
      bridge.subscribe((event) => {
        events.push(event);
        resolve();
      });
    });
    engine.answer({ event: { event: 'locked' } });
    await told;
    expect(events).toEqual([{ event: 'locked' }]);
    expect(electron.cleared).toBe(1);
  });
});

describe('an engine that dies', () => {
  test('is told as locked; what it owed comes back as locked, a lock as done', async () => {
    const first = connect();
    const events: CoreEvent[] = [];
    bridge.subscribe((event) => events.push(event));
    const list = bridge.call('incident.list', {});
    const lock = bridge.call('vault.lock', {});
    await first.hasBeenAsked(2);
    connect();
    expect(await list).toMatchObject({ ok: false, fault: { code: 'VAULT_LOCKED' } });
    expect(await lock).toEqual({ ok: true, value: {} });
    expect(events).toEqual([{ event: 'locked' }]);
  });

  test('tells those who no longer listen nothing', () => {
    connect();
    const events: CoreEvent[] = [];
    const end = bridge.subscribe((event) => events.push(event));
    end();
    connect();
    expect(events).toEqual([]);
  });
});
