#!/usr/bin/env node
// `npx sanad`: runs the command line under the Node that came with the project, with nothing built beforehand.
import { join } from 'node:path';
import { nodeForSanad, root, runInstead } from './runtime.js';

const main = join(root, 'electron', 'cli', 'main.ts');
// The program's own code as Node compiled it, beside the packages: half of the wait at each start. Nothing of a vault is in it.
const env = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'sanad'), ...process.env };
process.exitCode = await runInstead(nodeForSanad(), ['--no-warnings', main, ...process.argv.slice(2)], { env });
