// `npm run package`: packages of the desktop app for this system, into dist/. Arguments go to electron-builder, for
// example `npm run package -- --dir`. Needs the web: it fetches the Electron runtime and the tools of each format.
import { join } from 'node:path';
import { build } from './build.js';
import { nodeForSanad, root, runInstead } from './runtime.js';

const built = await build({ always: true });
if (built !== 0) process.exit(built);
const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
process.exitCode = await runInstead(nodeForSanad(), [builder, '--publish', 'never', ...process.argv.slice(2)], {
  cwd: root,
});
