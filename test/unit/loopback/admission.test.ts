import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { Admission } from '../../../electron/loopback/admission.ts';

const request = (method: string, headers: Record<string, string>) =>
  ({ method, headers }) as unknown as IncomingMessage;

function opened() {
  const admission = new Admission(4711);
  const token = admission.address?.split('/').at(-1) ?? '';
  const cookie = admission.exchange(token)?.split(';')[0] ?? '';
  return { admission, token, cookie };
}

describe('who may talk to the loopback host', () => {
  const admission = new Admission(4711);

  test.each(['localhost:4711', '127.0.0.1', '127.0.0.1:4712', 'attacker.example:4711', '[::1]:4711', ''])(
    'a request for host "%s" is refused',
    (host) => {
      expect(admission.refusal(request('GET', { host }))).toBe('wrong host');
    },
  );

  test.each([
    'http://localhost:4711',
    'http://127.0.0.1:80',
    'https://127.0.0.1:4711',
    'null',
    'http://attacker.example',
  ])('a request from origin "%s" is refused, also when it only reads', (origin) => {
    expect(admission.refusal(request('GET', { host: '127.0.0.1:4711', origin }))).toBe('wrong origin');
    expect(admission.refusal(request('POST', { host: '127.0.0.1:4711', origin }))).toBe('wrong origin');
  });

  test('what changes something must say where it comes from', () => {
    expect(admission.refusal(request('POST', { host: '127.0.0.1:4711' }))).toBe('wrong origin');
    expect(admission.refusal(request('PUT', { host: '127.0.0.1:4711' }))).toBe('wrong origin');
    expect(admission.refusal(request('POST', { host: '127.0.0.1:4711', origin: 'http://127.0.0.1:4711' }))).toBeNull();
    expect(admission.refusal(request('GET', { host: '127.0.0.1:4711' }))).toBeNull();
  });
});

describe('the token', () => {
  test('is good once', () => {
    const { admission, token } = opened();
    expect(admission.exchange(token)).toBeNull();
    expect(admission.address).toBeNull();
  });

  test('is not used up by wrong guesses', () => {
    const admission = new Admission(4711);
    const token = admission.address?.split('/').at(-1) ?? '';
    for (const guess of ['', 'x', token.slice(1), `${token}0`, token.toUpperCase().replace(/[0-9]/g, '0')]) {
      expect(admission.exchange(guess)).toBeNull();
    }
    expect(admission.exchange(token)).not.toBeNull();
  });

  test('becomes a cookie that no script reads and no other site or path is sent', () => {
    const admission = new Admission(4711);
    const cookie = admission.exchange(admission.address?.split('/').at(-1) ?? '');
    expect(cookie).toMatch(/^sanad=[0-9a-f]{64}; HttpOnly; SameSite=Strict; Path=\/[0-9a-f]{32}\/$/);
  });
});

describe('the session', () => {
  test('is carried by the cookie, whatever stands beside it', () => {
    const { admission, cookie } = opened();
    expect(admission.admits(request('GET', { cookie }))).toBe(true);
    expect(admission.admits(request('GET', { cookie: `theme=dark; ${cookie}; a=b` }))).toBe(true);
  });

  test('is not carried by anything else', () => {
    const { admission, cookie, token } = opened();
    const wrong = `${cookie.slice(0, -1)}${cookie.endsWith('0') ? '1' : '0'}`;
    for (const value of ['', 'sanad=', wrong, `x${cookie}`, `sanad=${token}`]) {
      expect(admission.admits(request('GET', { cookie: value }))).toBe(false);
    }
    expect(admission.admits(request('GET', {}))).toBe(false);
  });

  test('two hosts do not know each other', () => {
    const first = opened();
    const second = opened();
    expect(second.admission.admits(request('GET', { cookie: first.cookie }))).toBe(false);
    expect(first.admission.base).not.toBe(second.admission.base);
  });
});
