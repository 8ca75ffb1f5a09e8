import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { importFiles } from '../../../electron/core/ingest/acquire.ts';
import { pathSources } from '../../../electron/core/ingest/source.ts';
import { flaggedBatches } from '../../../electron/core/records/batches.ts';
import { amendIncident, createIncident } from '../../../electron/core/records/incidents.ts';
import { listItems, readItem } from '../../../electron/core/records/items.ts';
import { search } from '../../../electron/core/search/search.ts';
import { batch } from '../../../shared/contract/batches.ts';
import { searchQuery } from '../../../shared/contract/search.ts';
import type { ImportSummary } from '../../../shared/contract.ts';
import { importSummary } from '../../../shared/contract.ts';
import { type IncidentFields, uncoded } from '../../../shared/model/incident.ts';
import { photograph } from '../../fixtures/pictures.ts';
import { type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

/** Two cameras at one place, the second an hour behind; a phone that made one picture; and what came through WhatsApp. */
describe('one import from two cameras and a phone', () => {
  let field: TemporaryVault;
  let card: string;
  let summary: ImportSummary;

  beforeAll(async () => {
    field = await temporaryVault();
    card = await mkdtemp(join(tmpdir(), 'sanad-batches-'));
    const put = async (name: string, make: string, hour: number, minute: number) =>
      writeFile(
        join(card, name),
        await photograph({
          format: 'jpeg',
          seed: hour * 60 + minute,
          exif: {
            make,
            taken: `2016:04:27 ${String(hour).padStart(2, '0')}:${minute}:05`,
            gps: { latitude: 36.2, longitude: 37.15, time: `2016-04-27T09:${minute}:00Z` },
          },
        }),
      );
    for (const minute of [10, 20, 30]) {
      await put(`first-${minute}.jpg`, 'First', 12, minute);
      await put(`second-${minute}.jpg`, 'Second', 11, minute);
    }
    await put('phone.jpg', 'Phone', 15, 40);
    const bare = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#123' } })
      .jpeg()
      .toBuffer();
    for (const name of ['IMG-20160427-WA0001.jpg', 'IMG-20160427-WA0002.jpg', 'scan.jpg'])
      await writeFile(join(card, name), Buffer.concat([bare, Buffer.from(name)]));
    summary = importSummary.parse(
      await importFiles(field.vault, await pathSources([card], { except: field.path }), {
        workers: forkedWorkers,
        job: 'job-1',
      }),
    );
  });
  afterAll(async () => {
    await field.remove();
    await rm(card, { recursive: true });
  });

  const itemNamed = (name: string) =>
    field.vault.db.prepare('SELECT seq FROM item WHERE name = ?').pluck().get(name) as number;

  it('says how many files came without metadata, and under the names of which program', () => {
    expect(summary.flags.kinds.filter(({ kind }) => kind === 'metadata absent')).toEqual([
      { kind: 'metadata absent', messenger: 'WhatsApp', count: 2 },
      { kind: 'metadata absent', messenger: null, count: 1 },
    ]);
  });

  it('says by how much one camera is ahead of the other; one picture is too few to judge a clock', () => {
    expect(summary.flags.clocks).toEqual([{ device: 'First', behind: 'Second', seconds: 3_600 }]);
  });

  it('says it again where the newest imports are listed, and says nothing of a source without flags', () => {
    expect(flaggedBatches(field.vault, 5).map((each) => batch.parse(each))).toEqual([
      { acquisition: summary.acquisition, at: expect.any(String), source: card, archived: 10, flags: summary.flags },
    ]);
  });

  it('counts no flag twice where the same source is taken in again', async () => {
    const again = await importFiles(field.vault, await pathSources([card], { except: field.path }), {
      workers: forkedWorkers,
      job: 'job-2',
    });
    expect(again.alreadyHere).toBe(10);
    expect(again.flags).toEqual(summary.flags);
  });

  describe('a picture in a case', () => {
    const at = (latitude: string, precision: IncidentFields['place']['precision']): IncidentFields => ({
      ...uncoded,
      title: 'Clinic hit',
      facility: '',
      place: { name: 'Aleppo', precision, point: { latitude, longitude: '37.15' } },
      when: { edtf: '', words: '' },
      account: '',
      attackTypes: [],
      certainty: 'possible',
    });
    const farKinds = (name: string) =>
      readItem(field.vault, itemNamed(name)).conflicts.filter(({ kind }) => kind === 'far from the case');

    it('is flagged where its file puts it far away, with the distance and without the place', () => {
      createIncident(field.vault, { fields: at('36.3', 'exact'), items: [itemNamed('first-10.jpg')] });
      expect(farKinds('first-10.jpg')).toEqual([
        { kind: 'far from the case', values: { case: 'Clinic hit', distance: '11.1 km' } },
      ]);
    });

    it('is not flagged a few hundred metres off, nor where the case is known to a governorate only', () => {
      createIncident(field.vault, { fields: at('36.205', 'exact'), items: [itemNamed('first-20.jpg')] });
      createIncident(field.vault, { fields: at('36.9', 'governorate'), items: [itemNamed('first-30.jpg')] });
      expect(farKinds('first-20.jpg')).toEqual([]);
      expect(farKinds('first-30.jpg')).toEqual([]);
    });

    it('is found by that flag as by every other, and not any more where the case is put right', () => {
      const found = () =>
        search(field.vault, {
          query: searchQuery.parse({ facets: { flag: ['far from the case'] } }),
          offset: 0,
          limit: 10,
        }).hits.flatMap((hit) => (hit.kind === 'item' ? [hit.seq] : []));
      const flagged = () => listItems(field.vault, { filter: 'conflicts', offset: 0, limit: 100 });
      const before = flagged().total;
      const seq = itemNamed('phone.jpg');
      const has = () => readItem(field.vault, seq).summary.conflicts;
      const own = has();
      const { id, head } = createIncident(field.vault, { fields: at('36.9', 'exact'), items: [seq] });
      expect(new Set(found())).toEqual(new Set([seq, itemNamed('first-10.jpg')]));
      expect(has()).toBe(own + 1);
      expect(flaggedBatches(field.vault, 1)[0]?.flags.kinds).toContainEqual({
        kind: 'far from the case',
        messenger: null,
        count: 2,
      });
      const right = { ...at('36.2', 'exact'), title: 'Clinic hit' };
      amendIncident(field.vault, { id, head, fields: right, reason: 'the map was read wrongly' });
      expect(found()).toEqual([itemNamed('first-10.jpg')]);
      expect([has(), flagged().total]).toEqual([own, before]);
      expect(farKinds('phone.jpg')).toEqual([]);
    });
  });
});
