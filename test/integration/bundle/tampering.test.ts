import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBundle } from '../../../electron/core/bundle/verify.ts';
import { inMemory } from '../../../electron/core/vault/random-access.ts';
import { composeManifest } from '../../../shared/bundle/bagit.ts';
import type { VerificationReport } from '../../../shared/model/report.ts';
import { hostileZip } from '../../unit/core/bundle/zip-bytes.ts';
import { type Evidence, evidenceVault, exported, filesOf, pack } from './evidence.ts';

/** Whoever carries a bundle may change anything in it. These tests do, from clumsy to careful, and expect to be told what. */

let evidence: Evidence;
let zip: Buffer;
let files: Record<string, Buffer>;
beforeAll(async () => {
  evidence = await evidenceVault();
  const { path } = await exported(evidence);
  zip = readFileSync(path);
  files = await filesOf(path);
});
afterAll(() => evidence.remove());

const verify = (bytes: Uint8Array): Promise<VerificationReport> => verifyBundle(inMemory(bytes), {}, []);
const verifyFiles = async (changed: Record<string, Uint8Array>): Promise<VerificationReport> =>
  verify(await pack(changed));
const codes = (report: VerificationReport): string[] => report.findings.map(({ code }) => code);
const places = (report: VerificationReport): (string | null)[] =>
  report.findings.flatMap(({ path, detail }) => [path, detail]);

function flipped(bytes: Uint8Array, at: number, bits = 1): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ bits;
  return copy;
}

/** The manifests as an attacker would write them who knows the format: every checksum right again. */
function resealed(changed: Record<string, Uint8Array>): Record<string, Uint8Array> {
  const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  const listed = (paths: string[]): Buffer =>
    Buffer.from(composeManifest(paths.map((path) => [path, hash(changed[path] ?? Buffer.alloc(0))] as const)));
  const paths = Object.keys(changed);
  const payload = paths.filter((path) => path.startsWith('data/'));
  const octets = payload.reduce((sum, path) => sum + (changed[path]?.length ?? 0), 0);
  changed['bag-info.txt'] = Buffer.from(
    String(changed['bag-info.txt']).replace(/Payload-Oxum: .*/, `Payload-Oxum: ${octets}.${payload.length}`),
  );
  changed['manifest-sha256.txt'] = listed(payload);
  const tags = paths.filter((path) => !path.startsWith('data/') && path !== 'tagmanifest-sha256.txt');
  changed['tagmanifest-sha256.txt'] = listed(tags);
  return changed;
}

it('the bundle of these tests is good, packed again or resealed', async () => {
  expect((await verify(zip)).exitStatus).toBe(0);
  expect((await verifyFiles({ ...files })).exitStatus).toBe(0);
  const report = await verifyFiles(resealed({ ...files }));
  expect([report.exitStatus, report.findings]).toEqual([0, []]);
});

describe('a flipped bit', () => {
  it('in any file of the zip is found, and the file named', async () => {
    for (const [path, content] of Object.entries(files)) {
      const start = zip.indexOf(content, zip.indexOf(path) + path.length);
      for (const part of [0, 0.37, 0.99]) {
        const report = await verify(flipped(zip, start + Math.floor(content.length * part), 0x20));
        expect(report, path).toMatchObject({ verdict: 'INVALID', exitStatus: 1 });
        expect(places(report), path).toContain(path);
      }
    }
  });

  it('in any file is found by the manifests too, when the zip was made again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(files)),
        fc.nat(),
        fc.integer({ min: 0, max: 7 }),
        async (path, at, bit) => {
          const content = files[path] ?? Buffer.alloc(0);
          const report = await verifyFiles({ ...files, [path]: flipped(content, at % content.length, 1 << bit) });
          expect(report).toMatchObject({ verdict: 'INVALID', exitStatus: 1 });
          expect(places(report)).toContain(path);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('in any payload file is found by the ledger, when the manifests were made right again', async () => {
    const payload = Object.keys(files).filter((path) => path.startsWith('data/'));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...payload), fc.nat(), fc.integer({ min: 0, max: 7 }), async (path, at, bit) => {
        const content = files[path] ?? Buffer.alloc(0);
        const report = await verifyFiles(
          resealed({ ...files, [path]: flipped(content, at % content.length, 1 << bit) }),
        );
        expect(report, path).toMatchObject({ verdict: 'INVALID', exitStatus: 1 });
        expect(codes(report)).not.toContain('MANIFEST_SYNTAX');
      }),
      { numRuns: 150 },
    );
  });

  it('in an original touches that exhibit and no other', async () => {
    const [item = 0] = evidence.items;
    const record = JSON.parse(String(files[`data/records/${item}.json`]));
    const path = `data/objects/${record.file.sha256}.jpg`;
    const report = await verifyFiles({ ...files, [path]: flipped(files[path] ?? Buffer.alloc(0), 1_000) });
    expect(report.exhibits.map(({ state }) => state)).toEqual(['damaged', 'intact', 'intact']);
    expect(report.exhibits.map(({ verdict }) => verdict)).toEqual(['INVALID', 'UNANCHORED', 'UNANCHORED']);
    expect(report.findings).toContainEqual(expect.objectContaining({ code: 'FILE_HASH', path, seq: item }));
  });

  it('in an entry touches it and its neighbour', async () => {
    const [, item = 0] = evidence.items;
    const lines = String(files['data/ledger/entries.jsonl']).split('\n');
    const changed = lines.map((line, seq) =>
      seq === item
        ? line.replace(/"body":"./, (start) => `${start.slice(0, -1)}${start.endsWith('_') ? '-' : '_'}`)
        : line,
    );
    const report = await verifyFiles(
      resealed({ ...files, 'data/ledger/entries.jsonl': Buffer.from(changed.join('\n')) }),
    );
    expect(report.verdict).toBe('INVALID');
    expect(report.findings.some(({ seq }) => seq === item || seq === item + 1)).toBe(true);
    expect(codes(report)).toEqual(
      expect.arrayContaining(['ENTRY_PREV', 'CHECKPOINT_ROOT', 'GIVEN_ENTRIES', 'BODY_MISMATCH']),
    );
  });
});

