import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import { LedgerRows } from '../../../electron/core/ledger/rows.ts';
import { ledgerMigrations } from '../../../electron/core/ledger/schema.ts';
import { type Migration, openDatabase } from '../../../electron/core/vault/database.ts';
import { GrowingTree } from '../../../shared/ledger/tree.ts';
import { createBare, draft, temporaryFolder } from '../../fixtures/bare-vault.ts';

const fault = (code: string) => expect.objectContaining({ name: 'Fault', code });
const key = new Uint8Array(32).fill(3);

let folder: string;
let path: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  path = join(folder, 'ledger.db');
});
afterEach(() => remove());

const open = (mode: 'create' | 'write' | 'read', migrations: readonly Migration[] = []) =>
  openDatabase({ path, key, mode, migrations });

describe('migrations', () => {
  const first = { version: 1, sql: 'CREATE TABLE one (a)' };
  const second = { version: 2, sql: "ALTER TABLE one ADD COLUMN b; INSERT INTO one VALUES ('kept', 'new')" };

  it('run once each, in order, also later ones on an older database', () => {
    open('create', [first]).close();
    const db = open('write', [first, second]);
    expect(db.prepare('SELECT * FROM one').all()).toEqual([{ a: 'kept', b: 'new' }]);
    expect(db.pragma('user_version', { simple: true })).toBe(2);
    db.close();
    const again = open('write', [first, second]);
    expect(again.prepare('SELECT count(*) FROM one').pluck().get()).toBe(1);
    again.close();
  });

  it('that fail leave the database as it was', () => {
    open('create', [first]).close();
    const broken = { version: 2, sql: 'CREATE TABLE two (a); CREATE TABLE one (a)' };
    expect(() => open('write', [first, broken])).toThrow('already exists');
    const db = open('write', [first]);
    expect(db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all()).toEqual(['one']);
    db.close();
  });

  it('refuse a database from a later program', () => {
    open('create', [first, second]).close();
    expect(() => open('write', [first])).toThrow(fault('VAULT_NEWER'));
    expect(() => open('read', [first])).toThrow(fault('VAULT_NEWER'));
  });

  it('of the ledger are numbered from 1 without gaps and make its tables', () => {
    expect(ledgerMigrations.map(({ version }) => version)).toEqual(ledgerMigrations.map((_, index) => index + 1));
    const db = open('create', ledgerMigrations);
    expect(db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all()).toEqual([
      'checkpoint',
      'cosigned',
      'entry',
      'erased',
      'erasure',
      'erasure_pending',
      'ledger',
      'signing_key',
      'witness',
      'witness_policy',
      'witnessed',
      'witnessed_key',
      'witnessed_label',
      'witnessed_note',
    ]);
    db.close();
  });

  it.each([4, 5, 6])(
    'of the ledger from version %i keep every node and disclosure, also where it can only be read',
    (last) => {
      const before = open(
        'create',
        ledgerMigrations.filter(({ version }) => version <= last),
      );
      const nodes: { level: number; index: number; hash: Uint8Array }[] = [];
      const tree = new GrowingTree(primitives, (level, index, hash) => nodes.push({ level, index, hash }));
      const names = ['body', 'at', 'file', 'file.note', 'type'];
      const write = (sql: string, ...values: unknown[]) => before.prepare(sql).run(...values);
      for (let seq = 0; seq < 37; seq++) {
        const leaf = primitives.sha256(Buffer.from(`entry ${seq}`));
        const known = nodes.length;
        tree.append(leaf);
        const completed = Buffer.concat(nodes.slice(known + 1).map(({ hash }) => hash));
        const inOrder = names.map((name, number) => ({
          name,
          text: `${name} of ${seq}`,
          position: seq * 2048 + number,
        }));
        if (last === 6) {
          write('INSERT INTO entry (seq, leaf, bytes, nodes) VALUES (?, ?, ?, ?)', seq, leaf, Buffer.of(1), completed);
          for (const each of inOrder)
            write('INSERT INTO disclosure (position, name, text) VALUES (@position, @name, @text)', each);
        } else {
          write('INSERT INTO entry (seq, leaf, bytes) VALUES (?, ?, ?)', seq, leaf, Buffer.of(1));
          for (const { name, text } of inOrder.reverse())
            write('INSERT INTO disclosure (seq, name, text) VALUES (?, ?, ?)', seq, name, text);
        }
      }
      for (const node of nodes)
        if (last === 4) write('INSERT INTO tree_node (level, position, hash) VALUES (@level, @index, @hash)', node);
        else if (last === 5 && node.level > 0)
          write('INSERT INTO subtree (seq, level, hash) VALUES (((@index + 1) << @level) - 1, @level, @hash)', node);
      before.exec("INSERT INTO erasure VALUES ('0123456789abcdef0123456789abcdef', 30, '', 'op-1', 'op-2', '')");
      before.exec("INSERT INTO erased VALUES (7, 'file', '0123456789abcdef0123456789abcdef')");
      before.exec("DELETE FROM disclosure WHERE seq = 7 AND name = 'file'");
      before.close();
      for (const mode of ['read', 'write', 'read'] as const) {
        const db = open(mode, ledgerMigrations);
        const rows = new LedgerRows(db);
        for (const { level, index, hash } of nodes) expect(rows.node(level, index)).toEqual(hash);
        expect(() => rows.node(3, 4)).toThrow(RangeError);
        for (let seq = 0; seq < 37; seq++) {
          const kept = names.filter((name) => seq !== 7 || name !== 'file');
          expect(rows.disclosuresOf(seq)).toEqual(kept.map((name) => ({ seq, name, text: `${name} of ${seq}` })));
          expect(rows.disclosure(seq, 'file')).toBe(seq === 7 ? null : `file of ${seq}`);
        }
        db.close();
      }
    },
  );
});

