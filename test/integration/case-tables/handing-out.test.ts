/** Cases handed out as a table: by the gate, in three forms, harmless in a spreadsheet, and in the ledger. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copiesAbout } from '../../../electron/core/bundle/copies.ts';
import { generateIdentity, openAge } from '../../../electron/core/vault/age.ts';
import { inMemory } from '../../../electron/core/vault/random-access.ts';
import type { CallInput, IncidentDetail } from '../../../shared/contract.ts';
import { toEnvelope } from '../../../shared/faults.ts';
import type { IncidentFields } from '../../../shared/model/incident.ts';
import type { Audience } from '../../../shared/model/vocabulary.ts';
import { trainingIncident } from '../../fixtures/incident.ts';
import { openSession } from '../../fixtures/session.ts';
import { usedBy } from '../../fixtures/uses.ts';

type Request = CallInput<'caseTable.export'>;
type Cells = Readonly<Record<string, string>>;

let there: Awaited<ReturnType<typeof openSession>>;
let tables = 0;

const add = (fields: Partial<IncidentFields>): Promise<IncidentDetail> =>
  there.call('incident.create', { fields: trainingIncident(fields), items: [], beside: [] });

const request = (audience: Audience, as: Request['as'], more: Partial<Request> = {}): Request => ({
  ...{ of: 'all', as, ...usedBy(audience), answers: [], bom: false, recipient: 'Training recipient' },
  ...{ protection: { kind: 'plain' }, job: `table-${++tables}` },
  target: { kind: 'path', path: join(dirname(there.made.path), `table-${tables}`) },
  ...more,
});

/** The rows of a table by the title or identifier that `key` names, as a reader of its own finds them. */
async function handedOut(asked: Request) {
  const made = await there.call('caseTable.export', asked);
  const bytes = readFileSync(made.path ?? '');
  const rows = parse(bytes, { columns: true, bom: true }) as Cells[];
  return { made, bytes, rows };
}

const refused = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => toEnvelope(error).code,
  );

const known = trainingIncident({
  title: 'Training market',
  facility: 'Training clinic',
  place: {
    name: 'East quarter',
    precision: 'neighbourhood',
    point: { latitude: '36.2', longitude: '-37.1' },
    within: ['Training governorate', 'Training land'],
  },
  when: { edtf: '2016-04-27', words: 'after isha' },
  account: '=HYPERLINK("http://example.invalid")',
  attackTypes: ['heavy_weapons', 'setting_fire'],
  certainty: 'probable',
  harm: [
    { group: 'health worker', harm: 'killed', lowest: 1, best: 2, highest: 4, source: 'witness lamp-3' },
    { group: 'all', harm: 'injured', lowest: null, best: 7, highest: null, source: '' },
  ],
});
const uncertain = { title: 'Training doubt', when: { edtf: '2016-04-2X', words: '' } } as const;

let first: IncidentDetail;
let second: IncidentDetail;

beforeAll(async () => {
  there = await openSession();
  first = await add(known);
  second = await add(uncertain);
});
afterAll(async () => {
  await there?.end();
});

describe('in the columns of others', () => {
  test('a day is one day, without a midnight, and a doubt stands behind', async () => {
    const { rows } = await handedOut(request('court', 'who'));
    expect(rows.map((row) => [row.year, row['Attack Date'], row.weekday, row['Attack Time']])).toEqual([
      ['2016', '4/27/2016', 'Wed', 'after isha'],
      ['2016', '', '', 'Time Unknown'],
    ]);
    expect(rows.map((row) => [row['Date EDTF'], row['Earliest Day'], row['Latest Day']])).toEqual([
      ['2016-04-27', '2016-04-27', '2016-04-27'],
      ['2016-04-2X', '2016-04-20', '2016-04-29'],
    ]);
  });

  test('what nobody stated is empty: no total of parts, no "no", no country', async () => {
    const { rows } = await handedOut(request('court', 'who'));
    expect(rows.map((row) => [row['Total Injured'], row['Total Death'], row['HC Facilities']])).toEqual([
      ['7', '', ''],
      ['', '', ''],
    ]);
    expect(rows.map((row) => row['Country / Territory'])).toEqual(['Training land', '']);
  });

  test('SiND has province, degrees and the workers who were killed; a place finer than its classes has none', async () => {
    const { rows } = await handedOut(request('court', 'sind'));
    expect(rows[0]).toMatchObject({
      ...{ Date: '2016-04-27', Country: 'Training land', 'Admin 1': 'Training governorate' },
      ...{ Latitude: '36.2', Longitude: '-37.1', 'Geo Precision': '', 'Health Workers Killed': '2' },
      ...{ Place: 'East quarter', 'Place Precision': 'neighbourhood', 'Sanad ID': first.id },
    });
  });
});

