import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capabilities } from '../../../electron/core/capabilities.ts';
import { createIncident } from '../../../electron/core/records/incidents.ts';
import type { Session } from '../../../electron/core/session.ts';
import { type CallInput, type CallName, type CallOutput, contract } from '../../../shared/contract.ts';
import { uncoded } from '../../../shared/model/incident.ts';
import { begunWith, isOfCase, isOfTestimony, newestOf } from '../../../shared/model/template.ts';
import { sessionWith } from '../../fixtures/erasing.ts';
import { trainingIncident } from '../../fixtures/incident.ts';
import { type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

let there: TemporaryVault;
let session: Session;

beforeAll(async () => {
  there = await temporaryVault();
  session = await sessionWith(there.vault);
});
afterAll(async () => {
  await session.lock();
  await there.remove();
});

async function ask<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const request = contract[name].input.parse(input);
  return contract[name].output.parse(await capabilities[name](session, request as never)) as CallOutput<N>;
}

const ofCases = async () => (await ask('template.list', {})).filter(isOfCase);

const common = {
  attackTypes: ['setting_fire' as const],
  certainty: 'probable' as const,
  definitions: ['who' as const],
};

describe('a template', () => {
  test('kept from a case holds how it is coded, and none of its facts and persons', async () => {
    const { id } = createIncident(there.vault, {
      fields: trainingIncident({
        ...common,
        title: 'Fact-title',
        facility: 'Fact-facility',
        account: 'Fact-account',
        place: {
          name: 'Fact-place',
          precision: 'street',
          point: { latitude: '36.1', longitude: '37.1' },
          within: ['Training district'],
        },
        when: { edtf: '2016-04-27', words: 'Fact-words' },
        harm: [{ group: 'patient', harm: 'killed', lowest: null, best: 7, highest: null, source: 'Fact-source' }],
        attributions: [
          {
            ...{ perpetrator: 'NSA', name: 'Fact-name', basis: 'Fact-basis', confidence: 'low' },
            ...{ analyst: 'op-1', alternatives: [], against: '' },
          },
        ],
        ssa: { id: 'Fact-id', resources: ['patients'], facilitytype: 'Primary' },
        sind: {
          ...uncoded.sind,
          id: 'Fact-sind',
          perpetrators: ['NSA'],
          weapons: ['Arson'],
          counts: { occupation: 1 },
        },
      }),
      items: [],
    } as CallInput<'incident.create'> as never);
    const kept = await ask('template.keepFrom', { id, name: 'Fires' });
    expect(JSON.stringify(kept)).not.toMatch(/Fact-|36\.1|2016|NSA|occupation|op-1|killed/);
    expect(kept.fields).toMatchObject({
      ...common,
      place: { precision: 'street', within: ['Training district'] },
      sind: { weapons: ['Arson'] },
    });
    expect(await ofCases()).toEqual([kept]);
  });

  test('fills a new case in, and leaves what it says already', async () => {
    const [template] = await ofCases();
    if (template === undefined) throw new Error('none');
    const begun = begunWith(
      trainingIncident({ title: 'Mine', place: { name: 'Here', precision: 'unknown', point: null } }),
      template,
    );
    expect(begun).toMatchObject({
      title: 'Mine',
      ...common,
      place: { name: 'Here', precision: 'street', within: ['Training district'] },
      ssa: { id: '', resources: ['patients'] },
    });
    expect((await ask('incident.create', { fields: begun, items: [] })).fields).toMatchObject(common);
  });

  test('is replaced under its name, and forgotten', async () => {
    const [template] = await ofCases();
    if (template === undefined) throw new Error('none');
    await ask('template.keep', { template: { ...template, fields: { ...template.fields, certainty: 'rumor' } } });
    expect((await ofCases()).map(({ fields }) => fields.certainty)).toEqual(['rumor']);
    await ask('template.forget', { name: 'Fires' });
    expect(await ofCases()).toEqual([]);
  });
});

const questions = (...all: string[]) => [{ heading: 'In their own words', questions: all }];
const ofTestimonies = async () => (await ask('template.list', {})).filter(isOfTestimony);
const named = async (name: string) => (await ofTestimonies()).find((each) => each.name === name);
const took = (template: CallInput<'testimony.create'>['fields']['template']) =>
  ask('testimony.create', {
    fields: {
      ...{ witness: 'witness-1', language: 'en', incident: null, form: 'full statement' as const, template },
      consent: { state: 'not asked', audiences: [], conditions: '', explained: false },
      paragraphs: [{ text: 'The light went out.', basis: 'saw' }],
    },
    identity: null,
    identityPassphrase: null,
  });

