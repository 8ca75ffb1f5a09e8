import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capabilities } from '../../../electron/core/capabilities.ts';
import { createIncident } from '../../../electron/core/records/incidents.ts';
import type { Session } from '../../../electron/core/session.ts';
import { type CallInput, type CallName, type CallOutput, contract } from '../../../shared/contract.ts';
import { uncoded } from '../../../shared/model/incident.ts';
import { begunWith } from '../../../shared/model/template.ts';
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
    expect(await ask('template.list', {})).toEqual([kept]);
  });

  test('fills a new case in, and leaves what it says already', async () => {
    const [template] = await ask('template.list', {});
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
    const [template] = await ask('template.list', {});
    if (template === undefined) throw new Error('none');
    await ask('template.keep', { template: { ...template, fields: { ...template.fields, certainty: 'rumor' } } });
    expect((await ask('template.list', {})).map(({ fields }) => fields.certainty)).toEqual(['rumor']);
    await ask('template.forget', { name: 'Fires' });
    expect(await ask('template.list', {})).toEqual([]);
  });
});
