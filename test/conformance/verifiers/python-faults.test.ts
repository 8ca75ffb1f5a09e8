/** Faults of all kinds, and hostile containers: the verifier in Python says of each what ours says. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyBundle } from '../../../electron/core/bundle/verify.ts';
import { checkpointPath, paths } from '../../../shared/ledger/bundle-layout.ts';
import type { Bundle } from '../../fixtures/ledger.ts';
import {
  bothSay,
  essence,
  freshPath,
  fullLedger,
  having,
  line,
  lines,
  object,
  picture,
  present,
  sealed,
  sha256,
  text,
  written,
  zipped,
} from '../../fixtures/python-judge.ts';
import { runPython } from '../../fixtures/python-verifier.ts';
import { pack } from '../../integration/bundle/evidence.ts';
import { type HostileMember, hostileZip } from '../../unit/core/bundle/zip-bytes.ts';

describe.skipIf(!present)('the Python verifier finds what ours finds (needs Python)', () => {
  const cases: [string, (files: Bundle) => Bundle, string][] = [
    [
      'an entry changed',
      (f) => line(f, paths.entries, 2, (text) => text.replace(/"body":"../, '"body":"AA')),
      'ENTRY_PREV',
    ],
    ['an entry dropped', (f) => lines(f, paths.entries, (all) => all.toSpliced(3, 1)), 'ENTRY_SEQ'],
    ['an entry twice', (f) => lines(f, paths.entries, (all) => all.toSpliced(3, 0, all[3] ?? '')), 'ENTRY_SEQ'],
    ['the last entry dropped', (f) => lines(f, paths.entries, (all) => all.slice(0, -1)), 'EXPORT_NOT_LAST'],
    [
      'a duplicate key',
      (f) => line(f, paths.entries, 1, (text) => text.replace('{', '{"body":"",')),
      'ENTRY_UNREADABLE',
    ],
    [
      'a huge number',
      (f) => line(f, paths.entries, 1, (text) => text.replace('"v":1', '"v":9007199254740992')),
      'ENTRY_UNREADABLE',
    ],
    ['a fraction', (f) => line(f, paths.entries, 1, (text) => text.replace('"v":1', '"v":1.0')), 'ENTRY_UNREADABLE'],
    [
      'a newer version that hides an edit',
      (f) => line(f, paths.entries, 1, (text) => text.replace('"v":1', '"v":2')),
      'ENTRY_PREV',
    ],
    ['an open last line', (f) => having(f, paths.entries, String(text(f, paths.entries)).trimEnd()), 'LINES_SYNTAX'],
    ['a line that never ends', (f) => line(f, paths.entries, 1, () => 'x'.repeat(2_000)), 'ENTRY_UNREADABLE'],
    [
      'a disclosure changed',
      (f) => line(f, paths.disclosures, 4, (text) => text.replace(/"d":"(.{60})./, '"d":"$1A')),
      'GIVEN_DISCLOSURES',
    ],
    ['a disclosure dropped', (f) => lines(f, paths.disclosures, (all) => all.toSpliced(6, 1)), 'GIVEN_DISCLOSURES'],
    [
      'disclosures swapped',
      (f) => lines(f, paths.disclosures, ([a = '', b = '', c = '', ...rest]) => [a, c, b, ...rest]),
      'DISCLOSURE_ORDER',
    ],
    [
      'a disclosure at another place',
      (f) => line(f, paths.disclosures, 6, (text) => text.replace(/"seq":\d+/, '"seq":3')),
      'BODY_MISSING',
    ],
    [
      'a lone surrogate',
      (f) => line(f, paths.disclosures, 2, () => `{"d":"\\ud800","seq":0}`),
      'DISCLOSURE_UNREADABLE',
    ],
    ['an object changed', (f) => having(f, object, 'other bytes'), 'FILE_HASH'],
    ['an object dropped', (f) => having(f, object, null), 'OBJECT_MISSING'],
    [
      'an object called absent',
      (f) => having(having(f, object, null), paths.absent, `${sha256}\n${'ef'.repeat(32)}\n`),
      'GIVEN_FILES',
    ],
    ['an object planted', (f) => having(f, `data/objects/${'ef'.repeat(32)}.mp4`, 'planted'), 'ABSENT_DIFFERS'],
    [
      'an object under another name',
      (f) => having(having(f, object, null), object.replace('jpg', 'png'), picture),
      'OBJECT_PATH',
    ],
    ['a record rewritten', (f) => having(f, 'data/records/2.json', '{"account.1":"never"}'), 'RECORD_DIFFERS'],
    ['a record planted', (f) => having(f, 'data/records/99.json', '{}'), 'RECORD_UNCLAIMED'],
    ['a statement rewritten', (f) => having(f, paths.withheld, '{"seq":1}\n'), 'WITHHELD_SYNTAX'],
    ['the key change unconfirmed', (f) => having(f, checkpointPath(4), null), 'KEY_CHANGE_UNCONFIRMED'],
    ['a checkpoint of another tree', (f) => having(f, checkpointPath(2), fullLedger().note(2)), 'CHECKPOINT_LEDGER'],
    [
      'a checkpoint signed by nobody',
      (f) => having(f, checkpointPath(4), unsigned(String(text(f, checkpointPath(4))))),
      'CHECKPOINT_UNSIGNED',
    ],
    [
      'a checkpoint with a bad line',
      (f) => having(f, paths.checkpoint, altered(String(text(f, paths.checkpoint)))),
      'CHECKPOINT_SIGNATURE',
    ],
    [
      'a checkpoint where none may be',
      (f) => having(f, 'data/ledger/checkpoints/x/y.txt', 'no note'),
      'CONTAINER_PATH',
    ],
    ['no checkpoint', (f) => having(f, paths.checkpoint, null), 'CHECKPOINT_MISSING'],
    ['a file that the format does not know', (f) => having(f, 'data/note.txt', 'x'), 'CONTAINER_PATH'],
    ['a file that only differs in case', (f) => having(f, 'readme.TXT', 'x'), 'container.case-clash'],
  ];
  it.each(cases)('%s', async (_what, tamper, code) => {
    const files = having(fullLedger().bundle({ objects: [picture], checkpoints: [2] }), paths.readme, 'README\n');
    const report = await bothSay(await zipped(sealed(tamper(files))));
    expect(report).toMatchObject({ verdict: 'INVALID', exitStatus: 1 });
    expect(report.findings.map((finding) => finding.code)).toContain(code);
  });

  it.each<[string, Record<string, string | Uint8Array>, string]>([
    ['its own bytes', { png: picture }, 'intact'],
    ['other bytes', { png: 'other bytes' }, 'damaged'],
    ['its own bytes at the first of two places', { gif: picture, png: 'other bytes' }, 'intact'],
    ['other bytes at the first of two places', { png: picture, gif: 'other bytes' }, 'damaged'],
  ])('an object under other names alone, with %s', async (_what, others, state) => {
    let files = having(fullLedger().bundle({ objects: [picture] }), object, null);
    for (const [extension, bytes] of Object.entries(others)) {
      files = having(files, object.replace('jpg', extension), bytes);
    }
    const { findings, exhibits } = await bothSay(await zipped(sealed(files)));
    const codes = findings.map(({ code }) => code);
    expect(codes.filter((code) => code === 'OBJECT_PATH')).toHaveLength(Object.keys(others).length);
    expect(codes).not.toContain('OBJECT_MISSING');
    expect(exhibits.filter((exhibit) => exhibit.sha256 === sha256).map((exhibit) => exhibit.state)).toContain(state);
  });

  it('with lists that were not made right again', async () => {
    const files = sealed(fullLedger().bundle({ objects: [picture] }));
    for (const path of ['data/records/1.json', object, paths.absent, paths.entries]) {
      const report = await bothSay(await zipped(having(files, path, 'something else')));
      expect(report.findings).toContainEqual(expect.objectContaining({ code: 'FILE_HASH', path }));
    }
  });

  it('in a hostile zip', async () => {
    const files = sealed(fullLedger().bundle({ objects: [picture] }));
    const members: HostileMember[] = [...files].map(([name, content]) => ({ name, content }));
    const [first = { name: '' }, ...rest] = members;
    const hostile: [string, HostileMember[], string][] = [
      ['a file twice', [...members, { name: paths.entries, content: 'x' }], 'container.duplicate'],
      [
        'bytes between',
        rest.map((m, n) => (n === 2 ? { ...m, gapAfter: Buffer.from('hidden') } : m)),
        'container.uncovered',
      ],
      ['two names', [...rest, { ...first, localName: 'x.txt' }], 'container.header'],
      ['a way out', [...members, { name: '../../x', content: 'x' }], 'container.name'],
      ['a link', [...members, { name: 'README.txt', content: '/etc/passwd', mode: 0o120777 }], 'container.link'],
      [
        'a bomb',
        [...members, { name: 'README.txt', content: Buffer.alloc(64 * 1024 * 1024), deflate: true }],
        'container.ratio',
      ],
      ['a false size', [...members, { name: 'README.txt', content: 'abc', size: 4 }], 'container.header'],
      ['a password', [...members, { name: 'README.txt', content: 'abc', flags: 1 }], 'container.encrypted'],
      [
        'bytes behind the stream',
        members.map((m, n) => (n === 1 ? { ...m, deflate: true, behindStream: Buffer.from('hidden') } : m)),
        'FILE_HASH',
      ],
      // What can be had of them is judged: no checkpoint and no entry is called missing for a fault of the zip.
      ...[paths.checkpoint, paths.entries, paths.disclosures].flatMap((path) => {
        const changed = (change: (length: number) => Partial<HostileMember>): HostileMember[] =>
          members.map((m) => (m.name === path ? { ...m, deflate: true, ...change(files.get(path)?.length ?? 0) } : m));
        return [
          [`bytes behind ${path}`, changed(() => ({ behindStream: Buffer.from('hidden') })), 'FILE_HASH'],
          [`${path} longer than it says`, changed((length) => ({ size: length - 1 })), 'FILE_HASH'],
        ] satisfies [string, HostileMember[], string][];
      }),
      [
        'a link of another system than Unix',
        [...members, { name: 'README.txt', content: '/etc/passwd', mode: 0o120777, system: 0 }],
        'container.link',
      ],
      [
        'a second name in a local header',
        members.map((m, n) => (n === 1 ? { ...m, localExtra: Buffer.of(0x75, 0x70, 1, 0, 1) } : m)),
        'container.header',
      ],
    ];
    for (const [what, made, code] of hostile) {
      const report = await bothSay(hostileZip(made));
      expect([what, report.verdict]).toEqual([what, 'INVALID']);
      expect(report.findings.map((finding) => finding.code)).toContain(code);
    }
  });

  it('in a folder with links, with what is no file, and deeper than any may be', async () => {
    const hostile: [string, (root: string) => void][] = [
      ['a link', (root) => symlinkSync('/etc/passwd', join(root, 'data', 'later', 'link.txt'))],
      ['a linked folder', (root) => symlinkSync('/etc', join(root, 'data', 'later', 'linked'))],
      ['a pipe', (root) => execFileSync('mkfifo', [join(root, 'data', 'later', 'pipe.txt')])],
      [
        'too deep',
        (root) => {
          const deep = join(root, ...Array.from({ length: 13 }, () => 'd'));
          mkdirSync(deep, { recursive: true });
          writeFileSync(join(deep, 'hidden.txt'), 'hidden');
        },
      ],
    ];
    const files = sealed(fullLedger().bundle({ objects: [picture] }));
    for (const [what, add] of hostile) {
      const root = freshPath();
      for (const [path, content] of files) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), content);
      }
      mkdirSync(join(root, 'data', 'later'), { recursive: true });
      expect((await runPython(root)).exitStatus).toBe(0);
      add(root);
      const [ours, theirs] = [await verifyBundle(root, {}, []), await runPython(root)];
      expect([what, theirs.verdict]).toEqual([what, 'INVALID']);
      expect(essence(theirs)).toEqual(essence(ours));
    }
  });

  it('in the end records of a zip', async () => {
    const zip = await zipped(sealed(fullLedger().bundle({ objects: [picture] })));
    const ones = { disk: 0xffff, directoryDisk: 0xffff, here: 0xffff, count: 0xffff, size: max32, offset: max32 };
    const plainEnds: Partial<Ends>[] = [{}, ones, { here: 0xffff }];
    for (const end of plainEnds) expect(await bothSay(withZip64(zip, { end }))).toMatchObject({ exitStatus: 0 });
    const ends = { disk: 1, directoryDisk: 1, here: 1, count: 1, size: 1, offset: 1 };
    const hostile = [
      ...Object.entries(ends).flatMap(([name, value]): Parameters<typeof withZip64>[1][] => [
        { end: { [name]: value } },
        { wide: { [name]: value } },
        { wide: { [name]: value }, end: ones },
      ]),
      { locator: { disk: 1, parts: 1 } },
      { locator: { disk: 0, parts: 2 } },
    ];
    for (const changes of hostile) {
      const report = await bothSay(withZip64(zip, changes));
      expect([changes, report.verdict === 'UNANCHORED']).toEqual([changes, false]);
    }
  });

  it('in what is no bundle at all, which is no verdict', async () => {
    const files = sealed(fullLedger().bundle({ objects: [picture] }));
    const zip = await zipped(files);
    expect(await bothSay(zip.subarray(0, zip.length - 100))).toMatchObject({ headline: 'cut short', exitStatus: 2 });
    expect(await bothSay(Buffer.from('hello'))).toMatchObject({ headline: 'not a bundle', exitStatus: 2 });
    expect(await bothSay(await pack({ 'a.txt': 'b' }))).toMatchObject({ headline: 'not a bundle', exitStatus: 2 });
    const newer = await bothSay(await zipped(sealed(files, '2.0')));
    expect(newer).toMatchObject({ verdict: 'COULD_NOT_RUN', headline: 'newer verifier needed', exitStatus: 2 });
    const age = await runPython(written(Buffer.from('age-encryption.org/v1\n-> X25519 …\n')));
    expect(age).toMatchObject({ headline: 'encrypted', exitStatus: 2 });
  });
});

const max32 = 0xffff_ffff;

/** What an end record says of the directory, in the order of APPNOTE 4.3.14. */
type Ends = Record<'disk' | 'directoryDisk' | 'here' | 'count' | 'size' | 'offset', number>;

