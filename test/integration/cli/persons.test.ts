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

test('what somebody agreed to is printed whole: what for, under which conditions, who asked and how, and when to ask again', async () => {
  const person = await sanadJson<PersonDetail>(
    ['person', 'add', vault, '--from', await json('child.json', { code: 'lamp', child: true, majority: '2090-01-01' })],
    env,
  );
  const consent = {
    state: 'given',
    asked: '2026-06-02',
    explained: ['purpose', 'who will see it', 'may refuse', 'may withdraw', 'court keeps it'],
    audiences: ['court'],
    purposes: ['criminal case'],
    conditions: { noDeathPenalty: true, askAgain: true, notStates: ['SY'], words: 'while my brother is abroad' },
    anonymise: ['voice'],
    obtained: { by: 'op-1', how: ['spoken'], witness: 'a nurse' },
    recording: 'refused',
    child: { assent: 'given', guardian: 'none there' },
    renew: '2090-02-01',
  };
  const given = await sanad(['consent', 'add', vault, person.id, '--from', await json('consent.json', consent)], env);
  for (const said of [
    ...['Comes of age on 2090-01-01', 'Asked on 2026-06-02 by op-1: Spoken', 'Who was there: a nurse'],
    ...['What for: A criminal case', 'Not in a case that can end in a sentence of death', 'Not to authorities of SY'],
    ...[
      '“while my brother is abroad”',
      'Sound or picture of them: They said no',
      'What the child itself said: It agreed',
    ],
    ...['Those responsible for it: Nobody there', 'To be taken out first: Their voice'],
  ])
    expect(given.out).toContain(said);
  const listed = await sanad(['consent', 'list', vault], env);
  expect(listed.out).toMatch(/lamp .* Comes of age on 2090-01-01 and is to be asked again/);
  const page = await sanad(['person', 'report', vault, person.id], env);
  for (const said of ['a nurse', 'They said no', 'It agreed', 'Nobody there']) expect(page.out).toContain(said);
});

test('the identity of somebody of whom none is kept can’t be opened, and that is what is said', async () => {
  const from = ['--from', await json('nobody.json', { code: 'nobody' })];
  const person = await sanadJson<PersonDetail>(['person', 'add', vault, ...from], env);
  const asked = ['person', 'report', vault, person.id, '--identity-passphrase-file', file('first'), '--json'];
  expect(JSON.parse((await sanad(asked, env)).out).fault.code).toBe('IDENTITY_NOT_KEPT');
});
