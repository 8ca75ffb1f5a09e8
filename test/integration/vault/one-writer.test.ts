import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Hex64, isHex64 } from '../../../shared/ledger/hex.ts';
import { createBare, draft, openBare, temporaryFolder } from '../../fixtures/bare-vault.ts';

const holder = new URL('../../fixtures/vault-holder.ts', import.meta.url).pathname;
const inUse = expect.objectContaining({ code: 'VAULT_IN_USE' });

let path: string;
let remove: () => void;
let children: ChildProcess[];
beforeEach(async () => {
  const temporary = temporaryFolder();
  path = join(temporary.folder, 'field.sanad');
  remove = temporary.remove;
  children = [];
  await (await createBare(path)).vault.close();
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  remove();
});

/** Starts the other process, and resolves when it has the vault open. */
async function start(task: 'hold' | 'fill') {
  const child = spawn(process.execPath, [holder, path, task], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  await once(reader, 'line');
  return {
    lines,
    async kill() {
      const ended = once(child, 'close');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

describe('a vault has one writer at a time', () => {
  it('is refused to another process while one has it, and free when that one is killed', async () => {
    const other = await start('hold');
    await expect(openBare(path)).rejects.toEqual(inUse);
    await other.kill();
    const vault = await openBare(path);
    expect(vault.readOnly).toBe(false);
    await vault.close();
  });

  it('is refused to the same process too', async () => {
    const vault = await openBare(path);
    await expect(openBare(path)).rejects.toEqual(inUse);
    vault.ledger.append([draft('the first one goes on')]);
    await vault.close();
    await (await openBare(path)).close();
  });
});

describe('a process that is killed while it writes', () => {
  it('has lost nothing of what it said was done', async () => {
    const acknowledged = new Map<number, { leaf: string; sha256: Hex64 }>();
    for (let round = 0; round < 12; round++) {
      const other = await start('fill');
      // However slow the computer is, something is acknowledged at least once.
      while (round === 0 && other.lines.length < 2) await wait(5);
      await wait(5 + Math.floor(Math.random() * 150));
      await other.kill();
      for (const line of other.lines.slice(1)) {
        const [seq, leaf = '', sha256] = line.split(' ');
        // The pipe may end in the middle of a line.
        if (isHex64(sha256)) acknowledged.set(Number(seq), { leaf, sha256 });
      }

      const vault = await openBare(path);
      expect(vault.readOnlyReason).toBeNull();
      expect(readdirSync(join(path, 'objects', 'tmp'))).toEqual([]);
      for (const [seq, { leaf, sha256 }] of acknowledged) {
        expect(vault.ledger.entry(seq)?.leaf).toBe(leaf);
        expect(await vault.objects.verify('original', sha256)).toBe('intact');
      }
      // Entries and the tables computed from them are there together or not at all.
      expect(vault.db.prepare('SELECT count(*) FROM seen').pluck().get()).toBe(vault.ledger.size);
      // No entry names an object that is not there; an object may be there without its entry, and is then named.
      const known: { kind: 'original'; sha256: Hex64 }[] = [];
      for (let seq = 1; seq < vault.ledger.size; seq++) {
        const { type, file } = vault.ledger.readFields(seq);
        // Locking after each round changes the signing key, in an entry of its own.
        if (type === 'key') continue;
        const { sha256 } = file as { sha256: Hex64 };
        known.push({ kind: 'original', sha256 });
        expect(await vault.objects.has(sha256)).toBe(true);
      }
      for (const object of await vault.objects.quarantined(known)) expect(object.sha256).not.toBeNull();
      await vault.close();
    }
    expect(acknowledged.size).toBeGreaterThan(0);
  });
});
