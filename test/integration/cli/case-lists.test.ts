import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallOutput, IncidentDetail } from '../../../shared/contract.ts';
import { sanad, sanadJson } from '../../fixtures/sanad.ts';
import { passphrase, type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

let there: TemporaryVault;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  there = await temporaryVault();
  await there.vault.close();
  folder = await mkdtemp(join(tmpdir(), 'sanad-cli-lists-'));
  const file = join(folder, 'passphrase');
  await writeFile(file, `${passphrase}\n`);
  env = { SANAD_PASSPHRASE_FILE: file };
});
afterAll(async () => {
  await there.remove();
  await rm(folder, { recursive: true, force: true });
});

const ssa = [
  'year,Attack Date,Attack ID,Country / Territory,Certainty Level,Attack Type,Total Death',
  '2024,2/8/24 12:00 AM,TRN1,Training Country,Confirmed,"Assault (without weapons), Setting fire",1.0',
  '2024,2/30/24 12:00 AM,TRN2,Training Country,Confirmed,Assault (without weapons),0.0',
  '',
].join('\n');

describe('a list and the command line', () => {
  test('a known list is tried, refused with its errors, and taken in without the rows that have any', async () => {
    const file = join(folder, 'list.csv');
    await writeFile(file, ssa);
    const tried = await sanadJson<CallOutput<'caseList.check'>>(
      ['incident', 'import', there.path, file, '--dry-run'],
      env,
    );
    expect(tried.counts).toMatchObject({ rows: 2, fresh: 1, faulty: 1 });
    expect(tried.problems).toEqual([{ row: 3, column: 'Attack Date', rule: 'no such day', value: '2/30/24 12:00 AM' }]);
    const refused = await sanad(['incident', 'import', there.path, file, '--json'], env);
    expect(refused.status).toBe(2);
    expect(`${refused.out}${refused.err}`).toContain('LIST_FAULTY');
    const told = await sanad(['incident', 'import', there.path, file], env);
    expect([told.status, told.out]).toEqual([
      2,
      expect.stringContaining('row 3, Attack Date: no such day (2/30/24 12:00 AM)'),
    ]);
    const taken = await sanadJson<CallOutput<'caseList.import'>>(
      ['incident', 'import', there.path, file, '--leave-out-errors', '--keep-as', 'ours'],
      env,
    );
    expect(taken.counts).toMatchObject({ fresh: 1, faulty: 1 });
    const listed = await sanadJson<{ id: string; title: string }[]>(['incident', 'list', there.path], env);
    expect(listed.map(({ title }) => title)).toEqual(['TRN1 · Training Country']);
    // How that one is coded, for the next.
    await sanadJson(['incident', 'template', 'keep', there.path, 'fire', '--incident', listed[0]?.id ?? ''], env);
    const next = await sanadJson<IncidentDetail>(
      ['incident', 'add', there.path, '--title', 'Training', '--template', 'fire', '--certainty', 'rumor'],
      env,
    );
    expect(next.fields).toMatchObject({
      title: 'Training',
      attackTypes: ['assault', 'setting_fire'],
      certainty: 'rumor',
      definitions: ['who'],
      harm: [],
      ssa: { id: '' },
      when: { edtf: '' },
      place: { name: '' },
      listed: { item: null },
    });
  });
});
