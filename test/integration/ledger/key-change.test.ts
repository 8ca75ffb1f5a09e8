import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../electron/core/ledger/clock.ts';
import { createSigner, primitives, publicKeyOf } from '../../../electron/core/ledger/primitives.ts';
import { ledgerMigrations } from '../../../electron/core/ledger/schema.ts';
import { openDatabase } from '../../../electron/core/vault/database.ts';
import { readHeader } from '../../../electron/core/vault/header.ts';
import { deriveKeys } from '../../../electron/core/vault/keys.ts';
import { unwrapForRecovery } from '../../../electron/core/vault/recovery.ts';
import type { OpenVault } from '../../../electron/core/vault/vault.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { checkpointText, ledgerKey, ledgerOrigin, readCheckpoint } from '../../../shared/ledger/checkpoint.ts';
import { readEntry, sealEntry } from '../../../shared/ledger/entry.ts';
import { encodeHex, hashToHex, hexToHash } from '../../../shared/ledger/hex.ts';
import { lineState, signNote } from '../../../shared/ledger/note.ts';
import { GrowingTree } from '../../../shared/ledger/tree.ts';
import { LedgerVerification } from '../../../shared/ledger/verification.ts';
import {
  countingProjections,
  createBare,
  draft,
  openBare,
  passphrase,
  temporaryFolder,
} from '../../fixtures/bare-vault.ts';
import { asOnItsDisk } from '../../fixtures/same-disk.ts';
import { decryptedPages } from '../../fixtures/sqlcipher-pages.ts';

const fault = (code: string) => expect.objectContaining({ name: 'Fault', code });

let folder: string;
let path: string;
let recoveryKey: string;
let remove: () => void;
let vault: OpenVault;
beforeEach(async () => {
  ({ folder, remove } = temporaryFolder());
  path = join(folder, 'field.sanad');
  const made = await createBare(path);
  vault = made.vault;
  recoveryKey = made.recoveryKey ?? '';
});
afterEach(async () => {
  await vault.close();
  remove();
});

const fill = (count: number, of: OpenVault = vault) =>
  of.ledger.append(Array.from({ length: count }, (_, number) => draft(`number ${number}`)));

type Secret = { from: number; seed: Buffer | null };
const secrets = ({ db }: OpenVault): Secret[] =>
  db.prepare('SELECT from_seq AS "from", seed FROM signing_key ORDER BY from_seq').all() as Secret[];
const presentSeed = (of: OpenVault = vault): Buffer => Buffer.from(secrets(of).at(-1)?.seed ?? Buffer.alloc(0));

async function databaseKey(of: string): Promise<Uint8Array> {
  const { header } = readHeader(of);
  return (await deriveKeys(await unwrapForRecovery(header, recoveryKey), header.id)).database;
}

/** Every page of the database and its log, as whoever has the vault's key reads them. */
const everyByte = async (of: string): Promise<Buffer> => decryptedPages(join(of, 'ledger.db'), await databaseKey(of));

/** The vault's own ledger, verified from its entries and checkpoints alone. */
function verified({ ledger }: OpenVault, brought: readonly string[] = []) {
  const verification = new LedgerVerification(primitives, { kind: 'vault' });
  for (const { bytes } of ledger.entries()) verification.entry(bytes);
  verification.endEntries();
  for (const { size, note } of ledger.checkpoints()) {
    verification.checkpoint(String(size), encodeUtf8(note), size === ledger.size ? 'head' : 'earlier');
  }
  for (let seq = 0; seq < ledger.size; seq++) {
    for (const { text } of ledger.disclosuresOf(seq)) verification.disclosure(seq, text);
  }
  verification.endDisclosures();
  for (const note of brought) verification.broughtNote(encodeUtf8(note));
  return verification.finish();
}

const lines = (of: OpenVault, note: string) => {
  const read = readCheckpoint(encodeUtf8(note));
  return of.ledger
    .signingKeys()
    .map(({ publicKey }) => lineState(primitives, read.note, ledgerKey(primitives, of.ledger.id, publicKey)));
};

