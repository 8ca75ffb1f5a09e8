import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerMigrations } from '../../../electron/core/ledger/schema.ts';
import { projectionRows, projections } from '../../../electron/core/records/projections.ts';
import { closeDatabase, openDatabase } from '../../../electron/core/vault/database.ts';
import { type OpenVault, openVault } from '../../../electron/core/vault/vault.ts';
import { fillArchive } from '../../fixtures/large-archive.ts';
import { keysOf, passphrase, temporaryVault } from '../../fixtures/vault.ts';

let path: string;
let rows: Record<string, unknown[]>;
let remove: () => Promise<void>;
let vault: OpenVault | null = null;

/** What an older version of the program left: other tables, and one of them says other things. */
async function asOfBefore(): Promise<void> {
  await withDatabase((db) => db.exec("UPDATE projection SET version = 0; UPDATE record SET title = 'of before'"));
}

async function withDatabase<T>(use: (db: ReturnType<typeof openDatabase>) => T): Promise<T> {
  const keys = await keysOf(path);
  const db = openDatabase({
    path: `${path}/ledger.db`,
    key: keys.database,
    mode: 'write',
    migrations: ledgerMigrations,
  });
  try {
    return use(db);
  } finally {
    closeDatabase(db);
    keys.wipe();
  }
}

const opened = async (onShare: (share: number) => void = () => {}, stop = new AbortController().signal) => {
  vault = await openVault({ path, passphrase, projections, waiting: { onShare, stop } });
  return vault;
};

async function close(): Promise<void> {
  await vault?.close();
  vault = null;
}

const standing = () =>
  withDatabase((db) => ({
    version: db.prepare('SELECT version FROM projection').pluck().get(),
    titles: db.prepare("SELECT COUNT(*) FROM record WHERE title <> 'of before'").pluck().get(),
  }));
const asBefore = { version: 0, titles: 0 };

beforeAll(async () => {
  const made = await temporaryVault();
  ({ path, remove } = made);
  fillArchive(made.vault, 900);
  rows = projectionRows(made.vault.db);
  await made.vault.close();
});
afterAll(async () => {
  await close();
  await remove();
});

describe('a vault that another version of the program wrote', () => {
  it('has its tables made anew when it is opened, and says how far that is', async () => {
    await asOfBefore();
    const shares: number[] = [];
    const { db } = await opened((share) => shares.push(share));
    expect(projectionRows(db)).toEqual(rows);
    expect(shares.length).toBeGreaterThan(3);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
    await close();
  });

  it('says nothing of the kind when it is opened again', async () => {
    const shares: number[] = [];
    await opened((share) => shares.push(share));
    expect(shares).toEqual([]);
    await close();
  });

  it.each(['first', 'a later'] as const)('is as it was where somebody stops at the %s look', async (when) => {
    await asOfBefore();
    const stop = new AbortController();
    const stopAt = (share: number) => (when === 'first' || share > 0.5) && stop.abort();
    await expect(opened(stopAt, stop.signal)).rejects.toThrow('OPENING_STOPPED');
    expect(await standing()).toEqual(asBefore);
    expect(projectionRows((await opened()).db)).toEqual(rows);
    await close();
  });

  it('begins again where the process is ended in the middle', async () => {
    await asOfBefore();
    const maker = new URL('../../fixtures/table-maker.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [maker, path, '0.5'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'close');
    for await (const share of createInterface({ input: child.stdout })) if (Number(share) >= 0.5) break;
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(await standing()).toEqual(asBefore);
    expect(projectionRows((await opened()).db)).toEqual(rows);
    await close();
  });
});
