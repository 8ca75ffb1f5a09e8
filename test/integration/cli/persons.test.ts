/** On the command line: what a witness takes back, everything held about a person, and erasing what is recorded of them. */
import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ErasurePlan, PersonDetail, PersonReport, TestimonyDetail } from '../../../shared/contract.ts';
import { sanad, sanadJson } from '../../fixtures/sanad.ts';
import { passphrase, temporaryVault } from '../../fixtures/vault.ts';

let folder: string;
let vault: string;
let env: Record<string, string>;
let testimony: string;
const file = (name: string) => join(folder, name);
const json = async (name: string, value: unknown): Promise<string> => {
  await writeFile(file(name), JSON.stringify(value));
  return file(name);
};

beforeAll(async () => {
  const made = await temporaryVault();
  vault = made.path;
  folder = dirname(vault);
  await writeFile(file('first'), `${passphrase}\n`);
  env = { SANAD_PASSPHRASE_FILE: file('first') };
  await made.vault.close();
  const account = ['--language', 'ar', '--paragraph', 'saw: Training: the lights went out.'];
  testimony = (await sanadJson<TestimonyDetail>(['testimony', 'add', vault, ...account], env)).id;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a recanting is said before the account, and what it can’t take back is refused', async () => {
  const words = { paragraphs: [{ text: 'Training: I only heard of it.', basis: 'unstated' }], takesBack: [1] };
  const from = ['--from', await json('recanting.json', words)];
  const told = await sanad(['testimony', 'recanting', vault, testimony, ...from], env);
  expect(told.status).toBe(0);
  const lines = told.out.split('\n');
  expect(lines[1]).toBe('The witness took back parts of this account. 1');
  const wrong = ['--from', await json('wrong.json', { ...words, takesBack: [7] }), '--json'];
  const refused = await sanad(['testimony', 'recanting', vault, testimony, ...wrong], env);
  expect(refused.status).toBe(2);
  expect(JSON.parse(refused.out).fault).toMatchObject({ code: 'FIELD_INVALID', rule: 'not one of', value: 7 });
});

test('a person’s report is written as a page once, and the plan of erasing them is shown', async () => {
  const fields = { code: 'cedar', standing: 'witness', basis: 'public interest' };
  const person = await sanadJson<PersonDetail>(
    ['person', 'add', vault, '--from', await json('person.json', fields)],
    env,
  );
  await sanadJson(['person', 'involve', vault, person.id, '--testimony', testimony, '--as', 'told by'], env);
  const page = file('page.html');
  const report = await sanadJson<PersonReport>(
    ['person', 'report', vault, person.id, '--out', page, '--language', 'ar'],
    env,
  );
  expect(report).toMatchObject({ basis: { basis: 'public interest' }, things: [{ as: ['told by'] }] });
  expect(existsSync(page) && readFileSync(page, 'utf8')).toContain('dir="rtl"');
  const { plan } = await sanadJson<{ plan: ErasurePlan }>(['erase', 'show', vault, '--person', person.id], env);
  expect(plan).toMatchObject({ target: { what: 'person', id: person.id }, name: 'cedar', holds: [] });
});
