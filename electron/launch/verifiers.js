// The verifiers that stand in every bundle: builds assets/verifiers/verify.html, and writes down the hashes of both.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './runtime.js';

const folder = join(root, 'assets', 'verifiers');
const source = join(root, 'renderer', 'verifier');
export const verifierPage = join(folder, 'verify.html');
const releases = join(folder, 'releases.json');
const shipped = ['verify.html', 'verify.py'];

const withoutScripts =
  'This page computes. Allow scripts for it, or use another verifier. ' +
  'هذه الصفحة تحسب: اسمح لها بتشغيل البرامج، أو استخدم فاحصًا آخر.';

/** @param {string} text */
const inPolicy = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * The page, as one file: program and style stand in it, and its content policy allows these two by their hash and nothing else.
 * The same sources and packages give the same bytes.
 *
 * @returns {Promise<string>}
 */
export async function composeVerifierPage() {
  const { build } = await import('vite');
  const built = await build({
    configFile: false,
    root: source,
    logLevel: 'error',
    // Nothing of the computer may get in, least of all its paths.
    envFile: false,
    define: {
      'process.env.NODE_ENV': '"production"',
      PUBLISHED_VERIFIERS: JSON.stringify(publishedBefore()),
    },
    build: {
      write: false,
      target: ['chrome103', 'firefox113', 'safari16.4'],
      minify: true,
      sourcemap: false,
      reportCompressedSize: false,
      lib: { entry: join(source, 'main.ts'), formats: ['iife'], name: 'verifier' },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !('output' in output)) throw new Error('vite gave no output');
  const chunks = output.output;
  const [program] = chunks;
  if (chunks.length !== 1) throw new Error(`one file expected, ${chunks.map(({ fileName }) => fileName)} built`);
  const code = program.code.trim();
  const style = ['renderer/styles/tokens.css', 'renderer/styles/unfolding.css', 'renderer/verifier/verifier.css']
    .map((path) => join(root, path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
  // Inside a script element these would end it or change how it is read (HTML, "Restrictions for contents of script elements").
  if (/<\/script|<!--|<script/i.test(code) || /<\/style/i.test(style))
    throw new Error('the program would end its own element');
  const policy = [
    "default-src 'none'",
    `script-src ${inPolicy(code)}`,
    `style-src ${inPolicy(style)}`,
    'img-src blob:',
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  // Not one character may stand between a tag and what is hashed.
  return [
    '<!doctype html>',
    '<html lang="en" dir="ltr">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    '<title>Sanad verifier</title>',
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    `<noscript>${withoutScripts}</noscript>`,
    '<div id="page"></div>',
    '<script type="application/json" id="report"></script>',
    `<script id="program">${code}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** @typedef {Record<string, Record<string, string>>} Releases by version and name: SHA-256 */

/** @returns {Releases} */
const published = () => (existsSync(releases) ? JSON.parse(readFileSync(releases, 'utf8')) : {});

const version = () => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;

/** @param {string} name */
const hashOf = (name) =>
  createHash('sha256')
    .update(readFileSync(join(folder, name)))
    .digest('hex');

/**
 * What the page can know of verifiers: those of other versions, and the script that ships beside it. Not its own hash.
 *
 * @returns {Record<string, string[]>}
 */
function publishedBefore() {
  const others = Object.entries(published()).filter(([release]) => release !== version());
  const named = (/** @type {string} */ name) => others.flatMap(([, files]) => files[name] ?? []);
  return { 'verify.html': named('verify.html'), 'verify.py': [...named('verify.py'), hashOf('verify.py')] };
}

/** What assets/verifiers/releases.json must say: under this version, the SHA-256 of the verifiers as they stand in assets/. */
export function composeReleases() {
  const own = shipped.filter((name) => existsSync(join(folder, name))).map((name) => [name, hashOf(name)]);
  return `${JSON.stringify({ ...published(), [version()]: Object.fromEntries(own) }, null, 2)}\n`;
}

/** Writes both where they are not as they should be. */
export async function buildVerifiers() {
  write(verifierPage, await composeVerifierPage());
  write(releases, composeReleases());
}

/** @param {string} path @param {string} text */
function write(path, text) {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildVerifiers();
