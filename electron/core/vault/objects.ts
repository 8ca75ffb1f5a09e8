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
import { storageFault } from './storage-fault.ts';

export const objectKinds = ['original', 'thumb', 'view'] as const;
export type ObjectKind = (typeof objectKinds)[number];

/** A file of the vault: its kind, and the SHA-256 of the original it is or belongs to. */
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

export interface QuarantinedObject {
  readonly name: string;
  /** Of the plaintext; null where the object does not open. */
  readonly size: number | null;
  readonly sha256: Hex64 | null;
}

export interface StageOptions {
  /** The original that a preview belongs to. */
  readonly of?: Hex64;
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
   * Encrypts to a temporary file while hashing, and makes that durable. What reading `bytes` throws passes through unchanged and
   * leaves nothing behind. Throws VAULT_DISK_FULL.
   */
  async stage(
    kind: ObjectKind,
    bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    { of, onChunk }: StageOptions = {},
  ): Promise<StagedObject> {
    if ((kind === 'original') !== (of === undefined)) throw new Error('previews, and only they, belong to an original');
    const temporary = join(this.#folder, TEMPORARY_FOLDER, randomUUID());
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
    try {
      const sealed = encryptAge({ recipients: [this.#keys.age.recipient] }, watched(), { fleeting: true });
      await this.#files.writeDurably(temporary, sealed);
    } catch (error) {
      await this.#files.remove(temporary);
      throw storageFault(error);
    }
    const sha256 = hashToHex(new Uint8Array(hash.digest()));
    return {
      sha256,
      size,
      open: () => this.#openFile(temporary),
      commit: () => this.#commit(temporary, { kind, sha256: of ?? sha256 }),
      discard: () => this.#files.remove(temporary),
    };
  }

  /** An object that is there already is replaced by the same bytes, freshly read: that can only mend it. */
  async #commit(temporary: string, reference: ObjectReference): Promise<void> {
    const path = this.#path(this.nameOf(reference));
    try {
      await this.#files.moveDurably(temporary, path);
    } catch (error) {
      throw storageFault(error);
    }
  }

  /** Whether there is a file in the object's place; `verify` tells whether it is whole. */
  async has(kind: ObjectKind, sha256: Hex64): Promise<boolean> {
    return exists(this.#path(this.nameOf({ kind, sha256 })));
  }

  /** Throws OBJECT_MISSING, OBJECT_DAMAGED. Reading throws OBJECT_DAMAGED where a part was altered. */
  async open(kind: ObjectKind, sha256: Hex64): Promise<AgeReader> {
    return this.openByName(this.nameOf({ kind, sha256 }));
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
    for (const reference of known) names.add(this.nameOf(reference));
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

  /** What an object is called in the folder. */
  nameOf({ kind, sha256 }: ObjectReference): string {
    return createHmac('sha256', createSecretKey(this.#keys.objectNames)).update(`${kind}\n${sha256}`).digest('hex');
  }

  #path(name: string): string {
    return join(this.#folder, name.slice(0, 2), name);
  }
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
