/** Looking in a part of the Earth: what certainly lies there, and what may by how exactly its place is known. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncidentFields } from '../../../shared/model/incident.ts';
import type { Region } from '../../../shared/model/region.ts';
import { enterPhotographs } from '../../fixtures/entered-photographs.ts';
import { trainingIncident } from '../../fixtures/incident.ts';
import { type Call, openSession } from '../../fixtures/session.ts';

let call: Call;
let end: () => Promise<void>;
const metresNorth = (metres: number): readonly [number, number] => [36.2 + metres / 111_195, 37.16];
const pointAt = (metres: number) => {
  const [latitude, longitude] = metresNorth(metres);
  return { latitude: latitude.toFixed(6), longitude: longitude.toFixed(6) };
};

beforeAll(async () => {
  const opened = await openSession();
  ({ call, end } = opened);
  enterPhotographs(opened.session.vault, [
    { at: metresNorth(900) },
    { at: metresNorth(900), error: '300' },
    { at: metresNorth(1_400), error: '500' },
    { at: metresNorth(5_000) },
    {},
  ]);
  const incident = (title: string, place: Partial<IncidentFields['place']>) =>
    call('incident.create', {
      fields: trainingIncident({ title, place: { name: '', precision: 'unknown', point: null, ...place } }),
      items: [],
    });
  await incident('exact', { precision: 'exact', point: pointAt(500) });
  await incident('settlement', { precision: 'settlement', point: pointAt(3_000) });
  await incident('named alone', { name: 'Aleppo', precision: 'settlement' });
  const around = [pointAt(-200), { ...pointAt(0), longitude: '37.163' }, pointAt(200)];
  await incident('outline', { area: around });
  const facility = await call('record.create', { kind: 'facility', fields: { names: [{ text: 'Training clinic' }] } });
  await call('record.create', {
    kind: 'site',
    fields: { facility: facility.id, place: { name: 'site', precision: 'exact', point: pointAt(-300) } },
  });
});
afterAll(() => end());

const lying = async (within: Region) => {
  const { hits } = await call('search.query', { query: { within }, limit: 100 });
  const of = (which: 'inside' | 'perhaps') =>
    hits
      .filter(({ lies }) => lies === which)
      .map((hit) => (hit.kind === 'item' ? 'item' : hit.title.map(({ text }) => text).join('')))
      .sort();
  return { inside: of('inside'), perhaps: of('perhaps') };
};

describe('what is looked for in a region', () => {
  it('is inside a circle, or perhaps, by its precision; names alone are for words to find', async () => {
    expect(await lying({ around: { latitude: '36.2', longitude: '37.16' }, kilometres: 1 })).toEqual({
      inside: ['exact', 'item', 'outline', 'site'],
      perhaps: ['item', 'item', 'settlement'],
    });
  });

  it('is inside an outline, or perhaps', async () => {
    const [south, north] = [pointAt(-1_000).latitude, pointAt(1_000).latitude];
    const corners = [south, north].flatMap((latitude, side) =>
      (side === 0 ? ['37.15', '37.17'] : ['37.17', '37.15']).map((longitude) => ({ latitude, longitude })),
    );
    expect(await lying({ area: corners })).toEqual({
      inside: ['exact', 'item', 'outline', 'site'],
      perhaps: ['item', 'item', 'settlement'],
    });
  });

  it('is narrowed down further by everything else', async () => {
    const within: Region = { around: { latitude: '36.2', longitude: '37.16' }, kilometres: 1 };
    const { hits } = await call('search.query', { query: { text: 'exact', within } });
    expect(hits.map(({ kind, lies }) => [kind, lies])).toEqual([['incident', 'inside']]);
    const all = await call('search.query', { query: {}, limit: 100 });
    expect(all.hits.every(({ lies }) => lies === null)).toBe(true);
    expect(all.total).toBe(11);
  });
});
