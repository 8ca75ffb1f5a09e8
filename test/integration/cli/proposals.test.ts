/** What is proposed, claimed and tagged, from the command line. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallOutput, IncidentDetail } from '../../../shared/contract.ts';
import { enterPhotographs } from '../../fixtures/entered-photographs.ts';
import { sanad, sanadJson } from '../../fixtures/sanad.ts';
import { passphrase, type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

let there: TemporaryVault;
let folder: string;
let env: Record<string, string>;
let items: number[];

beforeAll(async () => {
  there = await temporaryVault();
  items = enterPhotographs(there.vault, [
    { wall: '2016-04-27T21:45:00', offset: '+03:00', at: [36.2, 37.16] },
    { wall: '2016-04-27T21:50:00', offset: '+03:00', at: [36.2, 37.16] },
  ]);
  await there.vault.close();
  folder = mkdtempSync(join(tmpdir(), 'sanad-cli-proposals-'));
  const file = join(folder, 'passphrase');
  writeFileSync(file, passphrase);
  env = { SANAD_PASSPHRASE_FILE: file };
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await there.remove();
});

const given = (content: unknown): string => {
  const path = join(folder, 'given.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
};
const run = <T>(...args: string[]) => sanadJson<T>(args, env);

test('photographs that may belong together are proposed, made a case of, and further impacts added to it', async () => {
  const vault = there.path;
  const { groups } = await run<CallOutput<'propose.together'>>('propose', 'together', vault);
  expect(groups.map(({ certain }) => certain)).toEqual([items]);
  const [group] = groups;
  const numbers = items.flatMap((seq) => ['--item', String(seq)]);
  const from = given({ when: { edtf: group?.when, words: '' }, place: { ...group?.place, name: 'Street 7' } });
  const made = await run<IncidentDetail>('incident', 'add', vault, '--title', 'First', '--from', from, ...numbers);
  expect((await run<CallOutput<'propose.together'>>('propose', 'together', vault)).total).toBe(0);
  const second = await sanad(['incident', 'add', vault, '--title', 'Second', '--from', from], env);
  expect(second.out).toContain(made.id);
  const impact = given({ when: { edtf: '2016-04-27T22:10', words: '' }, hit: 'the ambulance' });
  const after = await run<IncidentDetail>(
    ...['incident', 'further', vault, made.id, '--from', impact, '--reason', 'a second bomb'],
  );
  expect(after.fields.impacts.map(({ hit }) => hit)).toEqual(['', 'the ambulance']);
});

test('what a source says is entered, listed and refused with the field that is wrong', async () => {
  const vault = there.path;
  const [incident] = await run<{ id: string }[]>('incident', 'list', vault);
  const said = { incident: incident?.id, about: 'weapon', says: 'a rocket', source: 'a page' };
  await run('claim', 'add', vault, '--from', given(said));
  const { out } = await sanad(['claim', 'list', vault, incident?.id ?? ''], env);
  expect(out).toContain('#1 a page: a rocket');
  const wrong = await sanad(['claim', 'add', vault, '--json', '--from', given({ ...said, item: items[0] })], env);
  expect(wrong.status).toBe(2);
  expect(JSON.parse(wrong.out).fault).toMatchObject({ code: 'REQUEST_INVALID', field: 'source' });
  const id = incident?.id ?? '';
  const none = [
    'claim',
    'amend',
    vault,
    id,
    id,
    '--json',
    '--from',
    given({ says: 'a shell' }),
    '--reason',
    'no claim',
  ];
  expect(JSON.parse((await sanad(none, env)).out).fault).toMatchObject({ code: 'RECORD_NOT_FOUND' });
});

test('items are tagged and noted together', async () => {
  const vault = there.path;
  expect(await run('tag', 'add', vault, 'crater', '--item', items.join(','))).toEqual({ changed: 2, left: 0 });
  expect(await run('tag', 'list', vault)).toEqual([{ tag: 'crater', count: 2 }]);
  const note = ['--note', 'from the roof', '--reason', 'the photographer says so'];
  expect(await run('tag', 'note', vault, ...items.map(String), ...note)).toEqual({ noted: 2, left: 0 });
});
