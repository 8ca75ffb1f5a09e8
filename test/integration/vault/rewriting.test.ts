/** A database written anew, with an interruption at every step of it. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeDatabase, type Database, openDatabase } from '../../../electron/core/vault/database.ts';
import {
  finishRewriting,
  type RewritingCalls,
  rewritingCalls,
  writtenAnew,
} from '../../../electron/core/vault/rewriting.ts';
import { decryptedPages } from '../../fixtures/sqlcipher-pages.ts';

const key = new Uint8Array(32).fill(7);
const migrations = [
  {
    version: 1,
    sql: `CREATE TABLE said (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
          CREATE TABLE pending (name TEXT PRIMARY KEY) STRICT;`,
  },
];
const open = (path: string): Database => openDatabase({ path, key, mode: 'write', migrations });
const settle = (db: Database) => db.exec('DELETE FROM pending');

let folder: string;
let path: string;
let db: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sanad-rewriting-'));
  mkdirSync(join(folder, 'vault'));
  path = join(folder, 'vault', "o'ledger.db");
  db = openDatabase({ path, key, mode: 'create', migrations });
  const insert = db.prepare('INSERT INTO said (id, text) VALUES (?, ?)');
  // Out of order, so that pages are split again and again and keep what moved away.
  db.transaction(() => {
    for (let i = 0; i < 900; i++) {
      insert.run((i * 7_919) % 900, `${i % 3 === 0 ? 'goes' : 'stays'}-${i} ${'x'.repeat(i)}`);
    }
  })();
  db.prepare("INSERT INTO pending VALUES ('')").run();
  db.prepare("DELETE FROM said WHERE text LIKE 'goes%'").run();
});
afterEach(() => {
  if (db.open) db.close();
  rmSync(folder, { recursive: true, force: true });
});

const filesOf = (of: string) => readdirSync(join(of, '..')).sort();
const left = (of: string): number =>
  (
    decryptedPages(of, key)
      .toString('latin1')
      .match(/goes-\d/g) ?? []
  ).length;
const rows = (of: Database) => of.prepare('SELECT count(*), count(DISTINCT text) FROM said').raw().get();

/** Whole, either as before or written anew; and nothing beside it but its log. */
function requireWhole(of: string): boolean {
  finishRewriting(of);
  expect(filesOf(of).filter((name) => !/-(wal|shm)$/.test(name))).toEqual(["o'ledger.db"]);
  const opened = open(of);
  try {
    expect(rows(opened)).toEqual([600, 600]);
    expect(opened.pragma('integrity_check', { simple: true })).toBe('ok');
    const pending = opened.prepare('SELECT count(*) FROM pending').pluck().get() === 1;
    closeDatabase(opened);
    if (!pending) expect(left(of)).toBe(0);
    return !pending;
  } finally {
    if (opened.open) opened.close();
  }
}

/** The file calls, with something done before and after each. */
function watched(see: (step: string, call: () => void) => void): RewritingCalls {
  return Object.fromEntries(
    Object.entries(rewritingCalls).map(([name, call]) => [
      name,
      (...args: string[]) => see(name, () => (call as (...all: string[]) => void)(...args)),
    ]),
  ) as unknown as RewritingCalls;
}

describe('a database that is written anew', () => {
  it('holds the same and nothing of what was deleted, and nothing is left beside it', () => {
    db.pragma('wal_checkpoint(TRUNCATE)');
    const before = sizeOf(path);
    expect(left(path)).toBeGreaterThan(0);
    const result = writtenAnew(db, path, open, settle);
    expect(result.done).toBe(true);
    expect(db.open).toBe(false);
    db = result.db;
    expect(rows(db)).toEqual([600, 600]);
    closeDatabase(db);
    expect(left(path)).toBe(0);
    expect(sizeOf(path)).toBeLessThan(before + 4096);
    expect(filesOf(path)).toEqual(["o'ledger.db"]);
  });

  it('stays as it was while somebody reads it', () => {
    const reader = openDatabase({ path, key, mode: 'read', migrations });
    db.pragma('busy_timeout = 20');
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM said').get();
    const result = writtenAnew(db, path, open, settle);
    expect(result).toEqual({ db, done: false });
    expect(db.open).toBe(true);
    reader.exec('COMMIT');
    reader.close();
    expect(filesOf(path).some((name) => name.includes('anew'))).toBe(false);
    const again = writtenAnew(db, path, open, settle);
    expect(again.done).toBe(true);
    db = again.db;
  });

  it('after a power cut at any step is the one or the other, whole, and the old bytes go', () => {
    const images: string[] = [];
    const cut = () => {
      const image = join(folder, String(images.length));
      cpSync(join(path, '..'), image, { recursive: true, filter: (name) => !name.endsWith('-shm') });
      images.push(join(image, "o'ledger.db"));
    };
    db = writtenAnew(
      db,
      path,
      open,
      settle,
      watched((_step, call) => {
        cut();
        call();
        cut();
      }),
    ).db;
    expect(images.length).toBeGreaterThan(12);
    const anew = images.map(requireWhole);
    expect(anew[0]).toBe(false);
    expect(anew.at(-1)).toBe(true);
    expect(anew).toEqual([...anew].sort());
  });

  it.each(['before', 'after'])(
    'where a step fails, %s it took effect, is the one or the other at the next opening',
    (when) => {
      const total = countSteps();
      for (let failing = 0; failing < total; failing++) {
        const image = join(folder, `${when}-${failing}`, "o'ledger.db");
        cpSync(join(folder, 'untouched'), join(image, '..'), { recursive: true });
        const opened = open(image);
        let step = 0;
        const calls = watched((_name, call) => {
          const fails = step++ === failing;
          if (!fails || when === 'after') call();
          if (fails) throw Object.assign(new Error('the disk does not answer'), { code: 'EIO' });
        });
        expect(() => writtenAnew(opened, image, open, settle, calls)).toThrow('the disk does not answer');
        if (opened.open) closeDatabase(opened);
        requireWhole(image);
      }
    },
  );

  /** How many file calls there are; keeps the database as it was before them. */
  function countSteps(): number {
    closeDatabase(db);
    cpSync(join(path, '..'), join(folder, 'untouched'), { recursive: true });
    let steps = 0;
    db = writtenAnew(
      open(path),
      path,
      open,
      settle,
      watched((_name, call) => {
        steps++;
        call();
      }),
    ).db;
    return steps;
  }

  it('is overwritten where it was, before it goes', () => {
    closeDatabase(db);
    db = open(path);
    let seen: Buffer | null = null;
    db = writtenAnew(db, path, open, settle, {
      ...rewritingCalls,
      remove(file) {
        if (file.endsWith('.left')) seen = readFileSync(file);
        rewritingCalls.remove(file);
      },
    }).db;
    expect((seen as Buffer | null)?.length).toBeGreaterThan(4096);
    expect((seen as Buffer | null)?.every((byte) => byte === 0)).toBe(true);
    expect(existsSync(`${path}.left`)).toBe(false);
  });
});

function sizeOf(file: string): number {
  return readFileSync(file).length;
}
