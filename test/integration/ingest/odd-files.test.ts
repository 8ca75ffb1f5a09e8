import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, realpath, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { interruptedImports } from '../../../electron/core/ingest/holdings.ts';
import { card, expectIntact, field, importCard, items, put } from '../../fixtures/card.ts';
import { halvedPicture } from '../../fixtures/halved-picture.ts';

/** What cards of older systems and damaged file systems hold. */
const isLinux = process.platform === 'linux';

const old = new Date('2016-04-27T12:00:00Z');

describe('names', () => {
  it.runIf(isLinux)('that are not UTF-8 stay apart, and say which bytes they had (Linux)', async () => {
    // Western and Arabic names of one byte a letter: shown with one sign for all of these, each four would be one name.
    const names = ['caf\xe9.txt', 'caf\xe8.txt', '\xd5\xe6\xd1\xc9.txt', '\xd5\xe6\xd1\xca.txt'];
    for (const [number, name] of names.entries()) {
      const path = Buffer.concat([Buffer.from(`${card}/`), Buffer.from(name, 'latin1')]);
      await writeFile(path, `contents ${number}`);
      await utimes(path, old, old);
    }
    await put('صور/صورة.txt', 'name in UTF-8');
    expect(await importCard()).toMatchObject({ listed: 5, archived: 5, mayRemoveSource: true });
    const shown = ['caf\\xE8.txt', 'caf\\xE9.txt', '\\xD5\\xE6\\xD1\\xC9.txt', '\\xD5\\xE6\\xD1\\xCA.txt', 'صورة.txt'];
    expect(
      items()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(shown.sort());
    expect(await importCard()).toMatchObject({ archived: 0, alreadyHere: 5 });
    expect(interruptedImports(field.vault)).toEqual([]);
    await expectIntact();
  });

  it('that look the same and are written differently are two', async () => {
    await put('Cr\u00e9mieux.txt', 'composed');
    await put('Cre\u0301mieux.txt', 'decomposed');
    // macOS may take them for one: then there is one file.
    const there = new Set(
      ['Cr\u00e9mieux.txt', 'Cre\u0301mieux.txt'].map((name) => readFileSync(join(card, name), 'utf8')),
    );
    expect(await importCard()).toMatchObject({ archived: there.size, mayRemoveSource: true });
    expect(new Set(items().map(({ name }) => name)).size).toBe(there.size);
  });
});

describe('what is no file', () => {
  it.skipIf(process.platform === 'win32')('is named, and nobody waits for a pipe’s writer', async () => {
    await put('a.txt', 'a');
    execFileSync('mkfifo', [join(card, 'pipe')]);
    await symlink('a.txt', join(card, 'link'));
    expect(await importCard()).toMatchObject({
      archived: 1,
      failed: [
        { name: 'link', code: 'SOURCE_NOT_A_FILE' },
        { name: 'pipe', code: 'SOURCE_NOT_A_FILE' },
      ],
      mayRemoveSource: false,
    });
  });
});

describe('a link to a folder that was chosen itself', () => {
  it('is that folder, under its own name; a link inside is not followed', async () => {
    await put('DCIM/a.jpg', await halvedPicture());
    await mkdir(join(card, 'chosen'));
    const link = join(card, 'chosen', 'card');
    await symlink(join(card, 'DCIM'), link, 'junction');
    expect(await importCard({}, [link])).toMatchObject({ listed: 1, archived: 1, mayRemoveSource: true });
    expect(items()[0]?.path).toBe(join(await realpath(card), 'DCIM', 'a.jpg'));
    expect(await importCard({}, [join(card, 'DCIM')])).toMatchObject({ archived: 0, alreadyHere: 1 });
  });
});

describe.runIf(isLinux && existsSync('/dev/shm'))('times that no calendar has (needs /dev/shm)', () => {
  it('are left out, and the file is archived', async () => {
    const folder = mkdtempSync('/dev/shm/sanad-times-');
    try {
      for (const [name, time] of [
        ['beyond', '@9000000000000000'],
        ['far', '@999999999999'],
        ['before', '@-99999999999'],
      ] as const) {
        writeFileSync(join(folder, name), name);
        execFileSync('touch', ['-d', time, join(folder, name)]);
      }
      expect(await importCard({}, [folder])).toMatchObject({
        listed: 3,
        archived: 3,
        failed: [],
        mayRemoveSource: true,
      });
      const modified = Object.fromEntries(
        items().map(({ seq, name }) => [name, field.vault.ledger.readFields(seq).modified]),
      );
      expect(modified).toEqual({
        beyond: null,
        far: '+033658-09-27T01:46:39.000Z',
        before: '-001199-02-15T14:13:21.000Z',
      });
      expect(await importCard({}, [folder])).toMatchObject({ archived: 0, alreadyHere: 3 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
