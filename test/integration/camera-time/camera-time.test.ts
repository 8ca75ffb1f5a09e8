/** A camera's clock measured by photographing the page with the time; and which time was kept somewhere. Nothing that was read is changed by either. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offsetsBetween, tzVersion } from '../../../electron/core/camera-time/zones.ts';
import { createEngine, type Engine } from '../../../electron/core/engine.ts';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import type { ItemDetail } from '../../../shared/contract.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { writeClockCode } from '../../../shared/model/measured-clock.ts';
import { qrModules } from '../../../shared/paper/qr.ts';
import { onATable } from '../../fixtures/codes.ts';
import { trainingIncident } from '../../fixtures/incident.ts';
import { type PhotographExif, photograph } from '../../fixtures/pictures.ts';
import { cheapKdf, passphrase, temporaryVault } from '../../fixtures/vault.ts';

const second = { operator: 'op-2', passphrase: 'the second training passphrase' } as const;

const folder = mkdtempSync(join(tmpdir(), 'sanad-camera-time-'));
const card = join(folder, 'card');
let engine: Engine;
let vaultFolder: string;
const items = new Map<string, number>();

/** What the page showed at that moment, photographed askew on a table, as the camera dates it. */
async function pageAt(shown: string, exif: PhotographExif): Promise<Uint8Array> {
  const picture = await onATable(qrModules(encodeUtf8(writeClockCode(new Date(shown)))));
  return new Uint8Array(
    await picture
      .rotate(4, { background: '#999' })
      .withExif({
        IFD0: { Make: exif.make ?? '', Model: exif.model ?? '' },
        IFD2: {
          DateTimeOriginal: exif.taken ?? '',
          ...(exif.offset === undefined ? {} : { OffsetTimeOriginal: exif.offset }),
          ...(exif.serial === undefined ? {} : { BodySerialNumber: exif.serial }),
        },
      })
      .jpeg({ quality: 80 })
      .toBuffer(),
  );
}

const ours = { make: 'Training', model: 'C1', serial: '0042' } as const;
const bare = { make: 'Training', model: 'C2' } as const;

beforeAll(async () => {
  mkdirSync(card);
  const shown = '2016-05-01T09:00:00Z';
  const pictures: Record<string, Uint8Array> = {
    // 3 min 12 s ahead, with the offset written.
    'page.jpg': await pageAt(shown, { ...ours, taken: '2016:05:01 12:03:12', offset: '+03:00' }),
    'hospital.jpg': await photograph({ seed: 1, exif: { ...ours, taken: '2016:04:27 21:45:12', offset: '+03:00' } }),
    'other-number.jpg': await photograph({
      seed: 2,
      exif: { ...ours, serial: '0043', taken: '2016:04:27 21:45:12', offset: '+03:00' },
    }),
    'no-number.jpg': await photograph({
      seed: 3,
      exif: { make: 'Training', model: 'C1', taken: '2016:04:27 21:45:12', offset: '+03:00' },
    }),
    // Neither zone nor error are known apart: 3 h 1 s more than UTC.
    'bare-page.jpg': await pageAt(shown, { ...bare, taken: '2016:05:01 12:00:01' }),
    'bare.jpg': await photograph({ seed: 4, exif: { ...bare, taken: '2016:04:27 21:45:12' } }),
    'bare-summer.jpg': await photograph({
      seed: 5,
      exif: { make: 'Training', model: 'C3', taken: '2016:10:27 23:30:00' },
    }),
    'elsewhere.jpg': await photograph({
      seed: 6,
      exif: { make: 'Training', model: 'C3', taken: '2016:04:27 10:00:00', gps: { latitude: 33.5, longitude: 36.3 } },
    }),
    'undated-page.jpg': new Uint8Array(
      await (await onATable(qrModules(encodeUtf8(writeClockCode(new Date(shown)))))).jpeg().toBuffer(),
    ),
  };
  for (const [name, bytes] of Object.entries(pictures)) writeFileSync(join(card, name), bytes);
  const made = await temporaryVault();
  const { path } = made;
  vaultFolder = dirname(path);
  await made.vault.addOperator(second.operator, second.passphrase, cheapKdf);
  await made.vault.close();
  engine = createEngine({ workers: forkedWorkers, face: 'terminal', folder, version: '0.0.0', known: null });
  await engine.call('vault.open', { path, passphrase });
  await engine.call('import.start', { job: 'card', sources: [{ kind: 'path', path: card }] });
  for (const { name, seq } of (await engine.call('item.list', {})).items) items.set(name, seq);
});
afterAll(async () => {
  await engine.close();
  for (const each of [folder, vaultFolder]) rmSync(each, { recursive: true, force: true });
});

