import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../electron/core/bundle/field-rules.ts';
import { stateOf } from '../../../../electron/core/records/kinds.ts';
import type { Json } from '../../../../shared/ledger/canonical.ts';
import { incidentFields, uncoded } from '../../../../shared/model/incident.ts';
import { enteredFields, enteredKinds } from '../../../../shared/model/kinds.ts';
import { audiences } from '../../../../shared/model/vocabulary.ts';
import { decide, envelope, shownIn, subject } from '../../../fixtures/gate-subjects.ts';

describe('an incident', () => {
  const incident = (place: Json): Subject =>
    subject('record', {
      kind: 'incident',
      id: '0',
      title: 't',
      facility: 'f',
      place,
      account: 'a',
      when: { edtf: '2016', words: '' },
    });

  it.each(['court', 'un_mechanism', 'defence', 'partner'] as const)('leaves whole for %s', (audience) => {
    const exact = incident({ name: 'x', precision: 'exact', point: { latitude: '36.2', longitude: '37.1' } });
    expect([...decide(exact, audience).values()].every((ground) => ground === null)).toBe(true);
  });

  it.each(['media', 'public'] as const)('leaves for the %s with a place only where that is coarse', (audience) => {
    const point = { latitude: '36.2', longitude: '37.1' };
    expect(decide(incident({ name: 'x', precision: 'settlement', point: null }), audience).get('place')).toBeNull();
    expect(decide(incident({ name: 'x', precision: 'settlement', point }), audience).get('place')).toBe('exact place');
    expect(decide(incident({ name: 'x', precision: 'street', point: null }), audience).get('place')).toBe(
      'exact place',
    );
    expect(decide(incident(null), audience).get('place')).toBe('exact place');
    expect(decide(incident(null), audience).get('account')).toBe('may point to a person');
  });
});

describe('what could become a list of targets', () => {
  const place = (precision: string, more: Record<string, Json> = {}): Json => ({
    name: 'Training Town',
    precision,
    point: null,
    ...more,
  });
  const site = (where: Json): Subject =>
    subject('record', {
      kind: 'site',
      id: '0',
      facility: '1',
      place: where,
      mode: 'underground',
      emblem: 'hidden',
      functionality: 'partial',
      source: 'a nurse',
    });
  const publishing = audiences.filter((audience) => audience === 'media' || audience === 'public');

  it.each(publishing)('stays from the %s: names, positions, ways of hiding, coordinates that were sent', (audience) => {
    const facility = decide(
      subject('record', {
        kind: 'facility',
        id: '1',
        names: [],
        category: 'hospital',
        runby: [],
        serves: '',
        note: '',
      }),
      audience,
    );
    expect(shownIn(facility).filter((name) => !Object.hasOwn(envelope, name))).toEqual([
      'type',
      'kind',
      'id',
      'category',
    ]);
    const exact = decide(site(place('street', { point: { latitude: '33.7', longitude: '30.2' } })), audience);
    expect([exact.get('place'), exact.get('mode'), exact.get('emblem')]).toEqual(Array(3).fill('exact place'));
    expect(exact.get('functionality')).toBeNull();
    const notification = decide(
      subject('record', {
        kind: 'notification',
        id: '2',
        facility: '1',
        coordinates: '33.7 30.2',
        point: {},
        reached: [],
      }),
      audience,
    );
    expect([notification.get('coordinates'), notification.get('point')]).toEqual(['exact place', 'exact place']);
  });

  it.each(publishing)(
    'leaves for the %s where it is known no better than by a town, without an outline',
    (audience) => {
      expect(decide(site(place('settlement')), audience).get('place')).toBeNull();
      expect(decide(site(place('settlement', { area: [] })), audience).get('place')).toBe('exact place');
      const agreement = (areas: Json) =>
        decide(subject('record', { kind: 'agreement', id: '3', title: 't', areas }), audience).get('areas');
      expect(agreement([place('governorate'), place('country')])).toBeNull();
      expect(agreement([place('governorate'), place('street')])).toBe('exact place');
    },
  );

  it('says to a court where it is, and to nobody but those who weigh it where that is known from', () => {
    const exact = site(place('exact'));
    expect(decide(exact, 'court').get('place')).toBeNull();
    expect(audiences.filter((audience) => decide(exact, audience).get('source') === null)).toEqual([
      'court',
      'un_mechanism',
    ]);
  });

  it('has a rule for every field of every kind that is entered in one way', () => {
    for (const kind of enteredKinds) {
      const fields = Object.fromEntries(Object.keys(enteredFields[kind].shape).map((name) => [name, '']));
      const decision = decide(subject('record', { kind, id: '0', ...fields, reason: '' }), 'court');
      expect([...decision].filter(([, ground]) => ground === 'no rule')).toEqual([]);
    }
  });
});

