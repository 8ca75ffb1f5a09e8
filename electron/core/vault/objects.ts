/**
 * The files of a vault: originals and previews, each an age file of its own that plain `age` opens with the vault's identity.
 * Names are keyed hashes, so that nobody without the key can tell whether a known picture is here.
 */
import { createHash, createHmac, createSecretKey, randomUUID } from 'node:crypto';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../../shared/faults.ts';
import { type Hex64, hashToHex } from '../../../shared/ledger/hex.ts';
import { AgeFailure, type AgeReader, encryptAge, openAge } from './age.ts';
import type { VaultKeys } from './keys.ts';
import { type ObjectFiles, systemObjectFiles } from './object-files.ts';
import { requireWithin } from './random-access.ts';
import { storageFault } from './storage-fault.ts';

export const previewKinds = ['thumb', 'view'] as const;
export type PreviewKind = (typeof previewKinds)[number];
export type ObjectKind = 'original' | PreviewKind;

/** What there is a file for, each with the SHA-256 of the original. Earlier versions kept both previews of a picture in files of their own. */
const storedKinds = ['original', 'previews', ...previewKinds] as const;
type StoredKind = (typeof storedKinds)[number];

/** The SHA-256 of the original that it is or belongs to, and what of it is meant. */
export interface ObjectReference {
  readonly kind: ObjectKind;
  readonly sha256: Hex64;
}

/** Bytes that are encrypted and on disk, but not yet in their place. One of the two must be called. */
export interface StagedObject {
  /** Of the plaintext. */
  readonly sha256: Hex64;
  readonly size: number;
  /** Reads what was written, as it lies on disk. To be closed before either of the two. Throws OBJECT_DAMAGED. */
  open(): Promise<AgeReader>;
  /** When this returns, the object survives a power cut. */
  commit(): Promise<void>;
  discard(): Promise<void>;
}

/** Hash and size of bytes that are stored. */
export type Stored = { readonly sha256: Hex64; readonly size: number };

/** The previews of one original, together: encrypted and on disk, but not yet in their place. */
export interface StagedPreviews extends Pick<StagedObject, 'commit' | 'discard'> {
  readonly thumb: Stored;
  readonly view: Stored;
}

export interface QuarantinedObject {
  readonly name: string;
  /** Of the plaintext; null where the object does not open. */
  readonly size: number | null;
  readonly sha256: Hex64 | null;
}

export interface StageOptions {
  /** Sees the plaintext as it passes. */
  readonly onChunk?: (bytes: Uint8Array) => void;
}

const OBJECTS_FOLDER = 'objects';
const TEMPORARY_FOLDER = 'tmp';
const objectName = /^[0-9a-f]{64}$/;
const objectFolder = /^[0-9a-f]{2}$/;

export class ObjectStore {
  readonly #folder: string;
  readonly #keys: VaultKeys;
  readonly #files: ObjectFiles;

  constructor(vaultFolder: string, keys: VaultKeys, files: ObjectFiles = systemObjectFiles) {
    this.#folder = join(vaultFolder, OBJECTS_FOLDER);
    this.#keys = keys;
    this.#files = files;
  }

