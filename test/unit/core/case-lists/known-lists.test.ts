import { describe, expect, test } from 'vitest';
import { becomingOf } from '../../../../electron/core/case-lists/becoming.ts';
import { knownMapping } from '../../../../electron/core/case-lists/known-lists.ts';
import { proposeMapping } from '../../../../electron/core/case-lists/proposing.ts';
import { caseListMapping } from '../../../../shared/model/case-list.ts';

/** The columns of Insecurity Insight's incidents of health care, as they are given to HDX, with a row of training data. */
const shcc: Readonly<Record<string, string>> = {
  Date: '2023-05-01',
  'Event Description': 'Training event: an ambulance was stopped.',
  Country: 'Training Country',
  'Country ISO': 'XTR',
  'Admin 1': 'Training Province',
  Latitude: '12.3456789012',
  Longitude: '-45.5',
  'Geo Precision': '(2) 25 km precision',
  'Reported Perpetrator': 'Foreign Forces: Military, NSA',
  'Reported Perpetrator Name': 'Training Brigade',
  'Weapon Carried/Used': 'Stones, Sticks and Gravel, Aerial Bomb: Plane, Catapult',
  'Location of Incident': 'Road',
  'Number of Attacks on Health Facilities Reporting Destruction': '0',
  'Health Transportation Stolen/Hijacked': '1.0',
  'Access Denied or Obstructed': '1',
  'Health Workers Killed': '2',
  'Health Workers Kidnapped': '0',
  'Known Kidnapping or Arrest Outcome': 'StillInCaptivity',
  'Conflict-Related Violence': 'Yes',
  'Political-Related Violence': 'No',
  'SiND Event ID': '40417',
};

describe('a list of Insecurity Insight', () => {
  const header = Object.keys(shcc);
  const mapping = knownMapping(header);

  test('is known by its columns, whatever their case', () => {
    expect(mapping?.name).toBe('SHCC (Insecurity Insight)');
    expect(knownMapping(header.map((name) => name.toUpperCase()))?.name).toBe('SHCC (Insecurity Insight)');
    expect(caseListMapping.safeParse(mapping).success).toBe(true);
  });

  test('says nothing of certainty: whoever takes it in has to', () => {
    if (mapping === null) throw new Error('not known');
    expect(() => becomingOf(mapping, header)).toThrow('LIST_MAPPING_INCOMPLETE');
  });

  test.each([
    ['2023-05-01', '2023-05-01T22:10', '2023-05-01T22:10', []],
    ['', '2023-05', '2023-05', []],
    ['2023-05-01', '', '2023-05-01', []],
    ['2023-05-02', '2023-05-01~', '2023-05-01~', [{ column: 'Date', text: '2023-05-02' }]],
  ])('that was handed out here keeps its dates as they were: %s, %s', (day, withDoubt, edtf, stated) => {
    const both = [...header, 'Date EDTF'];
    const known = knownMapping(both);
    if (known === null) throw new Error('not known');
    const becoming = becomingOf({ ...known, always: { ...known.always, certainty: 'possible' } }, both);
    const { fields } = becoming({ row: 2, cells: [...Object.values({ ...shcc, Date: day }), withDoubt] });
    expect(fields?.when.edtf).toBe(edtf);
    expect(fields?.listed.stated.filter(({ column }) => column === 'Date')).toEqual(stated);
  });

  test('becomes a case coded as SiND codes it, with the class of precision that it states', () => {
    if (mapping === null) throw new Error('not known');
    const becoming = becomingOf({ ...mapping, always: { ...mapping.always, certainty: 'possible' } }, header);
    const { fields, problems, unknown } = becoming({ row: 2, cells: Object.values(shcc) });
    expect(problems).toEqual([]);
    expect(unknown).toEqual([{ column: 'Weapon Carried/Used', list: 'sind weapons', word: 'Catapult' }]);
    expect(fields).toMatchObject({
      title: 'Training Country · Training Province · 40417',
      account: 'Training event: an ambulance was stopped.',
      when: { edtf: '2023-05-01', words: '' },
      place: {
        name: 'Training Province',
        within: ['Training Country'],
        precision: 'district',
        point: { latitude: '12.345678901', longitude: '-45.5' },
      },
      definitions: ['shcc'],
      harm: [{ group: 'health worker', harm: 'killed', lowest: null, best: 2, highest: null }],
      sind: {
        id: '40417',
        perpetrators: ['Foreign Forces: Military', 'NSA'],
        weapons: ['Stones, Sticks and Gravel', 'Aerial Bomb: Plane'],
        locations: ['Road'],
        precision: '2',
        counts: { 'facilities destroyed': 0, 'transport stolen': 1, 'workers killed': 2, 'workers kidnapped': 0 },
        accessdenied: 'yes',
        captivity: ['StillInCaptivity'],
        flags: ['conflict'],
      },
      listed: {
        stated: [
          { column: 'Reported Perpetrator Name', text: 'Training Brigade' },
          { column: 'Weapon Carried/Used', text: shcc['Weapon Carried/Used'] },
        ],
      },
    });
  });
});

describe('a list that nobody knows', () => {
  const column = (name: string, ...values: string[]) => ({
    name,
    filled: values.length,
    values: values.map((value) => ({ value, count: 1 })),
    more: false,
    orders: [],
  });

  test('is proposed for by the names of its columns, and never in which order its dates stand', () => {
    const surveys = [
      { ...column('Date', '03/04/2016'), orders: ['day month year', 'month day year'] as const },
      column('المدينة', 'حلب'),
      column('Hospital', 'Training Hospital'),
      column('Killed', '3'),
      column('Shoe size', '44'),
    ];
    const { columns, always } = proposeMapping(
      surveys.map(({ name }) => name),
      surveys,
    );
    expect(Object.fromEntries(columns.map(({ column: name, to }) => [name, to]))).toMatchObject({
      Date: [{ to: 'date', order: null }],
      المدينة: [{ to: 'text', field: 'place' }],
      Hospital: [
        { to: 'text', field: 'facility' },
        { to: 'text', field: 'title' },
      ],
      Killed: [{ to: 'people', group: 'all', harm: 'killed' }],
      'Shoe size': [],
    });
    expect(always.certainty).toBeNull();
  });

  test.each([
    ['the plain one', ['Date reported', 'Date', 'Hospital'], 'Date'],
    ['the first where none is plain', ['Hospital', 'Attack date', 'Date reported'], 'Attack date'],
  ])('is proposed one date for: %s', (_which, names, when) => {
    const surveys = names.map((name) => ({ ...column(name, '2016-04-27'), orders: ['edtf'] as const }));
    const { columns } = proposeMapping(names, surveys);
    const dates = columns.filter(({ column: name }) => /date/i.test(name));
    expect(Object.fromEntries(dates.map(({ column: name, to }) => [name, to[0]?.to]))).toEqual(
      Object.fromEntries(dates.map(({ column: name }) => [name, name === when ? 'date' : 'as stated'])),
    );
  });
});
