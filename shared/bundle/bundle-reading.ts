import { concatBytes } from '../ledger/bytes.ts';
import { FileHashes } from './file-hashes.ts';
import { type ContainerFile, Unreadable } from './listing.ts';
import type { PlacedFiles } from './placing.ts';
import type { Platform } from './platform.ts';
import { type JobSettings, stopWhenLocked } from './progress.ts';

/** Manifests of a million files, and absent.txt of as many. */
export const smallFileLimit = 256 * 1024 * 1024;

/** While one file is hashed, another is on its way from the disk. */
const sideBySide = 2;

/** Reads the files of an opened bundle, each once: for its hash, and for whoever wants its bytes on the way. */
export class BundleReading {
  /** SHA-256 of every file that could be read, and why the others could not. */
  readonly hashes: FileHashes;
  readonly unreadable = new Map<string, string>();
  readonly #platform: Platform;
  readonly #container: PlacedFiles;
  readonly #settings: JobSettings;
  #bytesDone = 0;
  #total: number | null = null;

  constructor(platform: Platform, container: PlacedFiles, settings: JobSettings) {
    this.#platform = platform;
    this.#container = container;
    this.#settings = settings;
    this.hashes = new FileHashes(container.files);
  }

  /** Reads a file once: for its hash and for whoever wants its bytes on the way. A missing file is read as an empty one. */
  async read(path: string, receive: (piece: Uint8Array) => void): Promise<void> {
    const file = this.#container.files.get(path);
    if (file !== undefined) await this.#read(file, receive);
  }

  async #read(file: ContainerFile, receive: (piece: Uint8Array) => void): Promise<void> {
    const hash = this.#platform.primitives.createSha256();
    try {
      for await (const piece of file.stream()) {
        stopWhenLocked(this.#settings.signal);
        hash.update(piece);
        receive(piece);
        this.#bytesDone += piece.length;
        this.progress('checking');
      }
      this.hashes.set(file.index, hash.digest());
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.unreadable.set(file.path, error.detail);
    }
  }

  /** Takes the hash of every file that was not read before. */
  async hashAll(): Promise<void> {
    const left = this.#container.files.values();
    const some = async (): Promise<void> => {
      for (const file of left) {
        stopWhenLocked(this.#settings.signal);
        if (this.hashes.isKnown(file.index) || this.unreadable.has(file.path)) continue;
        await this.#read(file, () => {});
      }
    };
    await Promise.all(Array.from({ length: sideBySide }, some));
  }

  /** A small file's bytes, cut off at `limit`; what could be read of one that breaks off. */
  async small(path: string, limit: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let length = 0;
    await this.read(path, (piece) => {
      if (length < limit) pieces.push(new Uint8Array(piece));
      length += piece.length;
    });
    return concatBytes(...pieces).subarray(0, limit);
  }

  progress(phase: 'checking' | 'done'): void {
    const { files } = this.#container;
    const bytesTotal = this.#bytesTotal();
    this.#settings.onProgress?.({
      phase,
      done: this.hashes.size + this.unreadable.size,
      total: files.size,
      bytesDone: Math.min(this.#bytesDone, bytesTotal),
      bytesTotal,
    });
  }

  #bytesTotal(): number {
    this.#total ??= this.#container.files.totalSize();
    return this.#total;
  }
}
