import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { importFiles } from '../../../electron/core/ingest/acquire.ts';
import { pathSources } from '../../../electron/core/ingest/source.ts';
import { readItem } from '../../../electron/core/records/items.ts';
import { projectionRows, rebuildProjections } from '../../../electron/core/records/projections.ts';
import { importSummary } from '../../../shared/contract/import.ts';
import { itemDetail } from '../../../shared/contract/item.ts';
import { type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

/** Lists are made by the programs themselves, over fictional files. */
let field: TemporaryVault;
let card: string;
beforeEach(async () => {
  field = await temporaryVault();
  card = await mkdtemp(join(tmpdir(), 'sanad-lists-'));
});
afterEach(async () => {
  await field.remove();
  await rm(card, { recursive: true, force: true });
});

async function put(path: string, bytes: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(card, path)), { recursive: true });
  await writeFile(join(card, path), bytes);
}

async function importCard() {
  const sources = await pathSources([card], { except: field.path });
  return importSummary.parse(await importFiles(field.vault, sources, { workers: forkedWorkers, job: 'job-1' }));
}

const seqOf = (path: string): number =>
  field.vault.db.prepare('SELECT seq FROM item WHERE path = ?').pluck().get(join(card, path)) as number;

const item = (path: string) => itemDetail.parse(readItem(field.vault, seqOf(path)));

const companionEntries = () =>
  [...field.vault.ledger.everyAppended()].filter(({ fields }) => fields.kind === 'companion');

describe('a folder with a list that sha256sum wrote', () => {
  beforeEach(async () => {
    await put('a/one.bin', 'first fictional file');
    await put('a/مشفى.bin', 'second fictional file');
    await put('a/two\nlines.bin', 'third fictional file');
    await put('b/gone.bin', 'will be missing');
    const list = execFileSync('sh', ['-c', 'sha256sum a/* b/*'], { cwd: card });
    await put('SHA256SUMS', list);
    await put('a/one.bin', 'changed since the list was made');
    await rm(join(card, 'b/gone.bin'));
    await put('a/later.bin', 'came after the list');
  });

  it('says of each file whether its hash is the stated one, and which are missing or not in the list', async () => {
    const summary = await importCard();
    expect(summary.companions).toEqual([
      {
        item: seqOf('SHA256SUMS'),
        name: 'SHA256SUMS',
        form: 'hash list',
        counts: { named: 4, found: 3, same: 2, differs: 1, absent: 1, notListed: 1, malformed: 0 },
        chat: null,
      },
    ]);
    expect(item('a/مشفى.bin').beside).toMatchObject([
      {
        companion: { name: 'SHA256SUMS', form: 'hash list' },
        about: { rule: 'path stated', answer: 'same', algorithms: ['sha256'] },
        says: null,
      },
    ]);
    expect(item('a/two\nlines.bin').beside[0]?.about.answer).toBe('same');
    const [differing] = item('a/one.bin').beside;
    expect(differing?.about.answer).toBe('differs');
    expect(differing?.says?.hashes[0]?.algorithm).toBe('sha256');
    expect(differing?.says?.hashes[0]?.value).not.toBe(item('a/one.bin').summary.sha256);
    expect(item('a/later.bin').beside[0]?.about).toMatchObject({ answer: 'not listed', rule: 'same folder' });
    expect(item('SHA256SUMS').companion).toMatchObject({ form: 'hash list', absent: ['b/gone.bin'], cut: false });
    expect(item('a/one.bin').history.map(({ action }) => action)).toEqual(['itemArchived', 'companionRead']);
  });

  it('is looked at again with what came later, once, and keeps what it said before', async () => {
    await importCard();
    expect(companionEntries()).toHaveLength(1);
    await importCard();
    expect(companionEntries()).toHaveLength(1);

    await put('b/gone.bin', 'will be missing');
    await importCard();
    const entries = companionEntries();
    expect(entries).toHaveLength(2);
    expect(entries[1]?.fields).toMatchObject({ 'absent.4': null, amends: [entries[0]?.seq] });
    expect(item('SHA256SUMS').companion).toMatchObject({ absent: [], counts: { same: 3, absent: 0 } });
    expect(item('b/gone.bin').beside[0]?.about.answer).toBe('same');

    const before = projectionRows(field.vault.db);
    rebuildProjections(field.vault.db, field.vault.ledger);
    expect(projectionRows(field.vault.db)).toEqual(before);
  });
});