const seq = (name: string) => items.get(name) ?? -1;
const item = (name: string): Promise<ItemDetail> => engine.call('item.get', { seq: seq(name) });
const readings = async (name: string) => (await item(name)).readings;
const fault = async (call: Parameters<Engine['handle']>[0], input: unknown) => {
  const reply = await engine.handle(call, input);
  return reply.ok ? 'done' : reply.fault.code;
};

describe('a camera’s clock', () => {
  it('is read from a photograph of the page, and nothing is recorded by that', async () => {
    const before = (await engine.call('ledger.list', {})).total;
    expect(await engine.call('clock.read', { item: seq('page.jpg') })).toEqual({
      item: seq('page.jpg'),
      camera: { make: 'Training', model: 'C1' },
      serial: '0042',
      shown: '2016-05-01T09:00:00Z',
      wall: '2016-05-01T12:03:12',
      offset: '+03:00',
      ahead: 192,
    });
    expect((await engine.call('ledger.list', {})).total).toBe(before);
  });

  it('is read of that camera’s pictures beside their own time, which stays as it is', async () => {
    const before = (await item('hospital.jpg')).metadata;
    const clock = await engine.call('clock.add', { item: seq('page.jpg'), reason: 'photographed in the office' });
    expect(await readings('hospital.jpg')).toEqual([
      { basis: 'clock', camera: 'same', instant: '2016-04-27T18:42:00Z', clock },
    ]);
    expect((await item('hospital.jpg')).metadata).toEqual(before);
    // One that doesn't say its number may be the same; one with another number is another.
    expect(await readings('no-number.jpg')).toMatchObject([{ camera: 'model', instant: '2016-04-27T18:42:00Z' }]);
    expect(await readings('other-number.jpg')).toEqual([]);
    expect((await item('page.jpg')).history.map(({ action }) => action)).toContain('clockMeasured');
  });

  it('without an offset is measured against UTC, its zone included, and read so of pictures without one', async () => {
    const { ahead, offset } = await engine.call('clock.add', { item: seq('bare-page.jpg'), reason: 'in the office' });
    expect([ahead, offset]).toEqual([10_801, null]);
    expect(await readings('bare.jpg')).toMatchObject([
      { basis: 'clock', camera: 'model', instant: '2016-04-27T18:45:11Z' },
    ]);
  });

  it('is not read any more once the measurement is withdrawn, which stays on record', async () => {
    const [clock] = await engine.call('clock.list', {});
    await engine.call('clock.withdraw', { id: clock?.id ?? '', reason: 'another camera' });
    expect(await readings('bare.jpg')).toEqual([]);
    expect(await engine.call('clock.show', { id: clock?.id ?? '' })).toMatchObject({
      withdrawn: { operator: 'op-1', reason: 'another camera' },
    });
    expect(await fault('clock.withdraw', { id: clock?.id, reason: 'again' })).toBe('RECORD_WITHDRAWN');
  });

  it('can’t be read from a picture of something else, or one that doesn’t say when it was taken', async () => {
    expect(await fault('clock.add', { item: seq('hospital.jpg'), reason: 'a try' })).toBe('CLOCK_NOT_SHOWN');
    expect(await fault('clock.read', { item: seq('undated-page.jpg') })).toBe('CLOCK_NOT_DATED');
    expect(await fault('clock.read', { item: 99_999 })).toBe('RECORD_NOT_FOUND');
  });
});

const damascus = {
  where: 'Training town',
  control: 'one side',
  zone: 'Asia/Damascus',
  from: '2016-01-01',
  to: '2016-12-31',
  says: 'a resident',
  reason: 'lived there',
  incident: null,
  around: null,
} as const;

