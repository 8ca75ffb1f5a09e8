import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Container, openContainer } from '../../../../electron/core/bundle/container.ts';
import { inMemory } from '../../../../electron/core/vault/random-access.ts';
import { showName } from '../../../../shared/bundle/listing.ts';
import { Fault } from '../../../../shared/faults.ts';
import { collect, type HostileMember, hostileZip, zipOf } from './zip-bytes.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sanad-container-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const files = {
  'bagit.txt': 'declaration',
  'data/ledger/entries.jsonl': '{}\n',
  'data/objects/a.jpg': Buffer.alloc(300_000, 7),
  'data/empty': '',
};

const open = (zip: Uint8Array): Promise<Container> => openContainer(inMemory(zip), {});

async function contents(container: Container): Promise<Record<string, Buffer>> {
  const all: Record<string, Buffer> = {};
  for (const [path, file] of container.files) all[path] = await collect(file.stream());
  return all;
}

const asBuffers = Object.fromEntries(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)]));

describe('a container', () => {
  it('of our own zip gives every file back, and nothing to remark', async () => {
    const container = await open(await zipOf(files));
    expect(container.findings).toEqual([]);
    expect(container.encrypted).toBe(false);
    expect(await contents(container)).toEqual(asBuffers);
  });

  it('of a folder gives the same', async () => {
    const root = join(folder, 'unpacked');
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(join(root, path, '..'), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    const container = await openContainer(root, {});
    expect(container).toMatchObject({ form: 'folder', findings: [], litter: [] });
    expect(await contents(container)).toEqual(asBuffers);
  });

  it('may be compressed, with data descriptors and folders, as common tools write it', async () => {
    const zip = hostileZip([
      { name: 'data/', mode: 0o040755 },
      ...Object.entries(files).map(([name, content]) => ({
        name,
        content,
        deflate: true,
        descriptor: true,
        mode: 0o100644,
      })),
    ]);
    const container = await open(zip);
    expect(container.findings).toEqual([]);
    expect(await contents(container)).toEqual(asBuffers);
  });

  it('may stand in one top folder, with what operating systems leave behind', async () => {
    const packed = Object.entries(files).map(([name, content]) => ({ name: `my bundle/${name}`, content }));
    const litter = ['__MACOSX/my bundle/._bagit.txt', 'my bundle/.DS_Store', 'my bundle/Thumbs.db'];
    const container = await open(hostileZip([...packed, ...litter.map((name) => ({ name, content: 'x' }))]));
    expect(container.findings).toEqual([]);
    expect([...container.files.keys()].sort()).toEqual(Object.keys(files).sort());
    expect(container.litter).toEqual(litter);
  });

  it('leaves out what operating systems left among the payload, and names it', async () => {
    const container = await open(await zipOf({ ...files, 'data/.DS_Store': 'x', 'data/objects/._a': 'x' }));
    expect(container.litter).toEqual(['data/.DS_Store', 'data/objects/._a']);
    expect(await contents(container)).toEqual(asBuffers);
  });

  it.each<[string, (name: string) => string | Buffer, string | null]>([
    ['in folders in folders, in any language', (name) => `للمحكمة/حزمة 3/${name}`, null],
    ['in a folder whose name is no UTF-8', (name) => Buffer.concat([Buffer.of(0x81, 0x2f), Buffer.from(name)]), null],
    ['with backslashes in place of slashes', (name) => `Bundle\\${name.replaceAll('/', '\\')}`, 'backslashes'],
    ['in capitals alone', (name) => name.toUpperCase(), 'capitals'],
  ])('packed again %s is the same bundle', async (_how, change, renamed) => {
    const packed = Object.entries(files).map(([name, content]) => ({ name: change(name), content }));
    const container = await open(hostileZip(packed));
    expect(container).toMatchObject({ findings: [], litter: [], renamed });
    expect(await contents(container)).toEqual(asBuffers);
  });

  it('in a folder of another bundle beside it is none', async () => {
    const packed = ['a', 'b'].flatMap((top) =>
      Object.entries(files).map(([name, content]) => ({ name: `${top}/${name}`, content })),
    );
    expect((await open(hostileZip(packed))).files.has('bagit.txt')).toBe(false);
  });

  it('at the top of a stick is read without the folders that systems keep there', async () => {
    const root = join(folder, 'stick');
    for (const [path, content] of Object.entries({
      ...files,
      'System Volume Information/x': 'x',
      '.Trashes/501/y': 'y',
    })) {
      mkdirSync(join(root, path, '..'), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    const container = await openContainer(root, {});
    expect(container).toMatchObject({ findings: [], litter: ['.Trashes/', 'System Volume Information/'] });
    expect(await contents(container)).toEqual(asBuffers);
  });

  it('written by the zip program is read as well', async () => {
    const root = join(folder, 'for-zip');
    mkdirSync(join(root, 'data'), { recursive: true });
    writeFileSync(join(root, 'bagit.txt'), 'x');
    writeFileSync(join(root, 'data/text'), 'y'.repeat(5000));
    execFileSync('zip', ['-q', '-r', '../made.zip', '.'], { cwd: root });
    const container = await openContainer(join(folder, 'made.zip'), {});
    expect(container.findings).toEqual([]);
    expect([...container.files.keys()].sort()).toEqual(['bagit.txt', 'data/text']);
    await container.close();
  });
});

describe('a hostile zip', () => {
  const good: HostileMember = { name: 'bagit.txt', content: 'declaration' };
  const content = 'evidence '.repeat(50);

  it.each<[string, HostileMember[], string]>([
    ['a path out of the bundle', [{ name: '../../etc/cron.d/x', content }], 'container.name'],
    ['an absolute path', [{ name: '/etc/passwd', content }], 'container.name'],
    [
      'a backslash among slashes',
      [
        { name: 'data\\x', content },
        { name: 'data/y', content },
      ],
      'container.name',
    ],
    ['a drive', [{ name: 'C:/x', content }], 'container.name'],
    ['a control character', [{ name: 'data/a\u0007', content }], 'container.name'],
    ['letters that look alike', [{ name: 'data/\u0430', content }], 'container.name'],
    ['text direction overrides', [{ name: 'data/\u202egpj.a', content }], 'container.name'],
    ['bytes that are no UTF-8', [{ name: Buffer.of(0x64, 0xff, 0xfe), content }], 'container.name'],
    [
      'the same name twice',
      [
        { name: 'data/a', content },
        { name: 'data/a', content: 'other' },
      ],
      'container.duplicate',
    ],
    [
      'names that differ in case',
      [
        { name: 'data/a', content },
        { name: 'data/A', content },
      ],
      'container.case-clash',
    ],
    ['a symbolic link', [{ name: 'data/a', content: '/etc/passwd', mode: 0o120777 }], 'container.link'],
    [
      'a symbolic link of a system whose links Info-ZIP makes too',
      [{ name: 'data/a', content: '/etc/passwd', mode: 0o120777, system: 16 }],
      'container.link',
    ],
    ['a device', [{ name: 'data/a', mode: 0o060644 }], 'container.special'],
    ['a folder with content', [{ name: 'data/a/', content }], 'container.special'],
    ['an encrypted member', [{ name: 'data/a', content, flags: 1 }], 'container.encrypted'],
    ['an unusual method', [{ name: 'data/a', content, method: 12 }], 'container.method'],
    ['a bomb', [{ name: 'data/a', content: Buffer.alloc(40_000_000), deflate: true }], 'container.ratio'],
    ['another name inside', [{ name: 'data/a', localName: 'data/b', content }], 'container.header'],
    ['another size inside', [{ name: 'data/a', content, localSize: 7 }], 'container.header'],
    ['two sizes for stored bytes', [{ name: 'data/a', content, size: 7 }], 'container.header'],
    [
      'a second name in an extra field',
      [{ name: 'data/a', content, extra: Buffer.of(0x75, 0x70, 1, 0, 1) }],
      'container.header',
    ],
    [
      'a second name in the local header alone',
      [{ name: 'data/a', content, localExtra: Buffer.of(0x75, 0x70, 1, 0, 1) }],
      'container.header',
    ],
    [
      'a second name before what cannot be read',
      [{ name: 'data/a', content, localExtra: Buffer.of(0x75, 0x70, 1, 0, 1, 0x55, 0x54, 9, 0) }],
      'container.header',
    ],
    ['bytes between members', [{ name: 'data/a', content, gapAfter: Buffer.from('hidden') }], 'container.uncovered'],
    [
      'members that overlap',
      [
        { name: 'data/a', content },
        { name: 'data/b', content, offset: 0 },
      ],
      'container.overlap',
    ],
  ])('with %s is named as such', async (_what, members, code) => {
    const container = await open(hostileZip([good, ...members]));
    expect(container.findings.map((finding) => finding.code)).toContain(code);
    expect(container.files.get('bagit.txt')?.size).toBe(11);
  });

  it('is read where a tool padded an extra field, or states the number of a part', async () => {
    for (const odd of [{ extra: Buffer.of(0, 0, 0) }, { part: 3 }]) {
      const container = await open(hostileZip([good, { name: 'data/a', content, ...odd }]));
      expect(container.findings).toEqual([]);
      expect(container.files.get('data/a')?.size).toBe(content.length);
    }
  });

  it('cannot put a comment or anything else behind the end', async () => {
    for (const tail of [{ comment: 'see also' }, { trailing: 'more' }]) {
      const { findings } = await open(hostileZip([good], tail));
      expect(findings.map((finding) => finding.code)).toContain('container.uncovered');
    }
  });

  it.each<[string, HostileMember]>([
    ['more bytes than stated', { name: 'data/a', content, deflate: true, size: 10, localSize: 10 }],
    ['fewer bytes than stated', { name: 'data/a', content, deflate: true, size: 10_000, localSize: 10_000 }],
    ['another checksum', { name: 'data/a', content, crc32: 1 }],
    ['a stream that is no deflate', { name: 'data/a', content, method: 8, size: 450, localSize: 450 }],
    ['bytes behind the compressed stream', { name: 'data/a', content, deflate: true, behindStream: Buffer.from('x') }],
    [
      'a stream that is cut short',
      {
        name: 'data/a',
        content: deflateRawSync(Buffer.alloc(9_000, 3)).subarray(0, 9),
        method: 8,
        size: 9_000,
        localSize: 9_000,
      },
    ],
  ])('with %s cannot be read there', async (_what, member) => {
    const container = await open(hostileZip([good, member]));
    const file = container.files.get('data/a');
    await expect(collect(file?.stream() ?? (async function* () {})())).rejects.toThrow('unreadable');
  });

  it('gives as many bytes as it states before it is called unreadable', async () => {
    const member = { name: 'data/a', content, deflate: true, size: 10, localSize: 10 };
    const container = await open(hostileZip([good, member]));
    let read = '';
    const all = (async () => {
      for await (const piece of container.files.get('data/a')?.stream() ?? []) read += Buffer.from(piece).toString();
    })();
    await expect(all).rejects.toThrow('unreadable');
    expect(read).toBe(content.slice(0, 10));
  });

  it('never makes the reader fall over: mutations of a good one end in files, findings or a refusal', async () => {
    const zip = await zipOf(files);
    const compressed = hostileZip(
      Object.entries(files).map(([name, bytes]) => ({ name, content: bytes, deflate: true })),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 8 }),
        fc.option(fc.nat(), { freq: 4 }),
        async (stored, flips, cut) => {
          const bytes = Buffer.from(stored ? zip : compressed);
          // Positions count from the end, where the structure is.
          for (const [at, bits] of flips) {
            const place = bytes.length - 1 - (at % Math.min(bytes.length, 900));
            bytes[place] = (bytes[place] ?? 0) ^ bits;
          }
          await survive(cut === null ? bytes : bytes.subarray(0, cut % bytes.length));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('made of noise is refused', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 4_000 }), survive), { numRuns: 200 });
  });

  async function survive(bytes: Uint8Array): Promise<void> {
    let container: Container;
    try {
      container = await open(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(Fault);
      return;
    }
    for (const file of container.files.values()) {
      await collect(file.stream()).catch((error: unknown) => expect(String(error)).toContain('unreadable'));
    }
  }
});

describe('a hostile folder', () => {
  it('has its links named and not followed', async () => {
    const root = join(folder, 'links');
    mkdirSync(join(root, 'data'), { recursive: true });
    writeFileSync(join(root, 'bagit.txt'), 'x');
    writeFileSync(join(folder, 'secret'), 'not in the bundle');
    symlinkSync(join(folder, 'secret'), join(root, 'data/a'));
    symlinkSync('..', join(root, 'data/loop'));
    const container = await openContainer(root, {});
    expect([...container.files.keys()]).toEqual(['bagit.txt']);
    expect(container.findings.map(({ code, path }) => [code, path])).toEqual([
      ['container.link', 'data/a'],
      ['container.link', 'data/loop'],
    ]);
  });

  it('has its pipes named and not opened', async () => {
    const root = join(folder, 'pipes');
    mkdirSync(root);
    execFileSync('mkfifo', [join(root, 'bagit.txt')]);
    const { findings } = await openContainer(root, {});
    expect(findings.map(({ code }) => code)).toEqual(['container.special']);
  });
});

describe('what is no bundle at all', () => {
  it.each([
    ['an empty file', Buffer.alloc(0)],
    ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])],
    ['text', Buffer.from('hello'.repeat(1000))],
  ])('%s is refused with a code', async (_what, bytes) => {
    await expect(open(bytes)).rejects.toMatchObject({ code: 'BUNDLE_NOT_A_BUNDLE' });
  });

  it('a zip cut short says so', async () => {
    const zip = await zipOf(files);
    const cut = open(zip.subarray(0, zip.length - 30));
    await expect(cut).rejects.toMatchObject({ code: 'BUNDLE_NOT_A_BUNDLE', params: { reason: 'cut short' } });
  });

  it('a path with nothing there is not found', async () => {
    await expect(openContainer(join(folder, 'nothing'), {})).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
  });
});

it('names are shown with everything escaped that could deceive', () => {
  expect(showName('data/\u202egpj.exe')).toBe('data/\\u{202e}gpj.exe');
  expect(showName('a\nb')).toBe('a\\u{a}b');
  expect(showName('\u{1f600}'.repeat(100)).length).toBeLessThanOrEqual(200);
});
