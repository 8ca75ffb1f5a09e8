// `npm run check`: types, the pure compile of shared, lint and format, import rules (and that the rules bite), unused code.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeForSanad } from './runtime.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const node = nodeForSanad();

/** One violation of each wall; the check fails when any of them goes unnoticed. */
const planted = {
  'shared/planted-1.ts': ["import '../electron/core/ports.ts';", 'shared-imports-nothing-of-ours'],
  'shared/planted-2.ts': ["import 'node:fs';", 'shared-is-pure'],
  'electron/core/planted.ts': ["import '../cli/main.ts';", 'core-imports-shared-alone'],
  'electron/cli/planted-1.ts': ["import 'electron';", 'only-the-shell-imports-electron'],
  'electron/preload/planted.ts': ["import '../core/ports.ts';", 'preload-imports-the-contract-alone'],
  'renderer/planted-1.tsx': ["import '../electron/core/ports.ts';", 'renderer-imports-shared-alone'],
  'renderer/planted-2.tsx': ["import 'node:path';", 'renderer-has-no-node'],
  'electron/loopback/planted.ts': ["import '../main/index.ts';", 'nothing-imports-main'],
  'electron/cli/planted-2.ts': ["import '../loopback/main.ts';", 'faces-do-not-import-each-other'],
  'electron/core/planted-recording.ts': ["import 'mediabunny';", 'pictures-are-decoded-in-the-media-worker-alone'],
  'electron/core/planted-sharp.ts': ["import 'sharp';", 'pictures-are-decoded-in-the-media-worker-alone'],
  'shared/planted-circle-1.ts': ["import './planted-circle-2.ts';", 'no-circles'],
  // A circle is reported once, so its other half bears another violation.
  'shared/planted-circle-2.ts': ["import './planted-circle-1.ts';\nimport './nowhere.ts';", 'no-unresolvable'],
};

/** @param {string} what @param {string} script @param {string[]} args @param {string} [cwd] */
function run(what, script, args, cwd = root) {
  process.stdout.write(`${what} … `);
  const result = spawnSync(node, [join(root, 'node_modules', script), ...args], { cwd, encoding: 'utf8' });
  const ok = result.status === 0;
  console.log(ok ? 'ok' : 'failed');
  if (!ok) console.log(`${result.stdout}${result.stderr}`.trimEnd());
  return ok;
}

function plantedViolationsAreFound() {
  process.stdout.write('import rules: planted violations are found … ');
  const copy = mkdtempSync(join(tmpdir(), 'sanad-planted-'));
  try {
    for (const part of ['electron', 'renderer', 'shared', 'package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) {
      cpSync(join(root, part), join(copy, part), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
    for (const [path, [text]] of Object.entries(planted)) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), `${text}\n`);
    }
    const result = spawnSync(
      node,
      [
        join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
        '--config',
        '.dependency-cruiser.cjs',
        '--output-type',
        'json',
        'electron',
        'renderer',
        'shared',
      ],
      { cwd: copy, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
    );
    const { summary } = JSON.parse(result.stdout);
    /** @type {string[]} */
    const rules = summary.ruleSetUsed.forbidden.map((/** @type {{name: string}} */ { name }) => name);
    /** @type {{from: string, rule: {name: string}}[]} */
    const violations = summary.violations;
    const missed = Object.entries(planted).filter(
      ([path, [, rule]]) => !violations.some((found) => found.from === path && found.rule.name === rule),
    );
    const unplanted = rules.filter((rule) => !Object.values(planted).some(([, name]) => name === rule));
    const ok = missed.length === 0 && unplanted.length === 0;
    console.log(ok ? 'ok' : 'failed');
    for (const [path, [, rule]] of missed) console.log(`  not found: ${rule} in ${path}`);
    for (const rule of unplanted) console.log(`  no violation planted: ${rule}`);
    return ok;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

const results = [
  run('types: desktop, command line, tests', 'typescript/bin/tsc', ['-p', 'tsconfig.json']),
  run('types: shared compiles without Node and DOM', 'typescript/bin/tsc', ['-p', 'shared/tsconfig.json']),
  run('types: renderer', 'typescript/bin/tsc', ['-p', 'renderer/tsconfig.json']),
  run('lint and format', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']),
  run('import rules', 'dependency-cruiser/bin/dependency-cruiser.mjs', [
    '--config',
    '.dependency-cruiser.cjs',
    'electron',
    'renderer',
    'shared',
    'test',
  ]),
  plantedViolationsAreFound(),
  run('unused code', 'knip/bin/knip.js', []),
];
process.exit(results.every(Boolean) ? 0 : 1);
