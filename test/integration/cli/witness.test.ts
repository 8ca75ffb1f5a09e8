/** Two witnesses, a vault, and a reviewer who keeps what was seen: everything by files, as it is carried between computers. */

import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VerificationReport } from '../../../shared/model/report.ts';
import { asOnItsDisk } from '../../fixtures/same-disk.ts';
import { sanad, sanadJson } from '../../fixtures/sanad.ts';
import { useOptions } from '../../fixtures/uses.ts';
import { passphrase, temporaryVault } from '../../fixtures/vault.ts';

const pictures = join(import.meta.dirname, '..', '..', '..', 'assets', 'training', 'pictures');

let folder = '';
let vault = '';
let known = '';
let env: Record<string, string> = {};
const keys: string[] = [];
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  const made = await temporaryVault();
  await made.vault.close();
  vault = made.path;
  folder = dirname(vault);
  known = at('known');
  await writeFile(at('passphrase'), `${passphrase}\n`);
  env = { SANAD_PASSPHRASE_FILE: at('passphrase') };
  const [first = ''] = await readdir(pictures);
  await sanadJson(['import', vault, join(pictures, first)], env);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function parsed<T>(args: readonly string[]): Promise<{ status: number | null; answer: T }> {
  const { status, out, err } = await sanad([...args, '--json'], env);
  if (out === '') throw new Error(err);
  return { status, answer: JSON.parse(out) as T };
}

async function exported(from: string, name: string): Promise<string> {
  await sanadJson(
    ['export', from, ...useOptions, '--out', at(name), '--for', 'court', '--plain', '--recipient', 'Training court'],
    env,
  );
  return at(name);
}

const verified = (bundle: string, ...args: string[]) => parsed<VerificationReport>(['verify', bundle, ...args]);

