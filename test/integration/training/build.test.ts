import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/core/engine.ts';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import {
  buildTraining,
  type Training,
  trainingPictures,
  trainingSteps,
  trainingTelephone,
} from '../../../electron/core/training/build.ts';
import {
  clinicIncident,
  trainingIdentityPassphrase,
  trainingTestimony,
  unassignedPictures,
} from '../../../electron/core/training/story.ts';
import { readHeader } from '../../../electron/core/vault/header.ts';
import { KDF_FLOOR } from '../../../electron/core/vault/passphrase.ts';

describe('the training vault', () => {
  const root = mkdtempSync(join(tmpdir(), 'sanad-training-'));
  const folder = join(root, 'training');
  const files = [trainingPictures, trainingTelephone].flatMap((folder) => readdirSync(folder));
  const steps: string[] = [];
  let engine: Engine;
  let made: Training;

  beforeAll(async () => {
    engine = createEngine({ workers: forkedWorkers, face: 'terminal', folder: root, version: '0.0.0-test' });
    made = await buildTraining(engine, folder, (step) => steps.push(step));
  });
  afterAll(async () => {
    await engine?.close();
    rmSync(root, { recursive: true, force: true });
  });

  it('archives every file, with metadata and preview', () => {
    expect(made.imported).toMatchObject({
      archived: files.length,
      failed: [],
      missing: [],
      withoutMetadata: [],
      withoutPreview: [],
    });
    expect(steps).toEqual([...trainingSteps]);
  });

  it('is called training data and uses the key derivation of real vaults', () => {
    expect(made.vault).toMatchObject({ training: true, items: files.length, incidents: 2, testimonies: 1 });
    for (const { kdf } of readHeader(join(folder, 'training.sanad')).header.operators) {
      expect(kdf.m).toBeGreaterThanOrEqual(KDF_FLOOR.m);
      expect(kdf.t).toBeGreaterThanOrEqual(KDF_FLOOR.t);
    }
  });

  it('shows an incident with its pictures, reasons and correction', async () => {
    const [clinic = ''] = made.incidents;
    const incident = await engine.call('incident.get', { id: clinic });
    expect(incident.fields).toEqual({ ...clinicIncident.fields, ...clinicIncident.correction?.changes });
    expect(incident.items.map(({ item, reason }) => [item.name, reason]).toSorted()).toEqual(
      clinicIncident.links.flatMap(({ pictures: named, reason }) => named.map((name) => [name, reason])).toSorted(),
    );
    const reasons = incident.history.map(({ reason }) => reason);
    expect(reasons).toContain(clinicIncident.correction?.reason);
    const { items } = await engine.call('item.list', { filter: 'no incident', offset: 0, limit: 10 });
    expect(items.map(({ name }) => name)).toEqual(unassignedPictures);
  });

  it('shows the disagreements that the pictures were given', async () => {
    const { items } = await engine.call('item.list', { filter: 'all', offset: 0, limit: 100 });
    const kindsOf = async (name: string) => {
      const seq = items.find((item) => item.name === name)?.seq ?? -1;
      return (await engine.call('item.get', { seq })).conflicts.map(({ kind }) => kind);
    };
    expect(await kindsOf('IMG_0403.JPG')).toEqual([]);
    expect(await kindsOf('DSC00118.JPG')).toContain('gps and clock disagree');
    expect(await kindsOf('DSC00119.JPG')).toContain('gps and clock disagree');
    expect(await kindsOf('IMG_0406.JPG')).toContain('edited with software');
    expect(await kindsOf('IMG_0407.JPG')).toContain('offset missing');
    expect(await kindsOf('IMG-20160428-WA0007.jpg')).toContain('metadata absent');
    const turned = items.find(({ name }) => name === 'IMG_0405.JPG');
    expect([turned?.width, turned?.height]).toEqual([1200, 1600]);
  });

  it('has of everything that files can bring: a copy, a chat, a sidecar, a raw picture, missing numbers, a film and a voice', async () => {
    const { items } = await engine.call('item.list', { filter: 'all', offset: 0, limit: 100 });
    const detail = async (name: string) =>
      engine.call('item.get', { seq: items.find((item) => item.name === name)?.seq ?? -1 });
    const copy = await detail('IMG-20160428-WA0011.jpg');
    expect(copy.alike.map(({ name }) => name)).toEqual(['IMG_0403.JPG']);
    expect(copy.beside).toMatchObject([
      { companion: { form: 'whatsapp' }, says: { sent: { wall: '2016-04-28T06:40' }, sender: 'Juniper 2 (training)' } },
    ]);
    expect((await detail('WhatsApp Chat with Training.txt')).companion).toMatchObject({
      counts: { named: 4, found: 3, absent: 1 },
      absent: ['IMG-20160428-WA0014.jpg'],
    });
    const raw = await detail('DSC00124.DNG');
    expect(raw.beside).toMatchObject([{ companion: { form: 'xmp', name: 'DSC00124.xmp' } }]);
    const [card = -1] = made.imported.acquisitions;
    const { taken } = await engine.call('acquisition.get', { acquisition: card });
    expect(taken.gaps).toMatchObject([
      { after: { name: 'DSC00119.JPG' }, before: { name: 'DSC00124.DNG' }, missing: 4 },
    ]);
    const film = await detail('VID-20160428-WA0012.mp4');
    expect(film.summary).toMatchObject({ type: 'video/mp4', captured: { wall: '2016-04-27T21:52:10', offset: 'Z' } });
    expect((await detail('PTT-20160428-WA0013.opus')).summary.type).toBe('audio/ogg');
  });

  it('shows no two scenes as alike that are not', async () => {
    const { items } = await engine.call('item.list', { filter: 'all', offset: 0, limit: 100 });
    const alike = await Promise.all(
      items.map(async ({ seq, name }) =>
        (await engine.call('item.get', { seq })).alike.map((other) => [name, other.name].sort().join(' = ')),
      ),
    );
    expect([...new Set(alike.flat())]).toEqual(['IMG-20160428-WA0011.jpg = IMG_0403.JPG']);
  });

  it('keeps the identity apart, behind its own passphrase', async () => {
    const testimony = await engine.call('testimony.get', { id: made.testimony });
    expect(testimony.identity).toBe('passphrase');
    expect(
      await engine.call('testimony.identity', { id: made.testimony, passphrase: trainingIdentityPassphrase }),
    ).toEqual(trainingTestimony.identity);
  });

  it('hands over a bundle that verifies, with the testimony and without the identity', () => {
    for (const report of [made.verified.bundle, made.verified.vault])
      expect(report).toMatchObject({ verdict: 'UNANCHORED', exitStatus: 0, findings: [] });
    const bundle = readFileSync(join(folder, 'bundle.zip'));
    expect(made.verified.bundle.exhibits.filter(({ state }) => state === 'intact')).toHaveLength(files.length);
    expect(bundle.includes('I was on duty at the gate that evening')).toBe(true);
    expect(bundle.includes(trainingTestimony.identity.name)).toBe(false);
    expect(bundle.includes(trainingTestimony.identity.contact)).toBe(false);
  });

  it('lays the checkpoint beside it and says in a file what this is', () => {
    expect(readFileSync(join(folder, 'checkpoint.txt'), 'utf8')).toBe(made.checkpoint.note);
    const notice = readFileSync(join(folder, 'README.txt'), 'utf8');
    expect(notice).toContain('TRAINING DATA');
    expect(notice).toContain(made.passphrase);
  });

  it('is not made over another', async () => {
    await expect(buildTraining(engine, folder)).rejects.toMatchObject({ code: 'EXPORT_TARGET_EXISTS' });
  });
});
