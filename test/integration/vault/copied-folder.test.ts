/** A vault's whole folder, copied, restored or moved: what the files alone can't tell, the file system does, and a person says. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { verifyVault } from '../../../electron/core/bundle/verify-vault.ts';
import { headStore } from '../../../electron/core/ledger/head.ts';
import { ledgerLines } from '../../../electron/core/records/history.ts';
import { projections } from '../../../electron/core/records/projections.ts';
import { seal } from '../../../electron/core/vault/sealed-file.ts';
import { type ContinuationAnswer, continueVault, openVault } from '../../../electron/core/vault/vault.ts';
import { noticesCopies } from '../../../electron/core/vault/whereabouts.ts';
import { beginWitness, witnessSelf } from '../../../electron/core/witness/vault-witness.ts';
import { encodeHex } from '../../../shared/ledger/hex.ts';
import { sanad, sanadJson } from '../../fixtures/sanad.ts';
import { keysOf, makeVault, passphrase } from '../../fixtures/vault.ts';

const fault = (code: string) => expect.objectContaining({ name: 'Fault', code });
const software = { name: 'sanad', version: '0.0.0-test' };
const elsewhere = 'not where it was last written';

/** A folder on a file system that tells copies; null where this computer has none that tests may write to. */
const disk = [tmpdir(), '/dev/shm'].find((folder) => {
  try {
    return noticesCopies(folder);
  } catch {
    return false;
  }
});
if (disk === undefined || process.platform !== 'linux') {
  test.skip('copied folders were not tried: no file system here that tells copies', () => {});
}