describe('a database', () => {
  it('opens with its key alone', () => {
    open('create').close();
    expect(() => openDatabase({ path, key: new Uint8Array(32), mode: 'write', migrations: [] })).toThrow(
      fault('VAULT_DATABASE_DAMAGED'),
    );
    expect(() => openDatabase({ path, key: new Uint8Array(32), mode: 'read', migrations: [] })).toThrow(
      fault('VAULT_DATABASE_DAMAGED'),
    );
  });

  it('is not made where one was expected', () => {
    expect(() => open('write')).toThrow(fault('VAULT_DATABASE_DAMAGED'));
    expect(() => open('read')).toThrow(fault('VAULT_DATABASE_DAMAGED'));
  });
});

/** Mounting takes rights that a test does not have everywhere. */
const canMount = spawnSync('unshare', ['-m', 'true']).status === 0;

describe.skipIf(!canMount)('on a medium that can’t be written (skipped where none can be mounted)', () => {
  it('a vault opens for reading, changes nothing and says why it is read-only', async () => {
    const vaultPath = join(folder, 'field.sanad');
    const { vault } = await createBare(vaultPath);
    vault.ledger.append([draft('to be read')]);
    await (await vault.objects.stage([Buffer.from('a picture')])).commit();
    await vault.close();
    const before = readFileSync(join(vaultPath, 'ledger.db'));
    const reader = new URL('../../fixtures/vault-reader.ts', import.meta.url).pathname;
    const run = spawnSync(
      'unshare',
      [
        '-m',
        'sh',
        '-c',
        'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && exec "$2" "$3" "$1"',
        'sh',
        vaultPath,
        process.execPath,
        reader,
      ],
      { encoding: 'utf8' },
    );
    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout)).toEqual({
      readOnlyReason: 'medium is read-only',
      text: 'to be read',
      quarantined: 1,
      append: 'VAULT_READ_ONLY',
      addOperator: 'VAULT_READ_ONLY',
    });
    expect(readFileSync(join(vaultPath, 'ledger.db')).equals(before)).toBe(true);
  });
});
