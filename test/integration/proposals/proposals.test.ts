/** What the program proposes by time and place: it says what each proposal rests on, and enters nothing by itself. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../../electron/core/session.ts';
import type { ItemDetail, ProposedGroup } from '../../../shared/contract.ts';
import { enterPhotographs } from '../../fixtures/entered-photographs.ts';
import { trainingIncident } from '../../fixtures/incident.ts';
import { type Call, openSession } from '../../fixtures/session.ts';

const hospital = [36.2008, 37.1611] as const;
/** About so many metres north of the hospital. */
const north = (metres: number) => [hospital[0] + metres / 111_195, hospital[1]] as const;

let session: Session;
let call: Call;
let end: () => Promise<void>;
beforeAll(async () => {
  ({ session, call, end } = await openSession());
});
afterAll(() => end());

const together = (said: object = {}) => call('propose.together', said);
const holding = (groups: readonly ProposedGroup[], seq: number) =>
  groups.find(({ certain, apart }) => certain.includes(seq) || apart.some((each) => each.seq === seq));

describe('photographs that may belong together', () => {
  let seqs: number[];
  beforeAll(() => {
    seqs = enterPhotographs(session.vault, [
      { wall: '2016-04-27T21:45:12', offset: '+03:00', at: north(0), camera: 'C1' },
      { wall: '2016-04-27T18:50:00', offset: 'Z', at: north(120), camera: 'C2' },
      // No zone: held against wall clocks, and listed apart.
      { wall: '2016-04-27T22:01:00', at: north(60), camera: 'C3' },
      // No position: by the camera that took the first.
      { wall: '2016-04-27T21:46:00', offset: '+03:00', camera: 'C1' },
      // Good to two kilometres only, and flagged.
      { wall: '2016-04-27T21:47:00', offset: '+03:00', at: north(10), error: '2000' },
      { wall: '2016-04-27T21:48:00', offset: '+03:00', at: north(10), flag: 'hemisphere in doubt' },
      // Too far, too late.
      { wall: '2016-04-27T21:45:12', offset: '+03:00', at: north(9_000) },
      { wall: '2016-04-28T09:00:00', offset: '+03:00', at: north(0) },
      // Nothing to go by.
      {},
      { wall: '2016-04-27T21:45:12', offset: '+03:00' },
    ]);
  });

  it('are those near one another in time and place; what is doubtful is listed apart with the reason', async () => {
    const { groups, total, undated, unplaced } = await together();
    expect(total).toBe(1);
    const [group] = groups as [ProposedGroup];
    expect(group.certain).toEqual([seqs[0], seqs[1]]);
    expect(group.apart).toEqual([
      { seq: seqs[4], doubts: ['place coarse'] },
      { seq: seqs[5], doubts: ['place flagged'] },
      { seq: seqs[2], doubts: ['zone not known'] },
      { seq: seqs[3], doubts: ['no position'] },
    ]);
    expect([undated, unplaced]).toEqual([1, 2]);
    expect(group.bases).toEqual(['written']);
  });

  it('propose an interval and an area around them, and no point', async () => {
    const [group] = (await together()).groups as [ProposedGroup];
    expect(group.when).toBe('2016-04-27T21:45:00+03:00/2016-04-27T21:50:00+03:00');
    expect(group.place.point).toBeNull();
    expect(group.place.precision).toBe('street');
    expect(group.place.area?.map(({ latitude, longitude }) => `${latitude} ${longitude}`)).toEqual([
      '36.200 37.161',
      '36.200 37.162',
      '36.202 37.162',
      '36.202 37.161',
    ]);
    const fields = trainingIncident({ when: { edtf: group.when, words: '' }, place: group.place });
    const { id } = await call('incident.create', { fields, items: group.certain.slice(0, 1) });
    const [after] = (await together()).groups as [ProposedGroup];
    expect(after.cases).toEqual([{ id, title: 'Training incident', items: 1 }]);
    expect(after.linked).toBe(1);
  });

  it('follow the hours and metres that are asked for', async () => {
    const wide = await together({ minutes: 1_440, metres: 10_000 });
    expect(wide.groups.length).toBe(1);
    expect(wide.groups[0]?.certain).toEqual([seqs[0], seqs[6], seqs[4], seqs[1], seqs[7]]);
    const narrow = await together({ minutes: 2 });
    expect(narrow.groups.flatMap(({ certain }) => certain)).not.toContain(seqs[1]);
  });

  it('grow as items arrive, by what they are alone', async () => {
    const [before] = (await together()).groups as [ProposedGroup];
    const [later] = enterPhotographs(session.vault, [
      { wall: '2016-04-27T23:10:00', offset: '+03:00', at: north(200) },
    ]);
    const [after] = (await together()).groups as [ProposedGroup];
    expect(after.certain).toEqual([...before.certain, later]);
    expect(after.key).not.toBe(before.key);
  });

  it('that somebody set aside are not proposed again, until something joins them or they are taken back', async () => {
    const [group] = (await together()).groups as [ProposedGroup];
    await call('propose.setAside', { key: group.key, aside: true });
    expect(await together()).toMatchObject({ total: 0, aside: 1 });
    expect((await together({ aside: true })).groups[0]?.key).toBe(group.key);
    await call('propose.setAside', { key: group.key, aside: false });
    expect(await together()).toMatchObject({ total: 1, aside: 0 });
  });

  it('read a wall clock by the civil time that somebody stated', async () => {
    const stated = await call('civilTime.add', {
      ...{
        where: 'Aleppo',
        control: '',
        zone: '+03:00',
        from: '2016-01-01',
        to: '2016-12-31',
        says: 'a training record',
      },
      ...{ reason: 'for the test', incident: null, around: null },
    });
    const group = holding((await together()).groups, seqs[2] as number);
    expect(group?.certain).toContain(seqs[2]);
    expect(group?.bases).toContain('civil time');
    await call('civilTime.withdraw', { id: stated.id, reason: 'the test is over' });
    expect(holding((await together()).groups, seqs[2] as number)?.certain).not.toContain(seqs[2]);
  });

  it('leave out what is closed', async () => {
    await call('gate.restrict', {
      on: { what: 'item', seq: seqs[1] as number },
      viewers: ['archive'],
      authority: 'the training team',
      basis: 'closed for the test',
      until: null,
    });
    expect(holding((await together()).groups, seqs[1] as number)).toBeUndefined();
  });
});

