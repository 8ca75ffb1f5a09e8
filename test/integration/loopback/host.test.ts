import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../../electron/core/engine.ts';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { type Host, startHost } from '../../../electron/loopback/host.ts';
import { contentPolicy } from '../../../shared/content-policy.ts';

type Answer = { status: number; headers: IncomingMessage['headers']; body: string };

/** A request exactly as given: a browser's fetch would not let Host and Origin be chosen. */
function ask(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string | Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

let folder: string;
let engine: Engine;
let host: Host;
let origin: string;
let base: string;
let cookie: string;
let token: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sanad-host-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  engine = createEngine({ workers: forkedWorkers, face: 'browser', folder, version: '0.0.0' });
  host = await startHost({ engine, renderer: folder });
  origin = `http://127.0.0.1:${host.port}`;
  token = host.address ?? '';
  const opened = await ask(host.port, 'GET', new URL(token).pathname);
  cookie = String(opened.headers['set-cookie']?.[0]).split(';')[0] ?? '';
  base = String(opened.headers.refresh).replace('0;url=', '');
});
afterAll(async () => {
  await host.close();
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const asPage = () => ({ cookie, origin, 'content-type': 'application/json' });

describe('the loopback host', () => {
  test('listens on 127.0.0.1 and nowhere else', async () => {
    expect(token.startsWith(`http://127.0.0.1:${host.port}/open/`)).toBe(true);
    await expect(
      new Promise((resolve, reject) => {
        request({ host: '::1', port: host.port, agent: false }, resolve).on('error', reject).end();
      }),
    ).rejects.toThrow();
  });

  test('serves the page under its own path, with the policy, kept by nobody', async () => {
    const page = await ask(host.port, 'GET', base, { cookie });
    expect([page.status, page.body]).toEqual([200, '<!doctype html><title>page</title>']);
    expect(page.headers['content-security-policy']).toBe(contentPolicy);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('answers a call', async () => {
    const { status, body } = await ask(host.port, 'POST', `${base}call/app.about`, asPage(), '{}');
    expect([status, JSON.parse(body)]).toMatchObject([200, { ok: true, value: { face: 'browser', version: '0.0.0' } }]);
  });

  test('answers what goes wrong with a fault of the closed list', async () => {
    const fault = async (path: string, body: string) =>
      JSON.parse((await ask(host.port, 'POST', `${base}${path}`, asPage(), body)).body).fault?.code;
    expect(await fault('call/item.list', '{}')).toBe('VAULT_LOCKED');
    expect(await fault('call/nonsense', '{}')).toBe('CALL_UNKNOWN');
    expect(await fault('call/app.about', '{"more":1}')).toBe('REQUEST_INVALID');
    expect(await fault('call/app.about', '{')).toBe('REQUEST_INVALID');
    expect(await fault('upload/short', '[]')).toBe('REQUEST_INVALID');
  });

  test('keeps resources of a locked vault to itself', async () => {
    expect((await ask(host.port, 'GET', `${base}resource/thumb/1`, { cookie })).status).toBe(403);
    expect((await ask(host.port, 'GET', `${base}resource/thumb/x`, { cookie })).status).toBe(404);
  });
});

describe('the loopback host refuses', () => {
  test('an address that was used', async () => {
    expect(host.address).toBeNull();
    const again = await ask(host.port, 'GET', new URL(token).pathname);
    expect([again.status, again.headers['set-cookie']]).toEqual([403, undefined]);
  });

  test.each(['localhost', '127.0.0.1', 'attacker.example'])('another Host: %s', async (name) => {
    const headers = { ...asPage(), host: `${name}:${host.port + (name === '127.0.0.1' ? 1 : 0)}` };
    expect((await ask(host.port, 'POST', `${base}call/app.about`, headers, '{}')).status).toBe(403);
    expect((await ask(host.port, 'GET', base, { cookie, host: headers.host })).status).toBe(403);
  });

  test.each(['http://attacker.example', 'null', 'http://localhost:1'])('another Origin: %s', async (foreign) => {
    const headers = { ...asPage(), origin: foreign };
    expect((await ask(host.port, 'POST', `${base}call/app.about`, headers, '{}')).status).toBe(403);
    expect((await ask(host.port, 'GET', `${base}events`, { cookie, origin: foreign })).status).toBe(403);
  });

  test('a call that does not say where it comes from', async () => {
    const headers = { cookie, 'content-type': 'application/json' };
    expect((await ask(host.port, 'POST', `${base}call/app.about`, headers, '{}')).status).toBe(403);
  });

  test('whoever has no session, the same on every path', async () => {
    for (const path of [base, '/', `${base}call/app.about`, '/0123456789abcdef0123456789abcdef/']) {
      const answer = await ask(host.port, 'GET', path);
      expect([path, answer.status, answer.body]).toEqual([path, 401, 'no session\n']);
    }
    expect((await ask(host.port, 'GET', base, { cookie: `sanad=${'0'.repeat(64)}` })).status).toBe(401);
  });

  test('the session outside of its path', async () => {
    expect((await ask(host.port, 'GET', '/', { cookie })).status).toBe(401);
  });

  test('files that are not the page', async () => {
    for (const name of ['../package.json', '..%2fpackage.json', '%2e%2e/package.json', 'index.html/', 'no.js']) {
      const { status } = await ask(host.port, 'GET', `${base}${name}`, { cookie });
      expect([401, 404]).toContain(status);
    }
  });

  test('calls that are not JSON, as a form of another site would send them', async () => {
    const headers = { ...asPage(), 'content-type': 'text/plain' };
    const { body } = await ask(host.port, 'POST', `${base}call/app.about`, headers, '{}');
    expect(JSON.parse(body).fault.code).toBe('REQUEST_INVALID');
  });

  test('a preflight: no other origin is ever allowed', async () => {
    const answer = await ask(host.port, 'OPTIONS', `${base}call/app.about`, {
      origin: 'http://attacker.example',
      'access-control-request-method': 'POST',
    });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([403, undefined]);
  });
});

describe('events', () => {
  test('reach the page that listens, until the host ends', async () => {
    const heard = await new Promise<IncomingMessage>((resolve, reject) => {
      request({ host: '127.0.0.1', port: host.port, path: `${base}events`, headers: { cookie }, agent: false }, resolve)
        .on('error', reject)
        .end();
    });
    expect(heard.headers['content-type']).toBe('text/event-stream');
    heard.setEncoding('utf8');
    const pieces: string[] = [];
    let arrived = (): void => {};
    heard.on('data', (piece: string) => {
      pieces.push(piece);
      arrived();
    });
    const until = async (text: string): Promise<void> => {
      while (!pieces.join('').includes(text)) {
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
      }
    };
    await until(': connected');
    const create = {
      path: join(folder, 'event.sanad'),
      operator: 'op1',
      passphrase: 'a long enough passphrase',
      recipients: [],
      training: true,
    };
    const made = await ask(host.port, 'POST', `${base}call/vault.create`, asPage(), JSON.stringify(create));
    expect(JSON.parse(made.body)).toMatchObject({ ok: true });
    await ask(host.port, 'POST', `${base}call/vault.lock`, asPage(), '{}');
    await until('data: {"event":"locked"}\n\n');
    heard.destroy();
  });
});
