import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyBundle } from '../../../electron/core/bundle/verify.ts';
import { verifyVault } from '../../../electron/core/bundle/verify-vault.ts';
import { prepareErasure } from '../../../electron/core/erasure/plan.ts';
import { listRequests } from '../../../electron/core/erasure/requests.ts';
import { ledgerMigrations } from '../../../electron/core/ledger/schema.ts';
import { ledgerLines } from '../../../electron/core/records/history.ts';
import { listItems, readItem } from '../../../electron/core/records/items.ts';
import { projections } from '../../../electron/core/records/projections.ts';
import { createTestimony, listTestimonies, readTestimony } from '../../../electron/core/records/testimonies.ts';
import { openDatabase } from '../../../electron/core/vault/database.ts';
import { replayErasures } from '../../../electron/core/vault/erasing.ts';
import { ERASURE_FILES } from '../../../electron/core/vault/erasure-list.ts';
import { continueVault, type OpenVault, openVault } from '../../../electron/core/vault/vault.ts';
import type { ErasureTarget } from '../../../shared/model/erasure.ts';
import { onlyTold } from '../../../shared/model/testimony.ts';
import { encodingsOf, erase, everythingOnDisk, opened, tracesOf, vaultOfTwo } from '../../fixtures/erasing.ts';
import { asOnItsDisk } from '../../fixtures/same-disk.ts';
import { keysOf, passphrase } from '../../fixtures/vault.ts';
import { type Evidence, exported, planted, software } from '../bundle/evidence.ts';

const fault = (code: string) => expect.objectContaining({ name: 'Fault', code });
const id = (digit: string): string => digit.repeat(32);
const testimony = (digit: string): ErasureTarget => ({ what: 'testimony', id: id(digit) });

let evidence: Evidence;
let vault: OpenVault;
let path: string;
beforeEach(async () => {
  evidence = await vaultOfTwo();
  vault = evidence.vault;
  path = vault.path;
});
afterEach(async () => {
  await vault.close();
  await evidence.remove();
});

const traces = (target: ErasureTarget): string[] =>
  prepareErasure(vault, target).fields.flatMap(({ seq, names }) => tracesOf(vault, seq, names));
const witnesses = (of: OpenVault) => listTestimonies(of).map(({ witness }) => witness);
const objects = async (of: string) =>
  (await everythingOnDisk(of)).names.filter((name) => /^objects\/[0-9a-f]{2}\/[0-9a-f]{64}$/.test(name)).length;
const goOn = () => continueVault({ path, passphrase, projections, software });

async function holds(of: string, texts: readonly string[]): Promise<boolean[]> {
  const { pages } = await everythingOnDisk(of);
  return texts.map((text) => pages.includes(text));
}
const all = (value: boolean, texts: readonly string[]) => texts.map(() => value);