describe('facilities near something', () => {
  const at = (metres: number, precision = 'exact') => {
    const [latitude, longitude] = north(metres).map((each) => each.toFixed(5)) as [string, string];
    return { name: 'Training street', precision: precision as 'exact', point: { latitude, longitude } };
  };
  const sites: Record<string, string> = {};
  let item: number;
  let facility: string;

  beforeAll(async () => {
    const named = (text: string) => ({ kind: 'facility' as const, fields: { names: [{ text }] } });
    facility = (await call('record.create', named('Training hospital'))).id;
    const site = async (when: string, metres: number, precision?: string) =>
      (
        await call('record.create', {
          kind: 'site',
          fields: { facility, when: { edtf: when, words: '' }, place: at(metres, precision) },
        })
      ).id;
    sites.there = await site('2014-03/2016-05-10', -150);
    sites.before = await site('2012/2014-02', 20);
    sites.unsure = await site('2016', 400, 'neighbourhood');
    sites.far = await site('2014/2017', 5_000);
    [item] = enterPhotographs(session.vault, [{ wall: '2016-04-27T21:45:12', offset: '+03:00', at: north(0) }]) as [
      number,
    ];
  });

  it('are those that were there then, the nearest first, with distance, direction and doubt', async () => {
    const { candidates, placed } = await call('propose.facilities', { on: { item } });
    expect(placed).toBe(true);
    expect(
      candidates.map(({ site, metres, direction, time, unsure }) => [site, metres, direction, time, unsure]),
    ).toEqual([
      [sites.there, 150, 'n', 'during', 50],
      [sites.unsure, 400, 's', 'perhaps', 2_000],
    ]);
    expect(candidates[0]?.title).toBe('Training hospital');
  });

  it('of a case go by its point or its outline; nothing is proposed where it says neither', async () => {
    const ask = (place: object, edtf = '2016-04-27') =>
      call('propose.facilities', {
        on: { when: edtf, places: [{ name: '', precision: 'unknown', point: null, ...place }] },
      });
    expect((await ask({ name: 'Aleppo', precision: 'settlement' })).placed).toBe(false);
    expect((await ask(at(0, 'street'))).candidates.map(({ site }) => site)).toEqual([sites.there, sites.unsure]);
    expect((await ask(at(0), '2013')).candidates.map(({ site }) => site)).toContain(sites.before);
    expect((await ask(at(0), '2013')).candidates.map(({ site }) => site)).not.toContain(sites.there);
  });

  it('choose nothing by themselves', async () => {
    const detail: ItemDetail = await call('item.get', { seq: item });
    expect(detail.incidents).toEqual([]);
    expect(await call('record.relations', { of: { item } })).toEqual([]);
  });
});