describe('a careful attacker, who makes every checksum right again,', () => {
  it.each<[string, () => Record<string, Uint8Array | null>, string[]]>([
    ['cannot drop an original', () => ({ [original()]: null }), ['OBJECT_MISSING', 'GIVEN_FILES']],
    [
      'cannot drop an original and call it absent',
      () => ({ [original()]: null, 'data/absent.txt': Buffer.from(`${original().slice(13, 77)}\n`) }),
      ['GIVEN_FILES'],
    ],
    [
      'cannot rename an original',
      () => ({ [original()]: null, [original().replace('.jpg', '.png')]: content(original()) }),
      ['OBJECT_PATH', 'GIVEN_FILES'],
    ],
    [
      'cannot add a file',
      () => ({ [`data/objects/${'0'.repeat(64)}.jpg`]: Buffer.from('x') }),
      ['OBJECT_UNCLAIMED', 'GIVEN_FILES'],
    ],
    [
      'cannot swap an original for another',
      () => ({ [original()]: Buffer.from('another') }),
      ['OBJECT_SIZE', 'FILE_HASH', 'GIVEN_FILES'],
    ],
    [
      'cannot change a readable record',
      () => ({ [`data/records/${evidence.items[0]}.json`]: Buffer.from('{}') }),
      ['RECORD_DIFFERS', 'GIVEN_FILES'],
    ],
    [
      'cannot drop a readable record',
      () => ({ [`data/records/${evidence.items[0]}.json`]: null }),
      ['RECORD_MISSING', 'GIVEN_FILES'],
    ],
    [
      'cannot add a readable record',
      () => ({ 'data/records/999.json': Buffer.from('{}') }),
      ['RECORD_UNCLAIMED', 'GIVEN_FILES'],
    ],
    ['cannot change the statement of what is withheld', () => ({ 'data/withheld.jsonl': null }), ['GIVEN_FILES']],
    [
      'cannot hide a disclosed field',
      () => ({ 'data/ledger/disclosures.jsonl': withoutLine('data/ledger/disclosures.jsonl', 3) }),
      ['GIVEN_DISCLOSURES', 'RECORD_DIFFERS'],
    ],
    [
      'cannot drop the last entry',
      () => ({ 'data/ledger/entries.jsonl': withoutLine('data/ledger/entries.jsonl', -1) }),
      ['CHECKPOINT_SIZE', 'EXPORT_NOT_LAST'],
    ],
    [
      'cannot drop an entry in the middle',
      () => ({ 'data/ledger/entries.jsonl': withoutLine('data/ledger/entries.jsonl', 4) }),
      ['ENTRY_SEQ', 'ENTRY_PREV'],
    ],
    ['cannot drop the checkpoint', () => ({ 'data/ledger/checkpoint.txt': null }), ['CHECKPOINT_MISSING']],
    [
      'cannot leave the last line open',
      () => ({ 'data/ledger/entries.jsonl': content('data/ledger/entries.jsonl').subarray(0, -1) }),
      ['LINES_SYNTAX'],
    ],
    [
      'cannot add a file that the format does not know',
      () => ({ 'data/notes.txt': Buffer.from('x') }),
      ['CONTAINER_PATH', 'GIVEN_FILES'],
    ],
    ['cannot add a file beside the payload', () => ({ 'NOTE.html': Buffer.from('x') }), ['CONTAINER_PATH']],
    [
      'cannot have files fetched from elsewhere',
      () => ({ 'fetch.txt': Buffer.from('http://example.org/x - data/x\n') }),
      ['CONTAINER_PATH'],
    ],
  ])('%s', async (_what, change, expected) => {
    const changed: Record<string, Uint8Array> = { ...files };
    for (const [path, bytes] of Object.entries(change())) {
      if (bytes === null) delete changed[path];
      else changed[path] = bytes;
    }
    const report = await verifyFiles(resealed(changed));
    expect(report).toMatchObject({ verdict: 'INVALID', exitStatus: 1 });
    expect(codes(report)).toEqual(expect.arrayContaining(expected));
  });

  const content = (path: string): Buffer => files[path] ?? Buffer.alloc(0);
  const original = (): string => {
    const record = JSON.parse(String(content(`data/records/${evidence.items[0]}.json`)));
    return `data/objects/${record.file.sha256}.jpg`;
  };
  function withoutLine(path: string, line: number): Buffer {
    const lines = String(content(path)).trimEnd().split('\n');
    lines.splice(line, 1);
    return Buffer.from(`${lines.join('\n')}\n`);
  }
});

