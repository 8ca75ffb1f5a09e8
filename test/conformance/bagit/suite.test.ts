import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type BagFiles, validateBag } from '../../../shared/bundle/bag-validation.ts';

/** The BagIt conformance suite: which of its bags hold, and the few where Sanad decides otherwise, each with the reason. */
const corpora = process.env.SANAD_CORPORA ?? join(import.meta.dirname, '../../../../shared/corpora');
const suite = join(corpora, 'bagit');
const present = existsSync(suite);

function folders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

function bagIn(folder: string): BagFiles {
  const paths = filesBelow(folder);
  const bytes = (path: string): Buffer => readFileSync(join(folder, path));
  return {
    count: paths.length,
    pathAt: (number) => paths[number] ?? '',
    numberOf: (path) => paths.indexOf(path),
    sizeAt: (number) => statSync(join(folder, paths[number] ?? '')).size,
    async *stream(number) {
      yield bytes(paths[number] ?? '');
    },
    digest: async (number, algorithm) =>
      createHash(algorithm)
        .update(bytes(paths[number] ?? ''))
        .digest('hex'),
  };
}

type Case = { name: string; version: string; kind: string; folder: string };
const cases: Case[] = !present
  ? []
  : folders(suite).flatMap((version) =>
      folders(join(suite, version)).flatMap((kind) =>
        folders(join(suite, version, kind)).map((bag) => {
          return { name: `${version}/${kind}/${bag}`, version, kind, folder: join(suite, version, kind, bag) };
        }),
      ),
    );

/** Bags that the suite lets pass with a warning and that Sanad refuses: a name must mean one file, which is there, on every system. */
const refusedOnPurpose: Record<string, { code: string; reason: string }> = {
  'v0.97/warning/duplicate-file-with-different-case': {
    code: 'bag.missing',
    reason: 'lists hello.txt and HELLO.txt and has one: only a file system that ignores case calls that complete',
  },
  'v0.97/warning/same-filename-listed-twice-with-different-normalization': {
    code: 'bag.missing',
    reason: 'lists one name in two Unicode forms and has one file: only some file systems call that complete',
  },
  'v0.97/warning/special-system-files': {
    code: 'bag.missing',
    reason:
      'lists a .DS_Store that was lost on the way: what is listed and not there is missing, whatever it is called',
  },
};

describe.skipIf(!present)('the BagIt conformance suite (needs the corpora folder)', () => {
  it('is there with every version that it is known to have', () => {
    expect([...new Set(cases.map(({ version }) => version))]).toEqual([
      'v0.93',
      'v0.94',
      'v0.95',
      'v0.96',
      'v0.97',
      'v1.0',
    ]);
    expect(cases.length).toBeGreaterThanOrEqual(58);
  });

  describe.each(cases.filter(({ kind }) => kind === 'valid'))('$name', ({ folder }) => {
    it('is valid', async () => {
      expect((await validateBag(bagIn(folder))).errors).toEqual([]);
    });
  });

  describe.each(cases.filter(({ kind, name }) => kind === 'warning' && !(name in refusedOnPurpose)))('$name', (bag) => {
    it('is valid with a warning', async () => {
      const { errors, warnings } = await validateBag(bagIn(bag.folder));
      expect(errors).toEqual([]);
      expect(warnings).not.toEqual([]);
    });
  });

  describe.each(Object.entries(refusedOnPurpose))('%s', (name, { code, reason }) => {
    it(`is refused: ${reason}`, async () => {
      const { errors } = await validateBag(bagIn(join(suite, name)));
      expect(new Set(errors.map((error) => error.code)).add('bag.oxum')).toEqual(new Set([code, 'bag.oxum']));
    });
  });

  describe.each(cases.filter(({ kind }) => ['invalid', 'linux-only', 'windows-only'].includes(kind)))(
    '$name',
    (bag) => {
      it('is invalid on every system', async () => {
        expect((await validateBag(bagIn(bag.folder))).errors).not.toEqual([]);
      });
    },
  );

  /** Being invalid is not enough: the fault that the suite planted must be the one that is named. */
  it.each([
    ['v0.97/invalid/baginfo-missing-encoding', 'bag.declaration'],
    ['v0.97/invalid/bom-in-bagit.txt', 'bag.declaration'],
    ['v0.97/invalid/corrupt-data-file', 'bag.digest'],
    ['v0.97/invalid/corrupt-tag-file', 'bag.digest'],
    ['v0.97/invalid/extra-file-in-bag', 'bag.unlisted'],
    ['v0.97/invalid/invalid-version-number', 'bag.version'],
    ['v0.97/invalid/missing-baginfo', 'bag.missing'],
    ['v0.97/invalid/missing-bagit.txt', 'bag.declaration'],
    ['v0.97/invalid/out-of-scope-file-paths-using-dot-notation', 'bag.path'],
    ['v0.97/invalid/out-of-scope-file-paths-using-dot-notation-for-fetch', 'bag.path'],
    ['v0.97/invalid/same-filename-listed-twice-with-different-hashes', 'bag.listed-twice'],
    ['v0.97/linux-only/out-of-scope-file-paths-using-absolute-path-for-fetch', 'bag.path'],
    ['v0.97/linux-only/out-of-scope-file-paths-using-shortcut', 'bag.path'],
    ['v0.97/windows-only/out-of-scope-file-paths-using-shortcut', 'bag.path'],
    ['v0.97/windows-only/out-of-scope-file-paths-using-unc', 'bag.path'],
    ['v0.97/windows-only/out-of-scope-file-paths-using-absolute-path-for-fetch', 'bag.path'],
    ['v1.0/invalid/bagit-with-invalid-whitespace', 'bag.declaration'],
    ['v1.0/invalid/notAllManifestsListAllFiles', 'bag.unlisted'],
  ])('names what is wrong with %s', async (name, code) => {
    const { errors } = await validateBag(bagIn(join(suite, name)));
    expect(errors.map((error) => error.code)).toContain(code);
  });
});
