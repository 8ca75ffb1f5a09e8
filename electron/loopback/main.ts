import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../core/engine.ts';
import { forkedWorkers } from '../core/forked-workers.ts';
import { knownFolder } from '../core/witness/known.ts';
import { startHost } from './host.ts';

// Started by `npm start` and by the tests. Prints one line, the address, and ends on Ctrl-C or when told to.
const project = join(import.meta.dirname, '..', '..');
const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { version: string };
const engine = createEngine({
  workers: forkedWorkers,
  face: 'browser',
  folder: homedir(),
  version,
  known: knownFolder(),
});
const host = await startHost({ engine, renderer: join(project, 'out', 'renderer') });

let ending = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, async () => {
    if (ending) return;
    ending = true;
    // The engine first: a page that is still there is told `locked` before the host goes away.
    await engine.close();
    await host.close();
    process.exit(0);
  });
}

// Not before it can be ended: whoever reads the address may press Ctrl-C at once.
process.stdout.write(`${host.address}\n`);
