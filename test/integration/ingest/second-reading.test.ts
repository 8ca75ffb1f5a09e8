import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { type ImportOptions, importFiles } from '../../../electron/core/ingest/acquire.ts';
import { type FileSource, pathSources, type SourceFile } from '../../../electron/core/ingest/source.ts';
import { Fault } from '../../../shared/faults.ts';
import { secondReading, type Volume } from '../../../shared/model/acquisition.ts';
import { type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

/** A failing card reader, which gives other bytes or none from one reading to the next, is played by the source; all behind it is real. */
let field: TemporaryVault;
let card: string;
beforeEach(async () => {
  field = await temporaryVault();
  card = await mkdtemp(join(tmpdir(), 'sanad-card-'));
});
afterEach(async () => {
  await field.remove();
  await rm(card, { recursive: true, force: true });
});

const run = (sources: FileSource[], options: Partial<ImportOptions> = {}) =>
  importFiles(field.vault, sources, { workers: forkedWorkers, job: 'job', ...options });

async function sourceOf(change: (file: SourceFile) => SourceFile, volume: Volume | null = null): Promise<FileSource[]> {
  const [source] = await pathSources([card]);
  if (source === undefined) throw new Error('no source');
  return [
    {
      ...source,
      volume: async () => volume,
      async list(stop) {
        const { files, skipped } = await source.list(stop);
        return { files: files.map(change), skipped };
      },
    },
  ];
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

async function* given(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const fieldsOfItems = () =>
  [...field.vault.ledger.everyAppended()].filter(({ type }) => type === 'item').map(({ fields }) => fields);

const sdCard: Volume = { label: 'NO NAME', serial: '1A2B-3C4D', filesystem: 'vfat', removable: true, readOnly: false };

describe('a medium that can be taken out', () => {
  it('is read again after the copy, and each file says that both readings were the same', async () => {
    await writeFile(join(card, 'a.txt'), 'a'.repeat(300_001));
    await writeFile(join(card, 'empty.txt'), '');
    const summary = await run(await sourceOf((file) => file, sdCard));
    expect(summary).toMatchObject({ archived: 2, readTwice: 2, readDifferently: [], mayRemoveSource: true });
    for (const { reread } of fieldsOfItems())
      expect(secondReading.parse(reread)).toEqual({ outcome: 'same', direct: expect.any(Boolean) });
  });

  it('is written down with its label and serial', async () => {
    await writeFile(join(card, 'a.txt'), 'a');
    const { acquisition } = await run(await sourceOf((file) => file, sdCard));
    expect(field.vault.ledger.readFields(acquisition ?? -1).volume).toEqual(sdCard);
  });

  it('a folder on a built-in disk is read once, and twice where a person asks for it', async () => {
    await writeFile(join(card, 'a.txt'), 'a');
    expect(await run(await sourceOf((file) => file, { ...sdCard, removable: false }))).toMatchObject({ readTwice: 0 });
    await writeFile(join(card, 'b.txt'), 'b');
    expect(await run(await pathSources([card]), { readAgain: true })).toMatchObject({ archived: 1, readTwice: 1 });
    const [first, second] = fieldsOfItems();
    expect(first).not.toHaveProperty('reread');
    expect(second).toHaveProperty('reread.outcome', 'same');
  });
});

describe('a medium that gives other bytes the second time', () => {
  /** The first reading gives what the card holds, later ones the texts given, the last of them over and over. */
  const failing =
    (...later: string[]) =>
    (file: SourceFile): SourceFile => {
      let opened = 0;
      return {
        ...file,
        open: () => {
          const text = opened++ === 0 ? null : (later[1] ?? later[0] ?? '');
          return text === null ? file.open() : given(text);
        },
        openAgain: async () => ({ direct: true, pieces: given(later[0] ?? '') }),
      };
    };

  it('is said, both are kept as they were read, and the card is not to be let go', async () => {
    await writeFile(join(card, 'IMG_0001.txt'), 'as it was');
    const summary = await run(await sourceOf(failing('as it wAs')), { readAgain: true });
    expect(summary).toMatchObject({
      archived: 1,
      readTwice: 0,
      readDifferently: [{ name: 'IMG_0001.txt', code: 'SOURCE_READ_DIFFERENTLY' }],
      mayRemoveSource: false,
    });
    const [first, other] = fieldsOfItems();
    expect(first).toMatchObject({
      file: { sha256: sha256('as it was') },
      reread: { outcome: 'different', direct: true, others: [sha256('as it wAs')] },
      conflicts: expect.arrayContaining([{ kind: 'read differently', values: {} }]),
    });
    expect(other).toMatchObject({
      file: { sha256: sha256('as it wAs') },
      path: first?.path,
      acquisition: first?.acquisition,
      reread: { outcome: 'different', others: [sha256('as it was')] },
      conflicts: expect.arrayContaining([{ kind: 'read differently', values: {} }]),
    });
    for (const text of ['as it was', 'as it wAs'])
      expect(await field.vault.objects.verify('original', sha256(text) as never)).toBe('intact');
  });

  it('and comes to give the first bytes again, has one file, flagged, and the hash of what it gave', async () => {
    await writeFile(join(card, 'a.txt'), 'as it was');
    await run(await sourceOf(failing('as it wAs', 'as it was')), { readAgain: true });
    const items = fieldsOfItems();
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ reread: { others: [sha256('as it wAs')] } });
  });

  it('the same bytes from a sound medium carry no flag of the failing one', async () => {
    await writeFile(join(card, 'a.txt'), 'as it was');
    await run(await sourceOf(failing('as it wAs', 'as it was')), { readAgain: true });
    await writeFile(join(card, 'b.txt'), 'as it was');
    await run(await pathSources([join(card, 'b.txt')]));
    const kinds = (fieldsOfItems()[1]?.conflicts ?? []) as { kind: string }[];
    expect(kinds.map(({ kind }) => kind)).not.toContain('read differently');
  });
});

describe('a medium that is pulled between the copy and the second reading', () => {
  it('loses nothing: the copy is archived, and says that it could not be compared', async () => {
    await writeFile(join(card, 'a.txt'), 'a');
    const pulled = await sourceOf((file) => ({
      ...file,
      openAgain: async () => {
        throw new Fault('SOURCE_UNREADABLE');
      },
    }));
    const summary = await run(pulled, { readAgain: true });
    expect(summary).toMatchObject({
      archived: 1,
      missing: [],
      notReadAgain: [{ name: 'a.txt', code: 'SOURCE_UNREADABLE' }],
      mayRemoveSource: false,
    });
    expect(fieldsOfItems()[0]).toMatchObject({ reread: { outcome: 'unreadable', problem: 'SOURCE_UNREADABLE' } });
  });
});
