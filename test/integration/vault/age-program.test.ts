import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encryptAge, generateIdentity, openAge } from '../../../electron/core/vault/age.ts';

const hasAge = spawnSync('age', ['--version']).status === 0;

describe.skipIf(!hasAge)('files exchanged with the age program (skipped where age is not installed)', () => {
  let folder: string;
  let keys: { identity: string; recipient: string };
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sanad-age-'));
    keys = await generateIdentity();
    writeFileSync(join(folder, 'key.txt'), `${keys.identity}\n`);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 1_000_003];

  it.each(sizes)('age decrypts %i bytes that we encrypted', async (size) => {
    const plaintext = randomBytes(size);
    const file = join(folder, `ours-${size}.age`);
    await pipeline(encryptAge({ recipients: [keys.recipient] }, [plaintext]), createWriteStream(file));
    const age = spawnSync('age', ['-d', '-i', join(folder, 'key.txt'), file], { maxBuffer: 1e8 });
    expect(age.stderr.toString()).toBe('');
    expect(age.stdout.equals(plaintext)).toBe(true);
  });

  it.each(sizes)('we read %i bytes that age encrypted', async (size) => {
    const plaintext = randomBytes(size);
    const file = join(folder, `theirs-${size}.age`);
    const age = spawnSync('age', ['-r', keys.recipient, '-o', file], { input: plaintext });
    expect(age.stderr.toString()).toBe('');
    const reader = await openAge(file, { identities: [keys.identity] });
    expect(reader.size).toBe(size);
    expect(Buffer.from(await reader.read(0, size)).equals(plaintext)).toBe(true);
    await reader.close();
  });

  it('age-keygen makes the same recipient of our identity', () => {
    const age = spawnSync('age-keygen', ['-y', join(folder, 'key.txt')]);
    expect(age.stdout.toString().trim()).toBe(keys.recipient);
  });

  it('says so when age was cut short', async () => {
    const whole = readFileSync(join(folder, 'theirs-1000003.age'));
    for (const length of [whole.length - 1, whole.length - 65_552, 300, 20]) {
      const file = join(folder, 'cut.age');
      writeFileSync(file, whole.subarray(0, length));
      await expect(openAge(file, { identities: [keys.identity] })).rejects.toMatchObject({
        name: 'AgeFailure',
      });
    }
  });
});
