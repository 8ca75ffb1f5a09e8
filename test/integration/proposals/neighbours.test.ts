/** A case near another in time and place: asked whether it is a further impact, the same event told twice, or another; nothing is merged. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../../electron/core/session.ts';
import type { CallInput } from '../../../shared/contract.ts';
import type { IncidentFields } from '../../../shared/model/incident.ts';
import { contextAsked } from '../../../shared/model/incident-context.ts';
import { enterPhotographs } from '../../fixtures/entered-photographs.ts';
import { trainingIncident } from '../../fixtures/incident.ts';
import { type Call, openSession } from '../../fixtures/session.ts';

const street = {
  name: 'Training street',
  precision: 'street',
  point: { latitude: '36.2', longitude: '37.16' },
} as const;
const first = trainingIncident({
  title: 'First strike',
  when: { edtf: '2016-04-27T21:30:00+03:00/2016-04-27T22:00:00+03:00', words: '' },
  place: street,
});

let session: Session;
let call: Call;
let end: () => Promise<void>;
let id: string;
let head: number;
beforeAll(async () => {
  ({ session, call, end } = await openSession());
  ({ id, head } = await call('incident.create', { fields: first, items: [] }));
});
afterAll(() => end());

const near = (said: Partial<IncidentFields>, from: Partial<CallInput<'propose.cases'>> = {}) => {
  const { places, facilities } = contextAsked(null, { ...first, ...said });
  return call('propose.cases', { when: [{ ...first, ...said }.when.edtf], places, facilities, ...from });
};
const at = (edtf: string) => ({ when: { edtf, words: '' } });
const there = (said: object) => ({ place: { ...street, ...said } as IncidentFields['place'] });

describe('cases near one that is entered', () => {
  it.each([
    ['twenty minutes later', at('2016-04-27T22:20:00+03:00'), 1 / 3],
    ['written in another zone, at the same time', at('2016-04-27T18:45:00Z'), 0],
    ['on that day, hour not known', at('2016-04-27'), null],
    ['in that month', at('2016-04'), null],
    ['the day after, by another account', at('2016-04-28'), null],
    ['across the street', there({ point: { latitude: '36.203', longitude: '37.16' } }), 0],
    ['called the same, without a point', there({ point: null }), 0],
    [
      'within an area around it',
      there({
        name: '',
        precision: 'unknown',
        point: null,
        area: [
          { latitude: '36.1', longitude: '37.1' },
          { latitude: '36.1', longitude: '37.3' },
          { latitude: '36.3', longitude: '37.2' },
        ],
      }),
      0,
    ],
  ])('are asked about where it was %s', async (_words, said, hours) => {
    const { cases } = await near(said);
    expect(cases.map((each) => each.id)).toEqual([id]);
    if (hours === null) expect(cases[0]?.hours).toBeNull();
    else expect(cases[0]?.hours).toBeCloseTo(hours);
  });

  it.each([
    ['two days later', at('2016-04-29T23:00:00+03:00')],
    ['weeks later', at('2016-05-20')],
    ['at a time nobody knows', at('')],
    ['ten kilometres away', there({ name: 'Elsewhere', point: { latitude: '36.3', longitude: '37.16' } })],
    ['where nobody knows', there({ name: '', precision: 'unknown', point: null })],
    ['in the same governorate only', there({ name: 'Training governorate', precision: 'governorate', point: null })],
  ])('are not asked about where it was %s', async (_words, said) => {
    expect((await near(said)).cases).toEqual([]);
  });

  it('are asked about where both name one facility', async () => {
    const facility = await call('record.create', {
      kind: 'facility',
      fields: { names: [{ text: 'Training clinic' }] },
    });
    const impact = (edtf: string) => [{ when: { edtf, words: '' }, facility: facility.id }];
    const fields = (edtf: string) => ({ ...trainingIncident({ title: 'At the clinic' }), impacts: impact(edtf) });
    const made = await call('incident.create', { fields: fields('2014-08-01T10:00') as IncidentFields, items: [] });
    const { cases } = await call('propose.cases', {
      when: ['2014-08-01T11:30'],
      places: [],
      facilities: [facility.id],
    });
    expect(cases).toMatchObject([{ id: made.id, because: 'same facility', hours: 1.5 }]);
  });

  it('keep what was answered, with the reason, and are not asked about again', async () => {
    const told = { ...first, title: 'Told by another' };
    const reason = 'the same strike, told by a nurse';
    const second = await call('incident.create', {
      fields: told,
      items: [],
      beside: [{ incident: id, answer: 'same event', reason }],
    });
    expect(second.relations).toMatchObject([{ kind: 'same event', reason, other: { id } }]);
    expect((await near({}, { id: second.id })).cases).toEqual([]);
    const third = await call('incident.create', { fields: { ...first, title: 'Third' }, items: [] });
    const beside = [
      { incident: id, answer: 'not the same event' as const, reason: 'another street corner' },
      { incident: second.id, answer: 'not the same event' as const, reason: 'another street corner' },
    ];
    const amended = await call('incident.amend', {
      ...{ id: third.id, head: third.head, fields: { ...first, title: 'Third, corrected' } },
      ...{ reason: 'a test', beside },
    });
    expect(amended.relations.map(({ kind }) => kind)).toEqual(['not the same event', 'not the same event']);
    expect((await near({}, { id: third.id })).cases).toEqual([]);
    expect((await call('incident.get', { id })).head).toBe(head);
  });

  it('take a further impact with its photographs in one act; what the case said of itself becomes the first', async () => {
    const items = enterPhotographs(session.vault, [
      { wall: '2016-04-27T22:20:00', offset: '+03:00', at: [36.2, 37.16] },
    ]);
    const size = session.vault.ledger.size;
    const later = { when: { edtf: '2016-04-27T22:20:00+03:00', words: '' }, place: street, hit: 'the ambulance' };
    const after = await call('incident.further', { id, head, impacts: [later], items, reason: 'a second bomb' });
    expect(after.fields.impacts.map(({ when, hit }) => [when.edtf, hit])).toEqual([
      [first.when.edtf, ''],
      ['2016-04-27T22:20:00+03:00', 'the ambulance'],
    ]);
    expect(after.items.map(({ item, reason }) => [item.seq, reason])).toEqual([[items[0], 'a second bomb']]);
    expect(session.vault.ledger.size).toBe(size + 2);
    await expect(
      call('incident.further', { id, head, impacts: [later], items: [], reason: 'again' }),
    ).rejects.toMatchObject({ code: 'RECORD_STALE' });
  });

  it('join no case with anything else as another event', async () => {
    const [item] = enterPhotographs(session.vault, [{}]) as [number];
    const wrong = call('record.relate', { from: { record: id }, to: { item }, kind: 'not the same event', reason: '' });
    await expect(wrong).rejects.toMatchObject({ code: 'FIELD_INVALID' });
  });
});