describe('changing the signing key', () => {
  it('adds an entry that names the new key, and a checkpoint of it that both keys sign', () => {
    fill(3);
    const made = vault.ledger.changeKey('op-1');
    expect(made).toMatchObject({ size: 5, root: hashToHex(vault.ledger.root()) });
    const keys = vault.ledger.signingKeys();
    expect(keys.map(({ from }) => from)).toEqual([0, 4]);
    expect(readEntry(vault.ledger.entry(4)?.bytes ?? new Uint8Array()).key).toEqual(keys[1]?.publicKey);
    expect(vault.ledger.appended(4)).toMatchObject({ type: 'key', operator: 'op-1', fields: {} });
    expect(lines(vault, made.note)).toEqual(['good', 'good']);
    expect(vault.ledger.isCheckpointed).toBe(true);
    fill(2);
    expect(lines(vault, vault.ledger.checkpoint().note)).toEqual(['absent', 'good']);
    expect(verified(vault)).toMatchObject({ verdict: 'UNANCHORED', findings: [], signedBelow: 7 });
    expect(vault.db.prepare('SELECT count(*) FROM seen').pluck().get()).toBe(7);
  });

  it('goes on across locking and opening, many times, and everything verifies', async () => {
    for (let round = 0; round < 12; round++) {
      fill(9);
      await vault.close();
      vault = await openBare(path);
    }
    expect(vault.readOnly).toBe(false);
    expect(vault.ledger.signingKeys().length).toBe(13);
    expect(verified(vault)).toMatchObject({ verdict: 'UNANCHORED', findings: [], signedBelow: vault.ledger.size });
  });

  it('is refused where nothing may be written', async () => {
    fill(3);
    await vault.close();
    rmSync(join(path, 'head.checkpoint'));
    vault = await openBare(path);
    expect(() => vault.ledger.changeKey('op-1')).toThrow(fault('VAULT_READ_ONLY'));
    expect(vault.ledger.size).toBe(4);
  });
});

describe('at lock', () => {
  const at = (wall: string): Clock => ({ now: () => ({ wall: new Date(wall), mono: 1_000, boot: 'training' }) });

  it('the key changes after eight entries, not before', async () => {
    fill(7);
    await vault.close();
    vault = await openBare(path);
    expect(vault.ledger.size).toBe(8);
    fill(1);
    await vault.close();
    vault = await openBare(path);
    expect(vault.ledger.size).toBe(10);
    expect(vault.ledger.signingKeys().map(({ from }) => from)).toEqual([0, 9]);
  });

  it('it changes after a day with anything in it, and not where nothing was entered', async () => {
    await vault.close();
    const next = join(folder, 'next.sanad');
    ({ vault } = await createBare(next, { clock: at('2016-04-27T08:00:00.000Z') }));
    await vault.close();
    vault = await openBare(next, { clock: at('2016-04-29T08:00:00.000Z') });
    await vault.close();
    vault = await openBare(next, { clock: at('2016-04-29T08:00:00.000Z') });
    expect(vault.ledger.size).toBe(1);
    fill(1);
    await vault.close();
    vault = await openBare(next, { clock: at('2016-04-29T09:00:00.000Z') });
    expect(vault.ledger.signingKeys().map(({ from }) => from)).toEqual([0, 2]);
    fill(1);
    await vault.close();
    vault = await openBare(next);
    expect(vault.ledger.signingKeys().length).toBe(2);
  });

  it('short sessions do not double the ledger', async () => {
    for (let round = 0; round < 20; round++) {
      fill(1);
      await vault.close();
      vault = await openBare(path);
    }
    expect(vault.ledger.size).toBe(1 + 20 + 2);
  });
});

