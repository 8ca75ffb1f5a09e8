/**
 * One large video taken in, against what somebody without Sanad does with it: copy, hash and encrypt, one after another. As large as
 * a card holds with `--recording 4096`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { generateIdentity } from '../../electron/core/vault/age.ts';
import { type TemporaryVault, temporaryVault } from '../fixtures/vault.ts';
import { type Contestant, compare, installed, wanted } from './rounds.ts';

const mebibyte = 1_048_576;
const clip = readFileSync(fileURLToPath(new URL('../fixtures/recordings/clip.mp4', import.meta.url)));

/** The box of this type among the outermost ones. */
function box(type: string): Buffer {
  for (let at = 0; at < clip.length; at += clip.readUInt32BE(at))
    if (clip.toString('latin1', at + 4, at + 8) === type) return clip.subarray(at, at + clip.readUInt32BE(at));
  throw new Error(`the clip has no ${type}`);
}

/** As phones write it: what the video says of itself stands behind the pictures, here bytes that nothing can make smaller. */
function video(path: string): number {
  const file = openSync(path, 'wx');
  const pictures = wanted.recording * mebibyte;
  const head = Buffer.alloc(16);
  head.writeUInt32BE(1, 0);
  head.write('mdat', 4, 'latin1');
  head.writeBigUInt64BE(BigInt(pictures + head.length), 8);
  let written = writeSync(file, box('ftyp')) + writeSync(file, head);
  for (let piece = 0; piece < wanted.recording; piece += 1) written += writeSync(file, randomBytes(mebibyte));
  written += writeSync(file, box('moov'));
  closeSync(file);
  return written / 1e6;
}

/** Megabytes of a process and of its children, as Linux tells it; 0 elsewhere. */
function resident(pid: number): number {
  let sum = 0;
  for (const each of [String(pid), ...childrenOf(pid)]) {
    try {
      sum += Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${each}/status`, 'latin1'))?.[1] ?? 0) / 1_000;
    } catch {
      // It ended.
    }
  }
  return sum;
}

function childrenOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'latin1').split(' ').filter(Boolean),
    );
  } catch {
    return [];
  }
}

const memory = { all: 0 };

function sanad(card: string, megabytes: number): Contestant {
  let made: TemporaryVault | null = null;
  return {
    name: 'Sanad: into a vault, with what the video says',
    async prepare() {
      made = await temporaryVault();
      await made.vault.close();
    },
    async run() {
      const importer = fileURLToPath(new URL('../fixtures/importer.ts', import.meta.url));
      const child = spawn(process.execPath, ['--no-warnings', importer, made?.path ?? '', card], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const watch = setInterval(() => {
        const all = resident(child.pid ?? 0);
        memory.all = Math.max(memory.all, all);
      }, 50);
      let last = '';
      createInterface({ input: child.stdout }).on('line', (line) => {
        last = line;
      });
      const [status] = (await once(child, 'close')) as [number | null];
      clearInterval(watch);
      if (status !== 0 || !last.startsWith('done')) throw new Error('the video was not imported');
      const summary = JSON.parse(last.slice('done '.length));
      if (summary.archived !== 1 || summary.withoutMetadata.length > 0) throw new Error('the video was not read');
      return megabytes;
    },
    async tidy() {
      await made?.remove();
    },
  };
}

async function byHand(path: string, folder: string, megabytes: number): Promise<Contestant | null> {
  const programs = ['cp', 'openssl', 'age'];
  const missing = programs.filter((program) => !installed(program));
  if (missing.length > 0) {
    console.log(`Nothing to compare with: ${missing.join(', ')} not installed here.`);
    return null;
  }
  const { recipient } = await generateIdentity();
  const copy = join(folder, 'copy');
  const tidy = async () => {
    rmSync(copy, { force: true });
    rmSync(`${copy}.age`, { force: true });
  };
  return {
    name: 'cp, then openssl dgst -sha256, then age',
    prepare: tidy,
    async run() {
      execFileSync('cp', [path, copy]);
      execFileSync('openssl', ['dgst', '-sha256', copy], { stdio: 'ignore' });
      execFileSync('age', ['-r', recipient, '-o', `${copy}.age`, copy], { stdio: ['ignore', 'ignore', 'inherit'] });
      return megabytes;
    },
    tidy,
  };
}

const folder = mkdtempSync(join(tmpdir(), 'sanad-bench-'));
try {
  const card = join(folder, 'card');
  mkdirSync(card);
  const path = join(card, 'VID_20160427_214000.mp4');
  const megabytes = video(path);
  const other = await byHand(path, folder, megabytes);
  await compare(`Taking in one video of ${wanted.recording} MiB`, 'MB', [
    sanad(card, megabytes),
    ...(other === null ? [] : [other]),
  ]);
  if (memory.all > 0)
    console.log(
      `  resident memory of the importing process and its media processes together, at most: ${memory.all.toFixed(0)} MB`,
    );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
