/** Bundles as large as they come: how fast they are verified, and in how much memory, each in a process of its own. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LargeBundle, writeLargeBundle } from '../fixtures/large-bundle.ts';
import { type Contestant, compare, installed } from './rounds.ts';

const script = fileURLToPath(new URL('./verify-alone.ts', import.meta.url));
const mebibyte = 1_048_576;

const plain = { shown: 0, originals: 0, originalBytes: 0 };
const bundles: readonly { readonly name: string; readonly made: LargeBundle }[] = [
  { name: 'a plain chain of 100,000 entries', made: { ...plain, entries: 100_000 } },
  { name: 'a plain chain of 1,000,000 entries', made: { ...plain, entries: 1_000_000 } },
  { name: '100,000 entries that show all, a record each', made: { ...plain, entries: 100_000, shown: 99_998 } },
  {
    name: '2 GB of originals',
    made: { entries: 502, shown: 500, originals: 500, originalBytes: 4 * mebibyte },
  },
];

const folder = mkdtempSync(join(tmpdir(), 'sanad-bench-'));
try {
  for (const { name, made } of bundles) {
    const path = join(folder, 'bundle.zip');
    await writeLargeBundle(path, made);
    const megabytes = statSync(path).size / 1e6;
    const told: { seconds: number; processor: number; megabytes: number }[] = [];
    const contestants: Contestant[] = [
      {
        name: 'Sanad: verify, started for it',
        async run() {
          const said = execFileSync(process.execPath, [...process.execArgv, '--no-warnings', script, path], {
            encoding: 'utf8',
          });
          told.push(JSON.parse(said));
          return megabytes;
        },
      },
    ];
    if (installed('openssl'))
      contestants.push({
        name: 'openssl dgst -sha256 of the same bytes',
        async run() {
          execFileSync('openssl', ['dgst', '-sha256', path], { stdio: 'ignore' });
          return megabytes;
        },
      });
    await compare(`Verifying ${name}, ${Math.round(megabytes)} MB`, 'MB', contestants);
    const range = (numbers: readonly number[], digits: number) =>
      `${Math.min(...numbers).toFixed(digits)} – ${Math.max(...numbers).toFixed(digits)}`;
    const seconds = told.map((one) => one.seconds);
    const processor = told.map((one) => one.processor);
    const memory = told.map((one) => one.megabytes);
    console.log(
      `  verification alone: ${range(seconds, 2)} s, processors together ${range(processor, 2)} s, at most ${range(memory, 0)} MB of memory`,
    );
    rmSync(path);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
