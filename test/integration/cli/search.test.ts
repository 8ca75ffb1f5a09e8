import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SearchAnswer } from '../../../shared/contract.ts';
import { sanad, sanadJson } from '../../fixtures/sanad.ts';
import { archiveItem, passphrase, temporaryVault } from '../../fixtures/vault.ts';

let folder: string;
let vault: string;
let env: Record<string, string>;

beforeAll(async () => {
  const made = await temporaryVault();
  vault = made.path;
  folder = dirname(vault);
  await writeFile(join(folder, 'passphrase'), `${passphrase}\n`);
  env = { SANAD_PASSPHRASE_FILE: join(folder, 'passphrase') };
  await archiveItem(made.vault, 'IMG_0417.JPG');
  await made.vault.close();
  const incident = ['incident', 'add', vault, '--title', 'مُسْتَشْفَى التدريب', '--when', '2016-04~', '--attack', 'assault'];
  await sanadJson(incident, env);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('what holds the words is listed, with where they stand', async () => {
  const { out, status } = await sanad(['search', vault, 'مستشفي', '--from', '2016-04-30', '--attack', 'assault'], env);
  expect(status).toBe(0);
  expect(out).toMatch(/^incident [0-9a-f]{32} {2}مُسْتَشْفَى التدريب \(2016-04-01 to 2016-04-30\)$/m);
  expect(out).toMatch(/^1 found\.$/m);
});

test('where the words stand has a line of its own', async () => {
  const account = join(folder, 'account.txt');
  await writeFile(account, 'The generator stopped.\nA lamp was found.\n');
  const kept = ['--title', 'Night', '--when', '2016-05', '--account-file', account];
  expect((await sanad(['incident', 'add', vault, ...kept], env)).out).toContain(
    'The generator stopped.\nA lamp was found.',
  );
  const { out } = await sanad(['search', vault, 'lamp'], env);
  expect(out).toMatch(/^incident [0-9a-f]{32} {2}Night \(.*\)\n {10}\S+: .*stopped\. A lamp was found\.?/m);
});

test('as one line of JSON, narrowed down', async () => {
  const answer = await sanadJson<SearchAnswer>(['search', vault, 'img_0', '--kind', 'item'], env);
  expect(answer.hits).toMatchObject([
    {
      kind: 'item',
      title: [
        { text: 'IMG_0', hit: true },
        { text: '417.JPG', hit: false },
      ],
    },
  ]);
  expect((await sanadJson<SearchAnswer>(['search', vault, 'img_0', '--kind', 'incident'], env)).total).toBe(0);
});

test('around a facility it tells apart what may lie there, and one place alone is asked for', async () => {
  const add = async (kind: string, fields: object) => {
    const from = join(folder, `${kind}.json`);
    await writeFile(from, JSON.stringify(fields));
    return (await sanadJson<{ id: string }>([kind, 'add', vault, '--from', from], env)).id;
  };
  const facility = await add('facility', { names: [{ text: 'Training clinic' }] });
  const place = { name: 'the cellar', precision: 'exact', point: { latitude: '36.2', longitude: '37.1' } };
  await add('site', { facility, place });
  const near = ['search', vault, '--near-facility', facility, '--within', '2'];
  const found = await sanadJson<SearchAnswer>(near, env);
  expect(found.hits).toMatchObject([{ kind: 'site', lies: 'inside' }]);
  expect(found.named).toEqual([{ id: facility, title: 'Training clinic' }]);
  const concerning = await sanadJson<SearchAnswer>(['search', vault, '--facility', facility], env);
  expect(concerning.hits.map(({ kind }) => kind)).toEqual(['site', 'facility']);
  const both = await sanad([...near, '--around', '36.2, 37.1', '--json'], env);
  expect([both.status, JSON.parse(both.out).fault]).toMatchObject([
    2,
    { field: 'where', value: '--around --near-facility' },
  ]);
});

test('what is no day is refused, and the field is named', async () => {
  const { out, status } = await sanad(['search', vault, '--from', 'April', '--json'], env);
  expect(status).toBe(2);
  const { fault } = JSON.parse(out);
  expect(fault).toMatchObject({ field: 'query.from', rule: 'form', expected: '2016-04-27', value: '"April"' });
  expect(fault.message).toContain('--from');
});

test('a word that is in no closed list is refused, where it would find nothing', async () => {
  const { out, status } = await sanad(['search', vault, '--flag', 'offset', '--json'], env);
  expect(status).toBe(2);
  expect(JSON.parse(out).fault).toMatchObject({ field: 'flag', rule: 'not one of', value: 'offset' });
  expect(JSON.parse(out).fault.expected).toContain('offset missing');
});
