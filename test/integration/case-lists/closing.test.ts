/** What a list's columns became is kept to be used again. While the list is closed, what would tell of it stays away. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseListMapping } from '../../../shared/model/case-list.ts';
import { type Call, openSession } from '../../fixtures/session.ts';

const always: CaseListMapping['always'] = { certainty: 'possible', precision: 'unknown', definitions: [] };
const mapping = (name: string, title: string): CaseListMapping => ({
  ...{ name, always, unknown: [] },
  columns: [
    { column: title, to: [{ to: 'text', field: 'title' }] },
    { column: 'Kind', to: [{ to: 'words', list: 'attack types', separator: '', words: { Raid: 'assault' } }] },
  ],
});
const used = mapping('As it was used', 'Case');
const renamed = mapping('The same under another name', 'Case');
const elsewhere: CaseListMapping = { ...mapping('Another list', 'Case'), unknown: ['?'] };
const quoting: CaseListMapping = { ...elsewhere, name: 'The ambulance east of Zarnuqah' };

let call: Call;
let end: () => Promise<void>;
let folder: string;

beforeAll(async () => {
  ({ call, end } = await openSession());
  folder = await mkdtemp(join(tmpdir(), 'sanad-lists-'));
});
afterAll(async () => {
  await end();
  await rm(folder, { recursive: true, force: true });
});

const names = async () => (await call('caseList.mappings', {})).map(({ name }) => name);

test('a mapping that closed lists were taken in by, under whatever name, or that quotes one is not shown until it is open again', async () => {
  const path = join(folder, 'list.csv');
  await writeFile(path, 'Case,Kind,Told\nTraining case,Raid,The ambulance east of Zarnuqah\n');
  const { item } = await call('caseList.import', { source: { kind: 'path', path }, mapping: used, job: 'take' });
  if (item === null) throw new Error('not taken in');
  await call('item.assert', { item, field: 'note', value: quoting.name, reason: 'was told so' });
  for (const each of [used, renamed, elsewhere, quoting]) await call('caseList.keepMapping', { mapping: each });
  const all = [elsewhere, used, quoting, renamed].map(({ name }) => name);
  expect(await names()).toEqual(all);

  const restriction = { viewers: ['archive' as const], authority: 'Training court', basis: 'order 12', until: null };
  const { restrictions } = await call('gate.restrict', { on: { what: 'item', seq: item }, ...restriction });
  expect(await names()).toEqual(['Another list']);
  const refused = { code: 'FIELD_INVALID', params: { field: 'mapping.name', rule: 'taken', value: used.name } };
  await expect(call('caseList.keepMapping', { mapping: { ...elsewhere, name: used.name } })).rejects.toMatchObject(
    refused,
  );
  await expect(call('caseList.forgetMapping', { name: used.name })).rejects.toMatchObject(refused);
  await call('gate.lift', { id: restrictions[0]?.id ?? '', reason: 'the order was lifted' });
  expect(await names()).toEqual(all);
});
