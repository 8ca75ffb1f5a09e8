import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DesktopBridge } from '../../shared/bridge.ts';
import { contentPolicy } from '../../shared/content-policy.ts';
import type { CoreEvent } from '../../shared/contract.ts';
import { canTrace, desktopNotRun, type InWindow, openInWindow } from './desktop-face.ts';
import { journey } from './journey.ts';

declare const window: { readonly sanad: DesktopBridge; told: CoreEvent[]; open(address: string): unknown };

if (desktopNotRun !== null) {
  test.skipIf(!process.env.CI)(`the desktop journey was not run: ${desktopNotRun}`, () => {
    throw new Error(String(desktopNotRun));
  });
}

describe.skipIf(desktopNotRun !== null)('the desktop window', () => {
  let running: InWindow;
  beforeAll(async () => {
    running = await openInWindow();
  });
  afterAll(() => running.close());

  test('shows our page under our policy', async () => {
    expect(running.page.url()).toBe('sanad://app/');
    const policy = await running.page.evaluate(async () =>
      (await fetch('index.html')).headers.get('content-security-policy'),
    );
    expect(policy).toBe(contentPolicy);
  });

  test('gives the page the bridge and nothing of Node or Electron', async () => {
    const found = await running.page.evaluate(() => {
      const global = globalThis as unknown as Record<string, unknown>;
      return {
        bridge: Object.keys(window.sanad).sort(),
        leaked: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter((name) => name in global),
      };
    });
    expect(found).toEqual({ bridge: ['call', 'face', 'pathOf', 'shell', 'subscribe'], leaked: [] });
  });

  test('runs the page in a sandbox, isolated, without Node', async () => {
    const settings = await running.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows().map((shown) => shown.webContents)[0];
      if (contents === undefined) throw new Error('no window');
      const asked = contents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      const used = asked.getLastWebPreferences();
      return {
        sandbox: used.sandbox,
        contextIsolation: used.contextIsolation,
        nodeIntegration: used.nodeIntegration,
        webSecurity: used.webSecurity ?? true,
        persistent: contents.session.isPersistent(),
        spelling: contents.session.isSpellCheckerEnabled(),
      };
    });
    expect(settings).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      persistent: false,
      spelling: false,
    });
  });

  // Before the attempts to break out: Playwright waits for ever for a navigation that was refused.
  describe('a documenter’s way', () => journey(() => running));

  test('does not leave its page, open another or ask for devices', async () => {
    const { page } = running;
    expect(await page.evaluate(() => window.open('https://example.org/'))).toBeNull();
    await page.evaluate(() => {
      (globalThis as unknown as { location: { href: string } }).location.href = 'https://example.org/';
    });
    const permissions = await page.evaluate(async () => {
      const { permissions } = navigator as unknown as {
        permissions: { query(which: { name: string }): Promise<{ state: string }> };
      };
      const states = ['geolocation', 'camera', 'microphone', 'notifications'].map(
        async (name) => (await permissions.query({ name })).state,
      );
      return Promise.all(states);
    });
    expect(permissions).toEqual(['denied', 'denied', 'denied', 'denied']);
    expect(page.url()).toBe('sanad://app/');
    expect(running.app.windows()).toHaveLength(1);
  });

  test('reaches no network, by any means a page has', async () => {
    const outcomes = await running.page.evaluate(async () => {
      const tried = async (what: () => Promise<unknown>) => {
        try {
          await what();
          return 'reached';
        } catch {
          return 'refused';
        }
      };
      return [
        await tried(() => fetch('http://127.0.0.1:1/')),
        await tried(() => fetch('https://example.org/', { mode: 'no-cors' })),
        await tried(() => fetch('file:///etc/passwd')),
        await tried(
          () =>
            new Promise((resolve, reject) => {
              const socket = new WebSocket('ws://127.0.0.1:1/');
              socket.onopen = resolve;
              socket.onerror = reject;
            }),
        ),
      ];
    });
    expect(outcomes).toEqual(['refused', 'refused', 'refused', 'refused']);
    // What the page just complained about is what was to happen.
    (running.complaints as string[]).length = 0;
  });

  test('refuses calls that are not in the contract or do not fit it', async () => {
    const code = async (name: string, input: unknown) =>
      running.page.evaluate(
        async ([asked, given]) => {
          const reply = await window.sanad.call(asked as 'vault.state', given as Record<string, never>);
          return reply.ok ? null : reply.fault.code;
        },
        [name, input] as const,
      );
    expect(await code('vault.nonsense', {})).toBe('CALL_UNKNOWN');
    expect(await code('vault.state', { more: 1 })).toBe('REQUEST_INVALID');
  });

  test('is told that all is locked when the engine dies, and goes on with a fresh one', async () => {
    const { page, app } = running;
    await page.evaluate(() => {
      window.told = [];
      window.sanad.subscribe((event) => window.told.push(event));
    });
    const engine = () =>
      app.evaluate(({ app: electron }) => electron.getAppMetrics().find(({ name }) => name === 'Sanad engine')?.pid);
    const first = await engine();
    process.kill(first ?? 0, 'SIGKILL');
    await page.waitForFunction(() => window.told.some(({ event }) => event === 'locked'));
    expect(await page.evaluate(() => window.sanad.call('vault.state', {}))).toEqual({ ok: true, value: null });
    expect(await page.evaluate(() => window.sanad.call('item.list', {}))).toMatchObject({
      fault: { code: 'VAULT_LOCKED' },
    });
    expect(await page.locator('img').count()).toBe(0);
    expect(await engine()).not.toBe(first);
  });

  test('reached for no network, from its start to its end', async () => {
    expect(await running.quit()).toEqual([]);
  });

  const traced = canTrace ? '' : ' (not run: needs strace, and Electron without its sandbox)';
  test.skipIf(!canTrace)(`made no system call that connects to anything${traced}`, () => {
    expect(running.reachedFor()).toEqual([]);
  });

  test('leaves nothing of a page in its profile', () => {
    const profile = join(running.folder, 'config');
    const left = readdirSync(profile, { recursive: true, encoding: 'utf8' }).filter(
      (name) => statSync(join(profile, name)).isFile() && /Cache|Cookies|History|Session|IndexedDB|\.dmp$/.test(name),
    );
    expect(left).toEqual([]);
  });
});
