// `npm run bench`: how fast the slow things are, each beside something that people know, measured in the same run.
// `npm run bench -- import --photographs 500 --rounds 5`; without a subject, all of them. Numbers are never asserted.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compileCache, heapFlags, nodeForSanad, root, runInstead } from './runtime.js';

const folder = join(root, 'test', 'bench');
const ending = '.bench.ts';
const subjects = readdirSync(folder)
  .filter((name) => name.endsWith(ending))
  .map((name) => name.slice(0, -ending.length))
  .sort();

const args = process.argv.slice(2);
const named = args.filter((argument) => subjects.includes(argument));
const options = args.filter((argument) => !subjects.includes(argument));
const stray = options[0];
if (stray !== undefined && !stray.startsWith('--')) {
  console.error(`No such subject: ${stray}. There are ${subjects.join(', ')}.`);
  process.exit(2);
}
const node = nodeForSanad();
// As `sanad` itself is run.
const env = { ...compileCache, ...process.env };
let status = 0;
for (const subject of named.length > 0 ? named : subjects) {
  const script = join(folder, `${subject}${ending}`);
  const ended = await runInstead(node, [...heapFlags, script, ...options], { cwd: root, env });
  status ||= ended;
}
process.exitCode = status;
