import { createRequire } from 'node:module';
import { dirname, relative } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const require = createRequire(import.meta.url);

// The oldest runtime that is supported, whatever Electron is installed: electron-vite would take the newest.
const node = 'node20.18';
const chrome = 'chrome130';

/**
 * Takes the package.json that a module of core imports (for the version it writes into the ledger) into the bundle:
 * left outside, the import would lose its `type: 'json'` attribute, which Node insists on. The address is rewritten,
 * because what is external is decided before any plugin may resolve it.
 */
const versionsIntoTheBundle = {
  name: 'versions-into-the-bundle',
  enforce: 'pre' as const,
  transform: (code: string, id: string) =>
    id.includes('/electron/core/')
      ? code.replace(
          /from '([\w@/.-]+\/package\.json)' with \{ type: 'json' \}/g,
          (_match, name: string) => `from ${JSON.stringify(require.resolve(name))}`,
        )
      : null,
};

/** A thread's file lies beside the module that starts it; in the bundle it lies where `input` puts it, and that module anywhere. */
const threadsAreFound: Plugin = {
  name: 'threads-are-found',
  renderChunk: (code, { fileName }) =>
    code.replace(
      /new URL\(["'`]\.\/([\w-]+-thread)\.ts["'`], import\.meta\.url\)/g,
      (_match, name: string) => `new URL('${relative(dirname(fileName), `${name}.js`)}', import.meta.url)`,
    ),
};

export default defineConfig({
  main: {
    plugins: [versionsIntoTheBundle, threadsAreFound],
    build: {
      target: node,
      outDir: 'out/main',
      emptyOutDir: true,
      // Native and heavy packages stay in node_modules: what is listed under `dependencies` is not bundled.
      externalizeDeps: true,
      rolldownOptions: {
        input: {
          index: 'electron/main/index.ts',
          engine: 'electron/main/engine-process.ts',
          media: 'electron/core/ingest/media-worker.ts',
          'opening-thread': 'electron/core/ledger/opening-thread.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: node,
      outDir: 'out/preload',
      emptyOutDir: true,
      // A sandboxed preload is one CommonJS file and can require almost nothing.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'electron/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      target: chrome,
      outDir: 'out/renderer',
      emptyOutDir: true,
      // The content policy allows no data: addresses, so that nothing but our own files can be shown.
      assetsInlineLimit: 0,
      minify: true,
      // It is read from this computer's disk: the size from which a page on the web should be split says nothing here.
      chunkSizeWarningLimit: 4_000,
      rolldownOptions: { input: 'renderer/index.html' },
    },
  },
});
