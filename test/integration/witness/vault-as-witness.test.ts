/** A vault that countersigns for others: the same rules as any witness, its acts in its own ledger, and a memory that can't be put back. */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyVault } from '../../../electron/core/bundle/verify-vault.ts';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import { ledgerLines } from '../../../electron/core/records/history.ts';
import { projections } from '../../../electron/core/records/projections.ts';
import { continueVault, type OpenVault, openVault } from '../../../electron/core/vault/vault.ts';
import { stateOf } from '../../../electron/core/vault-capabilities.ts';
import { acceptAnswer, policyStanding, requestCosignature } from '../../../electron/core/witness/cosignatures.ts';
import { setPolicy } from '../../../electron/core/witness/kept-policy.ts';
import { reviewerOf } from '../../../electron/core/witness/reviewing.ts';
import {
  beginWitness,
  countersign,
  labelLedger,
  lookAtRequest,
  witnessedEvidence,
  witnessedLedgers,
  witnessSelf,
} from '../../../electron/core/witness/vault-witness.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { readCheckpoint } from '../../../shared/ledger/checkpoint.ts';
import { lineState, readVerifierKey } from '../../../shared/ledger/note.ts';
import { allBytesBelow, archiveItem, passphrase, type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';
import { records, requestOf, ScriptedLedger } from '../../fixtures/witness.ts';

let folder = '';
let held: TemporaryVault;
let vault: OpenVault;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sanad-vault-witness-'));
  held = await temporaryVault();
  vault = held.vault;
});
afterEach(async () => {
  await vault.close();
  await held.remove();
  rmSync(folder, { recursive: true, force: true });
});

const bytes = (text: string) => encodeUtf8(text);
const ask = (text: string) => countersign(vault, bytes(text));
const ledgerOf = (count: number, seed = 'other') => new ScriptedLedger(seed).grow(records(count));
const key = () => witnessSelf(vault).self?.key ?? '';
const acts = () => ledgerLines(vault, 0, 50).map(({ action }) => action);

async function reopen(): Promise<void> {
  await vault.close();
  vault = await openVault({ path: held.path, passphrase, projections });
}