describe('an interruption while it is erased', () => {
  it('leaves, at every step, a vault in which either nothing or all of it is erased after opening', async () => {
    const [, seq = 0] = evidence.items;
    const target: ErasureTarget = { what: 'item', seq };
    const looked = traces(target);
    const images: { image: string; step: string }[] = [];
    const cut = (step: string): void => {
      const image = join(evidence.folder, `${images.length}.sanad`);
      // What a power cut here would leave.
      cpSync(path, image, { recursive: true, filter: (name) => !name.endsWith('-shm') });
      images.push({ image, step });
    };
    const { exec, pragma } = vault.db;
    const { removeNow } = vault.objects;
    const projectAnew = vault.projectAnew.bind(vault);
    const finish = vault.finishErasures.bind(vault);
    vault.projectAnew = (size) => {
      projectAnew(size);
      cut('before it is durable');
    };
    vault.finishErasures = () => {
      cut('durable, nothing else done');
      vault.objects.removeNow = (names) => {
        expect(names.length).toBe(4);
        for (const name of names) {
          cut('with objects left');
          removeNow.call(vault.objects, [name]);
        }
        cut('objects gone, their names not');
      };
      vault.db.exec = ((sql: string) => {
        cut(`before ${sql}`);
        const result = exec.call(vault.db, sql);
        cut(`after ${sql}`);
        return result;
      }) as typeof exec;
      vault.db.pragma = ((...call: Parameters<typeof pragma>) => {
        cut(`before ${call[0]}`);
        const result = pragma.apply(vault.db, call);
        cut(`after ${call[0]}`);
        return result;
      }) as typeof pragma;
      const finished = finish();
      Object.assign(vault.db, { exec, pragma });
      return finished;
    };
    await erase(vault, target);
    cut('done');

    expect(images.length).toBeGreaterThan(10);
    for (const { image, step } of images) {
      await asOnItsDisk(image, passphrase);
      const of = await opened(image);
      try {
        expect(of.readOnlyReason, step).toBeNull();
        const total = listItems(of, { filter: 'all', offset: 0, limit: 10 }).total;
        const said = ledgerLines(of, 0, 1_000).some(({ action }) => action === 'erased');
        expect([total, said], step).toEqual(step === 'before it is durable' ? [3, false] : [2, true]);
        const erased = total === 2;
        expect(await holds(image, looked), step).toEqual(all(!erased, looked));
        expect(await objects(image), step).toBe(erased ? 2 : 3);
        expect(of.db.prepare('SELECT count(*) FROM erasure_pending').pluck().get(), step).toBe(0);
        const report = await verifyVault(of, []);
        expect(report, step).toMatchObject({ exitStatus: 0, findings: [] });
        expect(report.warnings.map(({ code }) => code)).not.toContain('OBJECT_QUARANTINED');
      } finally {
        await of.close();
      }
    }
  });

  it('by ending the process at any moment leaves either nothing or all of it', async () => {
    const looked = traces(testimony('1'));
    await vault.close();
    const eraser = new URL('../../fixtures/eraser.ts', import.meta.url).pathname;
    let erasedOnce = 0;
    for (let round = 0; round < 6; round++) {
      const image = join(evidence.folder, `round-${round}.sanad`);
      cpSync(path, image, { recursive: true });
      await asOnItsDisk(image, passphrase);
      const child = spawn(process.execPath, [eraser, image, id('1')], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(child.stdout, 'data');
      // The last round runs to its end, however slow the computer is.
      if (round < 5) {
        await wait(round * 4);
        child.kill('SIGKILL');
      }
      await once(child, 'close');
      const of = await opened(image);
      const there = witnesses(of).includes('witness-1');
      expect(of.readOnlyReason).toBeNull();
      expect(await holds(image, looked)).toEqual(all(there, looked));
      expect(listRequests(of).map(({ state }) => state)).toEqual([there ? 'open' : 'done']);
      expect(await verifyVault(of, [])).toMatchObject({ exitStatus: 0, findings: [] });
      await of.close();
      if (!there) erasedOnce++;
    }
    expect(erasedOnce).toBeGreaterThan(0);
    vault = await opened(path);
  });

  it('because the list beside can’t be written: it is erased all the same, and the list is there after opening', async () => {
    const finish = vault.finishErasures.bind(vault);
    vault.finishErasures = () => {
      throw new Error('the disk does not answer');
    };
    expect(await erase(vault, testimony('3'))).toMatchObject({ finished: false, request: { state: 'done' } });
    vault.finishErasures = finish;
    expect(witnesses(vault)).not.toContain('witness-3');
    await vault.close();
    vault = await opened(path);
    expect(vault.db.prepare('SELECT count(*) FROM erasure_pending').pluck().get()).toBe(0);
    expect((await everythingOnDisk(path)).pages.includes(planted.unconsented)).toBe(false);
  });

  it('with a reader at work: its pages go when the reader has gone', async () => {
    const reader = openDatabase({
      path: join(path, 'ledger.db'),
      key: (await keysOf(path)).database,
      mode: 'read',
      migrations: ledgerMigrations,
    });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM disclosure').get();
    vault.db.pragma('busy_timeout = 20');
    expect(await erase(vault, testimony('3'))).toMatchObject({ finished: false });
    expect((await everythingOnDisk(path)).pages.includes(planted.unconsented)).toBe(true);
    reader.exec('COMMIT');
    reader.close();
    await vault.close();
    vault = await opened(path);
    expect((await everythingOnDisk(path)).pages.includes(planted.unconsented)).toBe(false);
    expect(vault.db.prepare('SELECT count(*) FROM erasure_pending').pluck().get()).toBe(0);
  });
});

describe('a database that was put back from a copy made before', () => {
  /** The database, and the objects where asked for, as they were before something was entered and erased. */
  async function putBack(targets: readonly ErasureTarget[], options: { objects?: boolean } = {}): Promise<void> {
    vault.ledger.changeKey('op-1');
    await vault.close();
    const copy = join(evidence.folder, 'copy');
    cpSync(path, copy, { recursive: true });
    vault = await opened(path);
    for (const target of targets) await erase(vault, target);
    await vault.close();
    writeFileSync(join(path, 'ledger.db'), readFileSync(join(copy, 'ledger.db')));
    if (options.objects) cpSync(join(copy, 'objects'), join(path, 'objects'), { recursive: true });
  }

  it('does not show again what was erased, nor keep it on any page, and goes on without it', async () => {
    const [, seq = 0] = evidence.items;
    const targets: ErasureTarget[] = [testimony('3'), { what: 'item', seq }];
    const about = prepareErasure(vault, testimony('3')).fields.map((field) => field.seq);
    const looked = [...targets.flatMap(traces), ...encodingsOf(planted.unconsented), planted.fileName];
    const before = await objects(path);
    await putBack(targets, { objects: true });
    expect((await holds(path, looked)).filter(Boolean).length).toBeGreaterThan(10);
    expect(await objects(path)).toBe(before);
    vault = await opened(path);
    expect(vault.readOnlyReason).toBe('behind its last checkpoint');
    const gone = async () => {
      expect(witnesses(vault)).toEqual(['witness-1', 'witness-4', 'witness-5']);
      // The requests are lost with the end of the ledger; what is known of the erasures is said all the same.
      const known = expect.objectContaining({
        code: 'RECORD_ERASED',
        params: expect.objectContaining({ operator: 'op-2' }),
      });
      expect(() => readItem(vault, seq)).toThrow(known);
      expect(() => readTestimony(vault, id('3'))).toThrow(known);
      expect(() => readItem(vault, 10_000)).toThrow(fault('RECORD_NOT_FOUND'));
      expect(await holds(path, looked)).toEqual(all(false, looked));
      expect(await objects(path)).toBe(before - 1);
    };
    await gone();
    expect(listRequests(vault)).toMatchObject([
      { state: 'done', target: null, requester: 'op-1', erased: { operator: 'op-2' } },
      { state: 'done', target: null },
    ]);
    await vault.close();

    vault = await goOn();
    expect(vault.readOnlyReason).toBeNull();
    await gone();
    const told = ledgerLines(vault, 0, 1_000).filter(({ action }) => action === 'erased');
    expect(told).toMatchObject([{ operator: 'op-2' }, { operator: 'op-2' }]);
    expect(ledgerLines(vault, 0, 1_000).find((line) => line.seq === seq)?.erased).toMatchObject({
      requester: 'op-1',
      operator: 'op-2',
    });
    expect(await verifyVault(vault, [])).toMatchObject({ exitStatus: 0, findings: [] });
    const bundle = await exported({ ...evidence, vault });
    const { stated } = await verifyBundle(bundle.path, {}, []);
    const grounds = about.map((entry) => stated.filter((line) => line.seq === entry).map(({ ground }) => ground));
    expect(grounds).toEqual(about.map(() => ['erased']));
    await vault.close();

    vault = await openVault({ path, passphrase, projections, earlier: 1 });
    expect(witnesses(vault)).toEqual(['witness-1', 'witness-4', 'witness-5']);
    await vault.close();
    vault = await opened(path);
    await gone();
  });

  it('is not shown from a medium that can’t be written', async () => {
    await putBack([testimony('3')]);
    const keys = await keysOf(path);
    const db = openDatabase({
      path: join(path, 'ledger.db'),
      key: keys.database,
      mode: 'read',
      migrations: ledgerMigrations,
    });
    expect(() => replayErasures(db, { path, keys }, null)).toThrow(fault('ERASURE_UNDONE'));
    db.close();
    vault = await opened(path);
  });

  it.each(ERASURE_FILES)('is held against the other copy where %s is lost or altered', async (name) => {
    await putBack([testimony('3')]);
    const bytes = readFileSync(join(path, name));
    if (name === ERASURE_FILES[0]) rmSync(join(path, name));
    else writeFileSync(join(path, name), bytes.fill(0, 100, 200));
    vault = await opened(path);
    expect(witnesses(vault)).not.toContain('witness-3');
    expect(statSync(join(path, name)).size).toBe(bytes.length);
  });

  it('leaves alone what another ledger enters at the same number later', async () => {
    // Lost with the end of the old ledger, and erased there: its number is taken by another entry in the ledger that goes on.
    vault.ledger.changeKey('op-1');
    await vault.close();
    const copy = readFileSync(join(path, 'ledger.db'));
    vault = await opened(path);
    const fields = (witness: string) => ({
      fields: {
        ...onlyTold,
        witness,
        language: 'ar',
        incident: null,
        consent: { state: 'given' as const, audiences: [], conditions: '', explained: true },
        paragraphs: [{ text: `what ${witness} said`, basis: 'saw' as const }],
      },
      identity: null,
      identityPassphrase: null,
    });
    const lost = await createTestimony(vault, fields('witness-lost'));
    await erase(vault, { what: 'testimony', id: lost.id });
    await vault.close();
    writeFileSync(join(path, 'ledger.db'), copy);
    vault = await goOn();
    for (let number = 0; number < 5; number++) await createTestimony(vault, fields(`witness-new-${number}`));
    await vault.close();
    vault = await opened(path);
    expect(witnesses(vault)).toEqual([
      ...['witness-1', 'witness-3', 'witness-4', 'witness-5'],
      ...Array.from({ length: 5 }, (_, number) => `witness-new-${number}`),
    ]);
    expect(await verifyVault(vault, [])).toMatchObject({ exitStatus: 0, findings: [] });
  });
});

describe('ledgers that the vault went on from', () => {
  it('are reached too: what is erased now is in none of them, and each still verifies', async () => {
    vault.ledger.changeKey('op-1');
    await vault.close();
    const copy = readFileSync(join(path, 'ledger.db'));
    vault = await opened(path);
    vault.ledger.append([{ type: 'custody', operator: 'op-1', fields: { action: 'lost' } }]);
    await vault.close();
    writeFileSync(join(path, 'ledger.db'), copy);
    vault = await goOn();
    expect(prepareErasure(vault, testimony('3')).plan.earlierLedgers).toBe(1);
    const looked = [...encodingsOf(planted.unconsented), planted.unconsentedPhone];
    expect((await holds(path, looked)).some(Boolean)).toBe(true);
    expect(await erase(vault, testimony('3'))).toMatchObject({ finished: true });
    expect(await holds(path, looked)).toEqual(all(false, looked));
    await vault.close();
    const present = vault.ledger.id;
    vault = await openVault({ path, passphrase, projections, earlier: 1 });
    expect(vault.ledger.id).not.toBe(present);
    expect(witnesses(vault)).toEqual(['witness-1', 'witness-4', 'witness-5']);
    const report = await verifyVault(vault, []);
    expect(report.findings.map(({ code }) => code)).toEqual(['VAULT_HEAD_DIFFERS']);
    await vault.close();
    // A copy of the earlier ledger that is put back is held against the list as well.
    writeFileSync(join(path, 'earlier-1.db'), copy);
    vault = await openVault({ path, passphrase, projections, earlier: 1 });
    expect(witnesses(vault)).toEqual(['witness-1', 'witness-4', 'witness-5']);
    expect(await holds(path, looked)).toEqual(all(false, looked));
    await vault.close();
    vault = await opened(path);
  });
});

describe('the list beside the database', () => {
  it('is there from the beginning, says nothing in clear, and does not tell by its length that something was erased', async () => {
    const sizes = () => ERASURE_FILES.map((name) => statSync(join(path, name)).size);
    const before = sizes();
    await erase(vault, testimony('3'));
    await erase(vault, testimony('1'));
    expect(sizes()).toEqual(before);
    for (const name of ERASURE_FILES) expect(readFileSync(join(path, name)).includes('op-2')).toBe(false);
  });
});
