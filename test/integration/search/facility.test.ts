/** What concerns a facility: by its record, whatever it is called, and never by its name alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectionRows, rebuildProjections } from '../../../electron/core/records/projections.ts';
import type { Session } from '../../../electron/core/session.ts';
import type { CallInput, SearchHit } from '../../../shared/contract.ts';
import { enterPhotographs } from '../../fixtures/entered-photographs.ts';
import { trainingIncident } from '../../fixtures/incident.ts';
import { type Call, openSession } from '../../fixtures/session.ts';

let session: Session;
let call: Call;
let end: () => Promise<void>;
const made: Record<string, string> = {};
const of = (name: string): string => made[name] ?? name;

beforeAll(async () => {
  const opened = await openSession();
  ({ session, call, end } = opened);
  const facility = async (name: string) =>
    (await call('record.create', { kind: 'facility', fields: { names: [{ text: name }] } })).id;
  const site = async (id: string, name: string) =>
    (
      await call('record.create', {
        kind: 'site',
        fields: { facility: id, place: { name, precision: 'exact', point: null } },
      })
    ).id;
  const incident = async (title: string, fields: Parameters<typeof trainingIncident>[0] = {}) =>
    (await call('incident.create', { fields: trainingIncident({ title, facility: '', ...fields }), items: [] })).id;
  const link = async (from: object, to: string) =>
    (
      await call('record.relate', {
        ...{ from: from as { record: string }, to: { record: to } },
        ...{ kind: 'at', reason: 'seen there' },
      })
    ).link;
  made.clinic = await facility('Training clinic');
  made.other = await facility('Training clinic');
  made.cellar = await site(of('clinic'), 'the cellar');
  made.tent = await site(of('other'), 'the tent');
  made.told = (
    await call('record.create', { kind: 'notification', fields: { facility: of('clinic'), coordinates: '36.2 37.1' } })
  ).id;
  const impact = {
    ...{ when: { edtf: '', words: '' }, place: null, weapon: '', weapons: [], hit: '', source: '' },
    ...{ secondstrike: 'unknown' as const, facility: null, site: null },
  };
  made.byImpact = await incident('by impact', { impacts: [{ ...impact, facility: of('clinic') }] });
  made.bySite = await incident('by site of an impact', { impacts: [{ ...impact, site: of('cellar') }] });
  made.byLink = await incident('by link');
  made.link = await link({ record: of('byLink') }, of('cellar'));
  made.byName = await incident('by name alone', { facility: 'Training clinic' });
  const [photograph = 0] = enterPhotographs(opened.session.vault, [{}]);
  await link({ item: photograph }, of('clinic'));
});
afterAll(() => end());

type Query = CallInput<'search.query'>['query'];
const ask = (query: Query) => call('search.query', { query, limit: 100 });
const nameOf = (hit: SearchHit) =>
  hit.kind === 'item' ? 'item' : (Object.entries(made).find(([, id]) => id === hit.id)?.[0] ?? hit.id);
const concerning = async (facility: string) =>
  (await ask({ facets: { facility: [facility] } })).hits.map(nameOf).sort();

describe('a facility', () => {
  it('is concerned by itself, its sites, what was sent about it, impacts, and what is linked with it or a site of it', async () => {
    const all = ['byImpact', 'byLink', 'bySite', 'cellar', 'clinic', 'item', 'told'];
    expect(await concerning(of('clinic'))).toEqual(all);
    expect(await concerning(of('other'))).toEqual(['other', 'tent']);
  });

  it('is counted by its record, and the answer says what it is called', async () => {
    const { facets, named } = await ask({});
    const counted = facets.find(({ facet }) => facet === 'facility')?.values;
    expect(counted).toEqual([
      { value: of('clinic'), count: 7 },
      { value: of('other'), count: 2 },
    ]);
    expect(named).toEqual([of('clinic'), of('other')].map((id) => ({ id, title: 'Training clinic' })));
  });

  it('counts as many as choosing it then finds, whatever else is asked', async () => {
    for (const query of [{ kinds: ['incident'] }, { text: 'by' }, { text: 'cellar' }] as Query[]) {
      const { facets } = await ask(query);
      const counted = facets.find(({ facet }) => facet === 'facility')?.values ?? [];
      expect(counted).not.toEqual([]);
      for (const { value, count } of counted)
        expect((await ask({ ...query, facets: { facility: [value] } })).total).toBe(count);
    }
  });

  it('is not told by its name: how cases call it stands for itself', async () => {
    const { facets } = await ask({ kinds: ['incident'] });
    expect(facets.find(({ facet }) => facet === 'called')?.values).toEqual([{ value: 'Training clinic', count: 1 }]);
    expect((await ask({ facets: { called: ['Training clinic'] } })).hits.map(nameOf)).toEqual(['byName']);
  });

  it('is no longer concerned by what a taken back link joined with it', async () => {
    await call('record.unrelate', { link: of('link'), reason: 'another building' });
    expect(await concerning(of('clinic'))).not.toContain('byLink');
  });

  it('passes what concerns a site on with the site, and says the same when the tables are made again', async () => {
    const { head, fields } = await call('record.get', { kind: 'site', id: of('cellar') });
    const amend = (head: number, facility: string) =>
      call('record.amend', {
        ...{ kind: 'site', id: of('cellar'), head, reason: 'the other clinic’s' },
        fields: { ...(fields as CallInput<'record.amend'>['fields'] & { place: never }), facility },
      });
    const moved = await amend(head, of('other'));
    expect(await concerning(of('other'))).toEqual(['bySite', 'cellar', 'other', 'tent']);
    const { vault } = session;
    const kept = projectionRows(vault.db);
    rebuildProjections(vault.db, vault.ledger);
    expect(projectionRows(vault.db)).toEqual(kept);
    await amend(moved.head, of('clinic'));
    expect(await concerning(of('clinic'))).toContain('bySite');
  });

  it('is concerned by nothing that is closed', async () => {
    const on = { what: 'incident', id: of('byImpact') } as const;
    const why = { authority: 'the team', basis: 'closed for the test', until: null };
    await call('gate.restrict', { on, viewers: ['archive'], ...why });
    expect(await concerning(of('clinic'))).not.toContain('byImpact');
    const { facets } = await ask({});
    expect(facets.find(({ facet }) => facet === 'facility')?.values[0]).toEqual({ value: of('clinic'), count: 5 });
  });
});

it('a search that was kept with a name for its facility goes on asking for that name', async () => {
  await call('search.save', { name: 'Clinic', query: { facets: { facility: ['Training clinic', of('clinic')] } } });
  const [kept] = await call('search.saved', {});
  expect(kept?.query.facets).toEqual({ called: ['Training clinic'], facility: [of('clinic')] });
});