describe('a vault as witness', () => {
  it('has no key until somebody gives it a name, and keeps that key through locking and key changes', async () => {
    expect(witnessSelf(vault)).toEqual({ self: null, former: [] });
    expect(() => ask(requestOf(ledgerOf(2).ledger, 0))).toThrow('WITNESS_KEY_MISSING');
    expect(() => beginWitness(vault, 'two words')).toThrow('FIELD_INVALID');
    const made = beginWitness(vault, 'office.example/1').self;
    expect(made).toMatchObject({ name: 'office.example/1', signs: true });
    expect(() => beginWitness(vault, 'another.example/1')).toThrow('WITNESS_KEY_EXISTS');
    vault.ledger.changeKey('op-1');
    await reopen();
    expect(witnessSelf(vault).self).toEqual(made);
    expect(() => vault.db.exec('UPDATE witness SET seed = randomblob(32)')).toThrow('keeps its key');
    expect(() => vault.db.exec('DELETE FROM witness')).toThrow('keeps its key');
  });

  it('countersigns what goes on from what it holds, and its own ledger says so in the same breath', () => {
    beginWitness(vault, 'office.example/1');
    const { ledger } = ledgerOf(9);
    const before = vault.ledger.size;
    expect(lookAtRequest(vault, bytes(requestOf(ledger, 0, 4)))).toMatchObject({ would: 'first', held: 0, size: 4 });
    expect(vault.ledger.size).toBe(before);
    expect(ask(requestOf(ledger, 0, 4))).toMatchObject({ outcome: 'cosigned', size: 4, from: 0 });
    expect(lookAtRequest(vault, bytes(requestOf(ledger, 4)))).toMatchObject({ would: 'extends', held: 4, size: 10 });
    const answer = ask(requestOf(ledger, 4));
    if (answer.outcome !== 'cosigned') throw new Error(answer.outcome);
    const { note } = readCheckpoint(bytes(answer.note));
    expect(lineState(primitives, note, readVerifierKey(primitives, key()))).toBe('good');
    expect(vault.ledger.size).toBe(before + 2);
    expect(vault.ledger.readFields(before + 1)).toMatchObject({
      action: 'countersigned',
      key: key(),
      checkpoint: { ledger: ledger.ledger, size: 10 },
    });
    expect(acts()).toEqual(expect.arrayContaining(['witnessKeyMade', 'countersigned']));
    // Whoever gets the answer may rely on the checkpoint that is kept beside the database.
    expect(vault.ledger.isCheckpointed).toBe(true);
  });

  it('gives the very same answer again for what it holds, without another entry', () => {
    beginWitness(vault, 'office.example/1');
    const { ledger } = ledgerOf(4);
    const first = ask(requestOf(ledger, 0));
    const { size } = vault.ledger;
    expect(lookAtRequest(vault, bytes(requestOf(ledger, 2)))).toMatchObject({ would: 'again' });
    expect(ask(requestOf(ledger, 2))).toEqual({ ...first, from: 5 });
    expect(vault.ledger.size).toBe(size);
  });

  it('refuses, keeps and records what speaks against a ledger, once, and hands all of it over', () => {
    beginWitness(vault, 'office.example/1');
    const first = ledgerOf(9);
    const fork = first.fork(5, 'other history').grow(records(5)).ledger;
    ask(requestOf(first.ledger, 0));
    labelLedger(vault, first.ledger.ledger, 'Clinic north');
    const { size } = vault.ledger;
    for (let times = 0; times < 2; times++) {
      expect(lookAtRequest(vault, bytes(requestOf(fork, 5)))).toMatchObject({ would: 'fork', label: 'Clinic north' });
      expect(ask(requestOf(fork, 5))).toMatchObject({ outcome: 'fork', size: 10, held: 10 });
      expect(ask(requestOf(first.ledger, 0, 3))).toMatchObject({ outcome: 'rollback' });
    }
    expect(vault.ledger.size).toBe(size + 2);
    expect(witnessedLedgers(vault)).toMatchObject([{ label: 'Clinic north', size: 10, conflicts: 1, forks: 1 }]);
    const { text, notes } = witnessedEvidence(vault, first.ledger.ledger);
    expect(notes.map(({ outcome }) => outcome)).toEqual(['cosigned', 'fork', 'rollback']);
    expect(text).toContain(fork.note());
    expect(text).toContain(requestOf(fork, 5));
    expect(ledgerLines(vault, 0, 5).find(({ action }) => action === 'countersignatureRefused')?.values).toMatchObject({
      name: 'Clinic north',
    });
    first.grow(['record']);
    expect(ask(requestOf(first.ledger, 10))).toMatchObject({ outcome: 'cosigned', size: 11 });
  });

  it('writes nothing about what nobody signed, or what only has to be asked anew', () => {
    beginWitness(vault, 'office.example/1');
    const { ledger } = ledgerOf(6);
    const own = ledger.note().split('\n').at(-2) ?? '';
    const line = ledgerOf(3, 'someone else').ledger.note().split('\n').at(-2) ?? '';
    const { size } = vault.ledger;
    expect(ask(requestOf(ledger, 0).replace(own, line))).toMatchObject({ outcome: 'unsigned' });
    expect(ask(requestOf(ledger, 3))).toMatchObject({ outcome: 'stale' });
    expect(vault.ledger.size).toBe(size);
    expect(() => labelLedger(vault, 'a'.repeat(64) as typeof ledger.ledger, 'x')).toThrow('RECORD_NOT_FOUND');
  });

  it('never countersigns its own ledger', () => {
    beginWitness(vault, 'office.example/1');
    const { request } = requestCosignature(vault, 0);
    expect(lookAtRequest(vault, bytes(request))).toMatchObject({ would: 'own' });
    expect(() => ask(request)).toThrow('WITNESS_OWN_LEDGER');
    expect(witnessedLedgers(vault)).toEqual([]);
  });

  it('leaves nothing readable of it on the disk', async () => {
    beginWitness(vault, 'office.example/1');
    const { ledger } = ledgerOf(3);
    countersign(vault, bytes(requestOf(ledger, 0)), { label: 'Clinic north' });
    expect(witnessedLedgers(vault)).toMatchObject([{ label: 'Clinic north' }]);
    await vault.close();
    const stored = allBytesBelow(held.path);
    for (const secret of ['office.example', 'Clinic north', ledger.ledger]) expect(stored.includes(secret)).toBe(false);
  });
});

describe('two vaults', () => {
  it('countersign each other, and each counts what the other vouches for', async () => {
    const other = await temporaryVault();
    try {
      beginWitness(vault, 'office.example/1');
      beginWitness(other.vault, 'field.example/1');
      await archiveItem(vault, 'a.jpg');
      const carry = (from: OpenVault, to: OpenVault): void => {
        const answer = countersign(to, bytes(requestCosignature(from, null).request));
        if (answer.outcome !== 'cosigned') throw new Error(answer.outcome);
        expect(acceptAnswer(from, answer.note, witnessSelf(to).self?.key ?? null)).toMatchObject({ outcome: 'kept' });
      };
      carry(vault, other.vault);
      carry(other.vault, vault);
      carry(vault, other.vault);
      expect(stateOf(vault).unvouched).toBe(0);
      // It countersigned once more since: that act is an entry which nobody vouches for yet.
      expect(stateOf(other.vault).unvouched).toBe(1);
      const reviewer = reviewerOf({ witnesses: [witnessSelf(other.vault).self?.key ?? ''] }, null);
      expect(await verifyVault(vault, [], {}, undefined, reviewer)).toMatchObject({ verdict: 'WITNESSED' });
    } finally {
      await other.remove();
    }
  });
});

