/** Photographs of 12 megapixels into a vault, against sharp alone and against a script of the usual programs. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forkedWorkers, pictureMemory } from '../../electron/core/forked-workers.ts';
import { importFiles } from '../../electron/core/ingest/acquire.ts';
import { makePreviews, type PreviewPicture, previewQuality } from '../../electron/core/ingest/preview.ts';
import { pathSources } from '../../electron/core/ingest/source.ts';
import { generateIdentity } from '../../electron/core/vault/age.ts';
import { photograph, twelveMegapixels, withComment } from '../fixtures/pictures.ts';
import { type TemporaryVault, temporaryVault } from '../fixtures/vault.ts';
import { type Contestant, compare, installed, wanted } from './rounds.ts';

/** Processes side by side, for everybody. */
const processes = 2;
/** So many are drawn; the others are the same pictures with another comment in the file. */
const drawn = 8;

async function card(folder: string): Promise<string[]> {
  const pictures: Buffer[] = [];
  for (let seed = 1; seed <= Math.min(drawn, wanted.photographs); seed++) {
    const exif = {
      make: 'Sanad',
      model: 'Test camera',
      taken: `2016:04:27 21:4${seed}:00`,
      offset: '+03:00',
      subsecond: '12',
      gps: { latitude: 36.19, longitude: 37.15, time: '2016-04-27T18:40:00Z' },
    };
    pictures.push(await photograph({ ...twelveMegapixels, seed, exif }));
  }
  return Array.from({ length: wanted.photographs }, (_, number) => {
    const path = join(folder, `IMG_${String(number).padStart(4, '0')}.JPG`);
    writeFileSync(path, withComment(pictures[number % pictures.length] ?? Buffer.alloc(0), `number ${number}`));
    return path;
  });
}

function finished(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${basename(program)} ended with ${code}`)),
    );
  });
}

/**
 * Whoever comes right after another reads a card that the system still holds in memory, and whoever comes after a long turn does not: it is read
 * once before each turn.
 */
const cardInMemory = (paths: readonly string[]): Promise<void> =>
  finished('sh', ['-c', 'cat "$@" > /dev/null', 'sh', ...paths]);

const everySecond = (paths: readonly string[], first: number) =>
  paths.filter((_, index) => index % processes === first);

/**
 * What the rounds made is removed when all of them are over: ext4 without a journal passes over each file that was removed a minute or so before
 * whenever one is made, and whoever comes next would pay for that.
 */
const vaults: TemporaryVault[] = [];

function sanad(folder: string, paths: readonly string[]): Contestant {
  let made: TemporaryVault | null = null;
  return {
    name: 'Sanad: into a vault',
    async prepare() {
      made = await temporaryVault();
      vaults.push(made);
      await cardInMemory(paths);
    },
    async run() {
      if (made === null) throw new Error('no vault');
      const summary = await importFiles(made.vault, await pathSources([folder]), {
        workers: forkedWorkers,
        job: 'bench',
      });
      if (summary.withoutPreview.length + summary.withoutMetadata.length + summary.failed.length > 0)
        throw new Error('not everything was imported');
      return summary.archived;
    },
  };
}

function sharpAlone(paths: readonly string[]): Contestant {
  const script = fileURLToPath(new URL('./sharp-alone.ts', import.meta.url));
  return {
    name: `sharp alone: the same previews, ${processes} processes`,
    prepare: () => cardInMemory(paths),
    async run() {
      await Promise.all(
        Array.from({ length: processes }, (_, first) =>
          finished(process.execPath, ['--no-warnings', script, ...everySecond(paths, first)], pictureMemory),
        ),
      );
      return paths.length;
    },
  };
}

/**
 * What somebody without Sanad would write: metadata, hash, two previews and an encrypted copy of each file. The previews are as many, as large
 * and as good as Sanad's; vipsthumbnail makes one a run, so each is made from the photograph, and both times it decodes no more of that than it needs.
 */
async function script(paths: readonly string[], folder: string): Promise<Contestant | null> {
  let out = '';
  let round = 0;
  const { thumb, view } = await makePreviews(readFileSync(paths[0] ?? ''), 'image/jpeg');
  const vipsthumbnail = (name: 'thumb' | 'view', { width, height }: PreviewPicture) => {
    const side = Math.max(width, height);
    return `vipsthumbnail "$f" --size "${side}x${side}>" -o "$o/$n-${name}.jpg[Q=${previewQuality[name]}]"`;
  };
  const { recipient } = await generateIdentity();
  const steps: readonly (readonly [program: string, command: string])[] = [
    ['exiftool', 'exiftool -json "$f" > "$o/$n.json"'],
    ['sha256sum', 'sha256sum "$f" > "$o/$n.sha256"'],
    ['vipsthumbnail', `${vipsthumbnail('view', view)} && ${vipsthumbnail('thumb', thumb)}`],
    ['age', `age -r ${recipient} -o "$o/$n.age" "$f"`],
  ];
  const missing = steps.filter(([program]) => !installed(program)).map(([program]) => program);
  if (missing.length > 0) console.log(`The script does without ${missing.join(', ')}: not installed here.`);
  const commands = steps.filter(([program]) => !missing.includes(program)).map(([, command]) => command);
  if (commands.length === 0) return null;
  const loop = `set -e; o=$1; shift; for f in "$@"; do n=$(basename "$f"); ${commands.join('; ')}; done`;
  return {
    name: `a script: ${steps
      .map(([program]) => program)
      .filter((program) => !missing.includes(program))
      .join(', ')}, two at a time`,
    async prepare() {
      round += 1;
      out = join(folder, `out-${round}`);
      mkdirSync(out);
      await cardInMemory(paths);
    },
    async run() {
      await Promise.all(
        Array.from({ length: processes }, (_, first) =>
          finished('sh', ['-c', loop, 'sh', out, ...everySecond(paths, first)]),
        ),
      );
      return paths.length;
    },
  };
}

const folder = mkdtempSync(join(tmpdir(), 'sanad-bench-'));
try {
  const source = join(folder, 'card');
  mkdirSync(source);
  const paths = await card(source);
  const other = await script(paths, folder);
  await compare(`Import of ${paths.length} photographs of 12 megapixels`, 'photographs', [
    sanad(source, paths),
    sharpAlone(paths),
    ...(other === null ? [] : [other]),
  ]);
} finally {
  for (const vault of vaults) await vault.remove();
  rmSync(folder, { recursive: true, force: true });
}