describe('the old secret', () => {
  it('is in no row, page, free page or log any more, while it was there before', async () => {
    const seeds: Buffer[] = [];
    for (let round = 0; round < 150; round++) {
      seeds.push(presentSeed());
      if (round % 10 === 0) expect((await everyByte(path)).includes(presentSeed())).toBe(true);
      vault.ledger.changeKey('op-1');
    }
    expect(secrets(vault).filter(({ seed }) => seed !== null).length).toBe(1);
    const check = async (when: string) => {
      const bytes = await everyByte(path);
      expect(bytes.includes(presentSeed()), when).toBe(true);
      for (const seed of seeds) expect(bytes.includes(seed), when).toBe(false);
    };
    await check('open');
    fill(30);
    await check('open, with more entered');
    const seed = presentSeed();
    vault.ledger.changeKey('op-1');
    seeds.push(seed);
    await vault.close();
    vault = await openBare(path);
    await check('locked and opened');
  });

  it('is gone from what was just read of it in memory, as far as the program holds it', () => {
    const before = presentSeed();
    vault.ledger.changeKey('op-1');
    expect(publicKeyOf(new Uint8Array(before))).toEqual(vault.ledger.signingKeys()[0]?.publicKey);
    expect(secrets(vault)[0]?.seed).toBeNull();
  });
});