  /** Makes the folders, and removes what an interruption left unfinished. Only by whoever holds the writer's lock. */
  async prepare(): Promise<void> {
    const temporary = join(this.#folder, TEMPORARY_FOLDER);
    await mkdir(temporary, { recursive: true, mode: 0o700 });
    for (const name of await readdir(temporary)) await this.#files.remove(join(temporary, name));
  }

  /**
   * Encrypts an original to a temporary file while hashing, and makes that durable. What reading `bytes` throws passes through unchanged
   * and leaves nothing behind. Throws VAULT_DISK_FULL.
   */
  async stage(
    bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    { onChunk }: StageOptions = {},
  ): Promise<StagedObject> {
    const hash = createHash('sha256');
    let size = 0;
    async function* watched(): AsyncGenerator<Uint8Array> {
      for await (const piece of bytes) {
        hash.update(piece);
        size += piece.length;
        onChunk?.(piece);
        yield piece;
      }
    }
    const temporary = await this.#write(watched());
    const sha256 = hashToHex(new Uint8Array(hash.digest()));
    return {
      sha256,
      size,
      open: () => this.#openFile(temporary),
      commit: () => this.#commit(temporary, 'original', sha256),
      discard: () => this.#files.remove(temporary),
    };
  }

  /**
   * The same with the two previews of the original with this hash. They are one file: making one durable takes longer than encrypting it.
   * It holds the thumb, the view, and how many bytes the first has.
   */
  async stagePreviews(of: Hex64, { thumb, view }: Readonly<Record<PreviewKind, Uint8Array>>): Promise<StagedPreviews> {
    const temporary = await this.#write([thumb, view, bigEndian(thumb.length)]);
    const stored = (bytes: Uint8Array): Stored => ({
      sha256: hashToHex(createHash('sha256').update(bytes).digest()),
      size: bytes.length,
    });
    return {
      thumb: stored(thumb),
      view: stored(view),
      commit: () => this.#commit(temporary, 'previews', of),
      discard: () => this.#files.remove(temporary),
    };
  }

  async #write(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
    const temporary = join(this.#folder, TEMPORARY_FOLDER, randomUUID());
    try {
      const sealed = encryptAge({ recipients: [this.#keys.age.recipient] }, bytes, { fleeting: true });
      await this.#files.writeDurably(temporary, sealed);
      return temporary;
    } catch (error) {
      await this.#files.remove(temporary);
      throw storageFault(error);
    }
  }

  /** An object that is there already is replaced by the same bytes, freshly read: that can only mend it. */
  async #commit(temporary: string, kind: StoredKind, sha256: Hex64): Promise<void> {
    const path = this.#path(this.#nameOf(kind, sha256));
    try {
      await this.#files.moveDurably(temporary, path);
    } catch (error) {
      throw storageFault(error);
    }
  }

  /** Whether there is a file in an original's place; `verify` tells whether it is whole. */
  async has(sha256: Hex64): Promise<boolean> {
    return exists(this.#path(this.#nameOf('original', sha256)));
  }

  /** Throws OBJECT_MISSING, OBJECT_DAMAGED. Reading throws OBJECT_DAMAGED where a part was altered. */
  async open(kind: ObjectKind, sha256: Hex64): Promise<AgeReader> {
    if (kind === 'original') return this.openByName(this.#nameOf(kind, sha256));
    let previews: AgeReader;
    try {
      previews = await this.openByName(this.#nameOf('previews', sha256));
    } catch (error) {
      if (error instanceof Fault && error.code === 'OBJECT_MISSING') return this.openByName(this.#nameOf(kind, sha256));
      throw error;
    }
    try {
      return await previewIn(previews, kind);
    } catch (error) {
      await previews.close();
      throw error;
    }
  }

  /** Opens an object by its name in the folder, which `quarantined` tells. */
  async openByName(name: string): Promise<AgeReader> {
    if (!objectName.test(name)) throw new Fault('OBJECT_MISSING');
    return this.#openFile(this.#path(name));
  }

  async #openFile(path: string): Promise<AgeReader> {
    try {
      return objectReader(await openAge(path, { identities: [this.#keys.age.identity] }));
    } catch (error) {
      throw objectFault(error);
    }
  }

  /** Reads all of an object and compares its hash: with `expected`, or, for an original, with the one it is filed under. */
  async verify(kind: ObjectKind, sha256: Hex64, expected?: Hex64): Promise<'intact' | 'missing' | 'damaged'> {
    const wanted = expected ?? (kind === 'original' ? sha256 : null);
    try {
      const actual = await hashOf(await this.open(kind, sha256));
      return wanted === null || actual.sha256 === wanted ? 'intact' : 'damaged';
    } catch (error) {
      if (error instanceof Fault && error.code === 'OBJECT_MISSING') return 'missing';
      if (error instanceof Fault && error.code === 'OBJECT_DAMAGED') return 'damaged';
      throw error;
    }
  }

  /** Complete objects that nothing in `known` refers to: a database was put back, or a preview's record. Never deleted. */
  async quarantined(known: Iterable<ObjectReference>): Promise<QuarantinedObject[]> {
    const names = new Set<string>();
    for (const { kind, sha256 } of known)
      for (const stored of kind === 'original' ? [kind] : (['previews', kind] as const))
        names.add(this.#nameOf(stored, sha256));
    const found: QuarantinedObject[] = [];
    for (const folder of await readdir(this.#folder)) {
      if (!objectFolder.test(folder)) continue;
      for (const name of await readdir(join(this.#folder, folder))) {
        if (!objectName.test(name) || names.has(name)) continue;
        found.push({ name, ...(await this.#describe(name)) });
      }
    }
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async #describe(name: string): Promise<{ size: number | null; sha256: Hex64 | null }> {
    try {
      return await hashOf(await this.openByName(name));
    } catch (error) {
      if (error instanceof Fault) return { size: null, sha256: null };
      throw error;
    }
  }

  /** Removes objects for good, by their names; those that are not there are passed over. Nothing else happens meanwhile. */
  removeNow(names: readonly string[]): void {
    for (const name of names) this.#files.removeNow(this.#path(name));
  }

  /** What an original and all that belongs to it are called in the folder; what there is not of them as well. */
  namesOf(sha256: Hex64): string[] {
    return storedKinds.map((kind) => this.#nameOf(kind, sha256));
  }

  #nameOf(kind: StoredKind, sha256: Hex64): string {
    return createHmac('sha256', createSecretKey(this.#keys.objectNames)).update(`${kind}\n${sha256}`).digest('hex');
  }

  #path(name: string): string {
    return join(this.#folder, name.slice(0, 2), name);
  }
}

const LENGTH_BYTES = 4;

function bigEndian(length: number): Uint8Array {
  const bytes = Buffer.alloc(LENGTH_BYTES);
  bytes.writeUInt32BE(length);
  return bytes;
}

/** One of the two in the file that both are in. Throws OBJECT_DAMAGED. */
async function previewIn(both: AgeReader, kind: PreviewKind): Promise<AgeReader> {
  const end = both.size - LENGTH_BYTES;
  if (end < 0) throw new Fault('OBJECT_DAMAGED');
  const between = Buffer.from(await both.read(end, LENGTH_BYTES)).readUInt32BE();
  if (between > end) throw new Fault('OBJECT_DAMAGED');
  const [from, to] = kind === 'thumb' ? [0, between] : [between, end];
  const size = to - from;
  return {
    size,
    async read(offset, length) {
      requireWithin(size, offset, length);
      return both.read(from + offset, length);
    },
    stream(start = 0, stop = size) {
      requireWithin(size, start, stop - start);
      return both.stream(from + start, from + stop);
    },
    close: () => both.close(),
  };
}

async function exists(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function hashOf(reader: AgeReader): Promise<{ size: number; sha256: Hex64 }> {
  const hash = createHash('sha256');
  try {
    for await (const piece of reader.stream()) hash.update(piece);
  } finally {
    await reader.close();
  }
  return { size: reader.size, sha256: hashToHex(new Uint8Array(hash.digest())) };
}

/** The same reader, speaking of objects when it fails. */
function objectReader(reader: AgeReader): AgeReader {
  return {
    size: reader.size,
    close: () => reader.close(),
    read: (offset, length) =>
      reader.read(offset, length).catch((error) => {
        throw objectFault(error);
      }),
    async *stream(start, end) {
      try {
        yield* reader.stream(start, end);
      } catch (error) {
        throw objectFault(error);
      }
    },
  };
}

function objectFault(error: unknown): unknown {
  if (error instanceof AgeFailure) return new Fault('OBJECT_DAMAGED', {}, { cause: error });
  if ((error as NodeJS.ErrnoException)?.code === 'ENOENT') return new Fault('OBJECT_MISSING', {}, { cause: error });
  return error;
}
