/** What is closed inside the archive and comes a second time: it is taken in once, named nowhere, and never called missing. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectionRows, rebuildProjections } from '../../../electron/core/records/projections.ts';
import type { Session } from '../../../electron/core/session.ts';
import { photograph } from '../../fixtures/pictures.ts';
import { type Call, openSession } from '../../fixtures/session.ts';

const closedName = 'IMG_0042 Planted Somebody.jpg';
const folder = 'DCIM/100TRAIN';

const privately = mkdtempSync(join(tmpdir(), 'sanad-again-'));
const card = join(privately, 'card');
let session: Session;
let call: Call;
let end: () => Promise<void>;
let restriction = '';
const ids = { closed: 0, open: 0, list: 0 };

const importing = (path: string) => call('import.start', { sources: [{ kind: 'path', path }], job: path.slice(-60) });
const items = async () => (await call('item.list', { limit: 500 })).items;
const companionRecords = () =>
  Array.from({ length: session.vault.ledger.size }, (_, seq) => session.vault.ledger.readFields(seq)).filter(
    ({ kind }) => kind === 'companion',
  );

/** All that is said anywhere of what was imported. */
async function everything(): Promise<string> {
  const { acquisitions } = await call('acquisition.list', {});
  const said: unknown[] = [
    acquisitions,
    await call('import.interrupted', {}),
    await call('ledger.list', { limit: 500 }),
    await call('search.query', { query: { text: 'Planted' }, offset: 0, limit: 100 }),
  ];
  for (const { acquisition } of acquisitions) said.push(await call('acquisition.get', { acquisition }));
  for (const { seq } of await items()) said.push(await call('item.get', { seq }));
  return JSON.stringify(said);
}

function expectMadeAnew(): void {
  const { db, ledger } = session.vault;
  const before = projectionRows(db);
  rebuildProjections(db, ledger);
  // How search counts what it knows is its own.
  const { findable: _a, findable_facet: _b, findable_text: _c, findable_word: _d, ...after } = projectionRows(db);
  for (const [table, rows] of Object.entries(after)) expect(rows, table).toEqual(before[table]);
}

beforeAll(async () => {
  ({ session, call, end } = await openSession());
  mkdirSync(join(card, folder), { recursive: true });
  const exif = { make: 'Training', model: 'One', offset: '+03:00' };
  writeFileSync(
    join(card, folder, closedName),
    await photograph({ seed: 1, exif: { ...exif, taken: '2016:04:27 18:45:40' } }),
  );
  writeFileSync(
    join(card, folder, 'IMG_0043.jpg'),
    await photograph({ seed: 2, exif: { ...exif, taken: '2016:04:27 18:46:40' } }),
  );
  writeFileSync(
    join(card, folder, 'WhatsApp Chat with Training.txt'),
    [
      `27/04/2016, 21:45 - Training One: ${closedName} (file attached)`,
      '27/04/2016, 21:46 - Training Two: IMG_0043.jpg (file attached)',
    ].join('\n'),
  );
  await importing(card);
  const all = await items();
  const named = (name: string) => all.find((each) => each.name === name)?.seq ?? -1;
  Object.assign(ids, {
    ...{ closed: named(closedName), open: named('IMG_0043.jpg') },
    list: named('WhatsApp Chat with Training.txt'),
  });
  const { restrictions } = await call('gate.restrict', {
    on: { what: 'item', seq: ids.closed },
    ...{ viewers: ['archive'], authority: 'Training court', basis: 'order 12', until: null },
  });
  restriction = restrictions.at(-1)?.id ?? '';
});

afterAll(async () => {
  await end();
  rmSync(privately, { recursive: true, force: true });
});

describe('what is closed and comes again', () => {
  test('was said before to be in its source, and isn’t any more', async () => {
    expect(companionRecords()).toHaveLength(1);
    expect(await everything()).not.toContain('Planted');
    expect(await everything()).toContain('IMG_0043.jpg');
  });

  test('from the same place is known to be here, and nothing new is said of it', async () => {
    const before = session.vault.ledger.size;
    const summary = await importing(card);
    expect(summary).toMatchObject({ archived: 0, alreadyHere: 3, missing: [] });
    expect(session.vault.ledger.size).toBe(before);
    expect(await everything()).not.toContain('Planted');
  });

  test('with more beside it is listed again without being named', async () => {
    writeFileSync(join(card, folder, 'IMG_0044.jpg'), await photograph({ seed: 3 }));
    const summary = await importing(card);
    expect(summary).toMatchObject({ archived: 1, alreadyHere: 3, missing: [] });
    expect(await everything()).not.toContain('Planted');
    expect(
      companionRecords().flatMap((fields) => Object.keys(fields).filter((name) => name.startsWith('absent.'))),
    ).toEqual([]);
    const { acquisitions } = await call('acquisition.list', {});
    expect(acquisitions.map(({ acquisition }) => acquisition)).toContain(summary.acquisitions[0]);
    for (const { acquisition } of acquisitions) {
      const { taken } = await call('acquisition.get', { acquisition });
      expect(taken.counts).toMatchObject({ missing: 0, erased: 0, gaps: 0 });
      expect(taken).toMatchObject({ problems: [], removable: true });
    }
    expectMadeAnew();
  });

  test('from another place is closed as it arrives, also where that lists it, and what speaks of it there', async () => {
    const copy = join(privately, 'copy');
    cpSync(card, copy, { recursive: true });
    const summary = await importing(copy);
    expect(summary.archived).toBeGreaterThan(0);
    const said = await everything();
    expect(said).toContain(join(copy, folder, 'IMG_0043.jpg'));
    expect(said).not.toContain('Planted');
    expectMadeAnew();
  });

  test('is all there once it is opened, once for each place, with what was said of it', async () => {
    await call('gate.lift', {
      id: restriction,
      reason: 'the order ended',
    });
    const twins = (await items()).filter(({ name }) => name === closedName);
    expect(twins).toHaveLength(2);
    for (const { seq } of twins) expect((await call('item.get', { seq })).beside).toHaveLength(1);
    expectMadeAnew();
  });
});
