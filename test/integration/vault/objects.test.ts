import { createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { blockMemory } from '../../../electron/core/block-memory.ts';
import { encryptAge } from '../../../electron/core/vault/age.ts';
import { deriveKeys, generateVaultKey, type VaultKeys } from '../../../electron/core/vault/keys.ts';
import { type ObjectFiles, systemObjectFiles } from '../../../electron/core/vault/object-files.ts';
import { ObjectStore } from '../../../electron/core/vault/objects.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { temporaryFolder } from '../../fixtures/bare-vault.ts';

const fault = (code: string) => expect.objectContaining({ name: 'Fault', code });
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex') as Hex64;

let folder: string;
let remove: () => void;
let keys: VaultKeys;
let store: ObjectStore;
beforeEach(async () => {
  ({ folder, remove } = temporaryFolder());
  keys = await deriveKeys(generateVaultKey(), '00'.repeat(16));
  store = new ObjectStore(folder, keys);
  await store.prepare();
});
afterEach(() => remove());

const temporaries = () => readdirSync(join(folder, 'objects', 'tmp'));
const stored = () =>
  readdirSync(join(folder, 'objects'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('tmp'))
    .map((entry) => join(entry.parentPath, entry.name));

async function put(bytes: Uint8Array): Promise<Hex64> {
  const staged = await store.stage([bytes]);
  await staged.commit();
  return staged.sha256;
}

async function readAll(kind: 'original' | 'thumb' | 'view', hash: Hex64): Promise<Buffer> {
  const reader = await store.open(kind, hash);
  const bytes = await reader.read(0, reader.size);
  await reader.close();
  return Buffer.from(bytes);
}

describe('an object', () => {
  it('is there, bit for bit, once it was committed and not before', async () => {
    const bytes = randomBytes(300_000);
    const seen: Uint8Array[] = [];
    async function* pieces() {
      for (let at = 0; at < bytes.length; at += 70_001) yield bytes.subarray(at, at + 70_001);
    }
    const staged = await store.stage(pieces(), { onChunk: (piece) => seen.push(Uint8Array.from(piece)) });
    expect(staged).toMatchObject({ sha256: sha256(bytes), size: bytes.length });
    expect(Buffer.concat(seen).equals(bytes)).toBe(true);
    expect(await store.has(staged.sha256)).toBe(false);
    await staged.commit();
    expect(await store.has(staged.sha256)).toBe(true);
    expect((await readAll('original', staged.sha256)).equals(bytes)).toBe(true);
    expect(await store.verify('original', staged.sha256)).toBe('intact');
    expect(temporaries()).toEqual([]);
  });

  it('may be empty', async () => {
    const hash = await put(new Uint8Array(0));
    expect((await readAll('original', hash)).length).toBe(0);
  });

  it('leaves nothing behind when it is discarded, or its source fails', async () => {
    await (await store.stage([Buffer.from('not kept')])).discard();
    const unreadable = new Error('the card was pulled out');
    async function* failing() {
      yield randomBytes(100_000);
      throw unreadable;
    }
    await expect(store.stage(failing())).rejects.toBe(unreadable);
    expect(temporaries()).toEqual([]);
    expect(stored()).toEqual([]);
  });

  it('is kept once, and mended by the same bytes coming again', async () => {
    const bytes = randomBytes(1_000);
    const hash = await put(bytes);
    await put(bytes);
    const [path = '', ...more] = stored();
    expect(more).toEqual([]);
    writeFileSync(path, 'damaged');
    expect(await store.verify('original', hash)).toBe('damaged');
    await put(bytes);
    expect(await store.verify('original', hash)).toBe('intact');
  });

  it('is named so that only the key’s holder can tell that a known file is here', async () => {
    const hash = await put(Buffer.from('a known picture'));
    const other = new ObjectStore(folder, await deriveKeys(generateVaultKey(), '00'.repeat(16)));
    expect(await other.has(hash)).toBe(false);
    expect(stored().join()).not.toContain(hash);
  });

  it('is missing, damaged or swapped: each is told', async () => {
    const [one, two] = [await put(Buffer.from('one')), await put(Buffer.from('two'))];
    expect(await store.verify('original', sha256(Buffer.from('never')))).toBe('missing');
    await expect(store.open('original', sha256(Buffer.from('never')))).rejects.toEqual(fault('OBJECT_MISSING'));
    const [a = '', b = ''] = stored();
    const [first, second] = [readFileSync(a), readFileSync(b)];
    // Both are good age files of this vault, in each other's place.
    writeFileSync(a, second);
    writeFileSync(b, first);
    expect(await store.verify('original', one)).toBe('damaged');
    expect(await store.verify('original', two)).toBe('damaged');
    writeFileSync(a, first.subarray(0, -1));
    rmSync(b);
    expect([await store.verify('original', one), await store.verify('original', two)].sort()).toEqual([
      'damaged',
      'missing',
    ]);
  });
});

describe('previews', () => {
  const pictures = { thumb: randomBytes(20_000), view: randomBytes(150_000) };

  it('are one file, filed under their original and apart from it, and each is checked by its own hash', async () => {
    const original = await put(Buffer.from('an original'));
    const staged = await store.stagePreviews(original, pictures);
    expect(stored().length).toBe(1);
    await expect(store.open('thumb', original)).rejects.toEqual(fault('OBJECT_MISSING'));
    await staged.commit();
    expect(stored().length).toBe(2);
    for (const kind of ['thumb', 'view'] as const) {
      expect(staged[kind]).toEqual({ sha256: sha256(pictures[kind]), size: pictures[kind].length });
      expect((await readAll(kind, original)).equals(pictures[kind])).toBe(true);
      expect(await store.verify(kind, original, staged[kind].sha256)).toBe('intact');
      expect(await store.verify(kind, original, original)).toBe('damaged');
    }
    expect((await readAll('original', original)).toString()).toBe('an original');
    expect(await store.quarantined([{ kind: 'original', sha256: original }])).toHaveLength(1);
    expect(
      await store.quarantined((['original', 'view'] as const).map((kind) => ({ kind, sha256: original }))),
    ).toEqual([]);
    store.removeNow(store.namesOf(original));
    expect(stored()).toEqual([]);
  });

  it('are read at any place, and never beyond their own end', async () => {
    const original = sha256(Buffer.from('an original'));
    await (await store.stagePreviews(original, pictures)).commit();
    for (const kind of ['thumb', 'view'] as const) {
      const [bytes, reader] = [pictures[kind], await store.open(kind, original)];
      expect(reader.size).toBe(bytes.length);
      for (const [from, to] of [
        [0, 1],
        [9_999, 20_000],
        [bytes.length - 1, bytes.length],
        [bytes.length, bytes.length],
      ] as const) {
        expect(Buffer.from(await reader.read(from, to - from)).equals(bytes.subarray(from, to))).toBe(true);
        const pieces: Uint8Array[] = [];
        for await (const piece of reader.stream(from, to)) pieces.push(piece);
        expect(Buffer.concat(pieces).equals(bytes.subarray(from, to))).toBe(true);
      }
      await expect(reader.read(bytes.length - 1, 2)).rejects.toThrow(RangeError);
      expect(() => reader.stream(0, bytes.length + 1)).toThrow(RangeError);
      await reader.close();
    }
  });

  it('may be empty, and what isn’t made of two is damaged', async () => {
    const original = sha256(Buffer.from('an original'));
    await (await store.stagePreviews(original, { thumb: new Uint8Array(0), view: new Uint8Array(0) })).commit();
    for (const kind of ['thumb', 'view'] as const) expect((await readAll(kind, original)).length).toBe(0);
    const [path = ''] = stored();
    const { recipient } = keys.age;
    for (const bytes of [Buffer.from('abc'), Buffer.from([0, 0, 0, 1]), Buffer.from([7, 0, 0, 0, 2])]) {
      const pieces: Uint8Array[] = [];
      for await (const piece of encryptAge({ recipients: [recipient] }, [bytes])) pieces.push(piece);
      writeFileSync(path, Buffer.concat(pieces));
      await expect(store.open('view', original)).rejects.toEqual(fault('OBJECT_DAMAGED'));
      expect(await store.verify('thumb', original)).toBe('damaged');
    }
  });

  it('that an earlier version kept in two files are read, known and removed as well', async () => {
    const original = sha256(Buffer.from('an original'));
    for (const kind of ['thumb', 'view'] as const) {
      const name = createHmac('sha256', keys.objectNames).update(`${kind}\n${original}`).digest('hex');
      const pieces: Uint8Array[] = [];
      for await (const piece of encryptAge({ recipients: [keys.age.recipient] }, [pictures[kind]])) pieces.push(piece);
      mkdirSync(join(folder, 'objects', name.slice(0, 2)), { recursive: true });
      writeFileSync(join(folder, 'objects', name.slice(0, 2), name), Buffer.concat(pieces));
      expect((await readAll(kind, original)).equals(pictures[kind])).toBe(true);
      expect(await store.verify(kind, original, sha256(pictures[kind]))).toBe('intact');
    }
    expect(await store.quarantined((['thumb', 'view'] as const).map((kind) => ({ kind, sha256: original })))).toEqual(
      [],
    );
    store.removeNow(store.namesOf(original));
    expect(stored()).toEqual([]);
  });
});

describe('after an interruption', () => {
  it('what was unfinished is removed, what was complete stays', async () => {
    const hash = await put(Buffer.from('complete'));
    await store.stage([Buffer.from('never committed')]);
    writeFileSync(join(folder, 'objects', 'tmp', 'half'), 'age-encryption.org/v1');
    expect(temporaries().length).toBe(2);
    await new ObjectStore(folder, keys).prepare();
    expect(temporaries()).toEqual([]);
    expect(await store.verify('original', hash)).toBe('intact');
  });

  it('a complete object without an entry is named, readable and kept', async () => {
    const [known, orphan] = [await put(Buffer.from('entered')), await put(Buffer.from('entry lost'))];
    writeFileSync(join(folder, 'objects', 'unrelated.txt'), 'x');
    const [found, ...more] = await store.quarantined([{ kind: 'original', sha256: known }]);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ size: 10, sha256: orphan });
    const reader = await store.openByName(found?.name ?? '');
    expect(Buffer.from(await reader.read(0, 10)).toString()).toBe('entry lost');
    await reader.close();
    await expect(store.openByName('../../vault.json')).rejects.toEqual(fault('OBJECT_MISSING'));
    expect(await store.has(orphan)).toBe(true);
  });

  it('a quarantined object that does not open is named too', async () => {
    await put(Buffer.from('entry lost'));
    writeFileSync(stored()[0] ?? '', 'damaged');
    expect(await store.quarantined([])).toMatchObject([{ size: null, sha256: null }]);
  });
});

