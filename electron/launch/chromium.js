// Finds a Chromium for the tests, or gets one.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from './runtime.js';

/** Programs that are Chromium under another name; Debian's comes first because it is patched in step with the system. */
const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const macPrograms = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const windowsPrograms = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];

/** How long fetching one may take before the person is told instead, in milliseconds. */
const deadline = 180_000;

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} edition such as `chromium-1200` */
const number = (edition) => Number(/\d+$/.exec(edition)?.[0]);

/** @param {NodeJS.ProcessEnv} env @returns {string | null} */
function inPlaywrightCache(env) {
  const home = env.HOME ?? homedir();
  const caches = [
    env.PLAYWRIGHT_BROWSERS_PATH,
    join(home, '.cache', 'ms-playwright'),
    join(home, 'Library', 'Caches', 'ms-playwright'),
    join(env.LOCALAPPDATA ?? home, 'ms-playwright'),
  ];
  for (const cache of caches) {
    if (!cache || !existsSync(cache)) continue;
    const editions = readdirSync(cache).filter((name) => /^chromium(_headless_shell)?-\d+$/.test(name));
    for (const edition of editions.sort((a, b) => number(b) - number(a))) {
      const found = readdirSync(join(cache, edition), { recursive: true, encoding: 'utf8' }).find((path) =>
        /(^|[\\/])(chrome|headless_shell|chrome-headless-shell|Chromium|Google Chrome for Testing)(\.exe)?$/.test(path),
      );
      if (found !== undefined && isProgram(join(cache, edition, found))) return join(cache, edition, found);
    }
  }
  return null;
}

/**
 * A Chromium that is already here: the one named in CHROMIUM, the system's, or Playwright's.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null}
 */
export function findChromium(env = process.env) {
  if (env.CHROMIUM) return isProgram(env.CHROMIUM) ? env.CHROMIUM : null;
  const onPath = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = [
    ...onPath.flatMap((folder) => programs.map((program) => join(folder, program))),
    ...(process.platform === 'darwin' ? macPrograms : []),
    ...(process.platform === 'win32'
      ? [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].flatMap((base) =>
          base ? windowsPrograms.map((program) => join(base, program)) : [],
        )
      : []),
  ];
  return candidates.find(isProgram) ?? inPlaywrightCache(env);
}

/** @param {string} program @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
const succeeds = (program, args, env = process.env) =>
  spawnSync(program, args, { stdio: 'ignore', timeout: deadline, killSignal: 'SIGKILL', env }).status === 0;

/**
 * A Chromium, fetched if need be: Debian's package where we may install it, else Playwright's download.
 *
 * @returns {{ chromium: string } | { missing: string }} `missing` is one line for a person
 */
export function obtainChromium() {
  const here = findChromium();
  if (here !== null) return { chromium: here };
  if (process.env.CHROMIUM) return { missing: `CHROMIUM names ${process.env.CHROMIUM}, which is not a program.` };

  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('No Chromium here: installing the chromium package.');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const install = ['install', '-y', '-qq', '--no-install-recommends', 'chromium'];
    if (
      succeeds('apt-get', install, env) ||
      (succeeds('apt-get', ['update', '-qq']) && succeeds('apt-get', install, env))
    ) {
      const installed = findChromium();
      if (installed !== null) return { chromium: installed };
    }
  }

  console.log("No Chromium here: fetching Playwright's.");
  const playwright = join(root, 'node_modules', 'playwright-core', 'cli.js');
  if (succeeds(process.execPath, [playwright, 'install', 'chromium'])) {
    const fetched = findChromium();
    if (fetched !== null) return { chromium: fetched };
  }
  return {
    missing:
      'The journeys need a Chromium and none could be fetched: install the package "chromium" or set CHROMIUM to its program.',
  };
}
