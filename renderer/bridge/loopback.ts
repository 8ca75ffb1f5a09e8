import { type Bridge, loopbackRoutes, type Reply, type UploadLine } from '../../shared/bridge.ts';
import type { CoreEvent } from '../../shared/contract.ts';
import { Fault, fromEnvelope } from '../../shared/faults.ts';

/** Whatever the host says that is not a reply (it went away, the session ended) is one fault. */
async function replied<T>(answer: Promise<Response>): Promise<T> {
  let reply: Reply<T>;
  try {
    reply = (await (await answer).json()) as Reply<T>;
  } catch (cause) {
    throw new Fault('INTERNAL', {}, { cause });
  }
  if (!reply.ok) throw fromEnvelope(reply.fault);
  return reply.value;
}

const asJson = (value: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

const uploadId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Core through the host on this computer: calls, server-sent events, and files sent one after another. */
export function loopbackBridge(): Bridge<File> {
  return {
    face: 'browser',
    call: (name, input) => replied(fetch(loopbackRoutes.call(name), asJson(input))),
    subscribe(listener) {
      const stream = new EventSource(loopbackRoutes.events);
      stream.onmessage = (message) => listener(JSON.parse(String(message.data)) as CoreEvent);
      // A broken stream means that the host is gone: nothing may stay on the screen, whether or not it comes back.
      stream.onerror = () => listener({ event: 'locked' });
      return () => stream.close();
    },
    async handOver(files) {
      const id = uploadId();
      const lines = files.map(({ path, file }): UploadLine => {
        return { path, size: file.size, modified: new Date(file.lastModified).toISOString() };
      });
      await replied<null>(fetch(loopbackRoutes.upload(id), asJson(lines)));
      const stopping = new AbortController();
      const send = async () => {
        for (const [number, { file }] of files.entries()) {
          const request = { method: 'PUT', body: file, signal: stopping.signal };
          await replied<null>(fetch(loopbackRoutes.uploadFile(id, number), request));
        }
      };
      return {
        sources: [{ kind: 'upload', upload: id }],
        sent: send(),
        stop: () => stopping.abort(),
      };
    },
    resource: loopbackRoutes.resource,
    shell: null,
  };
}