test('everything that is recorded has a column by its name in the ledger, and a time its first and last day', async () => {
  const { rows } = await handedOut(request('court', 'sanad'));
  expect(rows[0]).toMatchObject({
    ...{ id: first.id, title: 'Training market', 'place.within': 'Training governorate | Training land' },
    ...{ 'place.point.latitude': '36.2', 'when.words': 'after isha', 'when.earliest': '2016-04-27' },
    ...{ attacks: 'heavy_weapons | setting_fire', 'harm.1.best': '2', 'harm.1.source': 'witness lamp-3' },
  });
  expect(rows[1]).toMatchObject({
    id: second.id,
    'when.edtf': '2016-04-2X',
    'when.latest': '2016-04-29',
    'harm.1.best': '',
  });
});

test('what begins like a formula is text in a spreadsheet; a negative number stays one', async () => {
  const { rows, made, bytes } = await handedOut(request('court', 'sind', { bom: true }));
  expect(rows[0]?.['Event Description']).toBe('\'=HYPERLINK("http://example.invalid")');
  expect(rows[0]?.Longitude).toBe('-37.1');
  expect(made.guarded).toBe(1);
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  for (const begins of ['+1 (2)', '-x', '@SUM(A1)', '\t=1', '\r=1']) {
    const { id } = await add({ title: begins.trim(), account: begins });
    const table = await handedOut(request('court', 'sanad', { of: [id] }));
    expect(table.rows[0]?.account).toBe(`'${begins}`);
  }
});

describe('the gate', () => {
  test('keeps from those who publish what leads to people and buildings, cell by cell, and counts it', async () => {
    const use = { ...usedBy('public'), answers: [] };
    const preview = await there.call('caseTable.preview', { of: [first.id], as: 'sanad', ...use });
    const { rows, made, bytes } = await handedOut(request('public', 'sanad', { of: [first.id] }));
    for (const word of [
      'East quarter',
      '36.2',
      'Training clinic',
      'HYPERLINK',
      'lamp-3',
      'after isha',
      'Training land',
    ])
      expect(bytes.includes(word), word).toBe(false);
    expect(rows[0]).toMatchObject({
      title: 'Training market',
      attacks: 'heavy_weapons | setting_fire',
      'harm.1.best': '2',
    });
    expect(made.withheld).toBe(Number(rows[0]?.['Withheld Cells']));
    expect(made.withheld).toBeGreaterThan(8);
    expect(preview).toMatchObject({ cases: 1, withheld: made.withheld });
    expect(preview.stays.map(({ what, ground }) => `${what}: ${ground}`).sort()).toEqual([
      'free text: may point to a person',
      'positions: exact place',
      'working data: may point to a person',
    ]);
  });

  test('a withheld cell is empty in the columns of others too, and none is made of what stays', async () => {
    const { rows, bytes } = await handedOut(request('public', 'who', { of: [first.id] }));
    expect(rows[0]).toMatchObject({
      ...{ 'Attack Time': '', 'Country / Territory': '', Place: '', 'Place Precision': '' },
      ...{ 'Certainty Level': 'Probable', 'Total Injured': '7' },
    });
    expect(Number(rows[0]?.['Withheld Cells'])).toBeGreaterThan(3);
    expect(bytes.includes('Training land')).toBe(false);
  });

  test('shows the day beside words that stay, and the country of an exact place where it is known for one', async () => {
    const within = ['Street of the clinic', 'Training governorate', 'Syrian Arab Republic'];
    const there = await add({ ...known, title: 'Training street', place: { ...known.place, within } });
    const public_ = await handedOut(request('public', 'who', { of: [there.id] }));
    expect(public_.rows[0]).toMatchObject({
      ...{ 'Attack Date': '4/27/2016', weekday: 'Wed', year: '2016', 'Date EDTF': '2016-04-27' },
      ...{ 'Attack Time': '', 'Country / Territory': 'Syrian Arab Republic', Place: '' },
    });
    const own = await handedOut(request('media', 'sanad', { of: [there.id] }));
    expect(own.rows[0]).toMatchObject({ 'when.edtf': '2016-04-27', 'when.earliest': '2016-04-27', 'when.words': '' });
    for (const { bytes } of [public_, own])
      for (const word of ['after isha', 'Street of the clinic', 'Training governorate', 'East quarter'])
        expect(bytes.includes(word), word).toBe(false);
  });

  test('shows neither day nor country where somebody keeps the whole of it back', async () => {
    const place = { ...known.place, within: ['Syria'] };
    const there = await add({ ...known, title: 'Training kept', place });
    const why = { alone: false, ground: 'court order', authority: 'letter 3', review: null } as const;
    const withhold = [{ seq: there.head, fields: ['when', 'place'], ...why }] as NonNullable<Request['withhold']>;
    const { rows } = await handedOut(request('public', 'who', { of: [there.id], withhold }));
    expect(rows[0]).toMatchObject({ 'Attack Date': '', year: '', 'Date EDTF': '', 'Country / Territory': '' });
  });

  test('a case that an audience may not have stays whole, and so does what somebody keeps back by hand', async () => {
    const closed = await add({ title: 'Training order' });
    await there.call('gate.restrict', {
      on: { what: 'incident', id: closed.id },
      ...{ viewers: ['court'], authority: 'Training court', basis: 'letter 1', until: null },
    });
    const { rows, made } = await handedOut(request('court', 'sanad'));
    expect(rows.map(({ id }) => id)).not.toContain(closed.id);
    expect(made.stayed).toBe(1);
    expect(await refused(there.call('caseTable.export', request('court', 'who', { of: [closed.id] })))).toBe(
      'EXPORT_NOTHING',
    );
    const byHand = await handedOut(
      request('court', 'sanad', {
        of: [first.id],
        withhold: [
          {
            seq: first.head,
            fields: ['account'],
            alone: false,
            ground: 'court order',
            authority: 'letter 2',
            review: null,
          },
        ] as NonNullable<Request['withhold']>,
      }),
    );
    expect([byHand.rows[0]?.account, byHand.made.withheld]).toEqual(['', 1]);
  });

  test('asks for what for and on what basis, as every handing over does', async () => {
    const asked = request('public', 'who', { purpose: 'criminal case' });
    expect(await refused(there.call('caseTable.export', asked))).toBe('USE_RULE');
    expect(await refused(there.call('caseTable.export', request('court', 'who', { of: ['0'.repeat(32)] })))).toBe(
      'RECORD_NOT_FOUND',
    );
    expect(existsSync((asked.target as { path: string }).path)).toBe(false);
  });
});

