// `npm test`: builds, gets what the tests need, and runs them under the Node that came with the project.
// Arguments go to vitest: `npm test -- test/unit`.
import { join } from 'node:path';
import { build } from './build.js';
import { obtainChromium } from './chromium.js';
import { nodeForSanad, root, runInstead } from './runtime.js';

const args = process.argv.slice(2);
const named = args.filter((argument) => !argument.startsWith('-'));
/** Journeys run unless other tests were asked for by name. */
const journeys = named.length === 0 || named.some((name) => name.includes('e2e'));

const node = nodeForSanad();
/** @type {NodeJS.ProcessEnv} */
const env = { ...process.env };

if (journeys) {
  const built = await build({ quiet: true });
  if (built !== 0) {
    console.error('The journeys need the built app, and building it failed.');
    process.exit(built);
  }
  const found = obtainChromium();
  if ('missing' in found) console.error(found.missing);
  else env.CHROMIUM = found.chromium;
}
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
process.exitCode = await runInstead(node, [vitest, 'run', ...args], { cwd: root, env });