describe.skipIf(disk === undefined || process.platform !== 'linux')('a vault’s folder', () => {
  let folder = '';
  let made = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(disk ?? '', 'sanad-copied-'));
    made = join(folder, 'made.sanad');
    const vault = await makeVault(made);
    vault.ledger.append([{ type: 'custody', operator: 'op-1', fields: { action: 'training' } }]);
    await vault.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  let path = '';
  let number = 0;
  /** The vault of this test: said to be moved once, so that it is where it was written. */
  beforeEach(async () => {
    path = join(folder, `${number++}`, 'field.sanad');
    cpSync(made, path, { recursive: true });
    await (await goOn('moved')).close();
  });

  const open = (at = path) => openVault({ path: at, passphrase, projections });
  const goOn = (answer: ContinuationAnswer | null, at = path) =>
    continueVault({ path: at, passphrase, projections, software, ...(answer === null ? {} : { answer }) });
  async function reasonOf(at = path) {
    const vault = await open(at);
    await vault.close();
    return vault.readOnlyReason;
  }
  async function identity() {
    const vault = await open();
    const { id, size } = vault.ledger;
    const root = encodeHex(vault.ledger.root());
    await vault.close();
    return { ledger: id, root, size };
  }
  const beside = (name: string) => join(path, '..', name);

  it('that stays, is renamed, or is moved on its disk goes on by itself', async () => {
    expect(await reasonOf()).toBeNull();
    mkdirSync(beside('other'));
    renameSync(path, beside('other/renamed.sanad'));
    expect(await reasonOf(beside('other/renamed.sanad'))).toBeNull();
  });

  it.each([
    ['cp -a', (from: string, to: string) => execFileSync('cp', ['-a', from, to])],
    [
      'tar',
      (from: string, to: string) => {
        mkdirSync(to);
        const archive = execFileSync('tar', ['-C', from, '-cf', '-', '.'], { maxBuffer: 1e8 });
        execFileSync('tar', ['-C', to, '-xpf', '-'], { input: archive });
      },
    ],
  ])(
    'that was copied by %s opens for reading only and says so; the one it was copied from does not',
    async (_how, copy) => {
      const copied = beside('copy.sanad');
      copy(path, copied);
      const vault = await open(copied);
      expect(vault).toMatchObject({ readOnly: true, readOnlyReason: elsewhere, noticesCopies: true });
      expect(() => vault.ledger.checkpoint()).toThrow(fault('VAULT_READ_ONLY'));
      // Nothing is wrong with what is in it.
      const { verdict, exitStatus, findings, warnings } = await verifyVault(vault, []);
      expect([verdict, exitStatus, findings]).toEqual(['UNANCHORED', 0, []]);
      expect(warnings.map(({ code }) => code)).toContain('VAULT_ELSEWHERE');
      await vault.close();
      expect(await reasonOf()).toBeNull();
    },
  );

  it('is noticed where an older state was put back over it, file by file, the head included', async () => {
    const before = new Map(['ledger.db', 'head.checkpoint'].map((name) => [name, readFileSync(join(path, name))]));
    const vault = await open();
    vault.ledger.append([{ type: 'custody', operator: 'op-1', fields: { action: 'lost' } }]);
    await vault.close();
    for (const [name, bytes] of before) writeFileSync(join(path, name), bytes);
    expect(await reasonOf()).toBe(elsewhere);
  });

  it('that was moved goes on in the same ledger, which says so, signed', async () => {
    const copied = beside('elsewhere.sanad');
    cpSync(path, copied, { recursive: true });
    const { ledger: id, size } = await identity();
    const vault = await goOn('moved', copied);
    expect(vault).toMatchObject({ readOnly: false, ledger: { id, size: size + 1, isCheckpointed: true } });
    expect(vault.ledger.readFields(size)).toMatchObject({ type: 'custody', operator: 'op-1', action: 'moved' });
    expect(ledgerLines(vault, 0, 1)).toMatchObject([{ seq: size, action: 'moved' }]);
    expect(await verifyVault(vault, [])).toMatchObject({ exitStatus: 0, findings: [] });
    await vault.close();
    expect(await reasonOf(copied)).toBeNull();
    await expect(goOn('moved', copied)).rejects.toEqual(fault('CONTINUATION_NOT_NEEDED'));
  });

  it('that is a copy goes on in a new ledger, which names the old one; what could sign the old one is gone from it', async () => {
    const copied = beside('copy.sanad');
    cpSync(path, copied, { recursive: true });
    const continues = await identity();
    const vault = await goOn('copied', copied);
    expect(vault.readOnly).toBe(false);
    expect(vault.ledger.id).not.toBe(continues.ledger);
    expect(vault.ledger.readFields(0)).toMatchObject({ continues });
    await vault.close();
    expect(await reasonOf(copied)).toBeNull();

    const left = await openVault({ path: copied, passphrase, projections, earlier: 1 });
    expect(left).toMatchObject({ readOnlyReason: 'went on in another ledger', ledger: { id: continues.ledger } });
    expect(left.db.prepare('SELECT count(*) FROM signing_key WHERE seed IS NOT NULL').pluck().get()).toBe(0);
    expect(await verifyVault(left, [])).toMatchObject({ exitStatus: 0, findings: [] });
    await left.close();
  });

  it('goes on only by an answer, and never as moved where more than its place changed', async () => {
    const copied = beside('copy.sanad');
    cpSync(path, copied, { recursive: true });
    await expect(goOn(null, copied)).rejects.toEqual(fault('CONTINUATION_ANSWER_NEEDED'));
    rmSync(join(copied, 'head.checkpoint'));
    await expect(goOn('moved', copied)).rejects.toEqual(fault('CONTINUATION_NOT_MOVED'));
    expect(await reasonOf(copied)).toBe('last checkpoint is missing');
    await expect(goOn(null)).rejects.toEqual(fault('CONTINUATION_NOT_NEEDED'));
  });

  it('may be said to be a copy where nothing tells', async () => {
    const { ledger } = await identity();
    const vault = await goOn('copied');
    expect(vault.ledger.id).not.toBe(ledger);
    expect(vault.ledger.readFields(0)).toMatchObject({ continues: { ledger } });
    await vault.close();
  });

  it('of a version that did not say where it is, says it from the next lock on', async () => {
    const keys = await keysOf(path);
    const opened = await open();
    const note = Buffer.from(opened.ledger.latestCheckpoint()?.note ?? '');
    await opened.close();
    const file = join(path, 'head.checkpoint');
    writeFileSync(file, seal(keys.head, 'sanad-head/v1', note));
    expect(headStore(file, keys.head).read()).toMatchObject({ place: 'unsaid' });
    expect(await reasonOf()).toBeNull();
    expect(headStore(file, keys.head).read()).toMatchObject({ place: 'as written' });
  });

  it('that countersigns for others does so no more as a copy, and loses the key for it by going on', async () => {
    const vault = await open();
    const { self } = beginWitness(vault, 'office.example/1');
    await vault.close();
    const copied = beside('copy.sanad');
    cpSync(path, copied, { recursive: true });
    const copy = await open(copied);
    expect(witnessSelf(copy)).toEqual({ self: { ...self, signs: false }, former: [] });
    await copy.close();
    const next = await goOn('copied', copied);
    expect(witnessSelf(next)).toEqual({ self: null, former: [{ name: self?.name, key: self?.key }] });
    await next.close();
  });

  it('is answered for on the command line', async () => {
    const copied = beside('copy.sanad');
    cpSync(path, copied, { recursive: true });
    writeFileSync(beside('passphrase'), `${passphrase}\n`);
    const env = { SANAD_PASSPHRASE_FILE: beside('passphrase') };
    expect((await sanad(['list', copied], env)).err).toContain('sanad continue --moved or --copied');
    const moved = await sanadJson<{ readOnly: boolean; continues: unknown }>(['continue', copied, '--moved'], env);
    expect(moved).toMatchObject({ readOnly: false, readOnlyReason: null, continues: null });
    const gone = await sanadJson<{ entries: number }>(['continue', copied, '--copied'], env);
    expect(gone).toMatchObject({ readOnly: false, continues: { size: gone.entries } });
  });
});
