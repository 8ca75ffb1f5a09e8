/** Keeping back by hand on the command line, and what the verification says of it. */

import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExportPreview, ExportResult } from '../../../shared/contract.ts';
import type { VerificationReport } from '../../../shared/model/report.ts';
import { sanad, sanadJson } from '../../fixtures/sanad.ts';
import { useOptions } from '../../fixtures/uses.ts';
import { passphrase, temporaryVault } from '../../fixtures/vault.ts';

const id = (digit: string): string => digit.repeat(32);
const said = (text: string) => ({ text, basis: 'saw' });

let vault: string;
let folder: string;
let env: Record<string, string>;
let entries: { incident: number; testimony: number };

beforeAll(async () => {
  const made = await temporaryVault();
  vault = made.path;
  folder = dirname(vault);
  env = { SANAD_PASSPHRASE_FILE: join(folder, 'passphrase') };
  await writeFile(join(folder, 'passphrase'), `${passphrase}\n`);
  const record = (fields: Record<string, never> | object): number =>
    made.vault.ledger.append([{ type: 'record', operator: 'op-1', fields: fields as never }])[0]?.seq ?? -1;
  const incident = record({
    kind: 'incident',
    id: id('a'),
    title: 'the training incident',
    facility: 'planted facility',
    place: { name: 'planted town', precision: 'settlement', point: null },
    when: { edtf: '2016-04-27', words: '' },
    account: 'what happened',
    attacks: [],
    certainty: 'possible',
  });
  const testimony = record({
    kind: 'testimony',
    id: id('b'),
    witness: 'witness-1',
    language: 'ar',
    incident: id('a'),
    consent: { state: 'given', audiences: ['court'], conditions: '', explained: true },
    'account.1': said('the first paragraph'),
    'account.2': { text: 'planted second paragraph', basis: 'was told' },
    'told.2': 'planted teller',
  });
  entries = { incident, testimony };
  await made.vault.close();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

type Made = ExportResult & Pick<ExportPreview, 'stays'>;
let number = 0;
async function exported(
  ...options: string[]
): Promise<{ made: Made; report: VerificationReport; bytes: Buffer; text: string }> {
  const out = join(folder, `bundle-${number++}.zip`);
  const made = await sanadJson<Made>(['export', vault, ...useOptions, '--out', out, '--plain', ...options], env);
  const report = await sanadJson<VerificationReport>(['verify', out], {});
  const { out: text } = await sanad(['verify', out]);
  return { made, report, bytes: await readFile(out), text };
}

describe('sanad export --withhold', () => {
  const why = ['--ground', 'court order', '--authority', 'order 17/2016', '--review', '2131-01-31'];

  test('keeps back a paragraph and a whole case, and a reviewer reads why', async () => {
    const { testimony, incident } = entries;
    const { made, report, bytes, text } = await exported(
      '--withhold',
      `${testimony}:account.2`,
      '--withhold',
      String(incident),
      ...why,
    );
    for (const planted of ['planted', id('a')]) {
      expect(bytes.includes(planted)).toBe(false);
      expect(bytes.includes(Buffer.from(planted).toString('base64url').slice(2, -2))).toBe(false);
    }
    expect(bytes.includes('the first paragraph')).toBe(true);
    const chosen = { authority: 'order 17/2016', review: '2131-01-31' };
    expect(made.stays).toContainEqual({ what: 'incidents', count: 1, ground: 'court order', chosen });
    expect(made.stays).toContainEqual({ what: 'free text', count: 1, ground: 'court order', chosen });
    // By whom a paragraph was told stays with the paragraph.
    expect(made.stays).toContainEqual({ what: 'circumstances', count: 1, ground: 'court order', chosen });
    expect(report).toMatchObject({ exitStatus: 0, findings: [], unexplained: 0 });
    const stated = { ground: 'court order', ...chosen, by: 'op-1', overdue: false };
    expect(report.stated).toContainEqual({ seq: testimony, fields: ['account.2', 'told.2'], kind: null, ...stated });
    expect(report.stated).toContainEqual({ seq: incident, fields: null, kind: 'incidents', ...stated });
    expect(text).toContain('Withheld, as stated by the exporter');
    expect(text).toMatch(/Rests on: order 17\/2016, decided by op-1, to be looked at again on 2131-01-31/);
    expect(text).toContain('All that is withheld is in that statement.');
  });

  test('takes a file of choices, which may each have their own reasons', async () => {
    const choices = join(folder, 'choices.json');
    const list = [
      {
        seq: entries.incident,
        fields: ['facility'],
        ground: 'safety of a person',
        authority: 'a rule',
        review: '2131-01-01',
      },
      { seq: entries.testimony, ground: 'legal privilege', authority: 'counsel' },
    ];
    await writeFile(choices, JSON.stringify(list));
    const { report } = await exported('--withhold', choices);
    expect(report.stated).toContainEqual(
      expect.objectContaining({
        fields: ['facility'],
        ground: 'safety of a person',
        review: '2131-01-01',
        overdue: false,
      }),
    );
    expect(report.stated).toContainEqual(
      expect.objectContaining({ kind: 'testimonies', ground: 'legal privilege', authority: 'counsel', review: null }),
    );
  });

  test.each([
    ['without a ground', ['--withhold', '3', '--authority', 'x'], 'REQUEST_INVALID'],
    ['without what it rests on', ['--withhold', '3', '--ground', 'court order'], 'REQUEST_INVALID'],
    ['an entry that is not there', ['--withhold', '4711', ...why], 'WITHHOLDING_UNKNOWN'],
    ['a field that is not there', ['--withhold', '1:nothing.here', ...why], 'WITHHOLDING_UNKNOWN'],
    ['a review in the past', ['--withhold', '1', ...why.slice(0, 5), '2016-01-31'], 'WITHHOLDING_REVIEW_PAST'],
    ['a day that is none', ['--withhold', '1', ...why.slice(0, 5), '2016-02-30'], 'REQUEST_INVALID'],
  ])('refuses %s, and writes nothing', async (_what, options, code) => {
    const out = join(folder, 'refused.zip');
    const { status, out: said } = await sanad(
      ['export', vault, ...useOptions, '--out', out, '--plain', '--json', ...options],
      env,
    );
    expect([status, JSON.parse(said).fault.code]).toEqual([2, code]);
    await expect(readFile(out)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('sanad export, without what it is for', () => {
  const courtOrder = ['--purpose', 'criminal case', '--basis', 'court order'];
  test.each([
    ['a purpose', ['--basis', 'consent'], 'purpose', 'criminal case, fact-finding, other legal claim'],
    ['a basis', ['--purpose', 'criminal case'], 'basis', 'consent, court order, legal obligation'],
    ['the order', courtOrder, 'order', 'sanad order list'],
    ['what it rests on', ['--purpose', 'criminal case', '--basis', 'legal claims'], 'rests', '--rests'],
  ])('asks for %s by the option’s name, and says what is possible', async (_what, options, field, possible) => {
    const out = join(folder, 'unstated.zip');
    const { status, out: said } = await sanad(['export', vault, '--out', out, '--plain', '--json', ...options], env);
    expect({ status, fault: JSON.parse(said).fault }).toMatchObject({ status: 2, fault: { code: 'FIELD_INVALID' } });
    expect(JSON.parse(said).fault.broken ?? JSON.parse(said).fault).toMatchObject({ field, rule: 'missing' });
    expect(said).toContain(possible);
  });
});