describe('whom a vault trusts to countersign', () => {
  it('is kept with it, counts as many as it says, and can be handed to reviewers', async () => {
    const other = await temporaryVault();
    const third = await temporaryVault();
    try {
      const keys = [other, third].map(({ vault: one }, at) => beginWitness(one, `w${at}.example/1`).self?.key ?? '');
      const answered = (by: OpenVault) => {
        const answer = countersign(by, bytes(requestCosignature(vault, 0).request));
        if (answer.outcome !== 'cosigned') throw new Error(answer.outcome);
        return answer.note;
      };
      expect(policyStanding(vault)).toMatchObject({ text: null, quorum: null, witnesses: [], vouched: 0 });
      setPolicy(vault, { witnesses: keys, quorum: 2 });
      // A witness of the policy is known: its key need not be given again.
      acceptAnswer(vault, answered(other.vault), null);
      expect(policyStanding(vault)).toMatchObject({ quorum: 2, vouched: 0 });
      expect(stateOf(vault).unvouched).toBe(vault.ledger.size);
      acceptAnswer(vault, answered(third.vault), null);
      await reopen();
      const { text, vouched, witnesses } = policyStanding(vault);
      expect(vouched).toBe(vault.ledger.checkpoints()[0]?.size);
      expect(witnesses).toMatchObject([
        { name: 'w0.example/1', size: vouched, trusted: true },
        { name: 'w1.example/1', size: vouched, trusted: true },
      ]);
      expect(reviewerOf({ policy: text ?? '' }, null).policy).toMatchObject({ quorum: { least: 2 } });
      setPolicy(vault, { witnesses: [keys[1] ?? ''], quorum: 1 });
      expect(policyStanding(vault).witnesses.map(({ trusted }) => trusted)).toEqual([true, false]);
      expect(() => setPolicy(vault, { witnesses: keys, quorum: 3 })).toThrow('POLICY_INVALID');
      expect(() => setPolicy(vault, { text: 'witness' })).toThrow('POLICY_INVALID');
      setPolicy(vault, { witnesses: [], quorum: 1 });
      expect(policyStanding(vault).text).toBeNull();
    } finally {
      await third.remove();
      await other.remove();
    }
  });
});

describe('a vault that was put back from an older copy', () => {
  it('signs nothing with a memory that may have forgotten, and after going on has another key', async () => {
    beginWitness(vault, 'office.example/1');
    const old = key();
    const first = ledgerOf(9);
    ask(requestOf(first.ledger, 0, 4));
    await vault.close();
    const copy = join(folder, 'copy.db');
    copyFileSync(join(held.path, 'ledger.db'), copy);
    vault = await openVault({ path: held.path, passphrase, projections });
    ask(requestOf(first.ledger, 4));
    await vault.close();

    copyFileSync(copy, join(held.path, 'ledger.db'));
    vault = await openVault({ path: held.path, passphrase, projections });
    expect(vault.readOnlyReason).toBe('behind its last checkpoint');
    expect(witnessSelf(vault).self).toMatchObject({ key: old, signs: false });
    const fork = first.fork(5, 'other history').grow(records(5)).ledger;
    expect(() => ask(requestOf(fork, 4))).toThrow('VAULT_READ_ONLY');
    await vault.close();

    const software = { name: 'sanad', version: '0.0.0' };
    vault = await continueVault({ path: held.path, passphrase, projections, software });
    expect(witnessSelf(vault)).toEqual({ self: null, former: [{ name: 'office.example/1', key: old }] });
    expect(() => ask(requestOf(fork, 4))).toThrow('WITNESS_KEY_MISSING');
    expect(beginWitness(vault, 'office.example/2').self?.key).not.toBe(old);
    expect(witnessSelf(vault).former).toMatchObject([{ key: old }]);
    await vault.close();
    vault = await openVault({ path: held.path, passphrase, projections, earlier: 1 });
    // What was kept can still be handed over; the secret is gone.
    expect(witnessSelf(vault).self).toMatchObject({ key: old, signs: false });
    expect(vault.db.prepare('SELECT seed FROM witness').pluck().get()).toBeNull();
    expect(witnessedEvidence(vault, first.ledger.ledger).notes).toHaveLength(1);
  });
});

