import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { importFiles } from '../../../electron/core/ingest/acquire.ts';
import { interruptedImports } from '../../../electron/core/ingest/holdings.ts';
import { pathSources } from '../../../electron/core/ingest/source.ts';
import { projections } from '../../../electron/core/records/projections.ts';
import { openVault } from '../../../electron/core/vault/vault.ts';
import { importSummary } from '../../../shared/contract.ts';
import { photograph } from '../../fixtures/pictures.ts';
import { passphrase, type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

/**
 * The kernel is the judge of what an import does to its source, and the one that makes a card fail: strace (1) writes down every call
 * that names a file, and gives EIO for a read as a broken sector does.
 */
const canTrace = (() => {
  try {
    execFileSync('strace', ['-o', '/dev/null', 'true']);
    return true;
  } catch {
    return false;
  }
})();

let field: TemporaryVault;
let folder: string;
let card: string;
beforeEach(async () => {
  field = await temporaryVault();
  folder = await mkdtemp(join(tmpdir(), 'sanad-card-'));
  card = join(folder, 'card');
  await mkdir(join(card, 'DCIM'), { recursive: true });
});
afterEach(async () => {
  await field.remove();
  await rm(folder, { recursive: true, force: true });
});

const importer = fileURLToPath(new URL('../../fixtures/importer.ts', import.meta.url));

/** Imports the card in a process of its own, under strace with these options. */
async function traced(options: readonly string[], ...further: string[]) {
  const trace = join(folder, 'trace');
  await field.vault.close();
  const line = [...options, '-f', '-qq', '-o', trace, process.execPath, importer, field.path, card, ...further];
  const told = await new Promise<string>((resolve, reject) => {
    execFile('strace', line, { maxBuffer: 16_777_216 }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });
  const summary = importSummary.parse(JSON.parse(/^done (.*)$/m.exec(told)?.[1] ?? ''));
  const vault = await openVault({ path: field.path, passphrase, projections });
  field = { ...field, vault, remove: async () => vault.close().then(() => rm(field.path, { recursive: true })) };
  return { summary, trace: readFileSync(trace, 'utf8') };
}

describe.runIf(canTrace)('the source is only ever read (needs strace)', () => {
  it('nothing on it is opened for writing, made, renamed, removed or stamped, and no time of a file changes', async () => {
    const old = new Date('2016-04-27T12:00:00Z');
    const names = ['DCIM/IMG_0001.JPG', 'DCIM/IMG_0002.JPG', 'note.txt', 'empty.bin'];
    for (const [seed, name] of names.entries()) {
      const bytes = name.endsWith('.JPG')
        ? await photograph({ seed })
        : Buffer.alloc(name === 'note.txt' ? 9_000 : 0, 65);
      await writeFile(join(card, name), bytes);
      await utimes(join(card, name), old, old);
    }
    await symlink('/etc/hostname', join(card, 'link'));
    const seen = async () =>
      Promise.all(
        names.map(async (name) => {
          const { size, mode, ino, atimeMs, mtimeMs, ctimeMs } = await lstat(join(card, name));
          return { name, size, mode, ino, atimeMs, mtimeMs, ctimeMs };
        }),
      );
    const folders = async () =>
      Promise.all([card, join(card, 'DCIM')].map(async (each) => (await lstat(each)).mtimeMs));
    const [before, foldersBefore] = [await seen(), await folders()];

    const { summary, trace } = await traced(['-e', 'trace=%file,ftruncate,fchmod,fchown,fsetxattr,futimesat'], 'again');
    expect(summary).toMatchObject({ archived: 4, readTwice: 4 });

    const calls = trace.split('\n').filter((line) => line.includes(card));
    // The judge does see the source being read: both readings of every file.
    expect(calls.filter((call) => /openat?\(.*IMG_0001\.JPG.*O_RDONLY/.test(call)).length).toBeGreaterThanOrEqual(2);
    const reading =
      /^\d+ +(<\.\.\. )?(openat|open|newfstatat|lstat|stat|statx|readlink|readlinkat|access|execve|getcwd)\b/;
    expect(calls.filter((call) => !reading.test(call))).toEqual([]);
    expect(calls.filter((call) => /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|W_OK/.test(call))).toEqual([]);

    expect(await seen()).toEqual(before);
    expect(await folders()).toEqual(foldersBefore);
  });
});

describe.runIf(canTrace)('a broken sector (needs strace)', () => {
  it('costs the one file it lies in, which is named; another reader brings the rest, and nothing twice', async () => {
    // More pieces than there are threads that read: strace counts a thread's own reads.
    for (let number = 1; number <= 5; number += 1)
      await writeFile(join(card, `DCIM/${number}.bin`), Buffer.alloc(number === 3 ? 20_000_000 : 100_000, number));
    const broken = join(card, 'DCIM/3.bin');
    // A thread's second read of this file fails, and every later one: part of it has been copied by then.
    const { summary } = await traced([
      '-e',
      'trace=pread64,preadv,read',
      '-P',
      broken,
      '-e',
      'inject=pread64,preadv:error=EIO:when=2+',
    ]);
    expect(summary).toMatchObject({
      archived: 4,
      failed: [{ name: 'DCIM/3.bin', code: 'SOURCE_UNREADABLE' }],
      missing: ['DCIM/3.bin'],
      mayRemoveSource: false,
    });
    expect(interruptedImports(field.vault)).toMatchObject([{ missing: ['DCIM/3.bin'], listed: 5 }]);

    const rest = await importFiles(field.vault, await pathSources([card]), { workers: forkedWorkers, job: 'again' });
    expect(rest).toMatchObject({
      acquisition: summary.acquisition,
      archived: 1,
      alreadyHere: 4,
      mayRemoveSource: true,
    });
    expect(field.vault.db.prepare('SELECT COUNT(*) AS n FROM item').get()).toEqual({ n: 5 });
    expect(interruptedImports(field.vault)).toEqual([]);
  });
});

describe.runIf(canTrace)('a file that the system keeps from this account (needs strace)', () => {
  it('is named for that, and no other reader is asked for', async () => {
    await writeFile(join(card, 'DCIM/open.txt'), 'open');
    const closed = join(card, 'DCIM/closed.txt');
    await writeFile(closed, 'closed');
    const { summary } = await traced(['-e', 'trace=openat', '-P', closed, '-e', 'inject=openat:error=EACCES']);
    expect(summary).toMatchObject({
      archived: 1,
      failed: [{ name: 'DCIM/closed.txt', code: 'SOURCE_FORBIDDEN' }],
      missing: ['DCIM/closed.txt'],
      mayRemoveSource: false,
    });
  });
});

describe('a card that is pulled', () => {
  it('leaves what was acknowledged, names the rest, and plugged in again brings it without a file twice', async () => {
    const names = Array.from({ length: 24 }, (_, number) => `DCIM/${String(number).padStart(2, '0')}.txt`);
    for (const name of names) await writeFile(join(card, name), `contents of ${name}`);
    const acknowledged: string[] = [];
    const elsewhere = join(folder, 'pulled');
    let pulled: Promise<void> | null = null;
    const summary = await importFiles(field.vault, await pathSources([card]), {
      workers: forkedWorkers,
      job: 'job',
      onArchived: ({ name }) => {
        acknowledged.push(`DCIM/${name}`);
        if (acknowledged.length === 5) pulled = rename(card, elsewhere);
      },
    });
    expect(pulled).not.toBeNull();
    expect(acknowledged.length).toBeLessThan(names.length);
    expect(summary).toMatchObject({ archived: acknowledged.length, mayRemoveSource: false, cancelled: false });
    expect([...acknowledged, ...summary.missing].sort()).toEqual(names);
    expect(summary.failed.map(({ name }) => name).sort()).toEqual([...summary.missing].sort());
    expect(new Set(summary.failed.map(({ code }) => code))).toEqual(new Set(['SOURCE_UNREADABLE']));

    await rename(elsewhere, card);
    const rest = await importFiles(field.vault, await pathSources([card]), { workers: forkedWorkers, job: 'again' });
    expect(rest).toMatchObject({
      acquisition: summary.acquisition,
      alreadyHere: acknowledged.length,
      archived: names.length - acknowledged.length,
      missing: [],
      mayRemoveSource: true,
    });
    const archived = field.vault.db.prepare('SELECT name, sha256 FROM item ORDER BY name').all() as { name: string }[];
    expect(archived.map(({ name }) => `DCIM/${name}`)).toEqual(names);
    expect(await readFile(join(card, names[0] ?? ''), 'utf8')).toBe(`contents of ${names[0]}`);
  });
});
