import { execFileSync } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decide } from '../../../electron/core/bundle/gate.ts';
import { createEngine, type Engine } from '../../../electron/core/engine.ts';
import { prepareErasure } from '../../../electron/core/erasure/plan.ts';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { asking, noBearing } from '../../../electron/core/gate/bearing.ts';
import { projectionRows, projections, rebuildProjections } from '../../../electron/core/records/projections.ts';
import { openVault } from '../../../electron/core/vault/vault.ts';
import { statementFields } from '../../../shared/model/acquisition.ts';
import { audiences } from '../../../shared/model/vocabulary.ts';
import { photograph } from '../../fixtures/pictures.ts';
import { passphrase, type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

/** The whole of core behind the contract, over a real vault and a real folder. People are code names of nobody. */
let field: TemporaryVault;
let engine: Engine;
let card: string;
beforeEach(async () => {
  field = await temporaryVault();
  await field.vault.close();
  card = await mkdtemp(join(tmpdir(), 'sanad-card-'));
  engine = createEngine({ workers: forkedWorkers, face: 'terminal', folder: card, version: '0.0.0' });
  await engine.call('vault.open', { path: field.path, passphrase });
});
afterEach(async () => {
  await engine.close();
  await rm(field.path, { recursive: true });
  await rm(card, { recursive: true, force: true });
});

const said = statementFields.parse({
  origin: 'card',
  creator: 'lamp-3',
  giver: 'river-9',
  carrier: 'stone-1',
  original: { where: 'with the creator', words: 'kept in the same house' },
  testifies: 'under conditions',
  received: { edtf: '2016-04-28~', words: 'the day after' },
  handed: 'courier',
  method: 'copied from the medium',
  note: 'the card had been in two phones',
});

async function fill(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(join(card, name, '..'), { recursive: true });
    await writeFile(join(card, name), `contents of ${name}`);
  }
}

const importCard = (more: object = {}) =>
  engine.call('import.start', { sources: [{ kind: 'path', path: card }], job: 'job', ...more });

async function acquired(...names: string[]): Promise<number> {
  await fill(...names);
  return (await importCard()).acquisition ?? -1;
}

describe('what is said of where files come from', () => {
  it('may come with the import: a card is then read twice, and the statement stands before the first file', async () => {
    await fill('IMG_0001.txt', 'IMG_0002.txt');
    const summary = await importCard({ statement: said });
    expect(summary).toMatchObject({ archived: 2, readTwice: 2 });
    const { statement } = await engine.call('acquisition.get', { acquisition: summary.acquisition ?? -1 });
    expect(statement).toMatchObject({ fields: said, acquisitions: summary.acquisitions });
    const { items } = await engine.call('item.list', { filter: 'all', offset: 0, limit: 10 });
    expect(Math.min(...items.map(({ seq }) => seq))).toBeGreaterThan(statement?.head ?? Number.POSITIVE_INFINITY);
    const { provenance } = await engine.call('item.get', { seq: items[0]?.seq ?? -1 });
    expect(provenance).toEqual(statement);
  });

  it('is not said twice when an import is run again, and something else is refused before anything is copied', async () => {
    await fill('a.txt');
    await importCard({ statement: said });
    await fill('b.txt');
    await rm(join(card, 'b.txt'));
    expect(await importCard({ statement: said })).toMatchObject({ alreadyHere: 1 });
    await expect(importCard({ statement: { ...said, creator: 'other-1' } })).rejects.toMatchObject({
      code: 'ACQUISITION_STATED',
    });
  });

  it('may come later, for several at once, and is corrected with a reason; what stood before stays', async () => {
    const first = await acquired('a.txt');
    await rm(join(card, 'a.txt'));
    const second = await acquired('b.txt');
    expect((await engine.call('acquisition.get', { acquisition: first })).statement).toBeNull();
    const stated = await engine.call('acquisition.state', { acquisitions: [second, first], fields: said });
    expect(stated.statement?.acquisitions).toEqual([first, second]);
    await expect(engine.call('acquisition.state', { acquisitions: [first], fields: said })).rejects.toMatchObject({
      code: 'ACQUISITION_STATED',
    });

    const { id = '', head = -1 } = stated.statement ?? {};
    const fields = { ...said, carrier: null, testifies: 'yes' as const };
    const amended = await engine.call('acquisition.amend', { id, head, fields, reason: 'the source called back' });
    expect(amended.statement?.fields).toEqual(fields);
    expect(amended.statement?.history.at(-1)).toMatchObject({
      action: 'provenanceCorrected',
      reason: 'the source called back',
      changes: [
        { field: 'carrier', before: 'stone-1', after: null },
        { field: 'testifies', before: 'under conditions', after: 'yes' },
      ],
    });
    // Somebody else was looking at it as it stood before.
    await expect(
      engine.call('acquisition.amend', { id, head, fields: said, reason: 'an older sheet' }),
    ).rejects.toMatchObject({ code: 'RECORD_STALE' });
  });

  it('is refused where a value cannot be, and then nothing is written', async () => {
    const acquisition = await acquired('a.txt');
    const before = await engine.call('vault.state', {});
    for (const [name, value] of [
      ['origin', 'somewhere'],
      ['received', { edtf: 'last tuesday', words: '' }],
      ['creator', ''],
    ] as const)
      await expect(
        engine.call('acquisition.state', { acquisitions: [acquisition], fields: { ...said, [name]: value } as never }),
      ).rejects.toMatchObject({ code: 'REQUEST_INVALID', params: { field: expect.stringContaining(name) } });
    await expect(engine.call('acquisition.state', { acquisitions: [0], fields: said })).rejects.toMatchObject({
      code: 'RECORD_NOT_FOUND',
    });
    expect((await engine.call('vault.state', {}))?.entries).toBe(before?.entries);
  });

  it('leaves nobody’s code name to any audience', async () => {
    await engine.call('acquisition.state', { acquisitions: [await acquired('a.txt')], fields: said });
    await engine.close();
    const vault = await openVault({ path: field.path, passphrase, projections });
    const entry = [...vault.ledger.everyAppended()].find(({ fields }) => fields.kind === 'provenance');
    for (const audience of audiences) {
      const fields = entry?.fields ?? {};
      const subject = { type: 'record', fields, bearing: noBearing, today: '2016-05-01', endsShown: true };
      const decision = decide(subject, { ...asking(audience), viewer: audience });
      for (const name of ['creator', 'giver', 'carrier']) expect(decision.get(name)).toBe('identity');
      expect(decision.get('origin')).toBeNull();
      expect(decision.get('original')).toBe(audience === 'court' ? null : 'may point to a person');
    }
    await vault.close();
    engine = createEngine({ workers: forkedWorkers, face: 'terminal', folder: card, version: '0.0.0' });
  });
});

