// Finds the Electron runtime, or fetches it with a deadline. The package comes with npm, the runtime does not: its
// install script is not run (.npmrc), and where its downloads are out of reach the app opens in the browser.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeForSanad, root } from './runtime.js';

/** How long fetching may take before the browser is used instead, in milliseconds. */
const fetchDeadline = 60_000;

const platformPath = () =>
  ({ darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' })[
    /** @type {'darwin' | 'win32'} */ (process.platform)
  ] ?? 'electron';

/**
 * The runtime that is already here: the one named in ELECTRON_OVERRIDE_DIST_PATH (Electron's own variable), or the one
 * downloaded before.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null}
 */
export function findElectron(env = process.env) {
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const program = join(override, platformPath());
    return existsSync(program) ? program : null;
  }
  const installed = join(root, 'node_modules', 'electron');
  try {
    const program = join(installed, 'dist', readFileSync(join(installed, 'path.txt'), 'utf8'));
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/**
 * The runtime, fetched by Electron's own installer if need be.
 *
 * @returns {Promise<{ electron: string } | { missing: string }>} `missing` is why, in a few words for a person
 */
export async function obtainElectron() {
  const here = findElectron();
  if (here !== null) return { electron: here };
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) return { missing: 'there is none in ELECTRON_OVERRIDE_DIST_PATH' };
  console.log('Fetching the Electron runtime (once, at most a minute).');
  const missing = await fetchElectron();
  const fetched = findElectron();
  return fetched === null ? { missing: missing ?? 'its download left none' } : { electron: fetched };
}

/** @returns {Promise<string | null>} why it failed, `null` when it did not */
function fetchElectron() {
  return new Promise((resolve) => {
    const installer = join(root, 'node_modules', 'electron', 'install.js');
    const child = spawn(nodeForSanad(), [installer], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    let late = false;
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, fetchDeadline);
    child.once('error', () => resolve('its download could not be started'));
    child.once('exit', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve(null);
      else if (late) resolve('its download took longer than a minute');
      else resolve(`its download failed: ${firstLine(said)}`);
    });
  });
}

/** @param {string} text */
function firstLine(text) {
  const line = text.split('\n').find((candidate) => candidate.trim() !== '') ?? 'no reason given';
  return line.trim().slice(0, 160);
}
