import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { isBuilt } from '../../electron/launch/build.js';
import { findChromium } from '../../electron/launch/chromium.js';
import { root } from '../../electron/launch/runtime.js';
import { en as words } from '../../shared/locales/en.ts';
import { complaintsOf, type NotRun, type Running } from './running.ts';

const program = findChromium();

export const browserNotRun: NotRun =
  program === null
    ? 'there is no Chromium here (npm test fetches one)'
    : isBuilt()
      ? null
      : 'the app is not built (npm run build)';

export const canTrace = spawnSync('strace', ['-V'], { stdio: 'ignore' }).status === 0;

export interface InBrowser extends Running {
  readonly origin: string;
  /** Addresses that the page asked for. */
  readonly asked: readonly string[];
  /** Ends the host as Ctrl-C does; resolves with its exit status. */
  endHost(): Promise<number | null>;
  /** System calls of the host and its children that reach for a network; only where strace is installed. */
  reachedFor(): string[];
}

/** A microphone that beeps, and a person who lets the page have it. */
export const beeping = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** The real renderer in a real Chromium, over the real loopback host with the real core. */
export async function openInBrowser(further: readonly string[] = []): Promise<InBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-browser-'));
  const trace = join(folder, 'trace.txt');
  const command = [process.execPath, '--no-warnings', join(root, 'electron', 'loopback', 'main.ts')];
  // -D: the tracer steps aside, so that the host stays our child and gets our signals.
  if (canTrace) command.unshift('strace', '-D', '-f', '-qq', '-e', 'trace=connect,bind', '-o', trace);
  const host = spawn(command[0] ?? '', command.slice(1), {
    cwd: folder,
    env: { ...process.env, HOME: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(host, 'exit') as Promise<[number | null]>;
  const [address] = (await once(createInterface({ input: host.stdout }), 'line')) as [string];

  const browser = await chromium.launch({
    executablePath: program ?? '',
    // Under the C locale Chromium silently leaves out chosen files whose names are not ASCII.
    env: { ...process.env, LC_ALL: 'C.UTF-8' } as Record<string, string>,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      ...further,
    ],
  });
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1280, height: 832 },
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  const complaints = complaintsOf(page);
  await page.goto(address);

  const endHost = async (): Promise<number | null> => {
    if (host.exitCode === null) host.kill('SIGINT');
    return (await exited)[0];
  };
  return {
    face: 'browser',
    page,
    folder,
    complaints,
    origin: new URL(address).origin,
    asked,
    async choose(files, open) {
      const chooser = page.waitForEvent('filechooser');
      await open();
      await (await chooser).setFiles([...files]);
    },
    async saved(open) {
      const download = page.waitForEvent('download');
      await open();
      return (await download).path();
    },
    async takeBundle(path) {
      await page.getByRole('button', { name: words.send.target.submit }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: words.send.done.save }).click();
      await (await download).saveAs(path);
    },
    endHost,
    reachedFor: () =>
      readFileSync(trace, 'utf8')
        .split('\n')
        .filter((line) => /AF_INET6?\b/.test(line)),
    async close() {
      await browser.close();
      await endHost();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
