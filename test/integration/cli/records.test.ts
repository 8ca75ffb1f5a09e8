import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IncidentDetail, RecordDetail, RecordLine, TestimonyDetail } from '../../../shared/contract.ts';
import { sanad, sanadJson } from '../../fixtures/sanad.ts';
import { passphrase, type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

let there: TemporaryVault;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  there = await temporaryVault();
  await there.vault.close();
  folder = mkdtempSync(join(tmpdir(), 'sanad-cli-records-'));
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

test('facilities and what belongs to them are entered, corrected, joined and listed from JSON files', async () => {
  const vault = there.path;
  const facility = await run<RecordDetail>(
    ...['facility', 'add', vault],
    ...['--from', given({ names: [{ text: 'Training Clinic' }, { text: 'عيادة التدريب', language: 'ar' }] })],
  );
  const notification = await run<RecordDetail>(
    ...['notification', 'add', vault],
    ...['--from', given({ facility: facility.id, coordinates: '33.7534N 30.2593E', when: { edtf: '2016-03' } })],
  );
  const amended = await run<RecordDetail>(
    ...['notification', 'amend', vault, notification.id, '--reason', 'the reply was found'],
    ...['--from', given({ acknowledged: 'yes' })],
  );
  expect(amended.fields).toMatchObject({ coordinates: '33.7534N 30.2593E', acknowledged: 'yes' });
  const listed = await run<RecordLine[]>('notification', 'list', vault, '--of', facility.id);
  expect(listed.map(({ id }) => id)).toEqual([notification.id]);
  const { out } = await sanad(['facility', 'show', vault, facility.id], env);
  expect(out).toContain('Facility: Training Clinic · عيادة التدريب');
});

test('a time within a list is told by its place in the file, and by the form that it needs', async () => {
  const impacts = [{ when: { edtf: '2016-04-27' } }, { when: { edtf: '27.4.2016' } }];
  const content = given({ title: 'Training strike', impacts });
  const { status, out } = await sanad(['incident', 'add', there.path, '--json', '--from', content], env);
  expect(status).toBe(2);
  const { fault } = JSON.parse(out);
  expect(fault).toMatchObject({ field: 'fields.impacts.1.when.edtf', rule: 'form', value: '"27.4.2016"' });
  expect(fault.message).toContain('fields.impacts.1.when.edtf');
  const listed = await run<{ title: string }[]>('incident', 'list', there.path);
  expect(listed.some(({ title }) => title === 'Training strike')).toBe(false);
});

test('a field that there is none of is told with what stood in it, not with all that was given', async () => {
  const content = given({ title: 'Training strike', verdict: 'intentional' });
  const { out } = await sanad(['incident', 'add', there.path, '--json', '--from', content], env);
  const told = { field: 'fields.verdict', rule: 'unknown field', value: '"intentional"' };
  expect(JSON.parse(out).fault).toMatchObject(told);
});

test('an incident is shown by its own command', async () => {
  const { id } = await run<{ id: string }>('incident', 'add', there.path, '--title', 'Training shown');
  expect(await run<object>('incident', 'show', there.path, id)).toMatchObject({
    id,
    fields: { title: 'Training shown' },
  });
});

test('bad input is told by field, rule and value, and nothing is stored', async () => {
  const vault = there.path;
  const before = await run<{ total: number }>('agreement', 'list', vault);
  const { status, out } = await sanad(
    ...[['agreement', 'add', vault, '--json', '--from', given({ title: 'Training truce', category: 'peace' })]],
    env,
  );
  expect(status).toBe(2);
  expect(JSON.parse(out).fault).toMatchObject({
    code: 'REQUEST_INVALID',
    field: 'fields.category',
    rule: 'not one of',
    value: '"peace"',
  });
  const nested = await sanad(
    ...[['agreement', 'add', vault, '--from', given({ title: 'T', category: 'ceasefire', begins: { edtf: 'soon' } })]],
    env,
  );
  expect(nested.err).toContain('fields.begins.edtf');
  expect(nested.err).toContain('"soon"');
  expect(await run('agreement', 'list', vault)).toEqual(before);
});

test('an incident is entered and corrected from JSON with the whole model, and its context is proposed', async () => {
  const vault = there.path;
  const facility = await run<RecordDetail>(
    'facility',
    'add',
    vault,
    '--from',
    given({ names: [{ text: 'Clinic B' }] }),
  );
  const truce = { title: 'Training truce', category: 'ceasefire', begins: { edtf: '2016-02-27' } };
  const agreement = await run<RecordDetail>('agreement', 'add', vault, '--from', given(truce));
  const corners = [
    { latitude: '36.1', longitude: '37.1' },
    { latitude: '36.2', longitude: '37.1' },
    { latitude: '36.2', longitude: '37.2' },
  ];
  const place = { name: 'B', precision: 'district', point: null, within: ['Training governorate'], area: corners };
  const impacts = [{ facility: facility.id, hit: 'the yard' }];
  const made = await run<IncidentDetail>(
    ...['incident', 'add', vault, '--title', 'Training strike', '--when', '2016-04-27'],
    ...['--from', given({ place, impacts, ssa: { id: 'o1', resources: [] } })],
  );
  const { agreements } = await run<{ agreements: { id: string; time: string }[] }>(
    'incident',
    'context',
    vault,
    made.id,
  );
  expect(agreements).toMatchObject([{ id: agreement.id, time: 'during' }]);
  const amended = await run<IncidentDetail>(
    ...['incident', 'amend', vault, made.id, '--reason', 'chosen among those proposed'],
    ...['--from', given({ context: { truces: [agreement.id] } })],
  );
  expect(amended.fields).toMatchObject({ context: { truces: [agreement.id] }, ssa: { id: 'o1' }, place });
  const noFields = await sanad(
    ['incident', 'amend', vault, made.id, '--json', '--reason', 'a slip', '--from', given([])],
    env,
  );
  expect(JSON.parse(noFields.out).fault).toMatchObject({ code: 'FIELD_INVALID', field: 'from', rule: 'form' });
  const wrong = await sanad(
    ...[
      [
        'incident',
        'amend',
        vault,
        made.id,
        '--json',
        '--reason',
        'a slip',
        '--from',
        given({ context: { truces: [facility.id] } }),
      ],
    ],
    env,
  );
  expect(JSON.parse(wrong.out).fault).toMatchObject({
    field: 'context.truces',
    rule: 'unknown record',
    expected: 'agreement',
  });
});

test('a whole testimony is entered, corrected and shown from JSON, and a rule between its fields is told by name', async () => {
  const vault = there.path;
  const testimony = await run<TestimonyDetail>(
    ...['testimony', 'add', vault, '--from'],
    given({
      language: 'ar',
      consent: { state: 'given', audiences: ['court'], conditions: '', explained: true },
      earlier: {
        answer: 'somebody',
        accounts: [{ by: 'a radio station', where: 'with the station' }],
        why: 'no times',
      },
      interview: { way: 'in person', by: 'op-1', place: 'a room in the clinic', present: ['her mother'] },
      recording: 'refused',
      paragraphs: [{ text: 'The generator had stopped.', basis: 'was told', toldBy: 'a colleague' }],
      support: [{ need: 'medical', outcome: 'accepted', to: 'nurse-1' }],
    }),
  );
  expect(testimony.fields).toMatchObject({ form: 'first account', earlier: { answer: 'somebody', why: 'no times' } });
  const readBack = { outcome: 'confirmed', by: 'op-1', when: { edtf: '2016-05-03' }, language: 'ar' };
  const amended = await run<TestimonyDetail>(
    ...['testimony', 'amend', vault, testimony.id, '--reason', 'read back on the next day'],
    ...['--from', given({ readBack, interview: { words: 'two breaks' } })],
  );
  // Of a group of fields only those change that the file names.
  expect(amended.fields.interview).toMatchObject({ place: 'a room in the clinic', words: 'two breaks' });
  const { out } = await sanad(['testimony', 'show', vault, testimony.id], env);
  for (const line of [
    'Told before somebody; no times',
    'Interview  in person; op-1; a room in the clinic',
    'Read back  confirmed; 2016-05-03; op-1; ar',
    'Help       medical; accepted; nurse-1',
    '1 (was told by a colleague)  The generator had stopped.',
  ])
    expect(out).toContain(line);
  const refused = await sanad(
    [
      ...['testimony', 'amend', vault, testimony.id, '--json', '--reason', 'a child after all'],
      ...['--from', given({ stopped: 'a child' })],
    ],
    env,
  );
  expect(refused.status).toBe(2);
  expect(JSON.parse(refused.out).fault).toMatchObject({
    code: 'TESTIMONY_RULE',
    field: 'stopped',
    rule: 'a specialist asks',
    value: 'a child',
  });
  const misspelt = await sanad(
    ['testimony', 'amend', vault, testimony.id, '--reason', 'help', '--from', given({ support: [{ need: 'money' }] })],
    env,
  );
  expect(misspelt.err).toContain('support.0.need');
  expect(misspelt.err).toContain('"money"');
  const again = await run<TestimonyDetail>('testimony', 'show', vault, testimony.id);
  expect(again.head).toBe(amended.head);
});

test('what a record says is printed in words, with the records that it names, and with what belongs to a facility', async () => {
  const vault = there.path;
  const organisation = await run<RecordDetail>(
    ...['organisation', 'add', vault, '--from', given({ names: [{ text: 'Training union' }] })],
  );
  const runby = [{ name: 'Training union', organisation: organisation.id }];
  const names = [{ text: 'Training post' }, { text: 'نقطة التدريب', language: 'ar', use: 'former' }];
  const facility = await run<RecordDetail>(...['facility', 'add', vault, '--from', given({ names, runby })]);
  const place = { name: 'the eastern road', precision: 'district', point: null };
  const site = { facility: facility.id, mode: 'ambulance', when: { edtf: '2016~' }, place };
  await run('site', 'add', vault, '--from', given(site));
  const { out } = await sanad(['facility', 'show', vault, facility.id], env);
  expect(out).toContain(`Training union (${organisation.id})`);
  expect(out).toContain('Name: نقطة التدريب · Language: Arabic');
  expect(out).toContain('Site of a facility: 2016~  the eastern road');
  expect(out).not.toContain('{"');
  const corrected = given({ names: [{ text: 'Training post 2' }] });
  const after = await sanad(['facility', 'amend', vault, facility.id, '--reason', 'renamed', '--from', corrected], env);
  expect(after.out).toMatch(/names: Name: Training post .* → Name: Training post 2/);
  expect(after.out).not.toContain('{"');
});

test('what is in no form that is needed is told by an example, and by no pattern', async () => {
  const told = async (...args: string[]) => JSON.parse((await sanad([...args, '--json'], env)).out).fault;
  const vault = there.path;
  expect(await told('facility', 'show', vault, 'nothing')).toMatchObject({ field: 'id', expected: '32 × 0–9, a–f' });
  const site = {
    facility: 'f'.repeat(32),
    place: { name: '', precision: 'exact', point: { latitude: 'x', longitude: '0' } },
  };
  const wrong = await told('site', 'add', vault, '--from', given(site));
  expect(wrong).toMatchObject({ field: 'fields.place.point.latitude', expected: '36.20343', value: '"x"' });
  const tongue = await told('testimony', 'add', vault, '--language', 'in Arabic', '--paragraph', 'Training');
  expect(tongue).toMatchObject({ rule: 'form', expected: 'ar, en, pt-BR', value: '"in Arabic"' });
});

test('an impact says by name what it hit, and a case during which agreement it happened', async () => {
  const vault = there.path;
  const facility = await run<RecordDetail>(
    ...['facility', 'add', vault, '--from', given({ names: [{ text: 'Training ward' }] })],
  );
  const truce = await run<RecordDetail>(
    ...['agreement', 'add', vault, '--from', given({ title: 'Training truce', category: 'ceasefire' })],
  );
  const fields = { title: 'Training', impacts: [{ facility: facility.id }], context: { truces: [truce.id] } };
  const { out } = await sanad(['incident', 'add', vault, '--from', given(fields)], env);
  expect(out).toMatch(/^Impact 1 .*Training ward/m);
  expect(out).toMatch(/^During +Training truce/m);
});

test('of three things that many cases can be given, exactly one is named; a template may say little', async () => {
  const vault = there.path;
  const { id } = await run<{ id: string }>('incident', 'add', vault, '--title', 'Training of many');
  const both = ['--certainty', 'probable', '--note', 'seen', '--reason', 'why', '--json'];
  const { status, out } = await sanad(['incident', 'set', vault, id, ...both], env);
  expect([status, JSON.parse(out).fault]).toMatchObject([2, { field: 'set', value: '--certainty --note' }]);
  await run('incident', 'template', 'keep', vault, 'training', '--from', given({ attackTypes: ['assault'] }));
  const begun = ['--title', 'Training begun', '--template', 'training'];
  expect(await run('incident', 'add', vault, ...begun)).toMatchObject({ fields: { attackTypes: ['assault'] } });
});

test('of a group of fields, a correction changes those that it names; another place is said whole', async () => {
  const vault = there.path;
  const corrected = <T>(kind: string, id: string, content: unknown) =>
    run<T>(kind, 'amend', vault, id, '--reason', 'Training', '--from', given(content));
  const context = { control: 'the city council', siege: 'besieged' };
  const when = { edtf: '2016-04-27', words: 'after isha' };
  const place = { name: 'the old town', precision: 'settlement', point: { latitude: '36.2', longitude: '37.1' } };
  const from = given({ title: 'Training', context, when, place });
  const { id } = await run<IncidentDetail>('incident', 'add', vault, '--from', from);
  const other = { name: 'the new town', precision: 'settlement', point: null };
  const said = { context: { source: 'two letters' }, when: { edtf: '2016-04-28' }, place: other };
  const { fields } = await corrected<IncidentDetail>('incident', id, said);
  expect(fields.context).toMatchObject({ ...context, source: 'two letters' });
  expect(fields.when).toEqual({ edtf: '2016-04-28', words: 'after isha' });
  expect(fields.place).toEqual(other);
  const agreement = given({ title: 'Training', category: 'ceasefire', begins: when });
  const truce = await run<RecordDetail>('agreement', 'add', vault, '--from', agreement);
  const after = await corrected<RecordDetail>('agreement', truce.id, { begins: { edtf: '2016-05' } });
  expect(after.fields).toMatchObject({ begins: { edtf: '2016-05', words: 'after isha' } });
});