describe('lists of other programs', () => {
  const lists: readonly [folder: string, name: string, command: string, form: string, algorithms: string[]][] = [
    ['1', 'sums.md5', 'md5sum f/*', 'hash list', ['md5']],
    ['2', 'sums.sha512', 'sha512sum --tag f/*', 'hash list', ['sha512']],
    ['3', 'deep.txt', 'md5deep -r -l f', 'hash list', ['md5']],
    ['4', 'audit.txt', 'hashdeep -r -l f', 'hashdeep', ['md5', 'sha256']],
    ['5', 'rooted.txt', 'hashdeep -c sha1 -r "$PWD/f"', 'hashdeep', ['sha1']],
  ];
  const here = lists.filter(([, , command]) => spawnSync('which', [command.split(' ')[0] ?? '']).status === 0);

  it('are read in the forms in which these write them, and what PowerShell makes of one, and the manifest of a bag', async () => {
    for (const [folder, name, command] of here) {
      await put(`${folder}/f/one, with a comma.bin`, 'first fictional file');
      await put(`${folder}/f/two.bin`, `second fictional file of ${folder}`);
      await put(`${folder}/${name}`, execFileSync('sh', ['-c', command], { cwd: join(card, folder) }));
    }
    await put('6/f/two.bin', 'second fictional file of 6');
    const windows = execFileSync('sh', ['-c', 'sha256sum f/*'], { cwd: join(card, '6') }).toString();
    await put('6/list.txt', Buffer.from(`\ufeff${windows.replaceAll('\n', '\r\n')}`, 'utf16le'));
    await put('7/data/100% sure.bin', 'fictional');
    await put('7/bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
    const bag = execFileSync('sh', ['-c', 'sha256sum data/*'], { cwd: join(card, '7') }).toString();
    await put('7/manifest-sha256.txt', bag.replaceAll('%', '%25'));

    const found = new Map((await importCard()).companions.map((each) => [each.name, each]));
    for (const [folder, name, command, form, algorithms] of here) {
      expect(found.get(`${folder}/${name}`), name).toMatchObject({
        form,
        counts: { named: 2, same: 2, differs: 0, absent: 0, notListed: 0, malformed: 0 },
      });
      expect(item(`${folder}/f/two.bin`).beside[0]?.about).toEqual({
        answer: 'same',
        algorithms,
        rule: command.includes('$PWD') ? 'path from another root' : 'path stated',
      });
    }
    expect(found.get('6/list.txt')).toMatchObject({ form: 'hash list', counts: { same: 1 } });
    expect(found.get('7/manifest-sha256.txt')).toMatchObject({
      form: 'bagit manifest',
      counts: { named: 1, same: 1, absent: 0, notListed: 0 },
    });
    expect(found.size).toBe(here.length + 2);
  });
});

describe('names that are easily mistaken', () => {
  it('begin with spaces or a star, or have a backslash, and are found as sha256sum writes them', async () => {
    const names = [' lead.bin', '*star.bin', 'back\\slash.bin', 'f/  two.bin', 'f/plain.bin'];
    for (const name of names) await put(name, `fictional ${name}`);
    const list = execFileSync('sh', ['-c', 'sha256sum -- " lead.bin" "*star.bin" "back\\\\slash.bin" f/*'], {
      cwd: card,
    });
    expect(list.toString()).toContain('   lead.bin');
    await put('SHA256SUMS', list);
    expect((await importCard()).companions).toMatchObject([
      { counts: { named: 5, found: 5, same: 5, differs: 0, absent: 0, notListed: 0, malformed: 0 } },
    ]);
  });

  it('were written by Windows, or padded by another program, and are found as they were meant', async () => {
    const digest = (text: string) => createHash('sha256').update(text).digest('hex');
    await put('f/one.bin', 'fictional one');
    await put('f/two.bin', 'fictional two');
    await put('list.txt', `${digest('fictional one')} *f\\one.bin\r\n${digest('fictional two')}     f\\two.bin\r\n`);
    expect((await importCard()).companions).toMatchObject([
      { counts: { named: 2, found: 2, same: 2, absent: 0, notListed: 0, malformed: 0 } },
    ]);
  });
});

describe('what is no list', () => {
  it('leaves notes and letters alone, also one that quotes a hash', async () => {
    await put('notes.txt', 'what the guard said\n');
    await put('letter.txt', `${'ab'.repeat(32)} was the hash\nthat he read to us\nand then the line broke\n`);
    await put('empty.txt', '');
    expect((await importCard()).companions).toEqual([]);
    expect(companionEntries()).toEqual([]);
  });

  it('opens nothing outside the source, whatever a list names', async () => {
    const outside = join(card, '..', 'sanad-outside.bin');
    await writeFile(outside, 'not of the source');
    try {
      await put('f/a.bin', 'fictional');
      const digest = execFileSync('sha256sum', [outside]).toString().slice(0, 64);
      await put('f/list.txt', `${digest}  ../../sanad-outside.bin\n${digest}  ${outside}\n${digest}  a.bin\n`);
      const { companions } = await importCard();
      expect(companions).toMatchObject([{ counts: { named: 3, found: 1, same: 0, differs: 1, absent: 2 } }]);
    } finally {
      await rm(outside);
    }
  });
});

it('takes a list of more files than one entry has room for', async () => {
  const lines = Array.from({ length: 1_500 }, (_, index) => `${String(index).padStart(64, '0')}  f/${index}.bin`);
  await put('list.txt', lines.join('\n'));
  await put('f/7.bin', 'fictional');
  await utimes(join(card, 'f/7.bin'), 1_461_000_000, 1_461_000_000);
  const { companions } = await importCard();
  expect(companions).toMatchObject([{ counts: { named: 1_500, found: 1, differs: 1, absent: 1_499 } }]);
  const entries = companionEntries();
  expect(entries.length).toBeGreaterThan(1);
  expect(entries[1]?.fields.amends).toEqual([entries[0]?.seq]);
  expect(item('f/7.bin').beside[0]?.says?.hashes[0]?.value).toBe(String(7).padStart(64, '0'));
});
