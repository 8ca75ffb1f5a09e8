import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { interruptedImports } from '../../../electron/core/ingest/holdings.ts';
import { projections } from '../../../electron/core/records/projections.ts';
import { openVault } from '../../../electron/core/vault/vault.ts';
import { isHex64 } from '../../../shared/ledger/hex.ts';
import { halvedPicture } from '../../fixtures/halved-picture.ts';
import { passphrase, type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

const files = 120;

let field: TemporaryVault;
let card: string;
beforeEach(async () => {
  field = await temporaryVault();
  await field.vault.close();
  card = await mkdtemp(join(tmpdir(), 'sanad-card-'));
  for (let index = 0; index < files; index += 1) {
    const name = `${String(index).padStart(3, '0')}.jpg`;
    // Some of them twice, and some no pictures at all.
    const bytes =
      index % 10 === 3
        ? Buffer.from(`a note, number ${index}`)
        : await halvedPicture({ seed: index % 10 === 7 ? 7 : index });
    await writeFile(join(card, name), bytes);
  }
});
afterEach(async () => {
  await field.remove();
  await rm(card, { recursive: true, force: true });
});

const importer = fileURLToPath(new URL('../../fixtures/importer.ts', import.meta.url));

type Told = { acknowledged: { seq: number; sha256: string; name: string }[]; done: boolean };

/** Runs an import and ends it without warning after some acknowledgements and a moment; `null` lets it finish. */
function importUntil(acknowledgements: number | null): Promise<Told> {
  const child: ChildProcess = spawn(process.execPath, [importer, field.path, card], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const told: Told = { acknowledged: [], done: false };
  let rest = '';
  let dying = false;
  const die = () => {
    if (dying) return;
    dying = true;
    // Anywhere between this acknowledgement and the next.
    setTimeout(() => child.kill('SIGKILL'), randomInt(0, 30));
  };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [word, seq, sha256 = '', name = ''] = line.split(' ');
      if (word === 'archived') told.acknowledged.push({ seq: Number(seq), sha256, name });
      if (word === 'done') told.done = true;
    }
    if (acknowledgements !== null && told.acknowledged.length >= acknowledgements) die();
  });
  return new Promise((resolve) => child.once('close', () => resolve(told)));
}

describe('an import that is killed', () => {
  it('loses nothing that was acknowledged, names what is missing, and a later run finishes it', async () => {
    const names = readdirSync(card).sort();
    const acknowledged: Told['acknowledged'] = [];
    let done = false;
    for (let run = 0; !done && run < 40; run += 1) {
      const told = await importUntil(run < 12 ? randomInt(0, 16) : null);
      acknowledged.push(...told.acknowledged);
      done = told.done;

      const vault = await openVault({ path: field.path, passphrase, projections });
      try {
        expect(vault.readOnlyReason).toBeNull();
        const row = vault.db.prepare('SELECT sha256, name FROM item WHERE seq = ?');
        for (const { seq, sha256, name } of acknowledged) expect(row.get(seq)).toEqual({ sha256, name });
        const archived = (vault.db.prepare('SELECT DISTINCT name FROM item').all() as { name: string }[]).map(
          (item) => item.name,
        );
        const listed = vault.db.prepare('SELECT COUNT(*) AS n FROM acquisition').get() as { n: number };
        const missing = interruptedImports(vault).flatMap((interrupted) => interrupted.missing);
        if (listed.n > 0) expect([...archived, ...missing].sort()).toEqual(names);
        else expect(archived).toEqual([]);
      } finally {
        await vault.close();
      }
    }
    expect(done).toBe(true);

    const vault = await openVault({ path: field.path, passphrase, projections });
    try {
      const items = vault.db.prepare('SELECT name, sha256, acquisition FROM item').all() as {
        name: string;
        sha256: string;
        acquisition: number;
      }[];
      // Every file once, in one acquisition, and every object whole.
      expect(items.map(({ name }) => name).sort()).toEqual(names);
      expect(new Set(items.map(({ acquisition }) => acquisition)).size).toBe(1);
      expect(interruptedImports(vault)).toEqual([]);
      for (const { sha256 } of items) {
        if (!isHex64(sha256)) throw new Error('not a hash');
        expect(await vault.objects.verify('original', sha256)).toBe('intact');
      }
      expect(readdirSync(join(field.path, 'objects', 'tmp'))).toEqual([]);
    } finally {
      await vault.close();
    }
  });
});