describe('a vault as witness when something fails', () => {
  const { ledger } = new ScriptedLedger('killed').grow(records(12));

  it('has neither the memory nor the entry where the disk is full, and gives no answer', () => {
    beginWitness(vault, 'office.example/1');
    const { size } = vault.ledger;
    const pages = vault.db.pragma('page_count', { simple: true }) as number;
    vault.db.pragma(`max_page_count = ${pages}`);
    let refused = 0;
    const room = () => {
      // Free pages are used up first: each request is larger than the one before.
      for (let to = 1; to <= ledger.size; to++) countersign(vault, bytes(requestOf(ledger, to - 1, to)));
    };
    try {
      room();
    } catch (error) {
      expect(error).toMatchObject({ code: 'VAULT_DISK_FULL' });
      refused++;
    }
    expect(refused).toBe(1);
    const [known] = witnessedLedgers(vault);
    expect(known?.size ?? 0).toBe(vault.ledger.size - size);
    vault.db.pragma('max_page_count = 1000000');
    expect(ask(requestOf(ledger, known?.size ?? 0))).toMatchObject({ outcome: 'cosigned', size: ledger.size });
  });

  it('gives no answer while the checkpoint beside the database can’t be written, and the same one afterwards', () => {
    beginWitness(vault, 'office.example/1');
    const head = join(held.path, 'head.checkpoint');
    rmSync(head);
    mkdirSync(join(head, 'in the way'), { recursive: true });
    expect(() => ask(requestOf(ledger, 0))).toThrow();
    const { size } = vault.ledger;
    rmSync(head, { recursive: true });
    expect(ask(requestOf(ledger, 0))).toMatchObject({ outcome: 'cosigned', size: ledger.size });
    expect(vault.ledger.size).toBe(size);
    expect(readFileSync(head).length).toBeGreaterThan(0);
  });

  const atWork = new URL('../../fixtures/vault-witness-at-work.ts', import.meta.url).pathname;

  function work(endAfter: number, from: number, stop: (answers: number) => boolean): Promise<string[]> {
    const requests = Array.from({ length: ledger.size - from }, (_none, index) => {
      const path = join(folder, `${from + index + 1}.request`);
      writeFileSync(path, requestOf(ledger, from + index, from + index + 1));
      return path;
    });
    const child = spawn(process.execPath, [atWork, held.path, passphrase, String(endAfter), ...requests], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (stop(out.split('\n').length - 2)) child.kill('SIGKILL');
    });
    return new Promise((resolve) => child.once('close', () => resolve(out.split('\n').slice(1, -1))));
  }

  it.each([1, 5])('killed after answer %i was durable and before it was given: gives the same again', async (count) => {
    beginWitness(vault, 'office.example/1');
    const size = vault.ledger.size;
    await vault.close();
    expect(await work(count, 0, () => false)).toHaveLength(count - 1);
    vault = await openVault({ path: held.path, passphrase, projections });
    expect(vault.readOnly).toBe(false);
    const [known] = witnessedLedgers(vault);
    expect(known).toMatchObject({ size: count });
    expect(vault.ledger.size).toBe(size + count);
    const again = ask(requestOf(ledger, count - 1, count));
    const { notes } = witnessedEvidence(vault, ledger.ledger);
    expect(again).toMatchObject({ outcome: 'cosigned', note: notes.at(-1)?.note });
    expect(ask(requestOf(ledger, count))).toMatchObject({ outcome: 'cosigned', size: ledger.size });
  });

  it('killed at any moment: it holds at least what it answered, as many entries, and refuses another history', async () => {
    beginWitness(vault, 'office.example/1');
    const before = vault.ledger.size;
    await vault.close();
    let from = 0;
    for (const after of [1, 2, 3]) {
      const answers = await work(-1, from, (given) => given >= after);
      const answered = Number(answers.at(-1)?.split(' ')[1] ?? from);
      vault = await openVault({ path: held.path, passphrase, projections });
      const [known] = witnessedLedgers(vault);
      from = known?.size ?? 0;
      expect(from).toBeGreaterThanOrEqual(answered);
      const told = Array.from({ length: vault.ledger.size - before }, (_none, at) =>
        vault.ledger.readFields(before + at),
      );
      expect(told.filter(({ action }) => action === 'countersigned')).toHaveLength(from);
      await vault.close();
    }
    vault = await openVault({ path: held.path, passphrase, projections });
    const fork = new ScriptedLedger('killed').fork(1, 'other history').grow(records(50)).ledger;
    expect(ask(requestOf(fork, from))).toMatchObject({ outcome: 'inconsistent' });
  });
});
