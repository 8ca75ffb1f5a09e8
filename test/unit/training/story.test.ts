import { readdirSync } from 'node:fs';
import edtf from 'edtf';
import { describe, expect, it } from 'vitest';
import { trainingPictures, trainingTelephone } from '../../../electron/core/training/build.ts';
import {
  ambulanceIncident,
  clinicIncident,
  trainingIdentityPassphrase,
  trainingPassphrase,
  trainingTestimony,
  unassignedPictures,
} from '../../../electron/core/training/story.ts';
import { incidentFields } from '../../../shared/model/incident.ts';
import { identity, reason } from '../../../shared/model/records.ts';
import { brokenTestimonyRule, testimonyFields } from '../../../shared/model/testimony.ts';

const incidents = [clinicIncident, ambulanceIncident];

describe('the training story', () => {
  it.each(incidents)(
    'has an incident that the model accepts, before and after its correction: $fields.title',
    (incident) => {
      expect(incidentFields.safeParse(incident.fields).error).toBeUndefined();
      const after = { ...incident.fields, ...incident.correction?.changes };
      expect(incidentFields.safeParse(after).error).toBeUndefined();
      for (const { when } of [incident.fields, after]) expect(() => edtf(when.edtf)).not.toThrow();
      for (const link of incident.links) expect(reason.safeParse(link.reason).success).toBe(true);
    },
  );

  it('has one correction, which changes something and says why', () => {
    const corrections = incidents.flatMap(({ fields, correction }) => (correction ? [{ fields, correction }] : []));
    expect(corrections).toHaveLength(1);
    for (const { fields, correction } of corrections) {
      expect({ ...fields, ...correction.changes }).not.toEqual(fields);
      expect(reason.safeParse(correction.reason).success).toBe(true);
    }
  });

  it('has a testimony that may go to a court and a UN mechanism and to nobody else', () => {
    const { identity: who, paragraphs, ...told } = trainingTestimony;
    const fields = { ...told, paragraphs: [...paragraphs], incident: null };
    expect(brokenTestimonyRule(testimonyFields.parse(fields))).toBeNull();
    expect(identity.safeParse(who).error).toBeUndefined();
    expect(told.consent).toMatchObject({ state: 'given', audiences: ['court', 'un_mechanism'], explained: true });
  });

  it('places every file once, and leaves one for the person to place', () => {
    const placed = [
      ...incidents.flatMap(({ links }) => links.flatMap(({ pictures }) => pictures)),
      ...unassignedPictures,
    ];
    const there = [trainingPictures, trainingTelephone].flatMap((folder) => readdirSync(folder));
    expect(placed.toSorted()).toEqual(there.toSorted());
    expect(unassignedPictures).toHaveLength(1);
  });

  it('says of itself that it is not real, wherever it may be read alone', () => {
    for (const { fields } of incidents) {
      expect(fields.title).toMatch(/^Training/);
      expect(fields.account).toMatch(/^Training data, fictional/);
      expect(fields.place.name).toContain('fictional');
    }
    expect(trainingTestimony.witness).toContain('training');
    expect(trainingTestimony.paragraphs[0]?.text).toMatch(/^Training testimony, fictional/);
    expect(trainingTestimony.identity.name).toContain('fictional');
    for (const passphrase of [trainingPassphrase, trainingIdentityPassphrase])
      expect(passphrase).toContain('not for real use');
  });
});
