import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, openSync, rmSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContainer } from '../../../electron/core/bundle/container.ts';
import { writeZip, type ZipMember } from '../../../electron/core/bundle/zip-writer.ts';
import { collect, zipMember } from '../../unit/core/bundle/zip-bytes.ts';

/** Programs that we did not write read our zips: Info-ZIP and Python's zipfile. */
function has(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sanad-zip-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const python = (code: string, ...args: string[]): string =>
  execFileSync('python3', ['-c', code, ...args], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });

async function save(name: string, members: Iterable<ZipMember>): Promise<string> {
  const path = join(folder, name);
  await pipeline(Readable.from(writeZip(members)), createWriteStream(path));
  return path;
}

describe('a zip that we write', () => {
  const members = [
    zipMember('bagit.txt', 'declaration'),
    zipMember('data/a', Buffer.alloc(200_000, 9)),
    zipMember('data/empty', ''),
  ];

  it.skipIf(!has('unzip'))('passes unzip -t (needs unzip)', async () => {
    expect(execFileSync('unzip', ['-t', await save('small.zip', members)], { encoding: 'utf8' })).toContain(
      'No errors detected',
    );
  });

  it.skipIf(!has('python3'))('is read by Python, stored, without times and extra fields (needs python3)', async () => {
    const listed = JSON.parse(
      python(
        'import json,sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nprint(json.dumps([[i.filename,i.file_size,i.compress_type,list(i.date_time),i.flag_bits,len(i.extra),i.comment.decode()] for i in z.infolist()]))',
        await save('listed.zip', members),
      ),
    );
    const plain = [0, [1980, 1, 1, 0, 0, 0], 0x800, 0, ''];
    expect(listed).toEqual([
      ['bagit.txt', 11, ...plain],
      ['data/a', 200_000, ...plain],
      ['data/empty', 0, ...plain],
    ]);
  });

  it('is the same, byte for byte, whenever it is written', async () => {
    expect(await collect(writeZip(members))).toEqual(await collect(writeZip(members)));
  });

  it('is not finished with a member that is not as long as it said', async () => {
    await expect(collect(writeZip([{ ...zipMember('a', 'x'), size: 2 }]))).rejects.toThrow('changed');
  });
});

describe('zip64', () => {
  it.skipIf(!has('python3'))('holds for more members than 16 bits count (needs python3)', async () => {
    const many = Array.from({ length: 70_000 }, (_, n) => zipMember(`data/records/${n}.json`, String(n)));
    const path = await save('many.zip', many);
    expect(
      python(
        'import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nprint(len(z.infolist()),z.read("data/records/69999.json").decode())',
        path,
      ).trim(),
    ).toBe('70000 69999');
    const container = await openContainer(path, {});
    expect(container.findings).toEqual([]);
    expect(container.files.size).toBe(70_000);
    await container.close();
  });

  it.skipIf(!has('python3'))('holds for a member beyond 4 GiB and one behind it (needs python3)', async () => {
    const zeros = Buffer.alloc(16 * 1024 * 1024);
    const rounds = 257;
    let checksum = 0;
    for (let n = 0; n < rounds; n++) checksum = crc32(zeros, checksum);
    const large: ZipMember = {
      name: 'data/large',
      size: rounds * zeros.length,
      crc32: checksum,
      *open() {
        for (let n = 0; n < rounds; n++) yield zeros;
      },
    };
    // Zeros are left out as holes: the file takes no room on disk.
    const path = join(folder, 'large.zip');
    const fd = openSync(path, 'w');
    let size = 0;
    for await (const piece of writeZip([zipMember('bagit.txt', 'x'), large, zipMember('data/small', 'behind')])) {
      if (piece !== zeros) writeSync(fd, piece, 0, piece.length, size);
      size += piece.length;
    }
    truncateSync(path, size);
    const read = python(
      'import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nprint(z.getinfo("data/large").file_size,z.read("data/small").decode())',
      path,
    );
    expect(read.trim()).toBe(`${large.size} behind`);
    const container = await openContainer(path, {});
    expect(container.findings).toEqual([]);
    expect(container.files.get('data/large')?.size).toBe(large.size);
    expect(String(await collect(container.files.get('data/small')?.stream() ?? (async function* () {})()))).toBe(
      'behind',
    );
    await container.close();
  });
});