describe('an interruption while the key changes', () => {
  /** What is on disk at this moment: what a power cut here would leave. */
  const images: string[] = [];
  const cut = (what: string): void => {
    const image = join(folder, `${images.length}-${what}.sanad`);
    cpSync(path, image, { recursive: true, filter: (name) => !name.endsWith('-shm') });
    images.push(image);
  };
  beforeEach(() => {
    images.length = 0;
  });

  it('leaves, at every step, a vault that opens, verifies, goes on, and keeps no secret that signs no more', async () => {
    await vault.close();
    let watched = false;
    vault = await openBare(path, {
      projections: {
        ...countingProjections,
        apply(db, appended) {
          countingProjections.apply(db, appended);
          if (watched) cut('before it is durable');
        },
      },
    });
    fill(4);
    const before = presentSeed();
    const { pragma, transaction } = vault.db;
    vault.db.transaction = ((work: () => unknown) => ({
      immediate() {
        transaction.call(vault.db, work).immediate();
        cut('durable, the old secret still there');
      },
    })) as never;
    vault.db.pragma = ((...call: Parameters<typeof pragma>) => {
      cut('destroyed in its row, the log still there');
      const result = pragma.apply(vault.db, call);
      cut('log emptied, the copy beside the database still the older one');
      return result;
    }) as typeof pragma;
    watched = true;
    vault.ledger.changeKey('op-1');
    watched = false;
    cut('done');
    vault.db.pragma = pragma;
    vault.db.transaction = transaction;

    expect(images.length).toBe(5);
    for (const [step, image] of images.entries()) {
      const holds = (await everyByte(image)).includes(before);
      expect(holds, image).toBe(step < 3);
      await asOnItsDisk(image, passphrase);
      const opened = await openBare(image);
      try {
        expect(opened, image).toMatchObject({ readOnly: false });
        const changed = step > 0;
        expect(opened.ledger.size, image).toBe(changed ? 6 : 5);
        expect(opened.ledger.signingKeys().length, image).toBe(changed ? 2 : 1);
        expect((await everyByte(image)).includes(before), image).toBe(!changed);
        fill(2, opened);
        opened.ledger.changeKey('op-1');
        expect(verified(opened), image).toMatchObject({ verdict: 'UNANCHORED', findings: [] });
        expect((await everyByte(image)).includes(before), image).toBe(false);
      } finally {
        await opened.close();
      }
    }
  });

  it('by ending the process at any moment: nothing acknowledged is lost, and one secret is left', async () => {
    await vault.close();
    const holder = new URL('../../fixtures/vault-holder.ts', import.meta.url).pathname;
    let acknowledged = 0;
    for (let round = 0; round < 12; round++) {
      const child = spawn(process.execPath, [holder, path, 'change keys'], { stdio: ['ignore', 'pipe', 'inherit'] });
      const lines: string[] = [];
      const reader = createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
      await once(reader, 'line');
      // However slow the computer is, something is acknowledged at least once.
      if (round === 0) await once(reader, 'line');
      await wait(5 + Math.floor(Math.random() * 60));
      const ended = once(child, 'close');
      child.kill('SIGKILL');
      await ended;
      for (const line of lines) if (/^\d+$/.test(line)) acknowledged = Math.max(acknowledged, Number(line));

      vault = await openBare(path);
      expect(vault.readOnlyReason).toBeNull();
      expect(vault.ledger.size).toBeGreaterThanOrEqual(acknowledged);
      expect(verified(vault)).toMatchObject({ verdict: 'UNANCHORED', findings: [] });
      expect(
        secrets(vault)
          .filter(({ seed }) => seed !== null)
          .map(({ from }) => from),
      ).toEqual([vault.ledger.signingKeys().at(-1)?.from]);
      await vault.close();
    }
    expect(acknowledged).toBeGreaterThan(0);
    vault = await openBare(path);
  });

  it('not persisted: the change fails as a whole, and the old key goes on signing', async () => {
    await vault.close();
    let failing = true;
    vault = await openBare(path, {
      projections: {
        ...countingProjections,
        apply(db, appended) {
          countingProjections.apply(db, appended);
          if (failing) throw new Error('no room in the table');
        },
      },
    });
    const before = presentSeed();
    expect(() => vault.ledger.changeKey('op-1')).toThrow('no room in the table');
    expect(vault.ledger.signingKeys().length).toBe(1);
    expect(presentSeed().equals(before)).toBe(true);
    expect(vault.ledger.checkpoints().map(({ size }) => size)).toEqual([1]);
    failing = false;
    fill(1);
    expect(lines(vault, vault.ledger.checkpoint().note)).toEqual(['good']);
    expect(verified(vault).findings).toEqual([]);
  });

  it('persisted although the disk reported a failure: what is on disk counts, and the new key goes on signing', async () => {
    const before = presentSeed();
    const transaction = vault.db.transaction;
    vault.db.transaction = ((work: () => unknown) => ({
      immediate() {
        transaction.call(vault.db, work).immediate();
        throw Object.assign(new Error('the disk did not answer'), { code: 'SQLITE_IOERR_FSYNC' });
      },
    })) as never;
    expect(() => vault.ledger.changeKey('op-1')).toThrow('the disk did not answer');
    vault.db.transaction = transaction;
    expect(vault.ledger.size).toBe(2);
    fill(1);
    expect(lines(vault, vault.ledger.checkpoint().note)).toEqual(['absent', 'good']);
    expect(verified(vault).findings).toEqual([]);
    await vault.close();
    vault = await openBare(path);
    expect(secrets(vault).map(({ seed }) => seed === null)).toEqual([true, false]);
    expect((await everyByte(path)).includes(before)).toBe(false);
  });

  it('because the disk is full: the old key goes on signing, and locking still locks', async () => {
    vault.db.pragma(`max_page_count = ${vault.db.pragma('page_count', { simple: true })}`);
    let changes = 0;
    try {
      for (; changes < 500; changes++) vault.ledger.changeKey('op-1');
    } catch (error) {
      expect(error).toEqual(fault('VAULT_DISK_FULL'));
    }
    expect(changes).toBeLessThan(500);
    expect(vault.ledger.size).toBe(1 + changes);
    expect(verified(vault).findings).toEqual([]);
    await vault.close().catch(() => {});
    vault = await openBare(path);
    expect(verified(vault).findings).toEqual([]);
  });

  it('with a reader at work: it succeeds, and the log is emptied as soon as the reader has gone', async () => {
    const before = presentSeed();
    const reader = openDatabase({
      path: join(path, 'ledger.db'),
      key: await databaseKey(path),
      mode: 'read',
      migrations: ledgerMigrations,
    });
    reader.exec('BEGIN');
    expect(reader.prepare('SELECT count(*) FROM signing_key').pluck().get()).toBe(1);
    vault.db.pragma('busy_timeout = 20');
    vault.ledger.changeKey('op-1');
    expect((await everyByte(path)).includes(before)).toBe(true);
    reader.exec('COMMIT');
    reader.close();
    await vault.close();
    expect((await everyByte(path)).includes(before)).toBe(false);
    vault = await openBare(path);
  });
});

