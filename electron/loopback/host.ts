import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { pageHeaders } from '../../shared/content-policy.ts';
import { Fault, type FaultCode, toEnvelope } from '../../shared/faults.ts';
import { rangedAnswer } from '../core/byte-range.ts';
import type { Engine } from '../core/engine.ts';
import { type PageFile, pageFiles } from '../core/page-files.ts';
import { Admission } from './admission.ts';

/** Largest JSON body, in bytes: an import of 10,000 long paths fits. */
const bodyLimit = 64 * 1024 * 1024;

const uploadLines = z
  .array(
    z.strictObject({
      path: z.string().min(1).max(4_096),
      size: z.number().int().nonnegative(),
      modified: z.iso.datetime().nullable(),
    }),
  )
  .min(1)
  .max(100_000);

export interface Host {
  readonly port: number;
  /** The address to print, good for one opening; `null` once it was used. */
  readonly address: string | null;
  close(): Promise<void>;
}

/**
 * Serves the renderer and core to a browser on this computer. Listens on 127.0.0.1 alone, keeps nothing, logs nothing.
 *
 * @param options.renderer folder of the built renderer (`out/renderer`)
 * @param options.port 0 for any free one
 */
export async function startHost(options: { engine: Engine; renderer: string; port?: number }): Promise<Host> {
  const files = pageFiles(options.renderer);
  const { engine } = options;
  const listeners = new Set<ServerResponse>();
  const server = createServer({ requestTimeout: 0, maxHeaderSize: 16 * 1024 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const admission = new Admission(port);
  const unsubscribe = engine.subscribe((event) => {
    for (const listener of listeners) listener.write(`data: ${JSON.stringify(event)}\n\n`);
  });

  server.on('request', (request, response) => {
    answer(request, response).catch(() => {
      // The other side went away, or bytes failed half-way: an answer that is cut off is the only one left to give.
      response.destroy();
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
    const refusal = admission.refusal(request);
    if (refusal !== null) return refuse(response, 403, refusal);
    const path = new URL(request.url ?? '/', admission.origin).pathname;

    if (request.method === 'GET' && path.startsWith('/open/')) return open(path.slice('/open/'.length), response);
    // Browsers ask for this beside every page, unasked.
    if (path === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    // The same answer inside and outside of our path, so that the path cannot be found by trying.
    if (!path.startsWith(admission.base) || !admission.admits(request)) return refuse(response, 401, 'no session');

    const parts = path.slice(admission.base.length).split('/');
    const route = `${request.method} ${parts[0]}`;
    if (route === 'POST call' && parts.length === 2) return call(parts[1] ?? '', request, response);
    if (route === 'GET events' && parts.length === 1) return events(response);
    if (route === 'GET resource' && parts.length === 3) return resource(parts.slice(1).join('/'), request, response);
    if (route === 'POST upload' && parts.length === 2) return announce(parts[1] ?? '', request, response);
    if (route === 'PUT upload' && parts.length === 3) return feed(parts[1] ?? '', parts[2] ?? '', request, response);
    const file = request.method === 'GET' ? files.get(decoded(parts.join('/'))) : undefined;
    return file === undefined ? refuse(response, 404, 'not here') : send(file, response);
  }

  async function open(token: string, response: ServerResponse): Promise<void> {
    const cookie = admission.exchange(token);
    if (cookie === null) {
      return refuse(
        response,
        403,
        'This address was used already, or is not complete. Start Sanad again for a new one.\n' +
          'استُعمل هذا العنوان من قبل، أو هو ناقص. شغّل سند من جديد للحصول على عنوان آخر.',
      );
    }
    // Not a redirect: a page that another program or site opened keeps its foreign initiator through redirects, and a
    // SameSite=Strict cookie would then not be sent. A refresh starts from our own page.
    response.setHeader('set-cookie', cookie);
    response.setHeader('refresh', `0;url=${admission.base}`);
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end('Sanad');
  }

  async function call(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    await reply(response, async () => engine.handle(name, await json(request)));
  }

  async function announce(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    await reply(response, async () => {
      const lines = uploadLines.safeParse(await json(request));
      if (!isUpload(id) || !lines.success) throw new Fault('REQUEST_INVALID', { call: 'upload', field: '' });
      engine.openUpload(id, lines.data);
      return { ok: true, value: null };
    });
  }

  async function feed(id: string, number: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    await reply(response, async () => {
      if (!isUpload(id) || !/^\d{1,6}$/.test(number)) throw new Fault('REQUEST_INVALID', { call: 'upload', field: '' });
      await engine.feedUpload(id, Number(number), request);
      return { ok: true, value: null };
    });
  }

  async function events(response: ServerResponse): Promise<void> {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    // The comment tells the page that it is connected: what happens from here on reaches it.
    response.write(': connected\n\n');
    listeners.add(response);
    response.on('close', () => listeners.delete(response));
  }

  async function resource(address: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    let found: Awaited<ReturnType<Engine['resource']>>;
    try {
      found = await engine.resource(address);
    } catch (error) {
      return refuse(response, resourceStatus(toEnvelope(error).code), toEnvelope(error).code);
    }
    const { status, headers, range } = rangedAnswer(found, request.headers.range ?? null);
    response.writeHead(status, headers);
    try {
      await pipeline(Readable.from(found.stream(range)), response);
    } finally {
      await found.close();
    }
  }

  return {
    port,
    get address() {
      return admission.address;
    },
    async close() {
      unsubscribe();
      for (const listener of listeners) listener.end();
      await new Promise<void>((resolve) => {
        (server as Server).close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

const isUpload = (id: string): boolean => /^[0-9a-f]{32}$/.test(id);

const resourceStatus = (code: FaultCode): number =>
  code === 'REQUEST_INVALID' || code === 'RECORD_NOT_FOUND' ? 404 : code === 'VAULT_LOCKED' ? 403 : 500;

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function refuse(response: ServerResponse, status: number, words: string): Promise<void> {
  // The rest of a refused body is not read.
  response.setHeader('connection', 'close');
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${words}\n`);
}

async function send(file: PageFile, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': file.type, 'content-length': String(file.size) });
  await pipeline(createReadStream(file.file), response);
}

/** A page's JSON. Throws REQUEST_INVALID; a form of another site cannot send this type without asking first (CORS). */
async function json(request: IncomingMessage): Promise<unknown> {
  const invalid = () => new Fault('REQUEST_INVALID', { call: 'body', field: '' });
  if (request.headers['content-type']?.split(';')[0]?.trim() !== 'application/json') throw invalid();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimit) throw invalid();
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw invalid();
  }
}

/** Answers with a `Reply`, faults included: whether a call succeeded is said in one place, not also by the status. */
async function reply(response: ServerResponse, work: () => Promise<unknown>): Promise<void> {
  let result: unknown;
  try {
    result = await work();
  } catch (error) {
    result = { ok: false, fault: toEnvelope(error) };
    response.setHeader('connection', 'close');
  }
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(result));
}
