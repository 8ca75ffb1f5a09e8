import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ledgerMigrations } from '../../../electron/core/ledger/schema.ts';
import { openDatabase } from '../../../electron/core/vault/database.ts';
import { createBare, draft, temporaryFolder } from '../../fixtures/bare-vault.ts';

const hasAge = spawnSync('age', ['--version']).status === 0;

describe.skipIf(!hasAge)('the recovery kit, followed by hand with age (skipped where age is not installed)', () => {
  it('opens every object and the database, without Sanad and without a passphrase', async () => {
    const { folder, remove } = temporaryFolder();
    const path = join(folder, 'field.sanad');
    const { vault, recoveryKey, recoveryKit } = await createBare(path);
    vault.ledger.append([draft('in the database')]);
    await (await vault.objects.stage([Buffer.from('in an object')])).commit();
    expect(vault.recoveryKit()).toBe(recoveryKit);
    const [recipient = ''] = vault.recipients;
    await vault.close();

    expect(recoveryKit).not.toContain(recoveryKey);
    const wrapped = recoveryKit
      .slice(recoveryKit.indexOf(`For the holder of ${recipient}:`))
      .split('\n')
      .slice(1)
      .join('');
    writeFileSync(join(folder, 'identity.txt'), recoveryKey ?? '');
    const keys = spawnSync('age', ['-d', '-i', join(folder, 'identity.txt')], {
      input: Buffer.from(wrapped, 'base64'),
    });
    expect(keys.stderr.toString()).toBe('');
    const lines = new Map(
      keys.stdout
        .toString()
        .split('\n')
        .map((line) => line.split(' ') as [string, string]),
    );

    writeFileSync(join(folder, 'objects.txt'), lines.get('objects') ?? '');
    const objects = readdirSync(join(path, 'objects'), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(objects.length).toBe(1);
    for (const { parentPath, name } of objects) {
      const object = spawnSync('age', ['-d', '-i', join(folder, 'objects.txt'), join(parentPath, name)]);
      expect(object.stdout.toString()).toBe('in an object');
    }

    const key = Buffer.from(lines.get('database') ?? '', 'hex');
    const db = openDatabase({ path: join(path, 'ledger.db'), key, mode: 'read', migrations: ledgerMigrations });
    expect(db.prepare('SELECT count(*) FROM entry').pluck().get()).toBe(2);
    db.close();
    remove();
  });
});
