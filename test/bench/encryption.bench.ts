/** Objects of a vault, written durably and read whole, against the age program on the same bytes. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity } from '../../electron/core/vault/age.ts';
import { temporaryVault } from '../fixtures/vault.ts';
import { type Contestant, compare, installed, wanted } from './rounds.ts';

const mebibyte = 1_048_576;
const megabytes = (wanted.megabytes * mebibyte) / 1e6;

const folder = mkdtempSync(join(tmpdir(), 'sanad-bench-'));
const { vault, remove } = await temporaryVault();
try {
  const piece = randomBytes(mebibyte);
  const plain = join(folder, 'plain');
  const sealed = join(folder, 'sealed.age');
  const key = join(folder, 'key');
  const { identity, recipient } = await generateIdentity();
  writeFileSync(plain, Buffer.concat(Array.from({ length: wanted.megabytes }, () => piece)));
  writeFileSync(key, `${identity}\n`);
  const pieces = () => Array.from({ length: wanted.megabytes }, () => piece);
  const age = (args: readonly string[]) => execFileSync('age', [...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  const withAge = installed('age');
  if (!withAge) console.log('Without the age program to compare with: not installed here.');

  const writing: Contestant[] = [
    {
      name: 'Sanad: hashed, encrypted, durable',
      async run() {
        const staged = await vault.objects.stage(pieces());
        await staged.commit();
        return megabytes;
      },
    },
  ];
  const first = await vault.objects.stage(pieces());
  await first.commit();
  const reading: Contestant[] = [
    {
      name: 'Sanad: decrypted, hashed',
      async run() {
        if ((await vault.objects.verify('original', first.sha256)) !== 'intact') throw new Error('not intact');
        return megabytes;
      },
    },
  ];
  if (withAge) {
    writing.push({
      name: 'age -r: encrypted',
      async run() {
        rmSync(sealed, { force: true });
        age(['-r', recipient, '-o', sealed, plain]);
        return megabytes;
      },
    });
    reading.push({
      name: 'age -d: decrypted',
      async run() {
        age(['-d', '-i', key, '-o', '/dev/null', sealed]);
        return megabytes;
      },
    });
  }
  await compare(`Encrypting an object of ${wanted.megabytes} MiB`, 'MB', writing);
  await compare(`Reading an object of ${wanted.megabytes} MiB`, 'MB', reading);
} finally {
  await remove();
  rmSync(folder, { recursive: true, force: true });
}
