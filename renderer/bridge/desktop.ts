import type { Bridge, DesktopBridge, Reply, Shell, Source } from '../../shared/bridge.ts';
import { Fault, fromEnvelope } from '../../shared/faults.ts';

declare global {
  interface Window {
    readonly sanad?: DesktopBridge;
  }
}

function unwrap<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw fromEnvelope(reply.fault);
}

/** Core through the preload: faults arrive as values and leave as rejections. */
export function desktopBridge(exposed: DesktopBridge): Bridge<File> {
  const shell: Shell = {
    pickFiles: async (input) => unwrap(await exposed.shell.pickFiles(input)),
    pickFile: async (input) => unwrap(await exposed.shell.pickFile(input)),
    pickFolder: async (input) => unwrap(await exposed.shell.pickFolder(input)),
    saveText: async (input) => unwrap(await exposed.shell.saveText(input)),
    saveBytes: async (input) => unwrap(await exposed.shell.saveBytes(input)),
    chooseSavePath: async (input) => unwrap(await exposed.shell.chooseSavePath(input)),
  };
  return {
    face: 'desktop',
    call: async (name, input) => unwrap(await exposed.call(name, input)),
    subscribe: (listener) => exposed.subscribe(listener),
    async handOver(files) {
      const sources = files.map(({ file }): Source => {
        const path = exposed.pathOf(file);
        if (path === '') throw new Fault('SOURCE_UNREADABLE', { name: file.name });
        return { kind: 'path', path };
      });
      return { sources, sent: Promise.resolve(), stop: () => {} };
    },
    resource: (address) => `resource/${address}`,
    shell,
  };
}
