/** Ten thousand small photographs into one vault: each thousand against the first, so that what grows with the vault shows. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { forkedWorkers } from '../../electron/core/forked-workers.ts';
import { importFiles } from '../../electron/core/ingest/acquire.ts';
import { pathSources } from '../../electron/core/ingest/source.ts';
import { photograph, withComment } from '../fixtures/pictures.ts';
import { temporaryVault } from '../fixtures/vault.ts';
import { wanted } from './rounds.ts';

/** So many are drawn, each of another day; the others are the same pictures with another comment in the file. */
const drawn = 100;
const step = Math.max(1, Math.floor(wanted.files / 10));

async function card(folder: string): Promise<void> {
  const pictures: Buffer[] = [];
  for (let seed = 1; seed <= Math.min(drawn, wanted.files); seed++) {
    const day = String(1 + (seed % 28)).padStart(2, '0');
    const exif = { make: 'Sanad', model: 'Test camera', taken: `2016:04:${day} 21:40:00`, offset: '+03:00' };
    pictures.push(await photograph({ width: 320, height: 240, grain: 20, seed, exif }));
  }
  for (let number = 0; number < wanted.files; number++) {
    const picture = pictures[number % pictures.length] ?? Buffer.alloc(0);
    const name = `IMG_${String(number).padStart(5, '0')}.JPG`;
    writeFileSync(join(folder, name), withComment(picture, `number ${number}`));
  }
}

type Part = { readonly files: number; readonly seconds: number; readonly processor: number; readonly load: number };

const folder = mkdtempSync(join(tmpdir(), 'sanad-bench-'));
const { vault, remove } = await temporaryVault();
try {
  const source = join(folder, 'card');
  mkdirSync(source);
  await card(source);
  const parts: Part[] = [];
  let archived = 0;
  let begun = performance.now();
  let before = process.cpuUsage();
  const endPart = (files: number): void => {
    const { user, system } = process.cpuUsage(before);
    parts.push({
      files,
      seconds: (performance.now() - begun) / 1_000,
      processor: (user + system) / 1e6,
      load: loadavg()[0] ?? 0,
    });
    begun = performance.now();
    before = process.cpuUsage();
  };
  const summary = await importFiles(vault, await pathSources([source]), {
    workers: forkedWorkers,
    job: 'bench',
    onArchived() {
      archived++;
      // What listing takes belongs to no part.
      if (archived === 1) endPart(0);
      else if (archived % step === 0) endPart(step - (archived === step ? 1 : 0));
    },
  });
  if (summary.archived !== wanted.files) throw new Error('not everything was imported');
  parts.shift();

  console.log(`\nImport of ${wanted.files} photographs of 320 × 240, ${step} at a time`);
  console.log(`  Node ${process.version} · where others work on the same computer, the processor time tells`);
  console.log('  up to    files/s   against the first   core’s processor ms/file   against the first    load');
  const [first] = parts;
  for (const [number, { files, seconds, processor, load }] of parts.entries()) {
    if (first === undefined) break;
    const speed = (first.seconds / first.files / (seconds / files)).toFixed(2);
    const effort = (processor / files / (first.processor / first.files)).toFixed(2);
    const cells = [
      String((number + 1) * step).padStart(6),
      (files / seconds).toFixed(1).padStart(10),
      `${speed} ×`.padStart(20),
      ((processor / files) * 1_000).toFixed(2).padStart(27),
      `${effort} ×`.padStart(20),
      load.toFixed(1).padStart(8),
    ];
    console.log(`  ${cells.join('')}`);
  }
} finally {
  await remove();
  rmSync(folder, { recursive: true, force: true });
}
