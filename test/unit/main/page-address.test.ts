import { describe, expect, test } from 'vitest';
import { isOwnAddress } from '../../../electron/main/page-address.ts';

describe('what the window may load', () => {
  test('is our own pages', () => {
    expect(isOwnAddress('sanad://app/', true)).toBe(true);
    expect(isOwnAddress('sanad://app/resource/thumb/12', true)).toBe(true);
  });

  test.each([
    'https://example.org/',
    'http://127.0.0.1/',
    'ws://127.0.0.1/',
    'file:///etc/passwd',
    'sanad://app.example/',
    'sanad://other/',
    'SANAD://app/',
    'data:text/html,x',
    'blob:sanad://app/1',
    '',
  ])('is not %s', (address) => {
    expect(isOwnAddress(address, true)).toBe(false);
    expect(isOwnAddress(address, false)).toBe(false);
  });

  test('includes the developer tools only where they exist', () => {
    expect(isOwnAddress('devtools://devtools/bundled/inspector.html', false)).toBe(true);
    expect(isOwnAddress('devtools://devtools/bundled/inspector.html', true)).toBe(false);
  });
});
