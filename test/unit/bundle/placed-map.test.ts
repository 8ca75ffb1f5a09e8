import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import { composeManifest } from '../../../shared/bundle/bagit.ts';
import { ClassifiedFiles, kinds } from '../../../shared/bundle/classified-files.ts';
import { FileHashes } from '../../../shared/bundle/file-hashes.ts';
import { fileLines } from '../../../shared/bundle/file-lines.ts';
import { FileTable } from '../../../shared/bundle/file-table.ts';
import type { Listing } from '../../../shared/bundle/listing.ts';
import { place } from '../../../shared/bundle/placing.ts';
import {
  checkpointPath,
  classifyPath,
  givenFilesHash,
  paths,
  recordPath,
} from '../../../shared/ledger/bundle-layout.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { encodeHex, hashToHex } from '../../../shared/ledger/hex.ts';

function listing(names: readonly string[]): Listing {
  const files = new FileTable();
  for (const [number, name] of names.entries()) files.add(encodeUtf8(name), number);
  return {
    files,
    order: new Uint32Array(names.length).map((_, number) => number),
    findings: [],
    async *open(number) {
      yield encodeUtf8(names[number] ?? '');
    },
    whole: () => null,
    digest: async () => null,
  };
}

const segment = fc.string({ unit: fc.constantFrom('a', 'A', 'b', '.', '0', 'é'), minLength: 1, maxLength: 3 });
const name = fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => segments.join('/'));
const isPlain = (path: string): boolean =>
  /^[\x20-\x7e]+$/.test(path) && path.split('/').every((one) => one !== '.' && one !== '..');

describe('files of a container, in flat memory', () => {
  it('are those that maps of strings would hold: the first of each name, and of those that differ in case alone', () => {
    fc.assert(
      fc.property(fc.array(name, { maxLength: 60 }), (names) => {
        const expected = new Map<string, number>();
        const originals = new Map<string, string>();
        const refused: string[] = [];
        for (const [number, name] of names.entries()) {
          if (/(^|\/)\._/.test(name)) continue;
          const path = name.replaceAll('A', 'a');
          const first = originals.get(path);
          if (!isPlain(name)) refused.push('container.name');
          else if (first !== undefined) refused.push(first === name ? 'container.duplicate' : 'container.case-clash');
          else {
            expected.set(path, number);
            originals.set(path, name);
          }
        }
        const { files, findings } = place(listing(names));
        expect([...files].map(([path, { size }]) => [path, size])).toEqual([...expected]);
        expect(findings.map(({ code }) => code)).toEqual(refused);
        for (const path of names) expect(files.get(path)?.size).toBe(expected.get(path));
        const inOrder = [...files.inOrder()].map((index) => files.pathAt(index));
        expect(inOrder).toEqual([...expected.keys()].sort());
      }),
    );
  });

  it('stay apart in their hundred thousands, each with its own bytes', async () => {
    const names = Array.from({ length: 100_000 }, (_, number) => `data/records/${number}.json`);
    const { files } = place(listing(names));
    expect(files.size).toBe(names.length);
    for (const [number, path] of names.entries()) if (files.indexOf(path) !== number) throw new Error(path);
    expect(files.has('data/records/100000.json')).toBe(false);
    expect(files.has('DATA/records/1.json')).toBe(false);
    for await (const piece of files.get('data/records/77.json')?.stream() ?? []) {
      expect(piece).toEqual(encodeUtf8('data/records/77.json'));
    }
  });

  it('lose the one folder that they all stand in, and what operating systems left behind', () => {
    const names = ['__MACOSX/._b', 'b/bagit.txt', 'b/.DS_Store', 'b/data/a'];
    const { files, litter } = place(listing(names));
    expect([...files.keys()]).toEqual(['bagit.txt', 'data/a']);
    expect(files.get('bagit.txt')?.size).toBe(1);
    expect(litter).toEqual(['__MACOSX/._b', 'b/.DS_Store']);
  });
});

