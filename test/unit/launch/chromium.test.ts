import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findChromium } from '../../../electron/launch/chromium.js';

describe.skipIf(process.platform !== 'linux')('finding a Chromium', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sanad-chromium-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function program(path: string): string {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '#!/bin/sh\n');
    chmodSync(file, 0o755);
    return file;
  }

  test('takes the one that is named, and no other in its place', () => {
    const named = program('named/browser');
    program('bin/chromium');
    expect(findChromium({ CHROMIUM: named, PATH: join(folder, 'bin') })).toBe(named);
    expect(findChromium({ CHROMIUM: join(folder, 'gone'), PATH: join(folder, 'bin') })).toBeNull();
  });

  test("takes the system's before Playwright's", () => {
    const system = program('bin/google-chrome');
    program('cache/chromium-1200/chrome-linux/chrome');
    expect(findChromium({ PATH: join(folder, 'bin'), PLAYWRIGHT_BROWSERS_PATH: join(folder, 'cache') })).toBe(system);
  });

  test("takes Playwright's newest where the system has none", () => {
    program('cache/chromium-999/chrome-linux/chrome');
    const newest = program('cache/chromium-1200/chrome-linux/chrome');
    expect(findChromium({ PATH: '', PLAYWRIGHT_BROWSERS_PATH: join(folder, 'cache') })).toBe(newest);
  });

  test('does not take what is not a program', () => {
    const file = program('bin/chromium');
    chmodSync(file, 0o644);
    expect(findChromium({ HOME: folder, PATH: join(folder, 'bin') })).toBeNull();
  });
});
