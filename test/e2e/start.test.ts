import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isBuilt } from '../../electron/launch/build.js';
import { findElectron } from '../../electron/launch/electron.js';
import { root } from '../../electron/launch/runtime.js';
import { desktopNotRun, needsDisplay, startDisplay } from './desktop-face.ts';

const notBuilt = isBuilt() ? '' : ' (not run: the app is not built)';

describe.skipIf(notBuilt !== '')(`npm start${notBuilt}`, () => {
  let folder: string;
  let started: ChildProcess | null = null;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sanad-start-'));
  });
  afterEach(() => {
    started?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  /** Starts it with this environment alone, so that nothing of the machine's decides (or opens a browser). */
  function start(env: Record<string, string>, args: string[] = []) {
    const child = spawn(process.execPath, [join(root, 'electron', 'launch', 'start.js'), ...args], {
      cwd: folder,
      env: { HOME: folder, PATH: folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started = child;
    const lines: string[] = [];
    let heard = (): void => {};
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      heard();
    });
    const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    return {
      lines,
      ended,
      end: async () => {
        child.kill('SIGINT');
        return (await ended)[0];
      },
      until: async (part: string) => {
        while (!lines.some((line) => line.includes(part))) {
          await Promise.race([
            new Promise<void>((resolve) => {
              heard = resolve;
            }),
            ended.then(() => Promise.reject(new Error(`ended, having said: ${lines.join(' / ')}`))),
          ]);
        }
      },
    };
  }

  /** A runtime that is there and ends at once. */
  function runtimeThatEndsWith(status: number): string {
    const program = join(folder, 'electron');
    writeFileSync(program, `#!/bin/sh\nexit ${status}\n`);
    chmodSync(program, 0o755);
    return folder;
  }

  test('without a display prints the address of the app, and ends on Ctrl-C', async () => {
    const running = start({});
    await running.until('Ctrl-C');
    expect(running.lines[0]).toBe('Sanad opens in the browser: this computer has no display.');
    const address = running.lines[1]?.split(' ').at(-1) ?? '';
    const opened = await fetch(address);
    expect([opened.status, opened.headers.get('set-cookie')?.split(';')[1]]).toEqual([200, ' HttpOnly']);
    expect((await fetch(address)).status).toBe(403);
    expect(await running.end()).toBe(0);
  });

  test.skipIf(process.platform !== 'linux')(
    'without the Electron runtime opens in the browser and says so in one line',
    async () => {
      const running = start({ DISPLAY: ':1', ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'none') });
      await running.until('Ctrl-C');
      expect(running.lines[0]).toBe(
        'Sanad opens in the browser: the Electron runtime cannot be had (there is none in ELECTRON_OVERRIDE_DIST_PATH).',
      );
      expect(await running.end()).toBe(0);
    },
  );

  test.skipIf(process.platform !== 'linux')('with a runtime that does not come up opens in the browser', async () => {
    const running = start({ DISPLAY: ':1', ELECTRON_OVERRIDE_DIST_PATH: runtimeThatEndsWith(7) });
    await running.until('Ctrl-C');
    expect(running.lines[0]).toContain('its window did not come up (the Electron runtime ended with status 7)');
    expect(await running.end()).toBe(0);
  });

  test('refuses an option that it does not know', async () => {
    expect((await start({}, ['--insecure']).ended)[0]).toBe(2);
  });

  const window = desktopNotRun === null ? '' : ` (not run: ${desktopNotRun})`;
  test.skipIf(desktopNotRun !== null)(
    `with a runtime that comes up shows the window and no address${window}`,
    async () => {
      const display = needsDisplay ? await startDisplay() : null;
      const hook = process.env.SANAD_TEST_ELECTRON_HOOK;
      const running = start(
        {
          DISPLAY: display?.name ?? process.env.DISPLAY ?? '',
          ...(process.env.XAUTHORITY ? { XAUTHORITY: process.env.XAUTHORITY } : {}),
          PATH: process.env.PATH ?? '',
          ELECTRON_OVERRIDE_DIST_PATH: join(findElectron() ?? '', '..'),
          ...(hook ? { NODE_OPTIONS: `-r ${hook}` } : {}),
        },
        process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      );
      await running.until('Sanad is open in its window.');
      expect(await running.end()).toBe(0);
      expect(running.lines).toEqual(['Sanad is open in its window.']);
      display?.process.kill();
    },
  );
});
