#!/usr/bin/env node
// `npx sanad`: runs the command line under the Node that came with the project, with nothing built beforehand.
import { join } from 'node:path';
import { compileCache, heapFlags, nodeForSanad, root, runInstead } from './runtime.js';

const main = join(root, 'electron', 'cli', 'main.ts');
const env = { ...compileCache, ...process.env };
const flags = ['--no-warnings', ...heapFlags];
process.exitCode = await runInstead(nodeForSanad(), [...flags, main, ...process.argv.slice(2)], { env });