describe('what is written to disk', () => {
  it.each([0, 1, 4_095, 4_096, 131_072, 1_048_576, 1_048_577, 2_097_152 + 4_096, 3_500_000])(
    'is %i bytes as they were given, in pieces whose memory is used again',
    async (size) => {
      const bytes = randomBytes(size);
      const memory = [blockMemory(1_048_576), blockMemory(1_048_576)] as const;
      async function* pieces() {
        for (const [number, at] of Array.from(
          { length: Math.ceil(size / 1_048_576) },
          (_, n) => n * 1_048_576,
        ).entries()) {
          const piece = bytes.subarray(at, at + 1_048_576);
          const given = memory[(number % 2) as 0 | 1].subarray(0, piece.length);
          given.set(piece);
          yield given;
        }
      }
      const path = join(folder, 'written');
      await systemObjectFiles.writeDurably(path, pieces());
      expect(readFileSync(path).equals(bytes)).toBe(true);
    },
  );

  it('is the same from memory that begins anywhere, in pieces of any length', async () => {
    const bytes = randomBytes(2_000_003);
    async function* pieces() {
      for (let at = 0; at < bytes.length; at += 300_001) yield bytes.subarray(at, at + 300_001);
    }
    const path = join(folder, 'written');
    await systemObjectFiles.writeDurably(path, pieces());
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it('ends with what goes wrong half-way, and nothing of it is being written any more', async () => {
    async function* pieces() {
      yield blockMemory(1_048_576);
      throw new Error('pulled out');
    }
    const path = join(folder, 'written');
    const open = () => readdirSync('/proc/self/fd').length;
    const before = process.platform === 'linux' ? open() : 0;
    await expect(systemObjectFiles.writeDurably(path, pieces())).rejects.toThrow('pulled out');
    expect(statSync(path).size).toBe(1_048_576);
    if (process.platform === 'linux') expect(open()).toBe(before);
  });
});

/** Lets one step fail, before it took effect or after. */
function failing(step: 'writeDurably' | 'moveDurably', when: 'before' | 'after', code: string): ObjectFiles {
  const error = Object.assign(new Error(code), { code });
  return {
    ...systemObjectFiles,
    async [step](...parameters: [string, never]) {
      if (when === 'before') throw error;
      await systemObjectFiles[step](...parameters);
      throw error;
    },
  };
}

describe('when the disk fails', () => {
  it.each([
    ['writeDurably', 'before'],
    ['writeDurably', 'after'],
  ] as const)('at %s, %s it took effect: the failure is told and nothing stays', async (step, when) => {
    const faulty = new ObjectStore(folder, keys, failing(step, when, 'ENOSPC'));
    await expect(faulty.stage([Buffer.from('a picture')])).rejects.toEqual(fault('VAULT_DISK_FULL'));
    expect(temporaries()).toEqual([]);
    expect(stored()).toEqual([]);
  });

  it.each(['before', 'after'] as const)(
    'at the move, %s it took effect: trying again gives one whole object',
    async (when) => {
      const bytes = randomBytes(200_000);
      const faulty = new ObjectStore(folder, keys, failing('moveDurably', when, 'EIO'));
      const staged = await faulty.stage([bytes]);
      await expect(staged.commit()).rejects.toMatchObject({ code: 'EIO' });
      // Moved or not, there is no half object in the object's place.
      expect(await store.has(staged.sha256)).toBe(when === 'after');
      await staged.discard();
      const hash = await put(bytes);
      expect(await store.verify('original', hash)).toBe('intact');
      expect(stored().length).toBe(1);
      expect(temporaries()).toEqual([]);
    },
  );
});
