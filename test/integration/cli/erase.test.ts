import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErasurePlan, ErasureRequest, Hold, TestimonyDetail } from '../../../shared/contract.ts';
import { sanad, sanadJson } from '../../fixtures/sanad.ts';
import { archiveItem, cheapKdf, passphrase, temporaryVault } from '../../fixtures/vault.ts';

let folder: string;
let vault: string;
let env: Record<string, string>;
let testimony: string;
let item: number;
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  const made = await temporaryVault();
  vault = made.path;
  folder = dirname(vault);
  await writeFile(file('first'), `${passphrase}\n`);
  await writeFile(file('second'), 'the second training passphrase\n');
  env = { SANAD_PASSPHRASE_FILE: file('first') };
  await made.vault.addOperator('op-2', 'the second training passphrase', cheapKdf);
  item = await archiveItem(made.vault, 'IMG_0001.JPG');
  await made.vault.close();
  const told = await sanadJson<TestimonyDetail>(
    ['testimony', 'add', vault, '--language', 'ar', '--paragraph', 'saw: Training: the lights went out.'],
    env,
  );
  testimony = told.id;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const codeOf = ({ out }: { out: string }): string => JSON.parse(out).fault.code;

describe('on the command line', { concurrent: false }, () => {
  let hold: Hold;
  let request: ErasureRequest;
  let plan: ErasurePlan;

  test('something is put under a legal hold, and can’t be asked to be erased', async () => {
    hold = await sanadJson<Hold>(
      ['hold', 'place', vault, '--testimony', testimony, '--authority', 'Court', '--because', 'file 7'],
      env,
    );
    expect(hold).toMatchObject({ on: { what: 'testimony', id: testimony }, lifted: null });
    const refused = await sanad(
      ['erase', 'request', vault, '--testimony', testimony, '--ground', 'witness asked', '--json'],
      env,
    );
    expect([refused.status, codeOf(refused)]).toEqual([2, 'ERASURE_HELD']);
    const lifted = await sanadJson<Hold>(['hold', 'lift', vault, hold.id, '--reason', 'not needed any more'], env);
    expect(lifted.lifted).toMatchObject({ operator: 'op-1' });
  });

  test('it is asked for, and everyone can look at what would go, stay and not be reached', async () => {
    ({ request, plan } = await sanadJson<{ request: ErasureRequest; plan: ErasurePlan }>(
      ['erase', 'request', vault, '--testimony', testimony, '--ground', 'witness asked'],
      env,
    ));
    expect(request).toMatchObject({ state: 'open', requester: 'op-1', ground: 'witness asked' });
    const { out, status } = await sanad(['erase', 'show', vault, request.id], env);
    expect(status).toBe(0);
    for (const text of ['account.1', 'What stays', 'What can’t be reached', plan.digest]) expect(out).toContain(text);
  });

  test('what waits is listed with what it would do', async () => {
    const { waiting, erased } = await sanadJson<{
      waiting: { request: ErasureRequest; plan: ErasurePlan }[];
      erased: ErasureRequest[];
    }>(['erase', 'list', vault], env);
    expect(waiting).toMatchObject([{ request: { id: request.id, state: 'open' }, plan: { digest: plan.digest } }]);
    expect(erased).toEqual([]);
    const { out } = await sanad(['erase', 'list', vault], env);
    for (const text of [request.id, 'account.1', plan.digest, 'Nothing was erased.']) expect(out).toContain(text);
  });

  test('whoever asked can’t confirm, nobody without a passphrase of their own neither, and another operator can', async () => {
    const confirm = ['erase', 'confirm', vault, request.id, '--plan', plan.digest, '--json'];
    expect(codeOf(await sanad(confirm, env))).toBe('ERASURE_SAME_OPERATOR');
    const asSecond = [...confirm, '--second', 'op-2', '--second-passphrase-file'];
    // Never the passphrase of whoever opened the vault, which is in the environment.
    expect(codeOf(await sanad([...confirm, '--second', 'op-2'], env))).toBe('PASSPHRASE_MISSING');
    const { status, out } = await sanad([...asSecond, file('second')], env);
    expect([status, JSON.parse(out)]).toMatchObject([
      0,
      { finished: true, request: { state: 'done', erased: { operator: 'op-2' } } },
    ]);
    expect(codeOf(await sanad(['show', vault, testimony, '--json'], env))).toBe('RECORD_ERASED');
  });

  test('the second operator opens the vault and confirms what the first asked for', async () => {
    const given = ['--for', 'court', '--purpose', 'criminal case', '--basis', 'consent'];
    await sanadJson(['receipt', vault, String(item), '--out', file('item.tlog-proof'), ...given], env);
    const asked = ['erase', 'request', vault, '--item', String(item), '--ground', 'unlawfully obtained'];
    const again = await sanadJson<{ request: ErasureRequest; plan: ErasurePlan }>(asked, env);
    const asSecond = ['--operator', 'op-2', '--passphrase-file', file('second')];
    const { out, status } = await sanad(
      ['erase', 'confirm', vault, again.request.id, '--plan', again.plan.digest, ...asSecond],
      env,
    );
    expect([status, out.includes('op-2')]).toEqual([0, true]);
  });

  test('what was erased is listed with what it destroyed and what can’t be reached', async () => {
    const { waiting, erased } = await sanadJson<{ waiting: unknown[]; erased: ErasureRequest[] }>(
      ['erase', 'list', vault],
      env,
    );
    expect(waiting).toEqual([]);
    expect(erased.map(({ target }) => target)).toEqual([
      { what: 'testimony', id: testimony },
      { what: 'item', seq: item },
    ]);
    expect(erased[0]?.erased).toMatchObject({ entries: plan.entries, copies: [] });
    expect(erased[1]?.erased?.copies).toMatchObject([{ kind: 'receipt', audience: 'court' }]);
    const { out } = await sanad(['erase', 'list', vault], env);
    for (const text of ['Nothing waits', 'account.1', 'a receipt for an entry', 'Backups of this vault'])
      expect(out).toContain(text);
    expect(out).not.toContain('IMG_0001');
  });
});