describe('a thief with the unlocked vault, after the key changed', () => {
  /** All entries from `from` on rewritten, correctly linked, as somebody with every secret that is left can do it. */
  function rewrite(from: number, options: { withoutChange?: boolean } = {}) {
    const { ledger } = vault;
    const tree = new GrowingTree(primitives);
    const verification = new LedgerVerification(primitives, { kind: 'vault' });
    let prev = '0'.repeat(64);
    const roots: Uint8Array[] = [];
    for (const { seq, bytes, leaf } of ledger.entries()) {
      const own = readEntry(bytes);
      const key = options.withoutChange === true && seq > 0 ? null : own.key;
      const sealed =
        seq < from
          ? { bytes, leaf: hexToHash(leaf) }
          : sealEntry(
              primitives,
              () => Buffer.alloc(32, 7).toString('base64url'),
              { seq, ledger: ledger.id, prev: prev as never, key },
              {
                type: 'record',
                operator: 'op-1',
                at: ledger.appended(seq).at,
                fields: { kind: 'note', text: 'forged' },
              },
            );
      tree.append(sealed.leaf);
      roots.push(tree.root());
      prev = encodeHex(sealed.leaf);
      verification.entry(sealed.bytes);
    }
    verification.endEntries();
    return { verification, roots };
  }

  const stolen = () => {
    const seed = new Uint8Array(presentSeed());
    return createSigner({ seed, publicKey: publicKeyOf(seed) });
  };
  const sign = (size: number, root: Uint8Array) =>
    signNote(primitives, ledgerOrigin(vault.ledger.id), checkpointText({ ledger: vault.ledger.id, size, root }), [
      stolen(),
    ]);

  let honest: string;
  beforeEach(() => {
    fill(5);
    honest = vault.ledger.changeKey('op-1').note;
    fill(3);
    vault.ledger.checkpoint();
  });

  it('has no secret but the present one', () => {
    expect(secrets(vault).map(({ seed }) => seed === null)).toEqual([true, false]);
  });

  it.each([
    ['signs the key change again with what is left', 3, false],
    ['forks just before the change', 5, false],
    ['drops the change and signs the end with what is left', 3, true],
  ])('%s: the result is INVALID by itself, and the earlier checkpoint convicts it', (_what, from, withoutChange) => {
    const { verification, roots } = rewrite(from, { withoutChange });
    const size = roots.length;
    verification.checkpoint('head', encodeUtf8(sign(size, roots[size - 1] as Uint8Array)), 'head');
    verification.checkpoint('7', encodeUtf8(sign(7, roots[6] as Uint8Array)), 'earlier');
    verification.endDisclosures();
    verification.broughtNote(encodeUtf8(honest));
    const report = verification.finish();
    expect(report.verdict).toBe('INVALID');
    expect(report.broughtContradicts).toBe(true);
    expect(report.brought[0]).toMatchObject({ outcome: 'diverges', size: 7 });
    if (!withoutChange) expect([6, 7, 8, 9].map(report.stateOf)).toEqual(Array(4).fill('INVALID'));
    const codes = report.findings.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(withoutChange ? ['CHECKPOINT_UNSIGNED'] : ['KEY_CHANGE_UNCONFIRMED']));
  });

  it('puts the honest note of the change beside a rewritten past: its root does not fit', () => {
    const { verification, roots } = rewrite(4);
    const size = roots.length;
    verification.checkpoint('head', encodeUtf8(sign(size, roots[size - 1] as Uint8Array)), 'head');
    verification.checkpoint('7', encodeUtf8(honest), 'earlier');
    verification.endDisclosures();
    const report = verification.finish();
    expect(report.verdict).toBe('INVALID');
    const codes = report.findings.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['CHECKPOINT_ROOT', 'KEY_CHANGE_UNCONFIRMED']));
  });

  it('can sign another continuation after the change, and no more: that is what is left to notes held elsewhere', () => {
    const { verification, roots } = rewrite(7);
    const size = roots.length;
    verification.checkpoint('head', encodeUtf8(sign(size, roots[size - 1] as Uint8Array)), 'head');
    verification.checkpoint('7', encodeUtf8(honest), 'earlier');
    verification.endDisclosures();
    verification.broughtNote(encodeUtf8(honest));
    expect(verification.finish()).toMatchObject({ verdict: 'UNANCHORED', findings: [], consistentBelow: 7 });
  });
});