describe('tag files', () => {
  it.each(
    Object.entries({
      'bagit.txt': 'BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n',
      'bag-info.txt': 'Sanad-Bundle: 1.0\nSanad-Bundle: 1.1\n',
      'manifest-sha256.txt': '',
      'tagmanifest-sha256.txt': '',
    }),
  )('%s is not replaced unseen', async (path, text) => {
    const report = await verifyFiles({ ...files, [path]: Buffer.from(text) });
    expect(report).toMatchObject({ verdict: 'INVALID', exitStatus: 1 });
    expect(places(report)).toContain(path);
  });

  it('a README that no list names is named', async () => {
    const tagManifest = String(files['tagmanifest-sha256.txt'])
      .split('\n')
      .filter((line) => !line.endsWith('README.txt'))
      .join('\n');
    const report = await verifyFiles({
      ...files,
      'README.txt': Buffer.from('trust me'),
      'tagmanifest-sha256.txt': Buffer.from(tagManifest),
    });
    expect(report.findings).toContainEqual(expect.objectContaining({ code: 'FILE_UNLISTED', path: 'README.txt' }));
  });

  it('a newer version of the format could not be checked, which is no verdict', async () => {
    const bagInfo = String(files['bag-info.txt']).replace(/Sanad-Bundle: .*/, 'Sanad-Bundle: 2.0');
    const report = await verifyFiles(resealed({ ...files, 'bag-info.txt': Buffer.from(bagInfo) }));
    expect(report).toMatchObject({ verdict: 'COULD_NOT_RUN', exitStatus: 2, headline: 'newer verifier needed' });
  });

  it('a newer minor version is read, and what it adds is said to be not understood', async () => {
    const bagInfo = String(files['bag-info.txt']).replace(/Sanad-Bundle: .*/, 'Sanad-Bundle: 1.7');
    const report = await verifyFiles(resealed({ ...files, 'bag-info.txt': Buffer.from(bagInfo) }));
    expect(report.exitStatus).toBe(0);
  });
});

describe('hostile bytes', () => {
  it('in place of any file never make the verifier fall over', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(files).filter((path) => path.startsWith('data/'))),
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.json().map((text) => Buffer.from(`${text}\n`)),
        ),
        async (path, bytes) => {
          const report = await verifyFiles(resealed({ ...files, [path]: bytes }));
          expect([1, 2]).toContain(report.exitStatus);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('anywhere in the zip never make it fall over, and pass only where no file was changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 40 })), { minLength: 1, maxLength: 4 }),
        async (changes) => {
          const bytes = Buffer.from(zip);
          for (const [at, noise] of changes)
            bytes.set(noise.subarray(0, bytes.length - (at % bytes.length)), at % bytes.length);
          const report = await verify(bytes);
          // Times and versions in zip headers belong to nobody's content.
          if (report.exitStatus === 0) expect(await filesOf(inMemory(bytes))).toEqual(files);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('as a zip cut anywhere could not be verified', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 1_000_000 }), async (at) => {
        const report = await verify(zip.subarray(0, at % zip.length));
        expect(report).toMatchObject({ verdict: 'COULD_NOT_RUN', exitStatus: 2 });
      }),
      { numRuns: 60 },
    );
  });

  it('with duplicated, hidden or overlapping members are named', async () => {
    const members = Object.entries(files).map(([name, content]) => ({ name, content }));
    const twice = await verify(hostileZip([...members, { name: 'data/ledger/entries.jsonl', content: 'other' }]));
    expect([twice.exitStatus, codes(twice)]).toEqual([1, ['container.duplicate']]);
    const hidden = await verify(
      hostileZip(members.map((member, n) => (n === 3 ? { ...member, gapAfter: Buffer.from('hidden') } : member))),
    );
    expect([hidden.exitStatus, codes(hidden)]).toEqual([1, ['container.uncovered']]);
    const outside = await verify(hostileZip([...members, { name: '../../x', content: 'x' }]));
    expect([outside.exitStatus, codes(outside)]).toEqual([1, ['container.name']]);
  });
});
