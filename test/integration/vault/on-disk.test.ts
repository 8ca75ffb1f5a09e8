import { spawnSync } from 'node:child_process';
import { createDecipheriv, createHmac, pbkdf2Sync } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../electron/core/vault/database.ts';
import { createBare, draft, openBare, temporaryFolder } from '../../fixtures/bare-vault.ts';

let path: string;
let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  path = join(folder, 'field.sanad');
});
afterEach(() => remove());

function files(below: string): { name: string; bytes: Buffer }[] {
  return readdirSync(below, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((name) => ({ name, bytes: readFileSync(name) }));
}

describe('what lies on disk', () => {
  it('holds no byte of what was entered: in no table, index, log, object, lock or name', async () => {
    const secrets = ['Nurse Salma Haddad', '+963 944 123 456', 'ممرضة سلمى حداد', 'IMG_0412.JPG'];
    const picture = Buffer.from('\u00ff\u00d8 the picture of the western entrance '.repeat(9_000));
    const { vault } = await createBare(path);
    vault.db.exec('CREATE TABLE note (text TEXT); CREATE INDEX by_text ON note (text)');
    for (const secret of secrets) {
      vault.ledger.append([{ type: 'record', operator: 'op-1', fields: { kind: 'note', text: secret } }]);
      vault.db.prepare('INSERT INTO note (text) VALUES (?)').run(secret);
    }
    // A sort that does not fit into the cache is what SQLite by default writes to a temporary file.
    vault.db.pragma('cache_size = 1');
    vault.db
      .prepare(
        `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)
         SELECT text || i AS line FROM n, note ORDER BY line DESC LIMIT 1`,
      )
      .get();
    const staged = await vault.objects.stage([picture]);
    const looked = (when: string) => {
      for (const { name, bytes } of files(folder)) {
        for (const secret of [...secrets, 'western entrance', staged.sha256]) {
          expect(bytes.includes(secret), `${when}: ${secret} in ${name}`).toBe(false);
          expect(name.includes(secret), `${when}: ${secret} in the name ${name}`).toBe(false);
        }
      }
    };
    looked('staged, the database open');
    expect(files(folder).some(({ name, bytes }) => name.endsWith('-wal') && bytes.length > 0)).toBe(true);
    await staged.commit();
    looked('committed');
    vault.ledger.checkpoint();
    await vault.close();
    looked('locked');
  });

  it('is encrypted from the first byte of a new database on', () => {
    const file = join(folder, 'new.db');
    const db = openDatabase({ path: file, key: new Uint8Array(32).fill(9), mode: 'create', migrations: [] });
    expect(readFileSync(file).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
    expect(statSync(file).size).toBeGreaterThan(0);
    db.close();
    expect(readFileSync(file).includes('SQLite format 3')).toBe(false);
  });

  it('does not tell by file times when something was archived', async () => {
    const { vault } = await createBare(path);
    await (await vault.objects.stage([Buffer.from('a picture')])).commit();
    await vault.close();
    const objects = files(join(path, 'objects'));
    expect(objects.length).toBe(1);
    for (const name of objects.flatMap((object) => [object.name, dirname(object.name)]))
      expect(statSync(name).mtime.toISOString()).toBe('2000-01-01T00:00:00.000Z');
  });
});

/**
 * SQLCipher 4's page format (https://www.zetetic.net/sqlcipher/design/): AES-256-CBC, HMAC-SHA-512 over ciphertext, IV and page
 * number, 80 reserved bytes a page, the salt in place of the first 16 bytes. Written here from that description alone.
 */
function decryptSqlCipher(file: Buffer, key: Buffer): Buffer {
  const page = 4096;
  const salt = file.subarray(0, 16);
  const macKey = pbkdf2Sync(key, Buffer.from(salt.map((byte) => byte ^ 0x3a)), 2, 32, 'sha512');
  const pages: Buffer[] = [];
  for (let number = 1; number * page <= file.length; number++) {
    const whole = file.subarray((number - 1) * page, number * page);
    const body = whole.subarray(number === 1 ? 16 : 0, page - 80);
    const iv = whole.subarray(page - 80, page - 64);
    const position = Buffer.alloc(4);
    position.writeUInt32LE(number);
    const mac = createHmac('sha512', macKey).update(body).update(iv).update(position).digest();
    if (!mac.equals(whole.subarray(page - 64))) throw new Error(`page ${number} was altered, or the key is another`);
    const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
    const plain = Buffer.concat([decipher.update(body), decipher.final()]);
    const head = number === 1 ? [Buffer.from('SQLite format 3\0', 'latin1')] : [];
    pages.push(Buffer.concat([...head, plain, Buffer.alloc(80)]));
  }
  return Buffer.concat(pages);
}

describe('the database opens without Sanad', () => {
  const key = Buffer.alloc(32, 9);
  const make = (file: string) => {
    const db = openDatabase({ path: file, key, mode: 'create', migrations: [] });
    db.exec("CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('held');");
    db.close();
  };

  it('by SQLCipher 4’s published page format and any SQLite', () => {
    const file = join(folder, 'a.db');
    make(file);
    const plain = decryptSqlCipher(readFileSync(file), key);
    // Left in WAL mode by its writer; without the -wal file a reader needs the rollback mode's version numbers.
    plain[18] = 1;
    plain[19] = 1;
    writeFileSync(join(folder, 'plain.db'), plain);
    const judge = new DatabaseSync(join(folder, 'plain.db'), { readOnly: true });
    expect(judge.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    expect(judge.prepare('SELECT text FROM note').all()).toEqual([{ text: 'held' }]);
    judge.close();
    expect(() => decryptSqlCipher(readFileSync(file), Buffer.alloc(32, 8))).toThrow();
  });

  const version = spawnSync('sqlcipher', [':memory:', 'PRAGMA cipher_version;']).stdout?.toString() ?? '';
  it.skipIf(!/^[4-9]/m.test(version))(
    'by the sqlcipher program with the raw key (skipped where there is no version 4)',
    () => {
      const file = join(folder, 'b.db');
      make(file);
      const run = spawnSync('sqlcipher', [file], {
        input: `PRAGMA key = "x'${key.toString('hex')}'"; SELECT text FROM note;`,
      });
      expect(run.stdout.toString()).toContain('held');
    },
  );
});

describe('an open vault', () => {
  it('has the settings that keep its promises', async () => {
    const { vault } = await createBare(path);
    vault.ledger.append([draft('one')]);
    const setting = (name: string) => vault.db.pragma(name, { simple: true });
    expect(setting('journal_mode')).toBe('wal');
    expect(setting('synchronous')).toBe(2);
    expect(setting('temp_store')).toBe(2);
    expect(setting('secure_delete')).toBe(1);
    expect(setting('trusted_schema')).toBe(0);
    expect(setting('foreign_keys')).toBe(1);
    expect(setting('application_id')).toBe(0x53414e44);
    expect(vault.db.pragma('cipher', { simple: true })).toBe('sqlcipher');
    await vault.close();
    await (await openBare(path)).close();
  });
});
