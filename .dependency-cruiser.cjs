'use strict';
/**
 * The walls of the house (README, "The house"). Checked by `npm run check`, which also plants a violation of every rule
 * in a copy and expects it to be found: a checker that reads no TypeScript passes silently otherwise.
 */
const within = (path) => ({ path });

module.exports = {
  forbidden: [
    {
      name: 'shared-imports-nothing-of-ours',
      severity: 'error',
      from: within('^shared/'),
      to: { path: '^(electron|renderer|test)/' },
    },
    {
      name: 'shared-is-pure',
      comment: 'No Node module in shared: it runs in browsers and in the single-file verifier.',
      severity: 'error',
      from: within('^shared/'),
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-imports-shared-alone',
      severity: 'error',
      from: within('^electron/core/'),
      to: { path: '^(electron/(?!core/)|renderer/|test/)' },
    },
    {
      name: 'only-the-shell-imports-electron',
      severity: 'error',
      from: { pathNot: '^electron/(main|preload)/|^electron/launch/' },
      to: { path: '(^|/)node_modules/electron/|^electron$' },
    },
    {
      name: 'preload-imports-the-contract-alone',
      severity: 'error',
      from: within('^electron/preload/'),
      to: { path: '^(electron/(?!preload/)|renderer/|test/)' },
    },
    {
      name: 'renderer-imports-shared-alone',
      severity: 'error',
      from: within('^renderer/'),
      to: { path: '^(electron|test)/' },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: within('^renderer/'),
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nothing-imports-main',
      severity: 'error',
      from: { pathNot: '^(electron/main/|test/)' },
      to: { path: '^electron/main/' },
    },
    {
      name: 'faces-do-not-import-each-other',
      severity: 'error',
      from: { path: '^electron/(main|cli|loopback)/' },
      to: { path: '^electron/(main|cli|loopback|launch|preload)/|^renderer/', pathNot: '^electron/$1/' },
    },
    {
      name: 'pictures-are-decoded-in-the-media-worker-alone',
      comment: 'What reads hostile bytes does so only in the child process with limits.',
      severity: 'error',
      from: {
        path: '^(electron|shared|renderer)/',
        pathNot: '^electron/core/ingest/(media-worker|picture|preview|codes|heic|likeness|metadata|recording|document)',
      },
      to: {
        path: '(^|/)node_modules/(sharp|heic-decode|libheif-js|exifr|exifreader|zxing-wasm|mediabunny|unpdf)/|^(sharp|heic-decode|libheif-js|exifr|exifreader|zxing-wasm|mediabunny|unpdf)(/|$)',
      },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(raw|url|worker)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|coverage)/' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.d.ts'],
    },
  },
};
