/** What is done to many cases in one act: an entry for each, all of them or none. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toEnvelope } from '../../../shared/faults.ts';
import { trainingIncident } from '../../fixtures/incident.ts';
import { openSession } from '../../fixtures/session.ts';

let there: Awaited<ReturnType<typeof openSession>>;
let ids: string[];

const detail = (id: string) => there.call('incident.get', { id });
const fieldsOf = async (id: string) => (await detail(id)).fields;
const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => toEnvelope(error).code,
  );
const size = () => there.session.vault.ledger.size;

beforeAll(async () => {
  there = await openSession();
  ids = [];
  for (const title of ['Training one', 'Training two', 'Training three'])
    ids.push(
      (
        await there.call('incident.create', {
          fields: trainingIncident({ title, facility: 'East' }),
          items: [],
          beside: [],
        })
      ).id,
    );
});
afterAll(async () => {
  await there?.end();
});

test('all of them are named, the last that was begun first', async () => {
  expect((await there.call('incident.ids', {})).ids).toEqual(ids.toReversed());
});

describe('certainty', () => {
  test('is set by an entry for each that it isn’t said of yet, with the reason, and nothing else changes', async () => {
    const [first = '', second = ''] = ids;
    const one = await detail(first);
    await there.call('incident.amend', {
      id: first,
      head: one.head,
      fields: { ...one.fields, certainty: 'confirmed' },
      reason: 'first',
    });
    const before = size();
    const set = { incidents: ids, set: { certainty: 'confirmed' as const }, reason: 'all were visited' };
    expect(await there.call('incident.set', set)).toEqual({ changed: 2, left: 0 });
    expect(size()).toBe(before + 2);
    const after = await detail(second);
    expect(after.fields).toEqual({
      ...trainingIncident({ title: 'Training two', facility: 'East' }),
      certainty: 'confirmed',
    });
    expect(after.history.at(-1)).toMatchObject({ reason: 'all were visited', changes: [{ field: 'certainty' }] });
    expect(await there.call('incident.set', set)).toEqual({ changed: 0, left: 0 });
  });

  test('of one that isn’t there sets none', async () => {
    const before = size();
    const asked = { incidents: [...ids, '0'.repeat(32)], set: { certainty: 'rumor' as const }, reason: 'none' };
    expect(await refused(there.call('incident.set', asked))).toBe('RECORD_NOT_FOUND');
    expect(size()).toBe(before);
  });
});

test('a note is added below each account, once, and is found by its words', async () => {
  const [first = '', second = ''] = ids;
  const before = await fieldsOf(first);
  const asked = {
    incidents: [first, second],
    set: { note: 'Seen on the satellite picture of May.' },
    reason: 'compared',
  };
  expect(await there.call('incident.set', asked)).toEqual({ changed: 2, left: 0 });
  expect(await fieldsOf(first)).toEqual({ ...before, account: asked.set.note });
  expect(await there.call('incident.set', asked)).toEqual({ changed: 0, left: 0 });
  await there.call('incident.set', { ...asked, set: { note: 'And in June.' } });
  expect((await fieldsOf(second)).account).toBe(`${asked.set.note}\n\nAnd in June.`);
  expect((await there.call('search.query', { query: { text: 'satellite picture' } })).total).toBe(2);
});

test('a template gives its coding, and neither place nor certainty', async () => {
  const [first = '', second = ''] = ids;
  const model = await there.call('incident.create', {
    fields: trainingIncident({
      title: 'Training model',
      attackTypes: ['heavy_weapons'],
      definitions: ['who'],
      certainty: 'rumor',
      place: { name: 'North', precision: 'district', point: null, within: ['Training land'] },
    }),
    items: [],
    beside: [],
  });
  await there.call('template.keepFrom', { id: model.id, name: 'Training template' });
  const before = await fieldsOf(first);
  const asked = { incidents: [first, second], set: { template: 'Training template' }, reason: 'alike' };
  expect(await there.call('incident.set', asked)).toEqual({ changed: 2, left: 0 });
  expect(await fieldsOf(first)).toEqual({ ...before, attackTypes: ['heavy_weapons'], definitions: ['who'] });
  expect(await refused(there.call('incident.set', { ...asked, set: { template: 'none' } }))).toBe('RECORD_NOT_FOUND');
});

test('the same event is a link from each to one, once, whichever end was named first', async () => {
  const [first = '', second = '', third = ''] = ids;
  await there.call('record.relate', {
    ...{ from: { record: first }, to: { record: second }, kind: 'same event', reason: 'before' },
  });
  const asked = { of: first, incidents: [first, second, third], reason: 'one morning' };
  expect(await there.call('incident.same', asked)).toEqual({ changed: 1 });
  expect(await there.call('incident.same', asked)).toEqual({ changed: 0 });
  const { relations } = await detail(first);
  expect(relations.map(({ kind, reason }) => [kind, reason])).toEqual([
    ['same event', 'before'],
    ['same event', 'one morning'],
  ]);
  expect(await refused(there.call('incident.same', { ...asked, of: '0'.repeat(32) }))).toBe('RECORD_NOT_FOUND');
});

test('tags are put on and taken off many at once', async () => {
  expect(await there.call('tag.add', { incidents: ids, tag: 'training' })).toEqual({ changed: 3, left: 0 });
  expect(await there.call('tag.remove', { incidents: ids, tag: 'training', reason: 'by mistake' })).toEqual({
    ...{ changed: 3, left: 0 },
  });
  expect(await there.call('tag.list', {})).toEqual([]);
});
