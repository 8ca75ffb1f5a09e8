import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Container, openContainer } from '../../../electron/core/bundle/container.ts';
import { verifyBundle } from '../../../electron/core/bundle/verify.ts';
import { inMemory } from '../../../electron/core/vault/random-access.ts';
import type { VerificationReport } from '../../../shared/model/report.ts';
import { writeLargeBundle } from '../../fixtures/large-bundle.ts';

/** So much that its originals are hashed in threads of their own, where the bytes are in a file; of a zip in memory they aren't. */
const made = { entries: 6, shown: 4, originals: 4, originalBytes: 9 * 1_048_576 };

let folder = '';
let zip = '';
let unpacked = '';
/** By path: where the bytes of each original stand in the zip. */
const originals = new Map<string, number>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sanad-much-'));
  zip = join(folder, 'bundle.zip');
  unpacked = join(folder, 'unpacked');
  await writeLargeBundle(zip, made);
  const bytes = readFileSync(zip);
  const container = await openContainer(inMemory(bytes), {});
  for (const [path, file] of container.files) {
    const pieces: Uint8Array[] = [];
    for await (const piece of file.stream()) pieces.push(new Uint8Array(piece));
    const content = Buffer.concat(pieces);
    await mkdir(dirname(join(unpacked, path)), { recursive: true });
    await writeFile(join(unpacked, path), content);
    if (path.startsWith('data/objects/')) originals.set(path, bytes.indexOf(content.subarray(0, 64)));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Changes one byte for as long as `look` looks. */
async function withOther<T>(path: string, position: number, look: () => Promise<T>): Promise<T> {
  const file = await open(path, 'r+');
  try {
    const before = Buffer.alloc(1);
    await file.read(before, 0, 1, position);
    await file.write(Buffer.from([(before[0] as number) ^ 1]), 0, 1, position);
    const found = await look();
    await file.write(before, 0, 1, position);
    return found;
  } finally {
    await file.close();
  }
}

const inside = 5 * 1_048_576;
const findings = ({ findings }: VerificationReport): string[] => findings.map(({ code, path }) => `${code} ${path}`);
const verify = (source: Container['form'] | 'memory'): Promise<VerificationReport> =>
  verifyBundle(source === 'memory' ? inMemory(readFileSync(zip)) : source === 'zip' ? zip : unpacked, {}, []);

describe('a bundle of much to hash', () => {
  it('is found whole in a zip, in a folder and in memory alike', async () => {
    const reports = [await verify('zip'), await verify('folder'), await verify('memory')];
    for (const report of reports) {
      expect(report).toMatchObject({ exitStatus: 0, findings: [] });
      expect(report.exhibits).toEqual(reports[0]?.exhibits);
      expect(report.exhibits).toHaveLength(made.originals);
    }
  });

  it('with a changed original is found faulty in the same place by all, and nowhere else', async () => {
    const [path, start] = [...originals][2] as [string, number];
    // What the closing entry says of all files together isn't so any more either.
    const differing = [`FILE_HASH ${path}`, 'GIVEN_FILES null'];
    const [inZip, inMemoryToo] = await withOther(zip, start + inside, async () => [
      await verify('zip'),
      await verify('memory'),
    ]);
    expect(inZip?.exitStatus).toBe(1);
    expect(inZip).toEqual(inMemoryToo);
    expect(findings(inZip as VerificationReport)).toEqual(differing);
    const inFolder = await withOther(join(unpacked, path), inside, () => verify('folder'));
    expect(findings(inFolder)).toEqual(differing);
    expect(findings(await verify('folder'))).toEqual([]);
  });

  it('cut short on its way is told apart from one that changed', async () => {
    const [path] = [...originals][1] as [string, number];
    const container = await openContainer(unpacked, {});
    const file = container.files.get(path);
    const whole = readFileSync(join(unpacked, path));
    await writeFile(join(unpacked, path), whole.subarray(0, whole.length - 1));
    await expect(file?.digest(() => {})).rejects.toMatchObject({ detail: 'changed while it was read' });
    await writeFile(join(unpacked, path), whole);
    await container.close();
  });

  it('stops when it is told to, and tells how far it is', async () => {
    for (const source of [zip, unpacked]) {
      const stopping = new AbortController();
      const told: number[] = [];
      const stopped = verifyBundle(source, {}, [], {
        signal: stopping.signal,
        onProgress: ({ bytesDone }) => {
          told.push(bytesDone);
          if (bytesDone > inside) stopping.abort();
        },
      });
      await expect(stopped).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
      expect(told).toEqual([...told].sort((a, b) => a - b));
      expect(told.at(-1)).toBeLessThan(made.originals * made.originalBytes);
    }
  });
});
