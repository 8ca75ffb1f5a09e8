import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contextOf } from '../../../electron/core/records/context.ts';
import { createRecord } from '../../../electron/core/records/entering.ts';
import {
  amendIncident,
  createIncident,
  listIncidents,
  readIncident,
} from '../../../electron/core/records/incidents.ts';
import { projectionRows, rebuildProjections } from '../../../electron/core/records/projections.ts';
import { append, newRecordId } from '../../../electron/core/records/recording.ts';
import type { OpenVault } from '../../../electron/core/vault/vault.ts';
import { type CallInput, contract } from '../../../shared/contract.ts';
import { uncoded } from '../../../shared/model/incident.ts';
import { contextAsked } from '../../../shared/model/incident-context.ts';
import { type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

let there: TemporaryVault;
let vault: OpenVault;

beforeEach(async () => {
  there = await temporaryVault();
  vault = there.vault;
});
afterEach(() => there.remove());

type Fields = CallInput<'incident.create'>['fields'];
const first: Fields = {
  title: 'Training: two strikes on the clinic in street 7',
  facility: 'Training Clinic',
  place: { name: 'Street 7', precision: 'street', point: null, within: ['Training Town', 'Training district'] },
  when: { edtf: '2016-04-27', words: 'after isha' },
  account: '',
  attackTypes: ['heavy_weapons'],
  certainty: 'probable',
};
const report = (fields: Partial<Fields> = {}) =>
  createIncident(vault, contract['incident.create'].input.parse({ fields: { ...first, ...fields }, items: [] }));
const create = (request: CallInput<'record.create'>) =>
  createRecord(vault, contract['record.create'].input.parse(request));
const clinic = () => create({ kind: 'facility', fields: { names: [{ text: 'Training Clinic' }] } });

describe('an incident', () => {
  test('keeps its impacts in their order, each part in a field of its own, and both codings side by side', () => {
    const facility = clinic();
    const made = report({
      impacts: [
        { when: { edtf: '2016-04-27T21:45+03:00', words: '' }, facility: facility.id, weapon: 'a loud aircraft' },
        {
          when: { edtf: '', words: 'minutes later' },
          weapons: ['Aerial Bomb: Plane'],
          hit: 'the stairs',
          secondstrike: 'yes',
        },
      ],
      harm: [{ group: 'health worker', harm: 'killed', lowest: 1, best: 2, highest: 4, source: 'code-7' }],
      attributions: [
        {
          basis: 'wreckage in IMG_0404',
          perpetrator: 'NSA',
          alternatives: ['an accident'],
          against: 'no crater',
          analyst: 'op-2',
        },
      ],
      military: { presence: 'not seen', use: 'denied', source: 'code-7' },
      ssa: { id: 'oPt010355', resources: ['facilities', 'personnel'] },
      sind: { id: '31337', weapons: ['Aerial Bomb: Plane'], counts: { 'facilities damaged': 1, 'workers killed': 2 } },
      definitions: ['who', 'shcc'],
      intent: [{ sign: 'emblem could be seen', state: 'observed', source: 'IMG_0401' }],
      functionality: { before: 'partial', after: 'none' },
      services: { interrupted: ['surgery'] },
    });
    expect(made.fields).toMatchObject({
      impacts: [
        { facility: facility.id, when: { edtf: '2016-04-27T21:45+03:00' }, secondstrike: 'unknown' },
        { hit: 'the stairs', secondstrike: 'yes', when: { edtf: '', words: 'minutes later' }, place: null },
      ],
      harm: [{ best: 2, highest: 4 }],
      attributions: [{ perpetrator: 'NSA', against: 'no crater', confidence: 'not stated' }],
      ssa: { id: 'oPt010355' },
      sind: { id: '31337', counts: { 'facilities damaged': 1, 'workers killed': 2 } },
      context: { siege: 'unknown', truces: [] },
    });
    const names = Object.keys(vault.ledger.readFields(made.head));
    expect(names).toEqual(
      expect.arrayContaining([
        'impact.1.facility',
        'impact.2.secondstrike',
        'harm.1.source',
        'attribution.1',
        'ssa.id',
      ]),
    );
    expect(names.filter((name) => name.startsWith('context'))).toEqual([]);
  });

  test('of which nothing more was said stands in the ledger as it always did', () => {
    const made = report();
    expect(made.fields).toEqual({ ...uncoded, ...first });
    expect(Object.keys(vault.ledger.readFields(made.head)).sort()).toEqual([
      'account',
      'at',
      'attacks',
      'certainty',
      'facility',
      'id',
      'kind',
      'operator',
      'place',
      'title',
      'type',
      'when',
    ]);
  });

  test('that an older version entered stays readable, also where its coordinates are none on Earth', () => {
    const id = newRecordId();
    const { title, facility, account, certainty, attackTypes } = first;
    const place = { name: 'Street 7', precision: 'street', point: { latitude: '133.7', longitude: '30' } };
    append(vault, [
      {
        type: 'record',
        operator: vault.operator,
        fields: {
          title,
          facility,
          account,
          certainty,
          when: { edtf: '2016-04-27', words: '' },
          place,
          attacks: [...attackTypes],
          kind: 'incident',
          id,
        },
      },
    ]);
    expect(readIncident(vault, id).fields).toMatchObject({ place, impacts: [], military: { presence: 'not asked' } });
    expect(contract['incident.create'].input.safeParse({ fields: { ...first, place }, items: [] }).success).toBe(false);
  });

  test('is corrected impact by impact: the history names the part that changed', () => {
    const made = report({ impacts: [{ hit: 'the yard' }, { hit: 'the stairs' }] });
    const after = amendIncident(vault, {
      id: made.id,
      head: made.head,
      fields: {
        ...made.fields,
        impacts: made.fields.impacts.map((each, index) => (index === 1 ? { ...each, hit: 'the roof' } : each)),
      },
      reason: 'seen in IMG_0408',
    });
    expect(after.history.at(-1)?.changes).toEqual([{ field: 'impact.2.hit', before: 'the stairs', after: 'the roof' }]);
  });

  test('with numbers out of order is told which of them', () => {
    const wrong = (row: object) => {
      const harm = [{ group: 'patient', harm: 'injured', ...row }];
      return contract['incident.create'].input.safeParse({ fields: { ...first, harm }, items: [] }).error?.issues[0]
        ?.path;
    };
    expect(wrong({ lowest: 5, highest: 2 })).toEqual(['fields', 'harm', 0, 'highest']);
    expect(wrong({ lowest: 5, best: 2, highest: 6 })).toEqual(['fields', 'harm', 0, 'best']);
    expect(wrong({ lowest: 1, best: 3, highest: 2 })).toEqual(['fields', 'harm', 0, 'highest']);
    expect(wrong({ lowest: 1, best: 1, highest: 2 })).toBeUndefined();
  });

  test.each([
    ['numbers out of order', { harm: [{ group: 'patient', harm: 'injured', lowest: 5, best: 2 }] }],
    ['a word of neither vocabulary', { sind: { weapons: ['Laser'] } }],
    ['an attribution without its basis', { attributions: [{ perpetrator: 'NSA', basis: '' }] }],
    ['a time that is none', { impacts: [{ when: { edtf: '27.4.2016', words: '' } }] }],
    [
      'a point beyond the Earth',
      { impacts: [{ place: { name: '', precision: 'exact', point: { latitude: '91', longitude: '0' } } }] },
    ],
  ])('with %s is refused', (_what, wrong) => {
    expect(contract['incident.create'].input.safeParse({ fields: { ...first, ...wrong }, items: [] }).success).toBe(
      false,
    );
  });

  test('whose own time is unknown lies on the days of its impacts', () => {
    report({
      when: { edtf: '', words: 'that spring' },
      impacts: [{ when: { edtf: '2016-04-27', words: '' } }, { when: { edtf: '2016-04-29~', words: '' } }],
    });
    const found = (from: string, to: string) =>
      listIncidents(vault, contract['incident.list'].input.parse({ from, to })).total;
    expect([found('2016-04-28', '2016-04-28'), found('2016-04-30', '2016-05-30')]).toEqual([1, 0]);
  });
});

describe('what may belong to an incident is proposed with what it rests on', () => {
  const proposed = (fields: Partial<Fields> = {}) => {
    const { id, fields: entered } = report(fields);
    return contextOf(vault, contract['incident.context'].input.parse(contextAsked(id, entered)));
  };
  const truce = (title: string, more: object = {}) =>
    create({
      kind: 'agreement',
      fields: {
        title,
        category: 'cessation of hostilities',
        begins: { edtf: '2016-02-27' },
        parties: [{ name: 'Side A (training)' }],
        excluded: [{ name: 'Group C (training)' }],
        ...more,
      },
    });

  test('agreements by time and place', () => {
    const area = (name: string) => ({ name, precision: 'district', point: null });
    truce('of the whole country');
    truce('of this district', { areas: [area('Training district')] });
    truce('of another', {
      areas: [{ ...area('Far district'), precision: 'settlement', point: { latitude: '0', longitude: '0' } }],
    });
    truce('over long before', { ends: { edtf: '2016-03' } });
    truce('ended that month', { ends: { edtf: '2016-04' } });
    const point = { latitude: '33.7534', longitude: '30.2593' };
    const { agreements } = proposed({ place: { ...first.place, point } });
    expect(agreements.map(({ title, time, where }) => [title, time, where])).toEqual([
      ['of the whole country', 'during', 'anywhere'],
      ['of this district', 'during', 'named'],
      ['ended that month', 'perhaps', 'anywhere'],
    ]);
  });

  test('earlier attacks on the same facility, by record or by its name', () => {
    const facility = clinic();
    report({ title: 'by record', when: { edtf: '2015' }, facility: '', impacts: [{ facility: facility.id }] });
    report({ title: 'by name', when: { edtf: '2016-04' } });
    report({ title: 'later', when: { edtf: '2017' } });
    report({ title: 'elsewhere', when: { edtf: '2014' }, facility: 'Another' });
    const { earlier } = proposed({ impacts: [{ facility: facility.id }] });
    expect(earlier.map(({ title, because, order }) => [title, because, order])).toEqual([
      ['by record', 'same facility', 'before'],
      ['by name', 'same name', 'perhaps before'],
    ]);
  });
});

test('tables made anew from the ledger are the same', () => {
  const facility = clinic();
  report({
    impacts: [{ facility: facility.id, hit: 'the yard' }],
    harm: [{ group: 'other', harm: 'killed', best: 3 }],
  });
  const before = projectionRows(vault.db);
  rebuildProjections(vault.db, vault.ledger);
  expect(projectionRows(vault.db)).toEqual(before);
});