/** The same zip with zip64 records, and with whatever they and the plain one shall say otherwise. */
function withZip64(
  zip: Buffer,
  changes: { end?: Partial<Ends>; wide?: Partial<Ends>; locator?: { disk: number; parts: number } },
): Buffer {
  const at = zip.length - 22;
  const own = {
    disk: 0,
    directoryDisk: 0,
    here: zip.readUInt16LE(at + 8),
    count: zip.readUInt16LE(at + 10),
    size: zip.readUInt32LE(at + 12),
    offset: zip.readUInt32LE(at + 16),
  };
  const [end, wide] = [
    { ...own, ...changes.end },
    { ...own, ...changes.wide },
  ];
  const { disk, parts } = changes.locator ?? { disk: 0, parts: 1 };
  const records = Buffer.alloc(56 + 20 + 22);
  records.writeUInt32LE(0x06064b50, 0);
  records.writeBigUInt64LE(44n, 4);
  records.writeUInt32LE(wide.disk, 16);
  records.writeUInt32LE(wide.directoryDisk, 20);
  for (const [index, value] of [wide.here, wide.count, wide.size, wide.offset].entries()) {
    records.writeBigUInt64LE(BigInt(value), 24 + 8 * index);
  }
  records.writeUInt32LE(0x07064b50, 56);
  records.writeUInt32LE(disk, 60);
  records.writeBigUInt64LE(BigInt(at), 64);
  records.writeUInt32LE(parts, 72);
  records.writeUInt32LE(0x06054b50, 76);
  for (const [index, value] of [end.disk, end.directoryDisk, end.here, end.count].entries()) {
    records.writeUInt16LE(value, 80 + 2 * index);
  }
  records.writeUInt32LE(end.size, 88);
  records.writeUInt32LE(end.offset, 92);
  return Buffer.concat([zip.subarray(0, at), records]);
}

/** The last signature line with another signature. */
function altered(note: string): string {
  return note.replace(/.(.{20}\n)$/, (_all, end: string) => `${note.at(-22) === 'A' ? 'B' : 'A'}${end}`);
}

/** With a line of a key that nobody knows in place of all. */
function unsigned(note: string): string {
  const head = note.slice(0, note.lastIndexOf('\n\n') + 2);
  return `${head}— somebody.example ${Buffer.alloc(68, 7).toString('base64')}\n`;
}
