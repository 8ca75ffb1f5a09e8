import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { isBuilt } from '../../electron/launch/build.js';
import { findElectron } from '../../electron/launch/electron.js';
import { root } from '../../electron/launch/runtime.js';
import { en as words } from '../../shared/locales/en.ts';
import { complaintsOf, type NotRun, type Running } from './running.ts';

const program = findElectron();
export const needsDisplay = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
const hasXvfb = spawnSync('Xvfb', ['-help'], { stdio: 'ignore' }).error === undefined;

export const desktopNotRun: NotRun =
  program === null
    ? 'there is no Electron runtime here (npm start fetches one; ELECTRON_OVERRIDE_DIST_PATH names one)'
    : needsDisplay && !hasXvfb
      ? 'there is no display here, and no Xvfb'
      : isBuilt()
        ? null
        : 'the app is not built (npm run build)';

export interface InWindow extends Running {
  readonly app: ElectronApplication;
  /** Quits the app; resolves with what Chromium's net log has seen of any network, by event name. */
  quit(): Promise<string[]>;
  /** System calls with which any of the app's processes reached for a network; only where `canTrace`. */
  reachedFor(): string[];
}

/** Chromium's sandbox does not let itself be traced; where it is off (as root) the system calls can be watched too. */
export const canTrace = process.getuid?.() === 0 && spawnSync('strace', ['-V'], { stdio: 'ignore' }).status === 0;

/**
 * The real app in a real Electron. A runtime older than the one we ship may need something loaded first
 * (SANAD_TEST_ELECTRON_HOOK); the app stays as it is.
 */
export async function openInWindow(further: readonly string[] = []): Promise<InWindow> {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-window-'));
  const netLog = join(folder, 'net-log.json');
  const display = needsDisplay ? await startDisplay() : null;
  const hook = process.env.SANAD_TEST_ELECTRON_HOOK;
  const trace = join(folder, 'trace.txt');
  const traced = join(folder, 'traced.sh');
  writeFileSync(
    traced,
    `#!/bin/sh\nexec strace -D -f -qq --seccomp-bpf -e trace=connect -o '${trace}' '${program}' "$@"\n`,
    { mode: 0o755 },
  );
  const app = await _electron.launch({
    executablePath: canTrace ? traced : (program ?? ''),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(hook ? ['-r', hook] : []),
      `--log-net-log=${netLog}`,
      '--lang=en-GB',
      ...further,
      root,
    ],
    cwd: folder,
    env: {
      ...(process.env as Record<string, string>),
      HOME: folder,
      XDG_CONFIG_HOME: join(folder, 'config'),
      LANG: 'en_GB.UTF-8',
      ...(display === null ? {} : { DISPLAY: display.name }),
    },
  });
  const page = await app.firstWindow();
  const complaints = complaintsOf(page);
  await page.waitForLoadState();

  let saves = 0;
  let log: string[] | null = null;
  const quit = async (): Promise<string[]> => {
    if (log === null) {
      await app.close();
      log = networkEvents(readFileSync(netLog, 'utf8'));
      display?.process.kill();
    }
    return log;
  };
  return {
    face: 'desktop',
    page,
    folder,
    complaints,
    app,
    async choose(files, open) {
      // The system's dialog is not part of the page: it is answered in its place.
      await app.evaluate(
        ({ dialog }, filePaths) => {
          dialog.showOpenDialog = async () => ({ canceled: false, filePaths });
        },
        [...files],
      );
      await open();
    },
    async saved(open) {
      const path = join(folder, `saved-${saves++}`);
      await app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath });
      }, path);
      await open();
      const whole = () => existsSync(path) && readFileSync(path).length > 0;
      while (!whole()) await page.waitForTimeout(20);
      return path;
    },
    async takeBundle(path) {
      await page.getByLabel(words.send.target.path, { exact: true }).fill(path);
      await page.getByRole('button', { name: words.send.target.submit }).click();
    },
    quit,
    reachedFor() {
      const calls = readFileSync(trace, 'utf8').split('\n');
      // The display is reached too. Where not even that was seen, nothing was watched.
      if (!calls.some((line) => /AF_UNIX/.test(line))) throw new Error('strace has seen nothing');
      return calls.filter((line) => /AF_INET6?\b/.test(line));
    },
    async close() {
      await quit();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A display that nobody sees; `-displayfd` makes the server choose a free number and say so. */
export async function startDisplay(): Promise<{ name: string; process: ChildProcess }> {
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [said] = (await once(server.stdout, 'data')) as [Buffer];
  return { name: `:${said.toString().trim()}`, process: server };
}

const network = /REQUEST|SOCKET|CONNECT|HOST_RESOLVER|DNS|UDP|TCP|QUIC|HTTP_STREAM|PROXY_RESOLUTION/;
/** The network stack reads the system's configuration and, when that is known, closes the connections that it has not. */
const bookkeeping = ['DNS_CONFIG_CHANGED', 'QUIC_SESSION_POOL_CLOSE_ALL_SESSIONS'];

/**
 * What the net log holds that has to do with a network: names looked up, sockets, requests of any kind but our own
 * protocol's (which Electron serves without the network stack).
 */
function networkEvents(text: string): string[] {
  // A log that was cut off by the end of the process lacks its end.
  const log = JSON.parse(/\]\s*\}\s*$/.test(text) ? text : `${text.trimEnd().replace(/,$/, '')}]}`) as {
    constants: { logEventTypes: Record<string, number> };
    events: { type: number }[];
  };
  const names = new Map(Object.entries(log.constants.logEventTypes).map(([name, type]) => [type, name]));
  return [...new Set(log.events.map(({ type }) => names.get(type) ?? String(type)))].filter(
    (name) => network.test(name) && !bookkeeping.includes(name),
  );
}
