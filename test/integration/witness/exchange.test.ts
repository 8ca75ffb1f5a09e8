/** Two people, each with a vault of their own and nothing between them but what they carry: through the contract, as every face does. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/core/engine.ts';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import type { CallOutput } from '../../../shared/contract.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { splitForCodes } from '../../../shared/paper/parts.ts';
import { qrModules } from '../../../shared/paper/qr.ts';
import { drawn, onATable } from '../../fixtures/codes.ts';
import { archiveItem, passphrase, temporaryVault } from '../../fixtures/vault.ts';
import { records, requestOf, ScriptedLedger } from '../../fixtures/witness.ts';

let folder = '';
const removers: (() => Promise<void>)[] = [];
const engines: Engine[] = [];

async function someone(items: number): Promise<Engine> {
  const made = await temporaryVault();
  for (let item = 0; item < items; item++) await archiveItem(made.vault, `${item}.jpg`);
  await made.vault.close();
  const engine = createEngine({ workers: forkedWorkers, face: 'terminal', folder, version: '0.0.0', known: null });
  await engine.call('vault.open', { path: made.path, passphrase });
  engines.push(engine);
  removers.push(() => made.remove());
  return engine;
}

/** What the other side photographs, one picture after another, the last one first. */
async function photographed(text: string): Promise<string[]> {
  const codes = splitForCodes(primitives, encodeUtf8(text)) ?? [];
  const files: string[] = [];
  for (const [index, code] of codes.entries()) {
    const file = join(folder, `${files.length}-${index}.jpg`);
    const picture = await onATable(qrModules(code, 'low'), 640);
    writeFileSync(file, await picture.jpeg({ quality: 70 }).toBuffer());
    files.unshift(file);
  }
  return files;
}

async function read(engine: Engine, files: readonly string[]): Promise<CallOutput<'carried.read'>> {
  let last: CallOutput<'carried.read'> = { state: 'parts', parts: [], have: [], of: 0 };
  for (const path of files) {
    const parts: string[] = last.state === 'parts' ? last.parts : [];
    last = await engine.call('carried.read', { source: { kind: 'path', path }, parts });
  }
  return last;
}

async function readWhole(engine: Engine, files: readonly string[]): Promise<string> {
  const whole = await read(engine, files);
  if (whole.state !== 'whole') throw new Error('parts are missing');
  return whole.text;
}

let field: Engine;
let office: Engine;
let key = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sanad-exchange-'));
  [field, office] = [await someone(2), await someone(1)];
});
afterAll(async () => {
  for (const engine of engines) await engine.close();
  for (const remove of removers) await remove();
  rmSync(folder, { recursive: true, force: true });
});

