import { contextBridge, ipcRenderer, webFrame, webUtils } from 'electron';
import type { DesktopBridge, PickedFile, Reply } from '../../shared/bridge.ts';
import { type CoreEvent, contract } from '../../shared/contract.ts';
import type { FaultCode } from '../../shared/faults.ts';
import { type ShellName, shellNames } from '../../shared/shell.ts';

type Message = { id: number; reply: Reply<unknown> } | { event: CoreEvent };
/** The renderer's end of a port; this folder is compiled without the DOM's types. */
interface EnginePort {
  onmessage: ((event: { readonly data: Message }) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

type Call = { id: number; name: string; input: unknown; settle: (reply: Reply<unknown>) => void };

const fault = (code: FaultCode): Reply<never> => ({ ok: false, fault: { code, params: {} } });

const listeners = new Set<(event: CoreEvent) => void>();
/** Sent, and not answered yet. */
const pending = new Map<number, Call>();
/** Asked for while no engine was there: sent to the next one. */
let waiting: Call[] = [];
let engine: EnginePort | null = null;
let nextId = 0;

function tell(event: CoreEvent): void {
  // Decoded pictures of a vault that was locked are not kept.
  if (event.event === 'locked') webFrame.clearCache();
  for (const listener of listeners) listener(event);
}

/** The engine behind the port is gone or about to be: what it still owed will not come. */
function letGo(): void {
  engine?.close();
  engine = null;
  for (const { name, settle } of pending.values()) {
    settle(name === 'vault.lock' ? { ok: true, value: {} } : fault('VAULT_LOCKED'));
  }
  pending.clear();
}

function hear(message: Message): void {
  if ('event' in message) {
    tell(message.event);
    return;
  }
  const call = pending.get(message.id);
  pending.delete(message.id);
  call?.settle(message.reply);
  // A locked engine is ended; letting go of it tells it that its answer was read. What is asked from here on waits for
  // the next one.
  if (call?.name === 'vault.lock') letGo();
}

ipcRenderer.on('engine', (event) => {
  const port = event.ports[0] as unknown as EnginePort | undefined;
  if (port === undefined) return;
  // A port that comes while calls wait for an answer means that the engine died: whatever was open is locked.
  const died = engine !== null;
  letGo();
  if (died) tell({ event: 'locked' });
  engine = port;
  port.onmessage = ({ data }) => hear(data);
  const calls = waiting;
  waiting = [];
  for (const call of calls) send(call, port);
});
ipcRenderer.send('connect');

function send(call: Call, port: EnginePort): void {
  const { id, name, input } = call;
  pending.set(id, call);
  try {
    port.postMessage({ id, name, input });
  } catch {
    // Something that cannot be cloned is not in the contract.
    pending.delete(id);
    call.settle(fault('REQUEST_INVALID'));
  }
}

const isLocking = (): boolean => [...pending.values()].some(({ name }) => name === 'vault.lock');

function call(name: string, input: unknown): Promise<Reply<unknown>> {
  if (!Object.hasOwn(contract, name)) return Promise.resolve(fault('CALL_UNKNOWN'));
  // Main ends the engine if it does not manage to lock in time.
  if (name === 'vault.lock') ipcRenderer.send('lock');
  return new Promise((settle) => {
    const asked = { id: nextId++, name, input, settle };
    // An engine that is locking is as good as gone: what is asked from here on is for the next one.
    if (engine === null || isLocking()) waiting.push(asked);
    else send(asked, engine);
  });
}

const shell = Object.fromEntries(
  shellNames.map((name: ShellName) => [name, (input: unknown) => ipcRenderer.invoke('shell', name, input)]),
) as unknown as DesktopBridge['shell'];

contextBridge.exposeInMainWorld('sanad', {
  face: 'desktop',
  call: call as DesktopBridge['call'],
  subscribe(listener: (event: CoreEvent) => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  pathOf: (file: PickedFile) => webUtils.getPathForFile(file as unknown as File),
  shell,
} satisfies DesktopBridge);
