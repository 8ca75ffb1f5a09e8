import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { type ImportOptions, importFiles, resumeImport } from '../../../electron/core/ingest/acquire.ts';
import { interruptedImports } from '../../../electron/core/ingest/holdings.ts';
import { pathSources, uploadSource } from '../../../electron/core/ingest/source.ts';
import { readItem } from '../../../electron/core/records/items.ts';
import { importSummary } from '../../../shared/contract/import.ts';
import { photograph } from '../../fixtures/pictures.ts';
import { type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';
import { hostileZip, zipOf } from '../../unit/core/bundle/zip-bytes.ts';

/** Zips as telephones hand them over, of fictional chats, and zips that nobody honest makes. */
let field: TemporaryVault;
let folder: string;
let picture: Uint8Array;
beforeAll(async () => {
  picture = await photograph({ format: 'jpeg', seed: 1, exif: { make: 'Training', taken: '2016:04:27 21:45:10' } });
});
beforeEach(async () => {
  field = await temporaryVault();
  folder = await mkdtemp(join(tmpdir(), 'sanad-zips-'));
});
afterEach(async () => {
  await field.remove();
  await rm(folder, { recursive: true, force: true });
});

const chat = [
  '27/04/2016, 21:45 - Training One: IMG-20160427-WA0003.jpg (file attached)',
  '27/04/2016, 21:46 - Training Two: thank you',
].join('\n');
const name = 'WhatsApp Chat with Training.zip';
const export_ = () =>
  zipOf({ 'WhatsApp Chat with Training.txt': chat, 'IMG-20160427-WA0003.jpg': picture, 'ملاحظة.txt': 'a note' });

async function importPaths(paths: string[], options: Partial<ImportOptions> = {}) {
  const sources = await pathSources(paths, { except: field.path });
  const summary = await importFiles(field.vault, sources, { workers: forkedWorkers, job: 'job-1', ...options });
  return importSummary.parse(summary);
}

const items = () =>
  field.vault.db.prepare('SELECT seq, path, type, sha256 FROM item ORDER BY seq').all() as {
    seq: number;
    path: string;
    type: string;
    sha256: string;
  }[];

describe('a zip that was chosen', () => {
  it('is archived as it is, and its files are files of their own, with what the chat says of them', async () => {
    const zip = join(folder, name);
    await writeFile(zip, await export_());
    const summary = await importPaths([zip]);
    expect(summary).toMatchObject({
      listed: 1,
      archived: 1,
      withoutMetadata: [],
      withoutPreview: [],
      mayRemoveSource: true,
    });
    expect(summary.zips).toMatchObject([{ name, members: 3, archived: 3, refused: [], problem: null }]);
    expect(summary.companions).toMatchObject([{ form: 'whatsapp', counts: { named: 1, found: 1, notListed: 1 } }]);
    expect(items().map(({ path, type }) => [path, type])).toEqual([
      [zip, 'application/zip'],
      [join(zip, 'WhatsApp Chat with Training.txt'), 'text/plain'],
      [join(zip, 'IMG-20160427-WA0003.jpg'), 'image/jpeg'],
      [join(zip, 'ملاحظة.txt'), 'text/plain'],
    ]);
    const [archivedZip, , sent] = items();
    expect(readItem(field.vault, sent?.seq ?? -1).beside[0]?.says?.sent?.wall).toBe('2016-04-27T21:45');
    const listing = [...field.vault.ledger.everyAppended()].filter(({ type }) => type === 'acquisition')[1];
    expect(listing?.fields).toMatchObject({
      'source.kind': 'zip',
      'source.path': zip,
      'source.item': archivedZip?.seq,
    });
    expect(await field.vault.objects.verify('original', archivedZip?.sha256 as never)).toBe('intact');

    const again = await importPaths([zip]);
    expect(again).toMatchObject({ archived: 0, alreadyHere: 1, zips: [{ archived: 0, alreadyHere: 3 }] });
    expect(items()).toHaveLength(4);
  });

  it('is opened where a browser hands it in, and not where it lies in a folder', async () => {
    const bytes = await export_();
    const upload = uploadSource({
      files: [{ path: name, size: bytes.length, modified: null }],
      body: async function* () {
        yield bytes;
      },
    });
    const summary = await importFiles(field.vault, [upload], { workers: forkedWorkers, job: 'job-1' });
    expect(summary.zips).toMatchObject([{ archived: 3 }]);
    await writeFile(join(folder, name), bytes);
    expect((await importPaths([folder])).zips).toEqual([]);
  });

  it('that was interrupted goes on from the vault, when the source is gone', async () => {
    const zip = join(folder, name);
    await writeFile(zip, await export_());
    const stop = new AbortController();
    const first = await importPaths([zip], {
      stop: stop.signal,
      onArchived: (item) => item.name.endsWith('.txt') && stop.abort(),
    });
    expect(first.cancelled).toBe(true);
    await rm(zip);
    const [chosen, ...others] = interruptedImports(field.vault);
    expect(others).toEqual([]);
    expect(chosen).toMatchObject({
      source: folder,
      listed: 4,
      archived: [name, `${name}/WhatsApp Chat with Training.txt`],
      missing: [`${name}/IMG-20160427-WA0003.jpg`, `${name}/ملاحظة.txt`],
      lookedThrough: false,
      needsSource: false,
    });
    const rest = await resumeImport(field.vault, chosen?.acquisition ?? -1, { workers: forkedWorkers, job: 'job-2' });
    expect(rest).toMatchObject({ missing: [], zips: [{ archived: 2, alreadyHere: 1 }] });
    expect(rest.companions).toMatchObject([{ form: 'whatsapp' }]);
    expect(interruptedImports(field.vault)).toEqual([]);
  });
});

describe('a hostile zip', () => {
  it('loses the members that are not what they say, and nothing else; the zip itself stays as it is', async () => {
    const zip = join(folder, 'hostile.zip');
    const bytes = hostileZip([
      { name: 'good.txt', content: 'a fictional note' },
      { name: '../../outside.txt', content: 'climbs out' },
      { name: '/etc/passwd', content: 'absolute' },
      { name: 'C:\\windows.txt', content: 'a drive' },
      { name: 'link', content: '/etc/passwd', mode: 0o120777 },
      { name: 'wrong.txt', content: 'its checksum is another', crc32: 1 },
      { name: 'secret.txt', content: 'encrypted by zip', flags: 1 },
      { name: 'twice.txt', content: 'one' },
      { name: 'twice.txt', content: 'two' },
      { name: 'behind.txt', content: 'fictional '.repeat(50), deflate: true, behindStream: Buffer.from('hidden') },
    ]);
    await writeFile(zip, bytes);
    const summary = await importPaths([zip]);
    expect(summary).toMatchObject({ archived: 1, failed: [], mayRemoveSource: true });
    const [opened] = summary.zips;
    expect(opened).toMatchObject({ members: 10, archived: 2, problem: null });
    expect(opened?.refused.map((each) => each.name).sort()).toEqual(
      [
        '../../outside.txt',
        '/etc/passwd',
        'C:\\windows.txt',
        'behind.txt',
        'link',
        'secret.txt',
        'twice.txt',
        'wrong.txt',
      ].sort(),
    );
    expect(new Set(opened?.refused.map(({ code }) => code))).toEqual(new Set(['ZIP_MEMBER_REFUSED']));
    expect(items().map(({ path }) => path)).toEqual([zip, join(zip, 'good.txt'), join(zip, 'twice.txt')]);
  });

  it.each([
    [
      'whose members lie over one another',
      () =>
        hostileZip([
          { name: 'a', content: 'x'.repeat(99) },
          { name: 'b', content: 'y', offset: 0 },
        ]),
    ],
    [
      'whose members together unfold without end',
      () =>
        hostileZip(
          Array.from({ length: 40 }, (_, index) => ({
            name: `${index}`,
            size: 16_777_000,
            deflate: true,
            content: 'x',
          })),
        ),
    ],
    ['that is cut short', async () => (await export_()).subarray(0, 300)],
  ])('%s is archived and not opened', async (_what, make) => {
    const zip = join(folder, 'bomb.zip');
    await writeFile(zip, await make());
    const summary = await importPaths([zip]);
    expect(summary).toMatchObject({ archived: 1, failed: [], mayRemoveSource: true });
    expect(summary.zips).toMatchObject([{ members: 0, problem: 'ZIP_UNREADABLE' }]);
    expect(items()).toHaveLength(1);
  });
});