describe('witnesses on other computers', { concurrent: false }, () => {
  let older = '';
  let bundle = '';

  test('have keys of their own', async () => {
    for (const name of ['first', 'second']) {
      const made = await sanadJson<{ key: string }>(['witness', 'init', at(name), '--name', `${name}.example/1`], env);
      expect(await sanadJson(['witness', 'show', at(name)], env)).toMatchObject({ key: made.key, ledgers: 0 });
      keys.push(made.key);
    }
    expect(await parsed(['witness', 'init', at('first'), '--name', 'x'])).toMatchObject({
      status: 2,
      answer: { fault: { code: 'WITNESS_EXISTS' } },
    });
  });

  test('countersign what a vault requests, and the vault takes it in once it knows whose line it is', async () => {
    older = await exported(vault, 'older.zip');
    await cp(vault, at('restored.sanad'), { recursive: true });
    const request = await sanadJson<{ size: number }>(['checkpoint', vault, '--request', at('1.request')], env);
    const signed = await sanadJson(['witness', 'cosign', at('first'), at('1.request'), '--out', at('1.note')], env);
    expect(signed).toMatchObject({ outcome: 'cosigned', from: 0, size: request.size });

    expect(await parsed(['cosigned', vault, at('1.note')])).toMatchObject({
      status: 2,
      answer: { fault: { code: 'WITNESS_UNKNOWN' } },
    });
    const kept = await sanadJson(['cosigned', vault, at('1.note'), '--witness', keys[0] ?? ''], env);
    expect(kept).toMatchObject({ outcome: 'kept', size: request.size, unvouched: 0 });
  });

  test('go on from what they hold, and say so when a request begins elsewhere', async () => {
    const title = ['--title', 'Training', '--when', '2016-04-27', '--attack', 'heavy_weapons', '--place', 'Training'];
    const added = await sanad(['incident', 'add', vault, ...title], env);
    expect({ status: added.status, err: added.err }).toMatchObject({ status: 0 });
    const next = await sanadJson<{ size: number; from: number }>(
      ['checkpoint', vault, '--request', at('2.request')],
      env,
    );
    expect(next.from).toBeGreaterThan(0);
    const refused = await parsed(['witness', 'cosign', at('second'), at('2.request'), '--out', at('2.refusal')]);
    expect(refused).toMatchObject({ status: 2, answer: { outcome: 'stale', held: 0 } });
    expect(await parsed(['cosigned', vault, at('2.refusal')])).toMatchObject({
      status: 2,
      answer: { outcome: 'refused', refusal: 'stale', standing: 'none' },
    });
    await sanadJson(['checkpoint', vault, '--request', at('3.request'), '--from', '0'], env);
    for (const [index, name, request] of [
      [0, 'first', '2.request'],
      [1, 'second', '3.request'],
    ] as const) {
      await sanadJson(['witness', 'cosign', at(name), at(request), '--out', at(`${name}.note`)], env);
      await sanadJson(['cosigned', vault, at(`${name}.note`), '--witness', keys[index] ?? ''], env);
    }
  });

  test('make a bundle WITNESSED for those who trust them, as many as are asked for', async () => {
    bundle = await exported(vault, 'newer.zip');
    const [one = '', two = ''] = keys;
    expect((await verified(bundle, '--witness', one)).answer).toMatchObject({ verdict: 'WITNESSED', findings: [] });
    const both = await verified(bundle, '--witness', one, '--witness', two, '--quorum', '2', '--require', 'witnessed');
    expect(both).toMatchObject({
      status: 0,
      answer: { verdict: 'WITNESSED', required: { level: 'witnessed', met: true }, headline: null },
    });
    expect(both.answer.witnesses.map(({ name }) => name)).toEqual(['first.example/1', 'second.example/1']);
    await writeFile(at('policy'), `witness one ${one}\nwitness two ${two}\ngroup both all one two\nquorum both\n`);
    expect((await verified(bundle, '--policy', at('policy'))).answer.verdict).toBe('WITNESSED');
  });

  test('end a verification with 1 where less vouches than was asked for', async () => {
    expect(await verified(older, '--witness', keys[0] ?? '', '--require', 'witnessed')).toMatchObject({
      status: 1,
      answer: {
        verdict: 'UNANCHORED',
        exitStatus: 1,
        headline: 'too little vouches',
        required: { level: 'witnessed', met: false },
      },
    });
    expect(await verified(bundle, '--require', 'consistent')).toMatchObject({ status: 1 });
    expect(await verified(bundle, '--quorum', '2')).toMatchObject({
      status: 2,
      answer: { fault: { code: 'POLICY_INVALID' } },
    });
  });

  test('refuse a vault that was put back from a copy, and keep what it signed', async () => {
    const restored = at('restored.sanad');
    await sanadJson(['checkpoint', restored, '--request', at('4.request'), '--from', '0'], env);
    const rollback = await parsed(['witness', 'cosign', at('first'), at('4.request'), '--out', at('4.refusal')]);
    expect(rollback).toMatchObject({ status: 1, answer: { outcome: 'rollback' } });
    expect(await parsed(['cosigned', restored, at('4.refusal')])).toMatchObject({
      status: 1,
      answer: { outcome: 'refused', standing: 'larger' },
    });
    const [ledger] = await sanadJson<{ ledger: string; rollbacks: number }[]>(['witness', 'list', at('first')], env);
    expect(ledger).toMatchObject({ rollbacks: 1 });
    const notes = await sanadJson<{ outcome: string }[]>(['witness', 'list', at('first'), ledger?.ledger ?? ''], env);
    expect(notes.map(({ outcome }) => outcome)).toContain('rollback');
  });

  test('may be a vault as well, and the request and the answer pictures of QR codes', async () => {
    const office = at('office.sanad');
    await sanadJson(['init', office, '--operator', 'op-1'], env);
    expect(await parsed(['witness', 'show', office])).toMatchObject({
      answer: { fault: { code: 'WITNESS_KEY_MISSING' } },
    });
    const made = await sanadJson<{ key: string }>(['witness', 'init', office, '--name', 'office.example/1'], env);
    await sanadJson(['change-key', vault], env);
    const request = await sanadJson<{ size: number; qr: string[] }>(
      ['checkpoint', vault, '--request', at('5.request'), '--from', '0', '--qr', at('5.png')],
      env,
    );
    expect(request.qr.length).toBeGreaterThan(1);
    const some = await parsed(['witness', 'cosign', office, ...request.qr.slice(1), '--out', at('5.none')]);
    expect(some).toMatchObject({ status: 2, answer: { fault: { code: 'PARTS_MISSING' } } });
    const cosign = ['witness', 'cosign', office, ...request.qr.toReversed(), '--label', 'Clinic north'];
    expect(await sanadJson([...cosign, '--out', at('5.note'), '--qr', at('5.answer.png')], env)).toMatchObject({
      outcome: 'cosigned',
      from: 0,
      size: request.size,
      qr: [at('5.answer.png')],
    });
    expect(await sanadJson(['cosigned', vault, at('5.answer.png'), '--witness', made.key], env)).toMatchObject({
      outcome: 'kept',
      size: request.size,
    });
    expect(await sanadJson(['witness', 'list', office], env)).toMatchObject([
      { label: 'Clinic north', size: request.size, conflicts: 0 },
    ]);
    const [one = ''] = keys;
    const trust = ['trust', vault, '--witness', one, '--witness', made.key, '--quorum', '2'];
    expect(await sanadJson(trust, env)).toMatchObject({ quorum: 2, witnesses: { length: 3 } });
    expect((await sanad(['trust', vault], env)).out).toContain('quorum trusted');
  });

  test('refuse their own ledger', async () => {
    const office = at('office.sanad');
    await sanadJson(['checkpoint', office, '--request', at('6.request')], env);
    const own = await parsed(['witness', 'cosign', office, at('6.request'), '--out', at('6.note')]);
    expect(own).toMatchObject({ status: 2, answer: { fault: { code: 'WITNESS_OWN_LEDGER' } } });
  });

  describe('a reviewer who keeps what was seen', { concurrent: false }, () => {
    const check = (path: string) => verified(path, '--known', known);

    test('knows nothing at first, then the same bundle again', async () => {
      expect((await check(older)).answer).toMatchObject({
        verdict: 'UNANCHORED',
        known: { relation: 'first', size: 0 },
      });
      expect((await check(older)).answer).toMatchObject({ verdict: 'UNANCHORED', known: { relation: 'same' } });
    });

    test('sees that a newer bundle goes on from it, and that the older one is then a state seen before', async () => {
      const before = (await check(older)).answer.entries;
      expect((await check(bundle)).answer).toMatchObject({
        exitStatus: 0,
        known: { relation: 'extends', size: before },
        vouched: before,
      });
      expect(await check(older)).toMatchObject({
        status: 0,
        answer: { known: { relation: 'earlier' }, headline: 'known larger', findings: [] },
      });
    });

    test('is told of a copy that was put back and went on, whichever of the two it sees first', async () => {
      // Copied with its whole disk: the vault itself can’t notice that.
      await asOnItsDisk(at('restored.sanad'), passphrase);
      const fork = await exported(at('restored.sanad'), 'fork.zip');
      const diverged = (...codes: string[]) => ({
        status: 1,
        answer: { verdict: 'DIVERGED', known: { relation: 'forks' }, findings: codes.map((code) => ({ code })) },
      });
      // It is the smaller of the two, and what the larger one carried below its end shows another history.
      expect(await check(fork)).toMatchObject(diverged('KNOWN_FORK', 'KNOWN_ROLLED_BACK'));
      const otherWay = at('known-other-way');
      expect((await verified(fork, '--known', otherWay)).answer.known).toMatchObject({ relation: 'first' });
      expect(await verified(bundle, '--known', otherWay)).toMatchObject(diverged('KNOWN_FORK'));
      const folders = await readdir(known);
      expect(folders).toHaveLength(1);
      const files = await readdir(join(known, folders[0] ?? ''));
      const note = await readFile(join(known, folders[0] ?? '', files[0] ?? ''), 'utf8');
      expect(note).toMatch(/^sanad\/ledger\//);
    });

    test('keeps nothing where that is not wanted', async () => {
      const { answer } = await verified(bundle, '--no-known');
      expect(answer).toMatchObject({ verdict: 'UNANCHORED', known: null });
    });
  });
});
