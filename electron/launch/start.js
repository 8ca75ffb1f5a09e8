// `npm start`: builds when needed and opens the app: in its window where the Electron runtime can be had and comes up,
// otherwise the same app in the browser.
//
//   npm start -- --browser      straight to the browser
//   npm start -- --no-sandbox   Electron without Chromium's sandbox: the only way it runs as root. Never chosen for you
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from './build.js';
import { obtainElectron } from './electron.js';
import { exitStatus, nodeForSanad, root } from './runtime.js';

/** How long the window may take to come up, in milliseconds. */
const readyDeadline = 30_000;

const options = process.argv.slice(2);
const known = ['--browser', '--no-sandbox'];
const unknown = options.filter((option) => !known.includes(option));
if (unknown.length > 0) {
  console.error(`npm start does not know ${unknown.join(' ')}; it knows ${known.join(' and ')}.`);
  process.exit(2);
}

const built = await build({ quiet: true });
if (built !== 0) {
  console.error('Sanad could not be built; nothing was started.');
  process.exit(built);
}

const hasDisplay =
  process.platform === 'win32' ||
  process.platform === 'darwin' ||
  Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

const whyNoWindow = await openWindow();
console.log(`Sanad opens in the browser: ${whyNoWindow}.`);
await openInBrowser();

/** @returns {Promise<string>} why the app has no window; does not come back where it has one */
async function openWindow() {
  if (options.includes('--browser')) return 'you asked for it';
  if (!hasDisplay) return 'this computer has no display';
  const found = await obtainElectron();
  if ('missing' in found) return `the Electron runtime cannot be had (${found.missing})`;
  const args = [...(options.includes('--no-sandbox') ? ['--no-sandbox'] : []), root, '--report-ready'];
  const child = spawn(found.electron, args, { cwd: root, env: inUtf8(), stdio: ['inherit', 'pipe', 'pipe'] });
  const status = endWith(child);
  // What Chromium says on its way up is of use to nobody when it does not come up; one line then says so.
  child.stderr.resume();
  const ready = new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === 'sanad is ready') resolve('ready');
    });
  });
  const late = new Promise((resolve) => {
    setTimeout(() => resolve('late'), readyDeadline).unref();
  });
  const outcome = await Promise.race([ready, late, status]);
  if (outcome === 'ready') {
    console.log('Sanad is open in its window.');
    child.stderr.pipe(process.stderr);
    process.exit(await status);
  }
  if (outcome === 'late') {
    child.kill('SIGKILL');
    await status;
    return `its window did not come up within ${readyDeadline / 1000} seconds`;
  }
  if (outcome === 0) process.exit(0);
  const asRoot = process.getuid?.() === 0 && !options.includes('--no-sandbox');
  const advice = asRoot ? '; as root it needs "npm start -- --no-sandbox"' : '';
  return `its window did not come up (the Electron runtime ended with status ${outcome})${advice}`;
}

async function openInBrowser() {
  const host = join(root, 'electron', 'loopback', 'main.ts');
  const child = spawn(nodeForSanad(), ['--no-warnings', host], { cwd: root, stdio: ['inherit', 'pipe', 'inherit'] });
  createInterface({ input: child.stdout }).once('line', (address) => {
    console.log(`Open this address, once, in a browser on this computer: ${address}`);
    console.log('Ctrl-C ends it.');
    if (hasDisplay) openBrowser(address);
  });
  process.exit(await endWith(child));
}

/**
 * The address stands in the process list for a moment; its token is good once and the browser is quick.
 *
 * @param {string} address
 */
function openBrowser(address) {
  const [program, ...args] =
    process.platform === 'win32'
      ? ['rundll32', 'url.dll,FileProtocolHandler', address]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', address];
  // Where there is no such program the printed address is what remains.
  spawn(/** @type {string} */ (program), args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

/** Under a locale without UTF-8, Chromium silently leaves out dropped and chosen files whose names are not ASCII. */
function inUtf8() {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  const named = LC_ALL || LC_CTYPE || LANG || '';
  return process.platform !== 'linux' || /utf-?8/i.test(named) ? process.env : { ...process.env, LC_ALL: 'C.UTF-8' };
}

/**
 * Passes signals on to a child and resolves with its exit status.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
function endWith(child) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve) => {
    child.once('error', () => resolve(2));
    child.once('exit', (code, signal) => resolve(exitStatus(code, signal)));
  });
}
