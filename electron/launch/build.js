// `npm run build`: the verifiers of bundles into assets/, the renderer and the desktop shell into out/, skipped when nothing they are made of has changed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeForSanad, root, runInstead } from './runtime.js';
import { buildVerifiers } from './verifiers.js';

const sources = [
  'electron/core',
  'electron/main',
  'electron/preload',
  'renderer',
  'shared',
  'assets',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];
const stamp = join(root, 'out', 'built.sha256');
const products = ['out/main/index.js', 'out/main/engine.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

/**
 * SHA-256 over the names and contents of everything that goes into out/. Contents and not times: a fresh clone and a
 * switched branch have times that say nothing.
 *
 * @param {string} [base]
 */
export function fingerprint(base = root) {
  const hash = createHash('sha256');
  /** @param {string} path */
  const add = (path) => {
    hash.update(`${relative(base, path)}\0`);
    const bytes = readFileSync(path);
    hash.update(`${bytes.length}\0`);
    hash.update(bytes);
  };
  for (const source of sources) {
    const path = join(base, source);
    if (!existsSync(path)) continue;
    if (/\.\w+$/.test(source)) {
      add(path);
      continue;
    }
    const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const file of files.map((entry) => join(entry.parentPath, entry.name)).sort()) add(file);
  }
  return hash.digest('hex');
}

/** True when out/ holds what the sources as they stand would give. */
export function isBuilt() {
  if (products.some((product) => !existsSync(join(root, product))) || !existsSync(stamp)) return false;
  return readFileSync(stamp, 'utf8') === fingerprint();
}

/**
 * Builds when needed.
 *
 * @param {{ always?: boolean, quiet?: boolean }} [options]
 * @returns {Promise<number>} exit status of the build, 0 when there was nothing to do
 */
export async function build(options = {}) {
  if (!options.always && isBuilt()) return 0;
  await buildVerifiers();
  const before = fingerprint();
  rmSync(stamp, { force: true });
  const status = await runInstead(
    nodeForSanad(),
    [
      join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'),
      'build',
      '--logLevel',
      options.quiet ? 'warn' : 'info',
    ],
    { cwd: root },
  );
  if (status === 0) writeFileSync(stamp, before);
  return status;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await build({ always: process.argv.includes('--always') });
}