describe('prepared questions for a testimony', () => {
  test('come with Sanad in every language of its screens', async () => {
    const shipped = await ofTestimonies();
    expect(shipped.map(({ language }) => language)).toEqual(['en', 'en', 'en', 'ar', 'ar', 'ar']);
    expect(await ofCases()).toEqual([]);
  });

  test('are made, changed by another version, and retired; none is lost', async () => {
    const asked = { name: 'Our hospitals', language: 'en' };
    const made = await ask('template.prepare', { ...asked, sections: questions('What happened?'), replaces: null });
    expect(newestOf(made).version).toBe(1);
    await expect(
      ask('template.prepare', { ...asked, sections: questions('What else?'), replaces: null }),
    ).rejects.toMatchObject({ code: 'TEMPLATE_NAME_TAKEN' });
    const second = { ...asked, sections: questions('What happened?', 'What then?'), replaces: 1 };
    const changed = await ask('template.prepare', second);
    expect(changed.versions.map(({ version }) => version)).toEqual([1, 2]);
    // Somebody else had the first version before them.
    await expect(
      ask('template.prepare', { ...asked, sections: questions('How so?'), replaces: 1 }),
    ).rejects.toMatchObject({ code: 'RECORD_STALE' });
    expect(await ask('template.prepare', { ...second, replaces: 2 })).toEqual(changed);
    await ask('template.retire', { name: asked.name, retired: true });
    expect(await named(asked.name)).toEqual({ ...changed, retired: true });
    await expect(
      ask('template.prepare', { ...asked, name: 'Nobody’s', sections: questions('How?'), replaces: 1 }),
    ).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' });
  });

  test('that come with Sanad become an organisation’s own as soon as they are changed', async () => {
    const name = 'Somebody who was there';
    const sections = questions('What happened here?');
    await ask('template.prepare', { name, language: 'en', sections, replaces: 1 });
    const changed = await named(name);
    expect(changed?.versions.map(({ version }) => version)).toEqual([1, 2]);
    expect(changed?.versions[0]?.sections.length).toBeGreaterThan(3);
    expect((await ofTestimonies()).filter((each) => each.name === name)).toHaveLength(1);
  });

  test('stand in the testimony’s own entry, with their words, whatever becomes of them', async () => {
    const template = { name: 'Our hospitals', version: 1 };
    const made = await took(template);
    const sections = questions('What happened?');
    expect(made.fields.template).toEqual({ ...template, sections });
    expect(session.vault.ledger.readFields(made.head).template).toEqual({ ...template, sections });
    await ask('template.prepare', { name: template.name, language: 'en', sections: questions('How?'), replaces: 2 });
    const after = await ask('testimony.amend', {
      ...{ id: made.id, head: made.head, reason: 'a correction' },
      fields: { ...made.fields, language: 'ar' },
    });
    expect(after.fields.template).toEqual({ ...template, sections });
  });

  test('are named with a version that there is, or the testimony is refused', async () => {
    const refused = { code: 'FIELD_INVALID', params: { field: 'fields.template', rule: 'not one of' } };
    await expect(took({ name: 'Our hospitals', version: 9 })).rejects.toMatchObject(refused);
    await expect(took({ name: 'Nobody’s', version: 1 })).rejects.toMatchObject(refused);
    // Words that nobody prepared under this name don’t come in by the side.
    const put = await took({ name: 'Our hospitals', version: 2, sections: questions('Was it them?') });
    expect(JSON.stringify(put.fields.template)).not.toContain('Was it them');
  });

  test('go with the testimony when it is erased, and with them nobody’s begun interview that uses the same', async () => {
    const made = await took({ name: 'Our hospitals', version: 2 });
    const [section] = made.fields.template?.sections ?? [];
    const begun = { template: { name: 'Our hospitals', version: 2 }, paragraphs: [{ text: section?.heading }] };
    await ask('draft.set', { name: 'interview', value: JSON.stringify({ '': begun }) });
    const plan = await ask('erasure.plan', { target: { what: 'testimony', id: made.id } });
    expect(plan.entries.flatMap(({ fields }) => fields)).toContain('template');
    expect(plan.drafts).toEqual([]);
    const quoting = { '': { ...begun, words: 'The light went out.' } };
    await ask('draft.set', { name: 'interview', value: JSON.stringify(quoting) });
    expect((await ask('erasure.plan', { target: { what: 'testimony', id: made.id } })).drafts).toHaveLength(1);
  });
});
