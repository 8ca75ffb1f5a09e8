import { readFile } from 'node:fs/promises';
import type { Session } from 'electron';
import { pageHeaders } from '../../shared/content-policy.ts';
import { toEnvelope } from '../../shared/faults.ts';
import { rangedAnswer } from '../core/byte-range.ts';
import { pageFiles } from '../core/page-files.ts';
import type { EngineHost } from './engine-host.ts';
import { pageAddress, scheme } from './page-address.ts';

/**
 * Serves `sanad://app/`: the built renderer, and core's resources below `resource/`.
 *
 * @param folder of the built renderer
 */
export function servePages(own: Session, engine: Pick<EngineHost, 'open'>, folder: string): void {
  const files = pageFiles(folder);
  own.protocol.handle(scheme, async (request) => {
    const url = new URL(request.url);
    if (request.method !== 'GET' || !request.url.startsWith(pageAddress)) return refusal(404);
    const path = decodeURIComponent(url.pathname.slice(1));
    if (path.startsWith('resource/')) return resource(engine, path.slice('resource/'.length), request);
    const file = files.get(path);
    if (file === undefined) return refusal(404);
    return new Response(await readFile(file.file), { headers: { ...pageHeaders, 'content-type': file.type } });
  });
}

async function resource(engine: Pick<EngineHost, 'open'>, address: string, request: Request): Promise<Response> {
  let found: Awaited<ReturnType<EngineHost['open']>>;
  try {
    found = await engine.open(address);
  } catch (error) {
    return refusal(toEnvelope(error).code === 'VAULT_LOCKED' ? 403 : 404);
  }
  const { status, headers, range } = rangedAnswer(found, request.headers.get('range'));
  if (status === 416) {
    found.drop();
    return new Response(null, { status, headers: { ...pageHeaders, ...headers } });
  }
  return new Response(found.stream(range), { status, headers: { ...pageHeaders, ...headers } });
}

const refusal = (status: number): Response => new Response(null, { status, headers: pageHeaders });