describe('what the files of a bundle are', () => {
  it('is what their paths say, each once', () => {
    const names = fc.constantFrom(
      ...['bagit.txt', 'x', 'data/records/01.json', 'data/records/.json', 'data/records/1.jsom', 'data/records/a.json'],
      ...['data/records/9999999999999999.json', 'data/records/999999999999999999.json', 'data/recordz/1.json'],
      ...[
        'data/ext/custody/1.html',
        'data/ext/other',
        'data/later/1.txt',
        'data/later/1.ots',
        'data/ledger/anchors/1.tsr',
        checkpointPath(5),
      ],
      ...[0, 1, 10, 123_456].map(recordPath),
      `data/objects/${'ab'.repeat(32)}.jpg`,
      ...Object.values(paths),
    );
    fc.assert(
      fc.property(fc.uniqueArray(names), (some) => {
        const { files } = place(listing(some));
        const classified = new ClassifiedFiles(files);
        for (const kind of kinds) {
          const expected = some.filter((path) => (classifyPath(path)?.kind ?? 'unknown') === kind);
          expect([...classified.pathsOf(kind)], kind).toEqual(expected);
        }
        expect([...classified.pathsOf(...kinds)]).toEqual(some);
      }),
    );
  });
});

describe('hashes in flat memory', () => {
  const hash = (text: string): Uint8Array => new Uint8Array(createHash('sha256').update(text).digest());

  it('are known by path once they were set, and are none before', () => {
    const { files } = place(listing(['b', 'c', 'a']));
    const hashes = new FileHashes(files);
    hashes.set(files.indexOf('b'), hash('b'));
    hashes.set(files.indexOf('a'), hash('a'));
    hashes.set(files.indexOf('a'), hash('again'));
    expect(hashes.size).toBe(2);
    expect(hashes.get('c')).toBeUndefined();
    expect(hashes.has('nowhere')).toBe(false);
    expect([...files.inOrder()].map((index) => hashes.at(index))).toEqual([
      encodeHex(hash('again')),
      encodeHex(hash('b')),
      null,
    ]);
  });

  it('keep the hash of a file that is as expected with whoever expects it, and that of any other here', () => {
    const { files } = place(listing(['a', 'b', 'c']));
    const hashes = new FileHashes(files);
    hashes.set(files.indexOf('a'), hash('a'));
    const expected = hash('expected');
    hashes.expect((index) => (index === files.indexOf('c') ? null : expected));
    hashes.set(files.indexOf('b'), hash('expected'));
    hashes.set(files.indexOf('c'), hash('c'));
    expect(hashes.bytesAt(files.indexOf('b'))).toBe(expected);
    expect(['a', 'b', 'c'].map((path) => hashes.get(path))).toEqual(
      ['a', 'expected', 'c'].map((text) => encodeHex(hash(text))),
    );
    hashes.set(files.indexOf('b'), hash('changed'));
    expect([hashes.get('b'), hashes.size]).toEqual([encodeHex(hash('changed')), 3]);
  });

  it('make the one manifest and the one list in the closing export that there can be', () => {
    const path = fc.constantFrom(
      ...['bagit.txt', 'data/absent.txt', 'data/later/5.txt', 'data/latest', 'data/ext/100%', 'dat', 'data0'],
      ...Object.values(paths),
      ...[1, 2, 10, 33, 100_000].map(recordPath),
    );
    fc.assert(
      fc.property(fc.uniqueArray(path), fc.constantFrom(1, 2, 33, 7), fc.nat(30), (names, last, unknown) => {
        const { files } = place(listing(names));
        const hashes = new FileHashes(files);
        const known = names.filter((_, number) => number !== unknown);
        for (const name of known) hashes.set(files.indexOf(name), hash(name));
        const payload = known.filter((name) => name.startsWith('data/'));
        const hashed = known.map((name) => ({ path: name, sha256: hashToHex(hash(name)) }));
        const { manifest, given } = fileLines(primitives, files, hashes, last);
        expect(hashToHex(given)).toBe(givenFilesHash(primitives, hashed, last));
        const isWhole = !names[unknown]?.startsWith('data/') && !payload.includes('data/ext/100%');
        const composed = composeManifest(payload.map((name) => [name, hashToHex(hash(name))]));
        expect(manifest).toEqual(isWhole ? hash(composed) : null);
      }),
    );
  });
});
