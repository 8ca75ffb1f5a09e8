import { spawn } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { resumeImport } from '../../../electron/core/ingest/acquire.ts';
import { interruptedImports } from '../../../electron/core/ingest/holdings.ts';
import { projections } from '../../../electron/core/records/projections.ts';
import { type OpenVault, openVault } from '../../../electron/core/vault/vault.ts';
import { card, field, importCard, put } from '../../fixtures/card.ts';
import { openSession } from '../../fixtures/session.ts';
import { passphrase } from '../../fixtures/vault.ts';
import { zipOf } from '../../unit/core/bundle/zip-bytes.ts';

/** Kills in the time after the last file is archived, while what speaks of other files is read and zips are opened. */

const importer = fileURLToPath(new URL('../../fixtures/importer.ts', import.meta.url));

let vault: OpenVault | null = null;
afterEach(async () => {
  await vault?.close();
  vault = null;
});

async function reopened(): Promise<OpenVault> {
  await vault?.close();
  vault = await openVault({ path: field.path, passphrase, projections });
  return vault;
}

type Ending = { readonly acknowledgement: number } | { readonly milliseconds: number };

/** Imports a source in a process of its own that is ended without warning: by itself at an acknowledgement, or from here a moment later. */
async function importKilled(source: string, at: Ending, acknowledged: number): Promise<void> {
  await field.vault.close();
  await vault?.close();
  vault = null;
  const last = 'acknowledgement' in at ? [String(at.acknowledgement)] : [];
  const child = spawn(process.execPath, [importer, field.path, source, ...last], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    const count = told.split('\n').filter((line) => line.startsWith('archived ')).length;
    if ('milliseconds' in at && count === acknowledged) setTimeout(() => child.kill('SIGKILL'), at.milliseconds);
  });
  const signal = await new Promise((resolve) => child.once('close', (_code, by) => resolve(by)));
  if ('acknowledgement' in at) expect(signal).toBe('SIGKILL');
  expect(told.match(/^archived /gm)).toHaveLength(acknowledged);
}

const finish = async (open: OpenVault, acquisition: number) =>
  resumeImport(open, acquisition, { workers: forkedWorkers, job: 'rest' });

const companionsOf = (open: OpenVault) =>
  [...open.ledger.everyAppended()].filter(({ fields }) => fields.kind === 'companion').map(({ fields }) => fields);

const lists = 40;

async function putLists(): Promise<void> {
  for (let index = 0; index < lists; index += 1) {
    const note = `fictional file ${index}`;
    await put(`${index}/note.bin`, note);
    await put(`${index}/SHA256SUMS`, `${createHash('sha256').update(note).digest('hex')}  note.bin\n`);
  }
}