describe('how an import stands', () => {
  it('counts, names the gaps in the numbering, and has a digest that standard tools give as well', async () => {
    const camera = { make: 'Canon', model: 'EOS 5D', serial: '0123' };
    await mkdir(join(card, 'DCIM/100CANON'), { recursive: true });
    const names = ['IMG_0001.JPG', 'IMG_0002.JPG', 'IMG_0006.JPG', 'IMG_0007.JPG'];
    for (const [seed, name] of names.entries())
      await writeFile(join(card, 'DCIM/100CANON', name), await photograph({ seed, exif: camera }));
    await symlink('elsewhere', join(card, 'link'));
    const { acquisition } = await importCard();
    const { taken, skipped } = await engine.call('acquisition.get', { acquisition: acquisition ?? -1 });
    expect(taken.counts).toEqual({
      listed: 4,
      archived: 4,
      missing: 0,
      erased: 0,
      skipped: 1,
      readTwice: 0,
      gaps: 1,
    });
    expect(taken.gaps).toEqual([
      {
        folder: 'DCIM/100CANON',
        camera: 'Canon EOS 5D',
        after: { number: 2, name: 'IMG_0002.JPG' },
        before: { number: 3, name: 'IMG_0006.JPG' },
        missing: 3,
      },
    ]);
    expect(skipped).toEqual([{ path: 'link', code: 'SOURCE_NOT_A_FILE' }]);
    expect(taken.removable).toBe(false);
    const judged = execFileSync('sh', ['-c', 'sha256sum DCIM/*/* | cut -c1-64 | sort -u | sha256sum'], { cwd: card });
    expect(taken.digest).toBe(judged.toString().slice(0, 64));
  });

  it('is signed off as it was seen, statement and all', async () => {
    const acquisition = await acquired('a.txt', 'b.txt');
    const { taken } = await engine.call('acquisition.get', { acquisition });
    expect(taken).toMatchObject({ removable: true, problems: [] });
    const signed = await engine.call('acquisition.signOff', { acquisition, seen: taken.seen });
    expect(signed.signOffs).toMatchObject([
      { operator: 'op-1', digest: taken.digest, removable: true, stands: true, counts: { archived: 2 } },
    ]);
    expect((await engine.call('acquisition.list', { offset: 0, limit: 10 })).acquisitions).toMatchObject([
      { acquisition, listed: 2, archived: 2, signedOff: signed.signOffs[0]?.at },
    ]);
    // What was seen before a statement was made is not what is signed after it.
    await engine.call('acquisition.state', { acquisitions: [acquisition], fields: said });
    await expect(engine.call('acquisition.signOff', { acquisition, seen: taken.seen })).rejects.toMatchObject({
      code: 'RECORD_STALE',
    });
    // Nor does what was signed stand for it: it is there to be signed again, after a correction as well.
    const stated = await engine.call('acquisition.get', { acquisition });
    expect(stated.signOffs).toMatchObject([{ stands: false }]);
    const again = await engine.call('acquisition.signOff', { acquisition, seen: stated.taken.seen });
    expect(again.signOffs).toMatchObject([{ stands: true }, { stands: false }]);
    const { id = '', head = -1 } = stated.statement ?? {};
    const fields = { ...said, carrier: null };
    const amended = await engine.call('acquisition.amend', { id, head, fields, reason: 'misheard' });
    expect(amended.signOffs).toMatchObject([{ stands: false }, { stands: false }]);
  });

  it('names what is missing until it is brought, also where a later import brought it', async () => {
    await fill('a.txt', 'b.txt', 'c.txt');
    const stop = engine.subscribe((event) => {
      // It is listed by then, and nothing is copied yet.
      if (event.event === 'progress' && event.acquisitions?.length === 1 && existsSync(join(card, 'c.txt')))
        renameSync(join(card, 'c.txt'), `${card}.pulled`);
    });
    const { acquisition, missing } = await importCard();
    stop();
    expect(missing).toEqual(['c.txt']);
    renameSync(`${card}.pulled`, join(card, 'c.txt'));
    const before = await engine.call('acquisition.get', { acquisition: acquisition ?? -1 });
    expect(before.taken.problems.map(({ name, what }) => [name, what])).toEqual(
      missing.map((name) => [name, 'missing']),
    );
    const seen = before.taken.seen;
    const signed = await engine.call('acquisition.signOff', { acquisition: before.acquisition, seen });
    expect(signed.signOffs).toMatchObject([{ stands: true, removable: false, counts: { missing: missing.length } }]);
    await fill('d.txt');
    const later = await importCard();
    expect(later.acquisition).not.toBe(acquisition);
    for (const each of [acquisition, later.acquisition]) {
      const { taken } = await engine.call('acquisition.get', { acquisition: each ?? -1 });
      expect(taken).toMatchObject({ problems: [], removable: true });
      expect(taken.counts.archived).toBe(taken.counts.listed);
    }
    const { acquisitions } = await engine.call('acquisition.list', { offset: 0, limit: 10 });
    expect(acquisitions.map(({ listed, archived }) => [listed, archived])).toEqual([
      [4, 4],
      [3, 3],
    ]);
    // What was signed off before is not how it is any more, and says so.
    const { signOffs } = await engine.call('acquisition.get', { acquisition: before.acquisition });
    expect(signOffs).toMatchObject([{ stands: false }]);
  });

  it('gives up what would name an erased file: the digest, and what was said of that file alone', async () => {
    const acquisition = await acquired('only.txt');
    await engine.call('acquisition.state', { acquisitions: [acquisition], fields: said });
    const { taken, statement } = await engine.call('acquisition.get', { acquisition });
    const { signOffs, items } = await engine.call('acquisition.signOff', { acquisition, seen: taken.seen });
    await engine.close();
    const vault = await openVault({ path: field.path, passphrase, projections });
    const { plan } = prepareErasure(vault, { what: 'item', seq: items[0]?.seq ?? -1 });
    const going = new Map(plan.entries.map(({ seq, fields }) => [seq, fields]));
    expect(going.get(signOffs[0]?.seq ?? -1)).toEqual(['digest']);
    expect(going.get(statement?.head ?? -1)).toEqual(expect.arrayContaining(['creator', 'giver', 'carrier', 'note']));
    expect(going.get(acquisition)).toEqual(expect.arrayContaining(['holds.1', 'source.path', 'volume']));
    // The tables are what the ledger gives, from the first entry on.
    const rows = projectionRows(vault.db);
    rebuildProjections(vault.db, vault.ledger);
    expect(projectionRows(vault.db)).toEqual(rows);
    await vault.close();
    engine = createEngine({ workers: forkedWorkers, face: 'terminal', folder: card, version: '0.0.0' });
  });
});