describe('the ledger', () => {
  test('says to whom, for what, how many cases, which, and the digest of the table', async () => {
    const { made, bytes } = await handedOut(request('un_mechanism', 'who', { of: [first.id] }));
    const fields = there.session.vault.ledger.readFields(made.entry);
    expect(fields).toMatchObject({
      ...{ type: 'export', audience: 'un_mechanism', purpose: 'criminal case', recipient: 'Training recipient' },
      ...{ protection: 'plain', counts: { cases: 1, stayed: 0, withheld: 0 } },
      list: { as: 'who', of: [first.id], sha256: createHash('sha256').update(bytes).digest('hex') },
    });
    expect(made.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const { lines } = await there.call('ledger.list', { offset: 0, limit: 5 });
    expect(lines.find(({ seq }) => seq === made.entry)).toMatchObject({
      action: 'listHandedOut',
      values: { audience: 'un_mechanism' },
    });
  });

  test('is whole with a table as its last entry', async () => {
    await handedOut(request('court', 'who'));
    const report = await there.call('verify.vault', { job: 'verify' });
    expect([report.verdict, report.findings]).toEqual(['UNANCHORED', []]);
  });

  test('who erases a case is told which tables hold it, and of none that doesn’t', async () => {
    const one = await add({ title: 'Training one' });
    const other = await add({ title: 'Training other' });
    const { made } = await handedOut(request('court', 'who', { of: [one.id] }));
    const tablesWith = (id: string) =>
      copiesAbout(there.session.vault, { what: 'incident', id })
        .filter(({ kind }) => kind === 'table')
        .map(({ seq }) => seq);
    expect(tablesWith(one.id)).toEqual([made.entry]);
    expect(tablesWith(other.id)).toEqual([]);
  });
});

test('encrypted, it opens with the key that it was encrypted to, and nowhere lies in clear', async () => {
  const { identity, recipient } = await generateIdentity();
  const made = await there.call(
    'caseTable.export',
    request('court', 'who', { protection: { kind: 'recipients', to: [recipient] } }),
  );
  const sealed = readFileSync(made.path ?? '');
  expect(sealed.includes('Training')).toBe(false);
  const opened = await openAge(inMemory(sealed), { identities: [identity] });
  const rows = parse(Buffer.from(await opened.read(0, opened.size)), { columns: true }) as Cells[];
  expect(rows.length).toBe(made.cases);
});