describe('a kill after the last file', () => {
  it('is named by the next start, and finished from the vault alone when the card is gone', async () => {
    await putLists();
    await importKilled(card, { acknowledgement: lists * 2 }, lists * 2);
    await rm(card, { recursive: true });
    const open = await reopened();
    expect(companionsOf(open)).toEqual([]);
    const [interrupted, ...others] = interruptedImports(open);
    expect(others).toEqual([]);
    expect(interrupted).toMatchObject({ source: card, listed: lists * 2, missing: [], lookedThrough: false });
    expect(interrupted?.archived).toHaveLength(lists * 2);

    const summary = await finish(open, interrupted?.acquisition ?? -1);
    expect(summary).toMatchObject({
      archived: 0,
      alreadyHere: lists * 2,
      failed: [],
      missing: [],
      mayRemoveSource: true,
    });
    expect(summary.companions).toHaveLength(lists);
    for (const { counts } of summary.companions) expect(counts).toMatchObject({ named: 1, same: 1 });
    expect(companionsOf(open)).toHaveLength(lists);
    expect(interruptedImports(await reopened())).toEqual([]);
  });

  it('anywhere in the reading costs nothing, and enters nothing twice', async () => {
    await putLists();
    // Reading begins with the start of a process that parses: a quarter of a second or so, and what follows takes as long again.
    await importKilled(card, { milliseconds: randomInt(0, 600) }, lists * 2);
    const open = await reopened();
    const before = companionsOf(open).length;
    const [interrupted] = interruptedImports(open);
    // Where the kill came too late there is nothing to finish, and then nothing may be unread.
    if (interrupted === undefined) expect(before).toBe(lists);
    else {
      expect(interrupted).toMatchObject({ missing: [], lookedThrough: false });
      expect((await finish(open, interrupted.acquisition)).companions).toHaveLength(lists);
    }
    const items = companionsOf(open).map(({ item }) => item);
    expect(items).toHaveLength(lists);
    expect(new Set(items).size).toBe(lists);
    expect(interruptedImports(open)).toEqual([]);
  });

  it('before a zip is opened is named, and the zip is opened out of the vault', async () => {
    const note = 'fictional';
    const sums = `${createHash('sha256').update(note).digest('hex')}  note.bin\n`;
    await put('export.zip', await zipOf({ 'note.bin': note, SHA256SUMS: sums }));
    const zip = join(card, 'export.zip');
    await importKilled(zip, { acknowledgement: 1 }, 1);
    await rm(zip);
    const open = await reopened();
    const [interrupted] = interruptedImports(open);
    expect(interrupted).toMatchObject({ archived: ['export.zip'], missing: [], lookedThrough: false });
    const summary = await finish(open, interrupted?.acquisition ?? -1);
    expect(summary.zips).toMatchObject([{ name: 'export.zip', members: 2, archived: 2, problem: null }]);
    expect(summary.companions).toMatchObject([{ name: 'SHA256SUMS', counts: { same: 1 } }]);
    expect(interruptedImports(open)).toEqual([]);
  });

  it('among the files of a zip is finished the same way, each of them once', async () => {
    await put('export.zip', await zipOf({ 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c' }));
    const zip = join(card, 'export.zip');
    await importKilled(zip, { acknowledgement: 2 }, 2);
    await rm(zip);
    const open = await reopened();
    const unfinished = interruptedImports(open);
    expect(unfinished).toMatchObject([
      {
        archived: ['export.zip', 'export.zip/a.txt'],
        missing: ['export.zip/b.txt', 'export.zip/c.txt'],
        lookedThrough: false,
      },
    ]);
    for (const { acquisition } of unfinished) await finish(open, acquisition);
    expect(interruptedImports(open)).toEqual([]);
    const names = open.db.prepare('SELECT name FROM item ORDER BY name').pluck().all();
    expect(names).toEqual(['a.txt', 'b.txt', 'c.txt', 'export.zip']);
  });
});

describe('where files are missing and their card is gone', () => {
  it('what is here is looked through before that is said', async () => {
    await putLists();
    await importKilled(card, { acknowledgement: lists }, lists);
    await rm(card, { recursive: true });
    const open = await reopened();
    const [interrupted] = interruptedImports(open);
    const missing = interrupted?.missing ?? [];
    expect(missing).toHaveLength(lists);
    await expect(finish(open, interrupted?.acquisition ?? -1)).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
    const [rest] = interruptedImports(open);
    expect(rest).toMatchObject({ missing, lookedThrough: true });
    const here = (interrupted?.archived ?? []).filter((path) => path.endsWith('SHA256SUMS'));
    expect(companionsOf(open)).toHaveLength(here.length);
  });
});

it('an import that went through leaves nothing to look through', async () => {
  await put('note.txt', 'a note that is no list');
  await importCard();
  expect(interruptedImports(field.vault)).toEqual([]);
});

it('an import that is under way is not called interrupted, and one that was stopped is', async () => {
  const { session, call, end } = await openSession();
  try {
    await put('a.txt', 'a note');
    await put('b.txt', 'another note');
    // What is listed has no file archived yet when progress first names its acquisition.
    const during: Promise<unknown[]>[] = [];
    session.emit = new Proxy(session.emit, {
      apply(target, self, [event]: [{ event: string; acquisitions?: readonly number[] }]) {
        if (event.event === 'progress' && (event.acquisitions?.length ?? 0) > 0 && during.length === 0) {
          during.push(call('import.interrupted', {}));
          void call('import.cancel', { job: 'job-1' });
        }
        return Reflect.apply(target, self, [event]);
      },
    });
    const summary = await call('import.start', { sources: [{ kind: 'path', path: card }], job: 'job-1' });
    expect(summary.cancelled).toBe(true);
    expect(await Promise.all(during)).toEqual([[]]);
    expect(await call('import.interrupted', {})).toMatchObject([{ source: card, lookedThrough: false }]);
  } finally {
    await end();
  }
});
