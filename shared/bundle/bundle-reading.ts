import { concatBytes } from '../ledger/bytes.ts';
import { FileHashes } from './file-hashes.ts';
import { type ContainerFile, Unreadable } from './listing.ts';
import type { PlacedFiles } from './placing.ts';
import type { Platform } from './platform.ts';
import { type JobSettings, stopWhenLocked } from './progress.ts';

/** Manifests of a million files, and absent.txt of as many. */
export const smallFileLimit = 256 * 1024 * 1024;

/** While one file is hashed, another is on its way from the disk, or hashed as well. */
const sideBySide = 2;
/** For less it isn't worth to start threads. */
const worthThreads = 32 * 1024 * 1024;

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
    await this.#hash(file, async () => {
      const hash = this.#platform.primitives.createSha256();
      for await (const piece of file.stream()) {
        stopWhenLocked(this.#settings.signal);
        hash.update(piece);
        receive(piece);
        this.#passed(piece.length);
      }
      return hash.digest();
    });
  }

  /** False where `take` gives no hash. What can't be read is noted. */
  async #hash(file: ContainerFile, take: () => Promise<Uint8Array | null>): Promise<boolean> {
    try {
      const hash = await take();
      if (hash === null) return false;
      this.hashes.set(file.index, hash);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.unreadable.set(file.path, error.detail);
    }
    return true;
  }

  #passed(bytes: number): void {
    this.#bytesDone += bytes;
    this.progress('checking');
  }

  /** Takes the hash of every file that was not read before. */
  async hashAll(): Promise<void> {
    const left = this.#container.files.values();
    const isMuch = this.#bytesTotal() >= worthThreads;
    const beside = (bytes: number): void => {
      stopWhenLocked(this.#settings.signal);
      this.#passed(bytes);
    };
    const some = async (): Promise<void> => {
      for (const file of left) {
        stopWhenLocked(this.#settings.signal);
        if (this.hashes.isKnown(file.index) || this.unreadable.has(file.path)) continue;
        const isDone = isMuch && (await this.#hash(file, () => file.digest(beside)));
        if (!isDone) await this.#read(file, () => {});
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
