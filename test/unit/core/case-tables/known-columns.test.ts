/** What was taken in from a list of Insecurity Insight comes out the same in its columns. */
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { becomingOf } from '../../../../electron/core/case-lists/becoming.ts';
import { knownMapping } from '../../../../electron/core/case-lists/known-lists.ts';
import { caseTable } from '../../../../electron/core/case-tables/table.ts';
import { stateOf } from '../../../../electron/core/records/kinds.ts';
import type { IncidentFields } from '../../../../shared/model/incident.ts';

const shcc: Readonly<Record<string, string>> = {
  Date: '2023-05-01',
  'Event Description': 'Training event: an ambulance was stopped.',
  Country: 'Training Country',
  'Admin 1': 'Training Province',
  Latitude: '12.345678901',
  Longitude: '-45.5',
  'Geo Precision': '(2) 25 km precision',
  'Reported Perpetrator': 'Foreign Forces: Military, NSA',
  'Reported Perpetrator Name': 'Training Brigade',
  'Weapon Carried/Used': 'Stones, Sticks and Gravel, Aerial Bomb: Plane, Catapult',
  'Location of Incident': 'Road',
  'Number of Attacks on Health Facilities Reporting Destruction': '0',
  'Health Transportation Stolen/Hijacked': '1',
  'Access Denied or Obstructed': 'Unknown',
  'Health Workers Killed': '2',
  'Health Workers Kidnapped': '0',
  'Known Kidnapping or Arrest Outcome': 'StillInCaptivity',
  'Conflict-Related Violence': 'Yes',
  'Political-Related Violence': 'No',
  'SiND Event ID': '40417',
};

function becomes(row: Readonly<Record<string, string>>): IncidentFields {
  const header = Object.keys(row);
  const mapping = knownMapping(header);
  if (mapping === null) throw new Error('not known');
  const certain = { ...mapping, always: { ...mapping.always, certainty: 'possible' as const } };
  const { fields } = becomingOf(certain, header)({ row: 2, cells: Object.values(row) });
  if (fields === null) throw new Error('no case');
  return fields;
}

function handedOut(fields: IncidentFields): Record<string, string> | undefined {
  const state = stateOf('incident', fields);
  const why = new Map(Object.keys(state).map((name) => [name, null]));
  const { bytes } = caseTable([{ id: '0'.repeat(32), first: 1, at: '', state, why }], 'sind', { bom: false });
  return (parse(Buffer.from(bytes), { columns: true }) as Record<string, string>[])[0];
}

describe('a row of SHCC', () => {
  test('comes out the same, with the word that nobody mapped and what it calls unknown', () => {
    expect(handedOut(becomes(shcc))).toMatchObject(shcc);
  });

  test('is taken in again as the same case', () => {
    const fields = becomes(shcc);
    const again = becomes(handedOut(fields) ?? {});
    expect({ ...again, listed: fields.listed }).toEqual(fields);
  });

  test('says what the case says once somebody corrected it', () => {
    const fields = becomes(shcc);
    const corrected = { ...fields, sind: { ...fields.sind, weapons: ['Firearms' as const], flags: [] } };
    expect(handedOut(corrected)).toMatchObject({
      'Weapon Carried/Used': 'Firearms',
      'Conflict-Related Violence': 'No',
    });
  });
});