describe('a coded incident', () => {
  const planted = 'PLANTED';
  const time = { edtf: '2016-04-27', words: planted };
  const where = { name: planted, precision: 'street', point: { latitude: '33.7', longitude: '30.2' } } as const;
  const state = stateOf(
    'incident',
    incidentFields.parse({
      ...uncoded,
      title: 'a title that people wrote to be read',
      facility: planted,
      place: where,
      when: time,
      account: planted,
      attackTypes: ['assault'],
      certainty: 'possible',
      impacts: [
        {
          ...{ when: time, place: where, facility: 'a'.repeat(32), site: 'b'.repeat(32), weapons: ['Mortar'] },
          ...{ weapon: planted, hit: planted, secondstrike: 'yes', source: planted },
        },
      ],
      harm: [{ group: 'patient', harm: 'killed', lowest: 1, best: 1, highest: 2, source: planted }],
      attributions: [{ basis: planted, name: planted }],
      functionality: { before: 'full', after: 'none', source: planted },
      services: { interrupted: ['surgery'], words: planted },
      military: { presence: 'seen', use: 'denied', source: planted },
      intent: [{ sign: 'circling before it', state: 'reported', source: planted }],
      definitions: ['who'],
      ssa: { id: 'o1', resources: ['patients'] },
      sind: {
        ...{ id: '2', perpetrators: ['NSA'], weapons: ['Mortar'], locations: ['Road'], precision: '2' },
        ...{ counts: { occupation: 1 }, accessdenied: 'yes', captivity: ['Freed'], flags: ['conflict'] },
      },
      context: { control: planted, siege: 'besieged', truces: ['c'.repeat(32)], source: planted },
    }),
  );
  const incident = subject('record', { kind: 'incident', id: '0', ...state, reason: planted });

  it('has a rule for each of its parts', () => {
    expect([...decide(incident, 'court')].filter(([, ground]) => ground !== null)).toEqual([]);
  });

  it.each(['media', 'public'] as const)(
    'leaves for the %s with its codes and counts, and without any words',
    (audience) => {
      const shown = shownIn(decide(incident, audience));
      expect(shown.filter((name) => JSON.stringify(incident.fields[name]).includes(planted))).toEqual([]);
      expect(shown).toEqual(
        expect.arrayContaining(['attacks', 'harm.1.best', 'functionality.after', 'ssa.id', 'sind.counts']),
      );
      expect(shown).not.toEqual(expect.arrayContaining(['impact.1.facility']));
      expect(shown).not.toEqual(expect.arrayContaining(['sind.perpetrators']));
    },
  );

  it('tells the defence and partners what is alleged, and not from whom it is known', () => {
    for (const audience of ['defence', 'partner'] as const) {
      const decision = decide(incident, audience);
      expect(decision.get('attribution.1')).toBeNull();
      const sources = [...decision.keys()].filter((name) => name.endsWith('source'));
      expect(sources.map((name) => decision.get(name))).toEqual(sources.map(() => 'may point to a person'));
    }
  });
});