describe('two vaults that vouch for each other', { concurrent: false }, () => {
  it('begin with a key that the one makes and the other is handed', async () => {
    expect(await office.call('countersign.self', {})).toEqual({ self: null, former: [] });
    await expect(
      office.call('countersign.answer', { request: 'sanad/witness-request/v1\n', label: null }),
    ).rejects.toMatchObject({
      code: 'WITNESS_REQUEST_INVALID',
    });
    const { self } = await office.call('countersign.begin', { name: 'office.example/1' });
    key = self?.key ?? '';
    expect(self).toMatchObject({ name: 'office.example/1', signs: true });
  });

  it('exchange a request and its answer as photographs of QR codes', async () => {
    for (let change = 0; change < 2; change++) await field.call('ledger.changeKey', {});
    const { request, size } = await field.call('witness.request', { from: null });
    const pictures = await photographed(request);
    expect(pictures.length).toBeGreaterThan(1);
    const some = await read(office, pictures.slice(0, -1));
    expect(some).toMatchObject({ state: 'parts', of: pictures.length, have: { length: pictures.length - 1 } });
    const brought = await readWhole(office, pictures);
    expect(brought).toBe(request);

    expect(await office.call('countersign.look', { request: brought })).toMatchObject({
      would: 'first',
      size,
      held: 0,
    });
    const given = await office.call('countersign.answer', { request: brought, label: 'Clinic north' });
    expect(given).toMatchObject({ outcome: 'cosigned', size, held: 0 });
    expect(await office.call('countersign.list', {})).toMatchObject([{ label: 'Clinic north', size, conflicts: 0 }]);

    const answer = await readWhole(field, await photographed(given.answer));
    await expect(field.call('witness.accept', { answer, witness: null })).rejects.toMatchObject({
      code: 'WITNESS_UNKNOWN',
    });
    expect(await field.call('witness.accept', { answer, witness: key })).toMatchObject({
      outcome: 'kept',
      size,
      unvouched: 0,
    });
    const { text } = await field.call('witness.setPolicy', { witnesses: [key], quorum: 1 });
    expect(await field.call('verify.vault', { job: 'j', notes: [], policy: text ?? '' })).toMatchObject({
      verdict: 'WITNESSED',
    });
  });

  it('say in their own ledgers what they vouched for', async () => {
    const { lines } = await office.call('ledger.list', { offset: 0, limit: 100 });
    expect(lines.map(({ action, values }) => [action, values.name])).toEqual(
      expect.arrayContaining([
        ['countersigned', 'Clinic north'],
        ['witnessKeyMade', 'office.example/1'],
      ]),
    );
  });

  it('go on from what is held, by pasted text with whatever the mail did to it', async () => {
    await field.call('ledger.changeKey', {});
    const { request, from } = await field.call('witness.request', { from: null });
    expect(from).toBeGreaterThan(0);
    const mailed = `\r\n${request.replaceAll('\n', '\r\n')}\r\n\r\n`;
    const given = await office.call('countersign.answer', { request: mailed, label: null });
    expect(given).toMatchObject({ outcome: 'cosigned', held: from });
    expect(await field.call('witness.accept', { answer: `\n${given.answer}\n\n`, witness: null })).toMatchObject({
      outcome: 'kept',
    });
  });

  it('refuse another history, keep both notes, and hand them over', async () => {
    const script = new ScriptedLedger('exchange').grow(records(9));
    const fork = script.fork(4, 'other history').grow(records(6)).ledger;
    await office.call('countersign.answer', { request: requestOf(script.ledger, 0), label: 'Clinic south' });
    const request = requestOf(fork, 4);
    expect(await office.call('countersign.look', { request })).toMatchObject({ would: 'fork', label: 'Clinic south' });
    const given = await office.call('countersign.answer', { request, label: null });
    expect(given).toMatchObject({ outcome: 'fork', held: 10, name: expect.stringMatching(/\.refusal$/) });
    const { ledger } = script.ledger;
    const { text, notes } = await office.call('countersign.evidence', { ledger });
    expect(notes.map(({ outcome }) => outcome)).toEqual(['cosigned', 'fork']);
    for (const note of [script.ledger.text(10), fork.note(10)]) expect(text).toContain(note);
    await office.call('countersign.label', { ledger, label: '' });
    expect((await office.call('countersign.list', {})).find((one) => one.ledger === ledger)).toMatchObject({
      label: null,
      conflicts: 1,
    });
  });

  it('never vouch for themselves', async () => {
    const { request } = await office.call('witness.request', { from: null });
    expect(await office.call('countersign.look', { request })).toMatchObject({ would: 'own' });
    await expect(office.call('countersign.answer', { request, label: null })).rejects.toMatchObject({
      code: 'WITNESS_OWN_LEDGER',
    });
  });

  it('are told when codes of two texts are mixed, and lose nothing of what was read', async () => {
    const { request } = await field.call('witness.request', { from: 0 });
    const pictures = await photographed(request);
    const other = join(folder, 'other.png');
    writeFileSync(
      other,
      await drawn(qrModules(encodeUtf8('another text'), 'low'))
        .png()
        .toBuffer(),
    );
    const first = await read(office, pictures.slice(0, 1));
    if (first.state !== 'parts') throw new Error('one code was enough');
    await expect(
      office.call('carried.read', { source: { kind: 'path', path: other }, parts: first.parts }),
    ).rejects.toMatchObject({ code: 'PARTS_MIXED' });
    expect(await read(office, pictures)).toMatchObject({ state: 'whole' });
    await expect(
      office.call('carried.read', { source: { kind: 'path', path: pictures[0] ?? '' }, parts: ['not base64'] }),
    ).rejects.toMatchObject({ code: 'PARTS_DAMAGED' });
  });
});