describe('civil time', () => {
  it('is read of times without an offset, beside them, and labelled with who says so and by which database', async () => {
    const civil = await engine.call('civilTime.add', damascus);
    expect(civil.tz).toBe(tzVersion);
    expect(civil.tz).toMatch(/^tz \d{4}[a-z]+, ICU \d+/);
    expect(await readings('bare.jpg')).toEqual([
      { basis: 'civil time', civil, place: 'not said', instants: ['2016-04-27T18:45:12Z'] },
    ]);
    // That of a camera which writes its offset is not in question.
    expect((await readings('hospital.jpg')).map(({ basis }) => basis)).toEqual(['clock']);
  });

  it('of two sides in one place is shown twice', async () => {
    const other = await engine.call('civilTime.add', { ...damascus, control: 'another side', zone: '+02:00' });
    expect((await readings('bare.jpg')).map((each) => 'instants' in each && each.instants)).toEqual([
      ['2016-04-27T18:45:12Z'],
      ['2016-04-27T19:45:12Z'],
    ]);
    await engine.call('civilTime.withdraw', { id: other.id, reason: 'a mistake' });
    expect(await readings('bare.jpg')).toHaveLength(1);
  });

  it('in the hour that a clock showed twice means two times', async () => {
    const stated = (date: string) => ({ ...damascus, zone: 'Asia/Damascus', from: date, to: date });
    // The clocks of that zone went back at midnight on 28 October 2016.
    const { id } = await engine.call('civilTime.add', stated('2016-10-27'));
    const twice = await readings('bare-summer.jpg');
    expect(twice.at(-1)).toMatchObject({ instants: ['2016-10-27T20:30:00Z', '2016-10-27T21:30:00Z'] });
    await engine.call('civilTime.withdraw', { id, reason: 'only a try' });
  });

  it('of a place is not read of what was taken far from it, that of a case not of items outside', async () => {
    const around = { latitude: '36.2', longitude: '37.15', kilometres: 30 };
    const near = await engine.call('civilTime.add', { ...damascus, around });
    const ids = async (name: string) =>
      (await readings(name)).map((each) => (each.basis === 'civil time' ? each.civil.id : each.clock.id));
    expect(await ids('elsewhere.jpg')).not.toContain(near.id);
    expect(await ids('bare.jpg')).toContain(near.id);
    const incident = await engine.call('incident.create', {
      fields: trainingIncident(),
      items: [seq('bare-summer.jpg')],
    });
    const ofCase = await engine.call('civilTime.add', { ...damascus, incident: incident.id });
    expect(await ids('bare-summer.jpg')).toContain(ofCase.id);
    expect(await ids('bare.jpg')).not.toContain(ofCase.id);
  });

  it.each([
    ['no zone', { zone: 'Europe/Nowhere' }],
    ['an offset that there is not', { zone: '+25:00' }],
    ['a day that there is not', { from: '2016-02-30' }],
    ['days in the wrong order', { to: '2015-12-31' }],
    ['no place on earth', { around: { latitude: '91', longitude: '0', kilometres: 5 } }],
  ])('is refused for %s', async (_, wrong) => {
    expect(await fault('civilTime.add', { ...damascus, ...wrong })).toBe('FIELD_INVALID');
  });

  it('for a case that there is not, is refused', async () => {
    expect(await fault('civilTime.add', { ...damascus, incident: 'a'.repeat(32) })).toBe('RECORD_NOT_FOUND');
  });
});

describe('a photograph of the page that is erased', () => {
  it('takes its measurement along: the camera’s number and what was said of it', async () => {
    const clock = (await engine.call('clock.list', {})).find(({ item: of }) => of === seq('page.jpg'));
    const target = { what: 'item', seq: seq('page.jpg') } as const;
    const plan = await engine.call('erasure.plan', { target });
    expect(plan.entries.find(({ seq: entry }) => entry === clock?.entry)?.fields).toEqual(
      expect.arrayContaining(['ahead', 'camera', 'reason', 'serial', 'shown', 'wall']),
    );
    const { id } = await engine.call('erasure.request', { target, ground: 'retention ended', plan: plan.digest });
    await engine.call('erasure.confirm', { id, plan: plan.digest, ...second });
    expect(await readings('hospital.jpg')).toEqual([]);
    expect(await engine.call('clock.list', {})).not.toContainEqual(expect.objectContaining({ id: clock?.id }));
    expect(await fault('clock.show', { id: clock?.id })).toBe('RECORD_ERASED');
  });
});

/** `+HH:MM` at each instant, as the computer's own database has it. */
const dated = (instants: readonly number[], zone: string): string[] =>
  (
    spawnSync('date', ['-f', '-', '+%:z'], {
      env: { TZ: zone },
      input: instants.map((at) => `@${at / 1_000}`).join('\n'),
      encoding: 'utf8',
    }).stdout ?? ''
  )
    .trim()
    .split('\n');
const judge = dated([Date.UTC(2016, 3, 27)], 'Asia/Damascus')[0] === '+03:00';

describe.skipIf(!judge)('offsets, against the computer’s own database (needs the date program and tzdata)', () => {
  it.each(['Asia/Damascus', 'Europe/Kyiv', 'Asia/Gaza', 'Asia/Kathmandu', 'Africa/Khartoum', 'Australia/Lord_Howe'])(
    '%s: every change from 2010 to 2021, to the second',
    (zone) => {
      const offsets = offsetsBetween(zone, '2010-01-01', '2021-12-31');
      const changes = offsets.map(({ since }) => Date.parse(since));
      expect(dated(changes, zone)).toEqual(offsets.map(({ offset }) => offset));
      const before = changes.slice(1).map((at) => at - 1_000);
      if (before.length > 0) expect(dated(before, zone)).toEqual(offsets.slice(0, -1).map(({ offset }) => offset));
      // Between two of them nothing changes unseen.
      const days = Array.from({ length: 600 }, (_, number) => Date.UTC(2010, 0, 1) + number * 7 * 86_400_000);
      const inForce = days.map((day) => offsets.findLast(({ since }) => Date.parse(since) <= day)?.offset);
      expect(dated(days, zone)).toEqual(inForce);
    },
  );
});
