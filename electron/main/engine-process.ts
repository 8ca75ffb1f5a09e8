import Database from 'better-sqlite3';
import type { MessagePortMain } from 'electron';
import { createEngine } from '../core/engine.ts';
import { knownFolder } from '../core/witness/known.ts';
import { EngineStreams } from './engine-streams.ts';
import { EngineWorkers } from './engine-workers.ts';
import { type EngineToMain, type MainToEngine, type ToWindow, windowCall } from './wire.ts';

// Entry of the engine's utility process. It is given the version and the folder for new vaults as arguments, and holds
// the keys: ending it is what locking does.
const [version = '', folder = ''] = process.argv.slice(2);
const main = process.parentPort;
// Node's remarks on its own experiments are for nobody who runs this.
process.removeAllListeners('warning');

const tell = (message: EngineToMain): void => main.postMessage(message);

const workers = new EngineWorkers(tell);
const engine = createEngine({ workers, face: 'desktop', folder, version, known: knownFolder() });
const streams = new EngineStreams(engine, tell);
const windows = new Set<MessagePortMain>();
/** Once locked, this process takes no more calls and waits to be ended. */
let spent = false;

engine.subscribe((event) => {
  if (event.event === 'recording') tell({ kind: 'microphone', open: event.goesOn });
  for (const window of windows) window.postMessage({ event } satisfies ToWindow);
});

function serve(window: MessagePortMain): void {
  windows.add(window);
  window.on('message', async ({ data }) => {
    const call = windowCall.safeParse(data);
    if (!call.success) return;
    const { id, name, input } = call.data;
    const reply = spent
      ? ({ ok: false, fault: { code: 'VAULT_LOCKED', params: {} } } as const)
      : await engine.handle(name, input);
    if (name === 'vault.lock') spent = true;
    window.postMessage({ id, reply } satisfies ToWindow);
    if (name === 'vault.lock') tell({ kind: 'locked' });
  });
  window.on('close', () => {
    windows.delete(window);
    // The window has read the answer to its lock: nothing is lost by going now, without waiting for main.
    if (spent) process.exit(0);
  });
  window.start();
}

main.on('message', async ({ data, ports }) => {
  const message = data as MainToEngine;
  const port = ports[0];
  switch (message.kind) {
    case 'window':
      if (port !== undefined) serve(port);
      break;
    case 'worker':
      if (port !== undefined) workers.started(message.worker, message.pid, port);
      break;
    case 'worker ended':
      workers.ended(message.worker);
      break;
    case 'open':
      await streams.open(message.stream, message.address);
      break;
    case 'pull':
      await streams.pull(message.stream, message.range);
      break;
    case 'drop':
      await streams.drop(message.stream);
      break;
    case 'may hear':
      tell({ kind: 'hears', stream: message.stream, open: engine.isRecording() });
      break;
    case 'end':
      spent = true;
      await engine.close();
      process.exit(0);
  }
});

// The binding is loaded with the first database. A runtime that it does not fit ends this process here, before anybody
// is told that the app is up.
new Database(':memory:').close();
tell({ kind: 'ready' });
