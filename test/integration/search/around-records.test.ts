/** Looking around where a facility was, and inside the area of an agreement during it: what is certain apart from what may be. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput } from '../../../shared/contract.ts';
import type { IncidentFields } from '../../../shared/model/incident.ts';
import { trainingIncident } from '../../fixtures/incident.ts';
import { type Call, openSession } from '../../fixtures/session.ts';

let call: Call;
let end: () => Promise<void>;
let facility: string;
const made: Record<string, string> = {};

/** So many metres north of where the facility was first. */
const pointAt = (metres: number) => ({ latitude: (36.2 + metres / 111_195).toFixed(6), longitude: '37.16' });
const exactly = (metres: number, name = '') =>
  ({ name, precision: 'exact', point: pointAt(metres) }) satisfies IncidentFields['place'];

beforeAll(async () => {
  const opened = await openSession();
  ({ call, end } = opened);
  const record = async (input: CallInput<'record.create'>) => (await call('record.create', input)).id;
  facility = await record({ kind: 'facility', fields: { names: [{ text: 'Training clinic' }] } });
  const site = (name: string, metres: number, edtf: string) =>
    record({ kind: 'site', fields: { facility, place: exactly(metres, name), when: { edtf, words: '' } } });
  await site('the street', 0, '2016-01-01/2016-04-27');
  await site('the cellar', 10_000, '2016-04-28/..');
  const incident = (title: string, edtf: string, place: IncidentFields['place']) =>
    call('incident.create', { fields: trainingIncident({ title, place, when: { edtf, words: '' } }), items: [] });
  await incident('at the street in April', '2016-04-10', exactly(300));
  await incident('at the street in May', '2016-05-10', exactly(300));
  await incident('at the cellar in May', '2016-05-10', exactly(10_200));
  await incident('near the street, nobody says when', '', exactly(-200));
  await incident('near the street, around the move', '2016-04', exactly(200));
  await incident('somewhere in the town in April', '2016-04-10', { ...exactly(3_000), precision: 'settlement' });
  await incident('named alone', '2016-04-10', { name: 'East District', precision: 'district', point: null });
  await incident('far away', '2016-04-10', exactly(90_000));
  const area = [-1_000, 1_000].flatMap((metres, side) =>
    (side === 0 ? ['37.15', '37.17'] : ['37.17', '37.15']).map((longitude) => ({ ...pointAt(metres), longitude })),
  );
  const during = { begins: { edtf: '2016-04-01', words: '' }, ends: { edtf: '2016-04-30', words: '' } };
  const agreement = (title: string, areas: { name: string; area?: typeof area }[]) =>
    record({
      kind: 'agreement',
      fields: {
        ...{ title, category: 'ceasefire', ...during },
        areas: areas.map((each) => ({ precision: 'unknown', point: null, ...each })),
      },
    });
  made.drawn = await agreement('drawn', [{ name: '', area }]);
  made.named = await agreement('named', [{ name: 'East district' }]);
  made.anywhere = await agreement('anywhere', []);
});
afterAll(() => end());

type Within = NonNullable<NonNullable<CallInput<'search.query'>['query']>['within']>;
const lying = async (within: Within) => {
  const answer = await call('search.query', { query: { within }, limit: 100 });
  const of = (which: 'inside' | 'perhaps') =>
    answer.hits
      .filter(({ lies }) => lies === which)
      .map(({ title }) => title.map(({ text }) => text).join(''))
      .sort();
  return { inside: of('inside'), perhaps: of('perhaps'), named: answer.named.map(({ title }) => title) };
};

describe('around a facility', () => {
  it('is what happened so near where it was at that time; what may have is found and told apart', async () => {
    expect(await lying({ facility, kilometres: 1 })).toEqual({
      inside: ['at the cellar in May', 'at the street in April', 'the cellar', 'the street'],
      perhaps: [
        'near the street, around the move',
        'near the street, nobody says when',
        'somewhere in the town in April',
      ],
      named: ['Training clinic'],
    });
  });

  it('is refused where there is no such facility', async () => {
    const nowhere = call('search.query', { query: { within: { facility: '0'.repeat(32), kilometres: 1 } } });
    await expect(nowhere).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' });
  });
});

describe('during an agreement, inside its area', () => {
  it('is certain where both are; what has no time, or lies there perhaps, is told apart', async () => {
    expect(await lying({ agreement: made.drawn ?? '' })).toMatchObject({
      inside: ['at the street in April', 'near the street, around the move'],
      perhaps: ['near the street, nobody says when', 'somewhere in the town in April', 'the street'],
      named: expect.arrayContaining(['drawn']),
    });
  });

  it('is perhaps what is said to lie in a place that is called like its area', async () => {
    expect(await lying({ agreement: made.named ?? '' })).toMatchObject({ inside: [], perhaps: ['named alone'] });
  });

  it('is perhaps all that happened during it, where nobody said where it held', async () => {
    const { inside, perhaps } = await lying({ agreement: made.anywhere ?? '' });
    expect(inside).toEqual([]);
    expect(perhaps).toContain('far away');
    expect(perhaps).not.toContain('at the street in May');
    expect(perhaps).not.toContain('near the street, nobody says when');
  });
});

describe('a search that was kept', () => {
  const kept = async () => (await call('search.saved', {})).map(({ name }) => name);
  it('and names a tag or looks at a point of what was closed since is not shown, until it is opened again', async () => {
    const [only, shared] = [pointAt(90_000), pointAt(300)];
    const { hits } = await call('search.query', { query: { text: '"far away"' } });
    const [hit] = hits;
    if (hit?.kind !== 'incident') throw new Error('the case that is far away is not found');
    await call('tag.add', { incidents: [hit.id], tag: 'ford' });
    const save = (name: string, query: CallInput<'search.save'>['query']) => call('search.save', { name, query });
    await save('at it', { within: { around: only, kilometres: 2 } });
    await save('at another', { within: { around: shared, kilometres: 2 } });
    await save('tagged', { facets: { tag: ['ford'] } });
    const before = ['at another', 'at it', 'tagged'];
    expect(await kept()).toEqual(before);
    const on = { what: 'incident', id: hit.id } as const;
    const why = { authority: 'the team', basis: 'closed for the test', until: null };
    await call('gate.restrict', { on, viewers: ['archive'], ...why });
    expect(await kept()).toEqual(['at another']);
    const [restriction] = await call('gate.restrictions', {});
    await call('gate.lift', { id: restriction?.id ?? '', reason: 'opened again for the test' });
    expect(await kept()).toEqual(before);
    for (const name of before) await call('search.forget', { name });
  });
});

it('a search that names such a place is kept and asks the same again', async () => {
  const within = { facility, kilometres: 2.5 };
  await call('search.save', { name: 'Around the clinic', query: { text: 'street', within } });
  const [kept] = await call('search.saved', {});
  expect(kept?.query).toMatchObject({ text: 'street', within });
});
